"""Check the signature over a package's manifest, and every file against the manifest."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from evidence.custody.finding import FAULTS, Finding
from evidence.custody.wacz import layout
from evidence.custody.wacz.package import Unreadable
from evidence.custody.wacz.signing import Signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.custody.wacz.package import Package


def signature_of(package: Package) -> Signature:
    """Raises Unreadable where there is none of our shape."""
    text = package.whole(layout.DIGEST)
    try:
        return Signature.read(text)
    except FAULTS as error:
        raise Unreadable(f"not signed: {layout.DIGEST} is not one of ours ({error})") from error


def verify_signature(package: Package, signature: Signature, key: str | None) -> Iterator[Finding]:
    """Whether the manifest is the one that was signed, by the key with the fingerprint ``key`` if
    one is given."""
    digest = f"sha256:{hashlib.sha256(package.whole(layout.DATAPACKAGE)).hexdigest()}"
    if set(signature.hashes) != {digest}:
        yield Finding(layout.DATAPACKAGE, "altered: not what was signed")
    if not signature.is_signed:
        yield Finding(layout.DIGEST, "forged: the signature is not by the key that it names")
    if not signature.is_signed_for_viewers:
        yield Finding(layout.DIGEST, "forged: what viewers check is not signed by the same hand")
    if key is not None and signature.signer != key:
        yield Finding(layout.DIGEST, f"forged: signed by {signature.signer}, not by {key}")


def verify_manifest(package: Package) -> Iterator[Finding]:
    """Every file against the manifest; raises Unreadable for a manifest of another shape."""
    try:
        listed = {
            one["path"]: (one["hash"], one["bytes"])
            for one in json.loads(package.whole(layout.DATAPACKAGE))["resources"]
        }
    except FAULTS as error:
        raise Unreadable(f"{layout.DATAPACKAGE} is not one of ours ({error})") from error
    present = package.names()
    yield from verify_names(present, list(listed))
    there = set(present)
    for name, (wanted, size) in listed.items():
        if name not in there:
            continue
        if package.digest(name, size) != wanted:
            yield Finding(name, "altered: not what the manifest says")
        elif not package.is_said_to_have(name, size):
            yield _misstated(name)
    for name in (layout.DATAPACKAGE, layout.DIGEST):
        if not package.is_said_to_have(name, len(package.whole(name))):
            yield _misstated(name)


def _misstated(name: str) -> Finding:
    return Finding(name, "altered: the archive's directory says another length")


def verify_names(present: Sequence[str], listed: Sequence[str]) -> Iterator[Finding]:
    """The names of the files that are there against those that the manifest lists; in time that
    grows with their number, however hostile the archive is."""
    for name, times in Counter(present).items():
        if times > 1:
            yield Finding(name, f"there are {times} files of this name")
    there, wanted = set(present), {*listed, layout.DATAPACKAGE, layout.DIGEST}
    for name in sorted(there - wanted):
        yield Finding(name, "put in: the manifest does not list it")
    for name in listed:
        if name not in there:
            yield Finding(name, "missing")
