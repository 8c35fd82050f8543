"""Write a report to a file, and let the custody log remember it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.custody.log import keys
from evidence.custody.log.watchers.reported import REPORTED
from evidence.files import HANDED_OVER, OURS, written_whole
from evidence.reports import FORMS
from evidence.reports.building import build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.config import Ignore
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
    source: str | None = None,
    tags: Sequence[str] = (),
    everything: bool,
    language: Language,
    progress: Progress | None,
    ignore: Sequence[Ignore] = (),
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
        tags=tags,
        everything=everything,
        language=language,
        folder=folder.path,
        progress=progress,
        ignore=ignore,
        counted=FORMS[form].counts,
    )
    made = FORMS[form]
    stamp = report.generated_at[:19].replace(":", "").replace("-", "")
    path = out or folder.reports / f"report-{stamp}.{made.suffix}"
    with written_whole(path, mode=OURS if out is None else HANDED_OVER) as new:
        with new.open("wb") as file:
            file.writelines(made.at(path)(report))
        with new.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        # before it takes the place of another: whatever lies there then, the log knows
        if not store.is_read_only and keys.can_sign(store):
            run = report.run.id if report.run else None
            detail = {"form": form, "source": source, "run": run, "sha256": digest}
            tagged = {"tags": list(report.narrowed.tags)} if report.narrowed.tags else {}
            with store.transaction(REPORTED, detail | tagged | _within(folder, path)):
                pass
    return Written(path, form, digest)


def _within(folder: EvidenceFolder, path: Path) -> dict[str, str]:
    """Where in the folder a report lies; nothing of one that goes elsewhere, which is its reader's."""
    whole, inside = path.resolve(), folder.path.resolve()
    return {"file": whole.relative_to(inside).as_posix()} if whole.is_relative_to(inside) else {}
