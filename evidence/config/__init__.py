"""The configuration: one frozen object, read once from ``testigo.toml``.

Unknown keys are refused, with the nearest known one, because a misspelt ``delay`` that is silently
ignored is found out by the server on the other side.
"""

from evidence.config.load import SOURCE_KINDS, check_source_id, load
from evidence.config.notify import ADDRESS
from evidence.config.settings import (
    Archive,
    Authority,
    Board,
    Browser,
    Config,
    Crawl,
    Custody,
    Desk,
    Email,
    Ignore,
    Listen,
    Memento,
    Notify,
    Observe,
    Observer,
    Perma,
    Schedule,
    Service,
    Source,
    Standing,
    Wayback,
    Witness,
    Witnessing,
)

__all__ = [
    "ADDRESS",
    "SOURCE_KINDS",
    "Archive",
    "Authority",
    "Board",
    "Browser",
    "Config",
    "Crawl",
    "Custody",
    "Desk",
    "Email",
    "Ignore",
    "Listen",
    "Memento",
    "Notify",
    "Observe",
    "Observer",
    "Perma",
    "Schedule",
    "Service",
    "Source",
    "Standing",
    "Wayback",
    "Witness",
    "Witnessing",
    "check_source_id",
    "load",
]
