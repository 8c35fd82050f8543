"""Verify a WACZ package from nothing but the file and a public key.

What must be compared goes into a temporary database. A package that is sound in itself proves nothing
yet: anybody can make one. It is the signature, by a key that the reader knows from elsewhere, that
counts.
"""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.custody.faults import FAULTS
from evidence.custody.log.witnessed import Witnessed
from evidence.custody.observations import verify_observations
from evidence.custody.recorded import Recorded
from evidence.custody.wacz.package import DAMAGES, Package, Unreadable
from evidence.custody.wacz.verify_log import verify_log
from evidence.custody.wacz.verify_manifest import (
    signature_of,
    verify_manifest,
    verify_signature,
)
from evidence.custody.wacz.verify_rows import take_rows, verify_records
from evidence.custody.wacz.verify_warc import verify_pages, verify_warc
from evidence.findings import Finding
from evidence.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from cryptography.x509 import Certificate

_ENOUGH = 1000
"""Findings after which the rest goes unsaid: a hostile package could have millions."""


@dataclass(slots=True)
class Result:
    """What verification came to."""

    findings: list[Finding] = field(default_factory=list)
    signer: str | None = None
    """fingerprint of the key that signed the package; None where it is not signed"""
    captures: int = 0
    witnessed: Witnessed = field(default_factory=Witnessed)
    """who cosigned the log"""


def verify(
    path: Path,
    *,
    key: str | None = None,
    roots: Sequence[Certificate] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Result:
    """Check the package at ``path``, signed by the key with the fingerprint ``key`` if one is given.

    ``roots`` are the certificates that time-stamps must lead to, ``progress`` hears of every byte of
    WARC that was read. Raises nothing for what the file holds: that is a finding.
    """
    result = Result()
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as place:
            database = Path(place, "package.db")
            found = _findings(Package(archive), database, result, key, roots, progress)
            try:
                with closing(found):
                    for finding in islice(found, _ENOUGH):
                        result.findings.append(finding)
            except Unreadable as problem:
                result.findings.append(Finding(path.name, problem.kind, problem.facts))
            except FAULTS as error:
                result.findings.append(Finding(path.name, "package-strange", {"why": str(error)}))
    except DAMAGES as error:
        result.findings.append(Finding(path.name, "package-damaged", {"why": str(error)}))
    return result


def _findings(
    package: Package,
    database: Path,
    result: Result,
    key: str | None,
    roots: Sequence[Certificate],
    progress: Callable[[int], None],
) -> Generator[Finding, None, None]:
    signature = signature_of(package)
    result.signer = signature.signer
    yield from verify_signature(package, signature, key)
    yield from verify_manifest(package)
    with closing(Store(database)) as store:
        store.db.execute("PRAGMA foreign_keys=OFF")
        store.db.execute("PRAGMA synchronous=OFF")  # it is thrown away
        store.db.execute("BEGIN")
        recorded = Recorded(store)
        yield from verify_log(package, recorded, signature.public, roots, result.witnessed)
        yield from take_rows(package, store)
        result.captures = store.value("SELECT COUNT(*) FROM captures")
        yield from recorded.altered()
        yield from verify_observations(store)
        yield from verify_records(package, store)
        yield from verify_warc(package, store, progress)
        yield from verify_pages(package, store)
