"""The Python API, a capability a file; its names are those of :mod:`testigo`.

Functions take an opened :class:`~testigo.api.folder.Folder` and return frozen records. They decide
nothing: they call the rooms below in the right order, hold the folder meanwhile where that is needed,
and put the answers together. What is heavy is imported when it is called.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Language
from evidence.errors import (
    ConfigError,
    DocumentGone,
    ExitCode,
    FolderBusy,
    FolderError,
    Interrupted,
    Offline,
    RecordError,
    RolledBack,
    SourceError,
    SourceUnseen,
    StoreDamaged,
    StoreError,
    StoreNewer,
    TestigoError,
    UsageError,
)
from evidence.vocabulary import Cause, Certainty, Verdict
from testigo.api.accept import Accepted, Overruled, accept, overrule
from testigo.api.archives import Archived, archive
from testigo.api.boards import board_history
from testigo.api.captures import StoredCapture, read_capture, save_capture
from testigo.api.certificates import certificate
from testigo.api.checks import History, answer, check, check_many, exit_code, history
from testigo.api.doctor import Diagnosis, doctor
from testigo.api.dossier import Dossier, dossier
from testigo.api.events import Event, Listener, Looked, OneLook, Progress, Remark, Walked
from testigo.api.folder import Folder
from testigo.api.folder import open_folder as open  # noqa: A004 - testigo.open reads as it is meant
from testigo.api.handing_over import Exported, export, export_bag, export_court
from testigo.api.listing import listing, run_looks, run_told, runs
from testigo.api.mending import Mending, mend
from testigo.api.merging import merge
from testigo.api.nights import Rejudgement, RunResult, rejudge, run
from testigo.api.notices import Delivery, notify, try_notices
from testigo.api.observe import AskerToken, asker_token, observer_key, serve_observer
from testigo.api.redlines import compare, diff
from testigo.api.replaying import Replayed, ReplayedPage, replay
from testigo.api.reports import report, report_pieces
from testigo.api.schedules import NextNight, ScheduleStatus, next_nights, schedules, serve
from testigo.api.series import (
    FoundVersions,
    add_archived,
    add_listed,
    add_versions,
    compare_versions,
    remove_version,
    series,
    series_names,
)
from testigo.api.setup import Initiated, SigningKey, init, make_key, restored
from testigo.api.shown import pictures
from testigo.api.sources import (
    Added,
    Scanned,
    add,
    change_source,
    citation_counts,
    citations,
    scan,
    sources,
)
from testigo.api.status import ArchiveStatus, SourceStatus, Status, status
from testigo.api.verifying import Verification, verify, verify_package
from testigo.api.witness import Proven, WitnessKeys, prove, serve_witness, witness_keys

if TYPE_CHECKING:
    from evidence.custody.log.witnessed import Witnessing
    from evidence.custody.witness.told import WitnessStatus
    from evidence.looks.rejudge import Rejudged
    from evidence.reports.answer import Answer
    from evidence.reports.boards import Board
    from evidence.reports.pictures import BeforeAfter
    from evidence.reports.redline import Redline
    from evidence.reports.write import Written
    from evidence.series.chains import Series
    from evidence.store.listing import Listing, Wanted
    from evidence.store.registered import Cited
    from evidence.store.run_list import LookPage, RunPage

__all__ = [
    "Accepted",
    "Added",
    "Answer",
    "ArchiveStatus",
    "Archived",
    "AskerToken",
    "BeforeAfter",
    "Board",
    "Cause",
    "Certainty",
    "Cited",
    "ConfigError",
    "Delivery",
    "Diagnosis",
    "DocumentGone",
    "Dossier",
    "Event",
    "ExitCode",
    "Exported",
    "Folder",
    "FolderBusy",
    "FolderError",
    "FoundVersions",
    "History",
    "Initiated",
    "Interrupted",
    "Language",
    "Listener",
    "Listing",
    "LookPage",
    "Looked",
    "Mending",
    "NextNight",
    "Offline",
    "OneLook",
    "Overruled",
    "Progress",
    "Proven",
    "RecordError",
    "Redline",
    "Rejudged",
    "Rejudgement",
    "Remark",
    "Replayed",
    "ReplayedPage",
    "RolledBack",
    "RunPage",
    "RunResult",
    "Scanned",
    "ScheduleStatus",
    "Series",
    "SigningKey",
    "SourceError",
    "SourceStatus",
    "SourceUnseen",
    "Status",
    "StoreDamaged",
    "StoreError",
    "StoreNewer",
    "StoredCapture",
    "TestigoError",
    "UsageError",
    "Verdict",
    "Verification",
    "Walked",
    "Wanted",
    "WitnessKeys",
    "WitnessStatus",
    "Witnessing",
    "Written",
    "accept",
    "add",
    "add_archived",
    "add_listed",
    "add_versions",
    "answer",
    "archive",
    "asker_token",
    "board_history",
    "certificate",
    "change_source",
    "check",
    "check_many",
    "citation_counts",
    "citations",
    "compare",
    "compare_versions",
    "diff",
    "doctor",
    "dossier",
    "exit_code",
    "export",
    "export_bag",
    "export_court",
    "history",
    "init",
    "listing",
    "make_key",
    "mend",
    "merge",
    "next_nights",
    "notify",
    "observer_key",
    "open",
    "overrule",
    "pictures",
    "prove",
    "read_capture",
    "rejudge",
    "remove_version",
    "replay",
    "report",
    "report_pieces",
    "restored",
    "run",
    "run_looks",
    "run_told",
    "runs",
    "save_capture",
    "scan",
    "schedules",
    "series",
    "series_names",
    "serve",
    "serve_observer",
    "serve_witness",
    "sources",
    "status",
    "try_notices",
    "verify",
    "verify_package",
    "witness_keys",
]

_RECORDS = {
    "Answer": "evidence.reports.answer",
    "Board": "evidence.reports.boards",
    "BeforeAfter": "evidence.reports.pictures",
    "Cited": "evidence.store.registered",
    "Listing": "evidence.store.listing",
    "LookPage": "evidence.store.run_list",
    "Redline": "evidence.reports.redline",
    "Rejudged": "evidence.looks.rejudge",
    "RunPage": "evidence.store.run_list",
    "Series": "evidence.series.chains",
    "Wanted": "evidence.store.listing",
    "Witnessing": "evidence.custody.log.witnessed",
    "WitnessStatus": "evidence.custody.witness.told",
    "Written": "evidence.reports.write",
}
"""Records of the rooms below, whose modules bring heavy ones along."""


if not TYPE_CHECKING:  # type checkers would take every name for one that is there

    def __getattr__(name: str) -> Any:
        """A record of the rooms below, loaded at its first use."""
        if name not in _RECORDS:
            raise AttributeError(f"module 'testigo.api' has no attribute {name!r}")
        return getattr(importlib.import_module(_RECORDS[name]), name)
