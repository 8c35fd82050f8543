#!/bin/sh
# Checks this package without Testigo:      sh verify.sh FINGERPRINT [ROOTS.pem]
# Comprueba este paquete sin Testigo:       sh verify.sh HUELLA [RAICES.pem]
# FINGERPRINT of the signing key (64 hexadecimal digits), ROOTS.pem: root certificates of the time-stamp authority.
# HUELLA de la clave de firma (64 dígitos hexadecimales), RAICES.pem: certificados raíz de la autoridad de sellado.
# Get both from their owners, not from here.  Obtenga ambas cosas de sus titulares, no de aquí.  OpenSSL 3, sha256sum.
[ $# -gt 0 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
set -eu; export LC_ALL=C; told=$1
roots=${2:+$(cd "$(dirname "$2")" && pwd)/$(basename "$2")}
cd "$(dirname "$0")"; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
fails() { echo "DOES NOT HOLD · NO SE SOSTIENE: $1" >&2; exit 1; }
digest() { sha256sum < "$1" | cut -c 1-64; }
hash() { openssl dgst -sha256 -binary; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
is_signed() { openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in "$1" -sigfile "$2" > /dev/null 2>&1; }
value() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" "$2" | tr -cd '[:print:]'; }

# 1. The key is the one that was announced. The list of files is signed with it; the files are those listed, and no others.
key=$(openssl pkey -pubin -in key.pem -outform DER | tail -c 32 | sha256sum | cut -c 1-64)
[ "$key" = "$told" ] || fails "key.pem ($key)"
is_signed SHA256SUMS SHA256SUMS.sig || fails SHA256SUMS
sha256sum -c SHA256SUMS > "$work/sums" 2> /dev/null || fails "SHA256SUMS ($(grep -v ': OK$' "$work/sums" | tr '\n' ' '))"
[ "$(find . ! -type d | wc -l)" -eq "$(($(wc -l < SHA256SUMS) + 2))" ] || fails "a file more · un archivo de más"

# 2. Each seal of the log is signed: the part of its file that begins at a byte and has so many.
while read -r seal from size; do
    dd bs=1 skip="$from" count="$size" if="proof/seals/$seal.seal" > "$work/$seal" 2> /dev/null
    is_signed "$work/$seal" "proof/seals/$seal.sig" || fails "proof/seals/$seal.seal"
done < proof/signed

# 3. Each content is in its row by its digest, the row in its entry, the entry under the root that its seal signs.
while read -r number payload capture entry seal; do
    row=proof/rows/$number.json; at=proof/entries/$entry; node=$work/node
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
    grep -qxF "$(openssl base64 < "$node")" "$work/$seal" || grep -qF "\"root\":\"$(hex < "$node")\"" "$work/$seal" ||
        fails "$at.json"
    echo "$number $(value captured_at "$row") $(value url "$row") $payload"
done < proof/captures
[ "$(find payloads -type f | wc -l)" -eq "$(cut -d ' ' -f 2 proof/captures | sort -u | wc -l)" ] || fails payloads

# 4. The authority's time-stamps are for these seals, and its certificates were valid when it made them.
held=0
while read -r token seal second; do
    [ -n "$roots" ] || { echo "Time-stamps NOT checked: give ROOTS.pem · Sellos de tiempo NO comprobados: indique RAICES.pem"; break; }
    said=$(openssl ts -verify -data "proof/seals/$seal.seal" -in "proof/seals/$token" -CAfile "$roots" -attime "$second" 2>&1) &&
        { held=$((held + 1)); continue; }
    case $said in
        *"unable to get local issuer"* | *"self-signed certificate"* | *"self signed certificate"*)
            echo "proof/seals/$token: not of an authority of · no es de una autoridad de: $2" ;;
        *) fails "proof/seals/$token" ;;
    esac
done < proof/tokens
[ -z "$roots" ] || [ "$held" -gt 0 ] || [ ! -s proof/tokens ] || fails "no time-stamp · ningún sello de tiempo: $2"

# 5. A proof of OpenTimestamps is of its seal; whether its Bitcoin block is so, only a node tells: ots verify -f SEAL PROOF
for proof in proof/seals/*.ots; do
    [ -e "$proof" ] || continue
    of=$(dd bs=1 skip=33 count=32 if="$proof" 2> /dev/null | hex)
    [ "$of" = "$(digest "${proof%.ots}.seal")" ] || fails "$proof"
done
echo "$(wc -l < proof/captures) contents · contenidos, $held/$(wc -l < proof/tokens) time-stamps · sellos de tiempo: sound · íntegro"
