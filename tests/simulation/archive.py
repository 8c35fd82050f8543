"""A web archive: an index, mementos, and saving, on a good day and on others."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from tests.simulation.network import Answer
from tests.simulation.pages import BUSY, http, text_of

if TYPE_CHECKING:
    from tests.simulation.journal import Journal
    from tests.simulation.script import Script

HOST, PORT = "localhost", 8090
OLD = datetime(2025, 9, 14, 12, 0, 0, tzinfo=UTC)
"""When the copies were made that it has from the beginning."""
_LATE = 25.0
"""Seconds until the first byte of a late answer; until the rest come as many, twice as many, or none: on
either side of the patience that an archive is given."""
_JSON = "application/json"
_FORMAT = "%Y%m%d%H%M%S"


class WebArchive:
    """What it was asked to save is in the journal: nothing else of it outlives a process."""

    def __init__(self, script: Script, journal: Journal) -> None:
        self._script = script
        self._journal = journal

    def answer(self, hour: float, now: datetime, request: bytes) -> Answer:
        """What it answers at an hour."""
        head, _, body = request.partition(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        weather = next((one.kind for one in self._script.archive if one.is_now(hour)), "")
        saves = method == "POST" and target == "/save"
        url = parse_qs(body.decode()).get("url", [""])[0] if saves else ""
        if weather == "silent":
            if saves and hour % 2 < 1:  # it did its work, and nobody heard
                self._take(url, now)
            return Answer((), "stall")
        if saves:
            self._journal.note("save-asked", url=url, weather=weather)
        if weather in _BAD:
            return Answer(((0.1, _BAD[weather]),), "close")
        good = self._good(method, target, url, now)
        if weather == "half":  # what it was to save it has saved, but who asked can't know
            return Answer(((0.2, good[: len(good) // 2]),), "close")
        if weather == "late":
            first, rest = good[:9], good[9:]
            return Answer(((_LATE, first), (_LATE * (int(hour * 60) % 3), rest)), "close")
        return Answer(((0.2, good),), "close")

    def _good(self, method: str, target: str, url: str, now: datetime) -> bytes:
        place = urlsplit(target)
        if place.path == "/cdx/search/cdx":
            return self._index(parse_qs(place.query)["url"][0])
        if place.path.startswith("/web/"):
            return self._memento(target.removeprefix("/web/"))
        if place.path == "/save/status/user":
            return _json(
                {"available": 3, "processing": 0, "daily_captures": 1, "daily_captures_limit": 1000}
            )
        if place.path.startswith("/save/status/"):
            return self._status(place.path.rpartition("/")[2], now)
        if method == "POST":
            return _json({"url": url, "job_id": self._take(url, now)})
        return http("404 Not Found", BUSY)

    def _take(self, url: str, now: datetime) -> str:
        job = f"spn2-{len(self._journal.read('saved')):04d}"
        self._journal.note("saved", url=url, job=job, at=now.strftime(_FORMAT))
        return job

    def _status(self, job: str, now: datetime) -> bytes:
        for one in self._journal.read("saved"):
            if one["job"] == job:
                done = datetime.strptime(one["at"], _FORMAT).replace(tzinfo=UTC)
                if now - done < timedelta(seconds=20):
                    return _json({"status": "pending", "job_id": job})
                return _json(
                    {
                        "status": "success",
                        "job_id": job,
                        "timestamp": one["at"],
                        "original_url": one["url"],
                    }
                )
        return _json({"status": "error", "status_ext": "error:not-found", "message": "no such job"})

    def _copies(self, url: str) -> list[datetime]:
        known = self._script.cited().get(url)
        found = [OLD] if known and known[1].archived else []
        saved = [one["at"] for one in self._journal.read("saved") if one["url"] == url]
        return found + [datetime.strptime(at, _FORMAT).replace(tzinfo=UTC) for at in saved]

    def _index(self, url: str) -> bytes:
        lines = [
            f"example,x)/ {at:%Y%m%d%H%M%S} {url} text/html 200 ABCDEFGHIJKLMNOPQRSTUVWXYZ234567 900\n"
            for at in self._copies(url)
        ]
        return http("200 OK", "".join(lines).encode(), media_type="text/plain")

    def _memento(self, target: str) -> bytes:
        digits, _, url = target.partition("id_/")
        known = self._script.cited().get(unquote(url))
        if known is None:
            return http("404 Not Found", BUSY)
        at = datetime.strptime(digits, _FORMAT).replace(tzinfo=UTC)
        page = text_of(known[1].path, 0)
        return http("200 OK", page, f"Memento-Datetime: {format_datetime(at, usegmt=True)}")


def _json(value: dict[str, object]) -> bytes:
    return http("200 OK", json.dumps(value).encode(), media_type=_JSON)


_BAD = {
    "down": http("503 Service Unavailable", BUSY),
    "garbage": http("200 OK", b"<html><body>We are sorry, something went wrong</body></html>"),
    "busy": http("429 Too Many Requests", BUSY, "Retry-After: 60"),
}
