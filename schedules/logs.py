"""The service's log on stderr: lines for people, or one JSON object a line for machines."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from evidence import clock
from evidence.bilingual import SpokenLog

if TYPE_CHECKING:
    from evidence.bilingual import Language

LogFormat = Literal["text", "json"]


class _Lines(SpokenLog):
    def format(self, record: logging.LogRecord) -> str:
        return f"{_at(record)[:19]}Z {record.levelname.lower()}: {super().format(record)}"


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {"at": _at(record), "level": record.levelname.lower()}
        entry |= getattr(record, "facts", None) or {"says": record.getMessage()}
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def _at(record: logging.LogRecord) -> str:
    return clock.stamp(datetime.fromtimestamp(record.created, UTC))


def set_up(form: LogFormat, language: Language, *, verbose: bool) -> None:
    """Log to stderr, lines in the reader's language. What is logged with ``extra={"facts": {...}}`` has
    these in the JSON form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Lines(lambda: language))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("schedules").setLevel(logging.DEBUG if verbose else logging.INFO)
