"""What web archives answer: indexes, TimeMaps, Save Page Now, Perma.cc, mementos and their redirects.

Whatever comes is read, or refused with an ArchiveProblem in one short line.
"""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from crawler.archives import choose
from crawler.archives.client import Client, Reply
from crawler.archives.follow import target_of
from crawler.archives.memento import Mementos
from crawler.archives.model import Copy, Saves
from crawler.archives.pace import Pace
from crawler.archives.perma import Perma
from crawler.archives.problems import ArchiveProblem
from crawler.archives.wayback import Wayback
from evidence import clock
from evidence.custody.warc import http
from tests.fuzz.target import Target, hold
from tests.fuzz.targets.warc import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

URL = "https://www.gob.mx/doc?id=1"
AT = datetime(2018, 4, 20, 12, tzinfo=UTC)
BASE = "https://archive.example"
_COPY = Copy(URL, f"{BASE}/web/20180420120000/{URL}", AT)
_PERMA = Copy(URL, "https://perma.example/ABCD-1234", AT)
_DATE = b"Fri, 20 Apr 2018 12:00:00 GMT"
_WORDS = (
    b"20180420120000", b"warc/revisit", b" 200 ", b" - ", b"\n\n", b"HTTP/1.1 200 OK\r\n", b"Memento-Datetime: " + _DATE, b"Location: ",
    b"/web/20180420120000id_/", b"X-Archive-Orig-Location: ", b'rel="memento"', b'rel="original"', b'; datetime="', b"<https://", b">;",
    b'{"status":"', b'"success"', b'"pending"', b'"error"', b'"job_id":"', b'"timestamp":"', b'"message":', b'"objects":[', b'"guid":"ABCD-1234"',
    b'"creation_timestamp":"2018-04-20T12:00:00Z"', b'"captures":[', b'"role":"primary"', b"null", b"1e999", b"99999999999999999999", b"\\ud800",
)  # fmt: skip


class _Told:
    """A client to which every question has the same answer."""

    agent = "Testigo tests"

    def __init__(self, answer: Reply) -> None:
        self.answer = answer
        self.asked = 0

    def ask(self, url: str, **_: Any) -> Reply:
        self.asked += 1
        hold(self.asked <= 20, "an archive is not asked for ever")
        hold(urlsplit(url).netloc == urlsplit(BASE).netloc, f"only the archive is asked, not {url}")
        return self.answer


def _reply(block: bytes) -> Reply | None:
    try:
        return Reply("GET", BASE, AT, block, http.parse(block), None)
    except http.MessageError:
        return None


def _read(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ArchiveProblem as problem:
        hold(
            len(problem.detail) <= 400 and "\n" not in problem.detail, "a problem is one short line"
        )
        return None


def _wayback(answer: Reply) -> Wayback:
    client = cast("Client", _Told(answer))
    return Wayback(client, Pace(60_000, sleep=lambda _: None), BASE, ("access", "secret"), 100)


def _index(data: bytes) -> None:
    answer = _reply(b"HTTP/1.1 200 OK\r\n\r\n" + data)
    if answer is None:
        return
    listed = _read(lambda: _wayback(answer).captures(URL)) or []
    for one in listed:
        hold(one.memento_url.startswith(BASE), "a copy lies in its archive")
        hold(one.at <= clock.now() + timedelta(days=2), "no capture is of the future")
    chosen = choose.answered(URL, listed)
    choose.nearest(chosen, AT.date(), timedelta(days=90))
    choose.gone_looks(chosen)
    choose.newest(chosen)


def _timemap(data: bytes) -> None:
    answer = _reply(b"HTTP/1.1 200 OK\r\n\r\n" + data)
    if answer is None:
        return
    listed = (
        _read(lambda: Mementos(cast("Client", _Told(answer)), "arquivo", BASE, 100).captures(URL))
        or []
    )
    hold([one.at for one in listed] == sorted(one.at for one in listed), "the oldest first")
    hold(all(one.memento_url.startswith(BASE) for one in listed), "a copy lies in its archive")


def _saved(data: bytes) -> None:
    answer = _reply(b"HTTP/1.1 200 OK\r\n\r\n" + data)
    if answer is None:
        return
    for call in (
        lambda: _wayback(answer).save(URL, 0.0),
        lambda: _wayback(answer).progress(URL, "job-1"),
        lambda: _perma(answer).save(URL, 0.0),
        lambda: _perma(answer).progress(URL, "ABCD-1234"),
    ):
        progress = _read(call)
        hold(progress is None or not progress.done or progress.at, "what is done has a time")
        hold(progress is None or "\n" not in progress.job_id, "a job's id is one line")
    quota = _read(lambda: _wayback(answer).quota())
    hold(quota is None or (quota.slots >= 0 and quota.left >= 0), "nobody saves less than nothing")


def _perma(answer: Reply) -> Perma:
    return Perma(cast("Client", _Told(answer)), BASE, "https://perma.example", "key", Saves.ALL, 10)


def _listed_by_perma(data: bytes) -> None:
    answer = _reply(b"HTTP/1.1 200 OK\r\n\r\n" + data)
    if answer is not None:
        listed = _read(lambda: _perma(answer).captures(URL, AT)) or []
        hold([one.at for one in listed] == sorted(one.at for one in listed), "the oldest first")


def _memento(data: bytes) -> None:
    answer = _reply(data)
    if answer is None:
        return
    for call in (
        lambda: _wayback(answer).fetch(_COPY),
        lambda: Mementos(cast("Client", _Told(answer)), "arquivo", BASE, 100).fetch(_COPY),
        lambda: _perma(answer).fetch(_PERMA),
    ):
        replay = _read(call)
        if replay is None:
            continue
        hold(replay.at == AT, "the capture of exactly its time")
        target = target_of(replay)
        hold(target is None or "\n" not in target, "a redirect leads to one address")
        if target is not None:
            choose.may_be_told(target, BASE)


def _indexes() -> Iterator[bytes]:
    line = b"mx,gob)/doc 20180420120000 https://www.gob.mx/doc?id=1 text/html 200 ABCDEFGH 1234"
    yield line
    yield (
        line
        + b"\n"
        + line.replace(b" 200 ", b" - ").replace(b"text/html", b"warc/revisit")
        + b"\n\nkey+1"
    )
    yield line.replace(b"20180420", b"99999999") + b"\n" + line.replace(b"200 A", b"404 A")
    yield b"org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException"
    yield b"<html>busy</html>"


def _timemaps() -> Iterator[bytes]:
    yield (
        b'<https://www.gob.mx/doc?id=1>; rel="original",\n<https://archive.example/20180420120000/https://www.gob.mx/>'
        b'; rel="first memento"; datetime="Fri, 20 Apr 2018 12:00:00 GMT",\n<https://archive.example/20190420120000mp_/x>; rel=memento'
    )


def _answers() -> Iterator[bytes]:
    yield b'{"status":"success","timestamp":"20180420120000","job_id":"job-1","original_url":"https://www.gob.mx/"}'
    yield b'{"status":"error","status_ext":"error:blocked-url","message":"no"}'
    yield b'{"message":"The same snapshot had been made: /web/20180420120000/https://a.mx"}'
    yield b'{"available":3,"daily_captures":5,"daily_captures_limit":100}'
    yield b'{"guid":"ABCD-1234","url":"https://www.gob.mx/doc?id=1","creation_timestamp":"2018-04-20T12:00:00Z","captures":[{"role":"primary","status":"success","record_type":"response"}]}'


def _lists() -> Iterator[bytes]:
    for answer in _answers():
        yield b'{"objects":[' + answer + b"]}"


def _mementos() -> Iterator[bytes]:
    head = b"HTTP/1.1 200 OK\r\nMemento-Datetime: " + _DATE + b"\r\n"
    yield head + b"Content-Type: text/html\r\n\r\n<p>Plan</p>"
    yield (
        b"HTTP/1.1 302 Found\r\nMemento-Datetime: "
        + _DATE
        + b"\r\nLocation: /web/20180420120000id_/http://a.mx/b\r\n\r\n"
    )
    yield (
        b"HTTP/1.1 302 Found\r\nX-Archive-Orig-Location: //c.mx\r\nMemento-Datetime: "
        + _DATE
        + b"\r\n\r\n"
    )
    warc = gzip.compress(
        record(b"HTTP/1.1 200 OK\r\n\r\nok", uri=URL, date="2018-04-20T12:00:00Z"), mtime=0
    )
    yield b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(warc) + warc


TARGETS = (
    Target("archive-index", "an ArchiveProblem, or copies in the archive, none of the future", _index, _indexes, _WORDS),
    Target("archive-timemap", "an ArchiveProblem, or copies in the archive, the oldest first", _timemap, _timemaps, _WORDS),
    Target("archive-saves", "an ArchiveProblem in one line, or a save whose time is known when it is done", _saved, _answers, _WORDS),
    Target("archive-list", "an ArchiveProblem, or records, the oldest first", _listed_by_perma, _lists, _WORDS),
    Target("archive-memento", "an ArchiveProblem, or the capture of exactly its time", _memento, _mementos, _WORDS),
)  # fmt: skip
