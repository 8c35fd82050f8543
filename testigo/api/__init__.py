"""The Python API, a capability a file; its names are those of :mod:`testigo`.

Functions take an opened :class:`~testigo.api.folder.Folder` and return frozen records. They decide
nothing: they call the rooms below in the right order, hold the folder meanwhile where that is needed,
and put the answers together. What is heavy is imported when it is called.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from evidence.errors import (
    ConfigError,
    ExitCode,
    FolderBusy,
    FolderError,
    Interrupted,
    Offline,
    RecordError,
    SourceError,
    StoreDamaged,
    StoreError,
    StoreNewer,
    TestigoError,
    UsageError,
)
from testigo.api.archives import Archived, archive
from testigo.api.checks import History, answer, check, check_many, exit_code, history
from testigo.api.events import Event, Listener, Progress, Remark, Walked
from testigo.api.folder import Folder
from testigo.api.folder import open_folder as open  # noqa: A004 - testigo.open reads as it is meant
from testigo.api.nights import Rejudgement, RunResult, rejudge, run

if TYPE_CHECKING:
    from evidence.looks.rejudge import Rejudged
    from evidence.reports.answer import Answer

__all__ = [
    "Answer",
    "Archived",
    "ConfigError",
    "Event",
    "ExitCode",
    "Folder",
    "FolderBusy",
    "FolderError",
    "History",
    "Interrupted",
    "Listener",
    "Offline",
    "Progress",
    "RecordError",
    "Rejudged",
    "Rejudgement",
    "Remark",
    "RunResult",
    "SourceError",
    "StoreDamaged",
    "StoreError",
    "StoreNewer",
    "TestigoError",
    "UsageError",
    "Walked",
    "answer",
    "archive",
    "check",
    "check_many",
    "exit_code",
    "history",
    "open",
    "rejudge",
    "run",
]

_RECORDS = {
    "Answer": "evidence.reports.answer",
    "Rejudged": "evidence.looks.rejudge",
}
"""Records of the rooms below, whose modules bring heavy ones along."""


def __getattr__(name: str) -> Any:
    """A record of the rooms below, loaded at its first use."""
    if name not in _RECORDS:
        raise AttributeError(f"module 'testigo.api' has no attribute {name!r}")
    return getattr(importlib.import_module(_RECORDS[name]), name)
