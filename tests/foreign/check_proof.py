"""Check a ``.tlog-proof`` by a ``tlog-policy``, from the texts of C2SP and RFC 6962 alone.

``python check_proof.py PROOF POLICY``: exit code 0 and the size of the log, or 1 and what does not hold.
The leaf is the sha256 of what stands in the ``extra`` line: that is what the log says of itself.
"""

import hashlib
import sys
from base64 import b64decode
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def require(holds, what):
    if not holds:
        sys.exit(f"does not hold: {what}")


def vkey(text):
    name, identifier, key = text.split("+", 2)
    raw = b64decode(key, validate=True)
    require(sha(name.encode(), b"\n", raw)[:4].hex() == identifier, "a key's id")
    return name, bytes.fromhex(identifier), raw[0], raw[1:]


def signed(body, lines, key):
    name, identifier, kind, public = key
    for line in lines:
        mark, who, data = line.split(" ")
        require(mark == "\N{EM DASH}", "a signature line")
        raw = b64decode(data, validate=True)
        if who != name or raw[:4] != identifier:
            continue
        text, signature = body.encode(), raw[4:]
        if kind == 4:
            at = int.from_bytes(signature[:8], "big")
            text, signature = f"cosignature/v1\ntime {at}\n{body}".encode(), signature[8:]
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
        except InvalidSignature:
            require(False, f"the signature of {name}")
        return True
    return False


def root_of(leaf, index, size, path):
    node, last = sha(b"\0", leaf), size - 1
    require(0 <= index < size, "the index")
    for beside in path:
        require(last > 0, "the length of the path")
        if index % 2 or index == last:
            node = sha(b"\1", beside, node)
            while not index % 2 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha(b"\1", node, beside)
        index, last = index >> 1, last >> 1
    require(last == 0, "the length of the path")
    return node


def main(proof, policy):
    names, log, quorum = {}, None, None
    for word, *rest in filter(None, map(str.split, policy.splitlines())):
        if word == "log":
            log = vkey(rest[0])
        elif word == "witness":
            names[rest[0]] = vkey(rest[1])
        elif word == "group":
            names[rest[0]] = (rest[1], rest[2:])
        elif word == "quorum":
            quorum = rest[0]
    head, _, note = proof.partition("\n\n")
    first, extra, index, *path = head.split("\n")
    require(
        first == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and index[:6] == "index ",
        "the form",
    )
    body, _, lines = note.rpartition("\n\n")
    body, lines = body + "\n", lines.splitlines()
    origin, size, root = body.split("\n")[:3]
    require(origin == log[0] and signed(body, lines, log), "the log's signature")
    leaf = sha(b64decode(extra[6:], validate=True))
    found = root_of(
        leaf, int(index[6:]), int(size), [b64decode(node, validate=True) for node in path]
    )
    require(found == b64decode(root), "the way to the root")

    def witnessed(name):
        if len(names[name]) == 4:
            return signed(body, lines, names[name])
        many, members = names[name]
        least = {"all": len(members), "any": 1}.get(many) or int(many)
        return sum(map(witnessed, members)) >= least

    require(quorum == "none" or witnessed(quorum), "the quorum of witnesses")
    print(f"entry {int(index[6:]) + 1} of {size}, leaf {leaf.hex()}")


if __name__ == "__main__":
    main(*(Path(path).read_bytes().decode() for path in sys.argv[1:3]))
