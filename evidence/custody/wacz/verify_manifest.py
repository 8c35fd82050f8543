"""Check the signature over a package's manifest, and every file against the manifest."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from evidence.custody import plain_json
from evidence.custody.faults import FAULTS
from evidence.custody.wacz import layout
from evidence.custody.wacz.package import Unreadable
from evidence.custody.wacz.signing import Signature
from evidence.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.custody.wacz.package import Package


def signature_of(package: Package) -> Signature:
    """Raises Unreadable where there is none of our shape."""
    text = package.whole(layout.DIGEST)
    try:
        return Signature.read(text)
    except FAULTS as error:
        raise Unreadable("unsigned", name=layout.DIGEST, why=str(error)) from error


def verify_signature(package: Package, signature: Signature, key: str | None) -> Iterator[Finding]:
    """Whether the manifest is the one that was signed, by the key with the fingerprint ``key`` if
    one is given."""
    digest = f"sha256:{hashlib.sha256(package.whole(layout.DATAPACKAGE)).hexdigest()}"
    if set(signature.hashes) != {digest}:
        yield Finding(layout.DATAPACKAGE, "not-as-signed")
    if not signature.is_signed:
        yield Finding(layout.DIGEST, "signature-forged")
    if not signature.is_signed_for_viewers:
        yield Finding(layout.DIGEST, "viewers-forged")
    if key is not None and signature.signer != key:
        facts = {"signer": signature.signer, "key": key}
        yield Finding(layout.DIGEST, "signed-by-another", facts)


def verify_manifest(package: Package) -> Iterator[Finding]:
    """Every file against the manifest; raises Unreadable for a manifest of another shape."""
    try:
        listed = {
            one["path"]: (one["hash"], one["bytes"])
            for one in plain_json.read(package.whole(layout.DATAPACKAGE))["resources"]
        }
    except FAULTS as error:
        raise Unreadable("part-strange", name=layout.DATAPACKAGE, why=str(error)) from error
    present = package.names()
    yield from verify_names(present, list(listed))
    there = set(present)
    for name, (wanted, size) in listed.items():
        if name not in there:
            continue
        if package.digest(name, size) != wanted:
            yield Finding(name, "part-altered")
        elif not package.is_said_to_have(name, size):
            yield _misstated(name)
    for name in (layout.DATAPACKAGE, layout.DIGEST):
        if not package.is_said_to_have(name, len(package.whole(name))):
            yield _misstated(name)


def _misstated(name: str) -> Finding:
    return Finding(name, "length-misstated")


def verify_names(present: Sequence[str], listed: Sequence[str]) -> Iterator[Finding]:
    """The names of the files that are there against those that the manifest lists; in time that
    grows with their number, however hostile the archive is."""
    for name, times in Counter(present).items():
        if times > 1:
            yield Finding(name, "name-repeated", {"times": times})
    there, wanted = set(present), {*listed, layout.DATAPACKAGE, layout.DIGEST}
    for name in sorted(there - wanted):
        yield Finding(name, "part-unlisted")
    for name in listed:
        if name not in there:
            yield Finding(name, "missing")
