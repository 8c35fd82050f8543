#!/bin/sh
# Checks this package without Testigo:      sh verify.sh FINGERPRINT [ROOTS.pem]
# Comprueba este paquete sin Testigo:       sh verify.sh HUELLA [RAICES.pem]
# FINGERPRINT of the signing key (64 hexadecimal digits), ROOTS.pem: root certificates of the time-stamp authority.
# HUELLA de la clave de firma (64 dígitos hexadecimales), RAICES.pem: certificados raíz de la autoridad de sellado.
# Get both from their owners, not from here.  Obtenga ambas cosas de sus titulares, no de aquí.  OpenSSL 3, sha256sum.
set -eu; cd "$(dirname "$0")"; export LC_ALL=C; node=$(mktemp); trap 'rm -f "$node" "$node.up"' EXIT
fails() { echo "DOES NOT HOLD · NO SE SOSTIENE: $1" >&2; exit 1; }
digest() { sha256sum < "$1" | cut -c 1-64; }
hash() { openssl dgst -sha256 -binary; }
is_signed() { openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in "$1" -sigfile "$2" > /dev/null || fails "$1"; }

# 1. The key is the one that was announced. The list of files is signed with it; the files are those listed, and no others.
key=$(openssl pkey -pubin -in key.pem -outform DER | tail -c 32 | sha256sum | cut -c 1-64)
[ "$key" = "${1:?FINGERPRINT · HUELLA}" ] || fails "key.pem ($key)"
is_signed SHA256SUMS SHA256SUMS.sig
sha256sum -c SHA256SUMS > /dev/null || fails SHA256SUMS
[ "$(find . ! -type d | wc -l)" -eq "$(($(wc -l < SHA256SUMS) + 2))" ] || fails "a file more · un archivo de más"

# 2. Each seal of the log is signed.
for seal in proof/seals/*.signed; do is_signed "$seal" "${seal%ned}"; done

# 3. Each content is in its row by its digest, the row in its entry, the entry under the root that the seal signs.
while read -r number payload capture entry seal; do
    row=proof/rows/$number.json; at=proof/entries/$entry
    grep -qF "\"payload_sha256\":\"$(digest "payloads/$payload")\"" "$row" || fails "payloads/$payload"
    id=$(hash < "$row" | openssl base64 | tr '+/' '-_' | tr -d =)
    grep -qF "\"$capture\":\"$id\"" "$at.json" || fails "$row"
    { printf '\000'; hash < "$at.json"; } | hash > "$node"
    for beside in "$at".path/*; do
        case $beside in
            *.left) { printf '\001'; cat "$beside" "$node"; } | hash > "$node.up"; mv "$node.up" "$node" ;;
            *.right) { printf '\001'; cat "$node" "$beside"; } | hash > "$node.up"; mv "$node.up" "$node" ;;
        esac
    done
    root=$(od -An -v -tx1 "$node" | tr -d ' \n')
    signs="proof/seals/$seal.signed"
    grep -qxF "$(openssl base64 < "$node")" "$signs" || grep -qF "\"root\":\"$root\"" "$signs" || fails "$at.json"
done < proof/captures

# 4. The authority's time-stamps are for these seals, and its certificates were valid when it made them.
while read -r token seal second; do
    [ -n "${2:-}" ] || { echo "Time-stamps were NOT checked: give ROOTS.pem · NO se comprobaron los sellos de tiempo: indique RAICES.pem"; break; }
    openssl ts -verify -data "proof/seals/$seal.stamped" -in "proof/seals/$token" -CAfile "$2" -attime "$second" \
        > /dev/null 2>&1 || fails "proof/seals/$token"
done < proof/tokens

# 5. A proof of OpenTimestamps is of its seal; whether its Bitcoin block is so, only a node tells: ots verify -f SEAL PROOF
for proof in proof/seals/*.ots; do
    [ -e "$proof" ] || continue
    of=$(dd bs=1 skip=33 count=32 if="$proof" 2> /dev/null | od -An -v -tx1 | tr -d ' \n')
    [ "$of" = "$(digest "${proof%.ots}.stamped")" ] || fails "$proof"
done
echo "$(wc -l < proof/captures) contents · contenidos, $(wc -l < proof/tokens) time-stamps · sellos de tiempo: sound · íntegro"
