// Check a .tlog-proof with Go's own reading of signed notes and of RFC 6962, golang.org/x/mod/sumdb:
// go run check_proof.go PROOF LOG-VKEY [WITNESS-VKEY …]. The leaf is the sha256 of the extra line.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println("does not hold:", err)
		os.Exit(1)
	}
}

// A cosigner is a verifier of signatures of type 4 (c2sp.org/tlog-cosignature), which x/mod leaves to others.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	return ed25519.Verify(c.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, msg)), sig[8:])
}

func witness(vkey string) note.Verifier {
	parts := strings.SplitN(vkey, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	must(err)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	return cosigner{parts[0], uint32(hash), ed25519.PublicKey(key[1:])}
}

func main() {
	proof, err := os.ReadFile(os.Args[1])
	must(err)
	head, signed, _ := strings.Cut(string(proof), "\n\n")
	lines := strings.Split(head, "\n")
	log, err := note.NewVerifier(os.Args[2])
	must(err)
	known := []note.Verifier{log}
	for _, vkey := range os.Args[3:] {
		known = append(known, witness(vkey))
	}
	opened, err := note.Open([]byte(signed), note.VerifierList(known...))
	must(err)
	if len(opened.Sigs) != len(known) {
		must(fmt.Errorf("%d of %d signatures", len(opened.Sigs), len(known)))
	}
	text := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(text[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(text[2])
	must(err)
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must(err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err)
	var path tlog.RecordProof
	for _, line := range lines[3:] {
		node, err := tlog.ParseHash(line)
		must(err)
		path = append(path, node)
	}
	leaf := sha256.Sum256(extra)
	must(tlog.CheckRecord(path, size, root, index, tlog.RecordHash(leaf[:])))
	fmt.Printf("entry %d of %d, leaf %x\n", index+1, size, leaf)
}
