"""Rows of the database as frozen records: one class a table, one field a column.

A field whose name ends in ``_json`` holds the column's text; a property without the ending gives what
it says. ``Record.from_row`` reads a row (columns that a query adds are left out), ``row()`` gives back
what :meth:`evidence.store.database.Transaction.insert` takes. What a migration adds is a field with a
default at the end. What a query joins is a :class:`Result` beside the query.
"""

from evidence.store.records.archives import Job, Memento, Reply, Service
from evidence.store.records.boards import BoardEntry, BoardEvent, BoardPage, BoardVisit
from evidence.store.records.custody import (
    Certificate,
    CustodyEntry,
    LogHead,
    Network,
    WarcFile,
    WitnessAnswer,
    Witnessed,
)
from evidence.store.records.looks import (
    Acceptance,
    Capture,
    Change,
    Check,
    Observation,
    Outage,
    Overruling,
    Part,
    Probe,
    Run,
    Standing,
    Whereabouts,
)
from evidence.store.records.record import AtUrl, Record, Result
from evidence.store.records.renderings import Rendering, Replay, Requisite
from evidence.store.records.series import SeriesVersion
from evidence.store.records.service import (
    Heartbeat,
    QueuedNotice,
    ScheduledNight,
    Told,
    Trouble,
)
from evidence.store.records.sources import Candidate, Citation, Source, SourceVersion, Url

__all__ = [
    "Acceptance",
    "AtUrl",
    "BoardEntry",
    "BoardEvent",
    "BoardPage",
    "BoardVisit",
    "Candidate",
    "Capture",
    "Certificate",
    "Change",
    "Check",
    "Citation",
    "CustodyEntry",
    "Heartbeat",
    "Job",
    "LogHead",
    "Memento",
    "Network",
    "Observation",
    "Outage",
    "Overruling",
    "Part",
    "Probe",
    "QueuedNotice",
    "Record",
    "Rendering",
    "Replay",
    "Reply",
    "Requisite",
    "Result",
    "Run",
    "ScheduledNight",
    "SeriesVersion",
    "Service",
    "Source",
    "SourceVersion",
    "Standing",
    "Told",
    "Trouble",
    "Url",
    "WarcFile",
    "Whereabouts",
    "WitnessAnswer",
    "Witnessed",
]
