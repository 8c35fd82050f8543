"""The configuration: one frozen object, read once from ``testigo.toml``.

Unknown keys are refused, with the nearest known one, because a misspelt ``delay`` that is silently
ignored is found out by the server on the other side.
"""

from evidence.config.archive import Archive, Memento, Perma, Wayback
from evidence.config.browser import Browser
from evidence.config.custody import Authority, Custody, Witness, Witnessing
from evidence.config.desk import Desk
from evidence.config.ignore import Ignore
from evidence.config.load import SOURCE_KINDS, check_source_id, load
from evidence.config.notify import ADDRESS, Email, Notify
from evidence.config.observers import Observe, Observer
from evidence.config.settings import (
    Board,
    Config,
    Crawl,
    Listen,
    Schedule,
    Service,
    Source,
    Standing,
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
