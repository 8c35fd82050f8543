"""Write a report to a file, and let the custody log remember it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.files import HANDED_OVER, OURS, write_whole
from evidence.reports import FORMS, build

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.folder import EvidenceFolder
    from evidence.reports.excerpts import Progress
    from evidence.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """A report that was written."""

    path: Path
    form: str
    sha256: str


def write(
    folder: EvidenceFolder,
    store: Store,
    form: str,
    out: Path | None,
    *,
    source: str | None,
    everything: bool,
    language: Language,
    progress: Progress | None,
) -> Written:
    """Write the report in a form of :data:`evidence.reports.FORMS` to ``out``, or into the folder's
    ``reports/`` under the time at which it was made.

    The custody log remembers each report by its digest: which one was sent, and what is new after it;
    that of a folder that is read-only, or whose key is not here, can't. Raises StoreError when the disk
    or the database refuses.
    """
    report = build(
        store,
        source=source,
        everything=everything,
        language=language,
        folder=folder.path,
        progress=progress,
    )
    made = FORMS[form]
    stamp = report.generated_at[:19].replace(":", "").replace("-", "")
    path = out or folder.reports / f"report-{stamp}.{made.suffix}"
    write_whole(path, made(report), mode=OURS if out is None else HANDED_OVER)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    run = report.run.id if report.run else None
    if not store.is_read_only:
        with store.transaction(
            "reported", {"form": form, "source": source, "run": run, "sha256": digest}
        ):
            pass
    return Written(path, form, digest)
