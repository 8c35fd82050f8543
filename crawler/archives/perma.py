"""Perma.cc: permanent records of cited pages, by its API (https://perma.cc/docs/developer).

What people see at ``https://perma.cc/<id>`` is a frame around the record, though it carries a
Memento-Datetime: the bytes are in the WARC that the API gives out. The list of public records is
asked for by address, and an answer that is not about that address is taken for an error: an API
that did not know ``url=`` would list all.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from crawler.archives.client import MOST_JSON, json_object, ok
from crawler.archives.model import Listed, Progress, Quota, Replay, Saves
from crawler.archives.moments import DIGITS, moment
from crawler.archives.problems import ArchiveProblem, Fault
from evidence import addresses, clock
from evidence.addresses import same_place
from evidence.custody.warc import http, reader
from evidence.errors import RecordError
from evidence.verdicts.model import Hop
from evidence.vocabulary import RecordType
from evidence.well_formed import well_formed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.archives.client import Client, Reply
    from crawler.archives.model import Copy
    from evidence.custody.warc.http import Message

_GUID = re.compile(r"[0-9A-Z]{1,4}(?:-[0-9A-Z]{1,4}){0,3}")
_PAGE = 300
"""Records listed at once: what its documentation gives as the default."""
_AT_ONCE = 2
"""Saves under way: its queue serves users in turn, so more would wait there."""
_LATE = timedelta(days=1)
"""A record can be captured so long after it was asked for, and its bytes be replaced."""
_MOST_HOPS = 10


class Perma:
    """Perma.cc with its API at ``base``; without ``key`` it only looks things up."""

    name = "perma"
    keys: tuple[str, ...] = ("PERMA_API_KEY",)

    def __init__(
        self,
        client: Client,
        base: str,
        site: str,
        key: str,
        saves: Saves,
        daily_budget: int,
        folder: int = 0,
    ) -> None:
        self.client = client
        self.base_url = base.rstrip("/")
        self.daily_budget = daily_budget
        self.saves = saves
        self._site = site.rstrip("/")
        self._key = key
        self._folder = folder

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:
        """The public records of ``url``; with ``since`` our own too, which may be private."""
        own = since is not None and bool(self._key)
        query = {"url": url, "limit": str(_PAGE)} | (
            {"min_date": clock.stamp(since)} if since else {}
        )
        answer = json_object(
            self._get(f"{'' if own else 'public/'}archives/?{urlencode(query)}", own=own)
        )
        objects = answer.get("objects")
        records = (
            [one for one in objects if isinstance(one, dict)] if isinstance(objects, list) else []
        )
        if not isinstance(objects, list) or (objects and not records):
            raise ArchiveProblem(
                Fault.UNKNOWN, "an answer that is no list of records", service=True
            )
        # its index ignores case
        if records and not any(
            same_place(str(one.get("url")).lower(), url.lower()) for one in records
        ):
            raise ArchiveProblem(Fault.STRANGE, "a list of other addresses than the one asked for")
        listed = (self._listed(one) for one in records)
        return sorted(
            (one for one in listed if one and (since is None or one.at >= since)),
            key=lambda one: one.at,
        )

    def _listed(self, record: dict[str, Any]) -> Listed | None:
        """A record that holds an answer of the web; a picture that a person uploaded is none."""
        capture = _primary(record)
        guid = str(record.get("guid"))
        played = capture.get("status") == "success" and capture.get("record_type") == "response"
        if not played or capture.get("user_upload") or not _GUID.fullmatch(guid):
            return None
        at = _moment(record)
        if at is None:
            return None
        media_type = str(capture.get("content_type"))
        return Listed(str(record.get("url")), at, 200, media_type, guid, f"{self._site}/{guid}")

    def fetch(self, copy: Copy) -> Replay:
        """The answer for the page out of the record's WARC, its redirects followed inside it."""
        guid = copy.memento_url.rpartition("/")[2]
        reply = self._download(f"{self.base_url}/v1/public/archives/{guid}/download")
        if reply.truncated:
            raise ArchiveProblem(Fault.PERMANENT, "its WARC is larger than max_body")
        answers = _answers(reply.message.payload, copy.at)
        url, hops = copy.original or copy.url, list[Hop]()
        while len(hops) <= _MOST_HOPS:
            block, message = _find(answers, url)
            location = message.header("location")
            if not 300 <= message.status < 400 or not location:
                page = url if hops else copy.url
                return Replay(
                    page,
                    copy.memento_url,
                    copy.at,
                    reply.asked_at,
                    message,
                    block,
                    None,
                    tuple(hops),
                )
            hops.append(Hop(url, message.status))
            with suppress(
                ValueError
            ):  # no address: the same answer again, until the hops are used up
                url = addresses.location(url, location)
        raise ArchiveProblem(Fault.PERMANENT, "its redirects do not end")

    def _download(self, address: str) -> Reply:
        reply = self.client.ask(address)
        if reply.message.status in (301, 302, 307, 308):  # a record that was replaced by another
            target = ""
            with suppress(ValueError):  # no address: the redirect is what there is
                target = addresses.location(address, reply.message.header("location"))
            if urlsplit(target)[:2] == urlsplit(address)[:2]:
                reply = self.client.ask(target)
        if reply.message.status == 404:
            raise ArchiveProblem(Fault.TRANSIENT, "not among its public records (404)")
        if reply.truncated is None:
            ok(reply)
        return reply

    @property
    def saver(self) -> Perma | None:
        """Itself, with a key."""
        return self if self._key else None

    def quota(self) -> Quota:
        """Its API tells nobody what is left; a save over the quota is refused with words."""
        return Quota(_AT_ONCE, self.daily_budget)

    def save(self, url: str, unless_within: float) -> Progress:  # noqa: ARG002 - part of the interface
        """By POST, which makes a new record every time: ``unless_within`` is not known there."""
        wanted: dict[str, str | int] = {"url": url} | (
            {"folder": self._folder} if self._folder else {}
        )
        reply = self.client.ask(
            f"{self.base_url}/v1/archives/",
            body=wanted,
            headers=self._authorization(),
            limit=MOST_JSON,
        )
        _refuse_unauthorised(reply)
        if reply.message.status == 400:
            raise _refused(reply)
        answer = json_object(reply)
        guid = str(answer.get("guid"))
        if not _GUID.fullmatch(guid):
            raise ArchiveProblem(Fault.UNKNOWN, "a record without an id")
        return Progress(done=False, job_id=guid)

    def progress(self, url: str, job_id: str) -> Progress:
        """By the record itself: its primary capture is pending, failed, or there."""
        record = json_object(self._get(f"archives/{job_id}/", own=True))
        if not same_place(str(record.get("url")), url):
            raise ArchiveProblem(
                Fault.STRANGE, "a record of another address than the one handed in"
            )
        status = _primary(record).get("status")
        if status == "pending":
            return Progress(done=False, job_id=job_id)
        at = _moment(record)
        if status == "success" and at:
            return Progress(done=True, job_id=job_id, at=at, memento_url=f"{self._site}/{job_id}")
        raise ArchiveProblem(Fault.TRANSIENT, "its capture failed")

    def _get(self, path: str, *, own: bool) -> Reply:
        reply = self.client.ask(
            f"{self.base_url}/v1/{path}",
            headers=self._authorization() if own else None,
            limit=MOST_JSON,
        )
        if own:
            _refuse_unauthorised(reply)
        return reply

    def _authorization(self) -> Mapping[str, str]:
        return {"Accept": "application/json", "Authorization": f"ApiKey {self._key}"}


Answers = list[tuple[str, bytes, "Message"]]
"""(address, head and body, the same read) of each answer in a WARC"""


def _answers(warc: bytes, at: datetime) -> Answers:
    """The answers of the web in a record's WARC that were captured when the record was made."""
    found: Answers = []
    try:
        for record in reader.foreign(warc, "the archive's WARC"):
            near = _near(record.headers.get("warc-date", ""), at)
            # a browser takes what has no status line for a 200, and so do we on the wire; a record
            # must bear one, as nobody can ask its server again
            if record.kind == RecordType.RESPONSE and near and record.block.startswith(b"HTTP/"):
                with suppress(http.MessageError):
                    address = record.headers.get("warc-target-uri", "").strip("<>")
                    found.append((address, record.block, http.parse(record.block)))
    except RecordError as error:
        raise ArchiveProblem(Fault.STRANGE, "a WARC that can't be read") from error
    return found


def _near(date: str, at: datetime) -> bool:
    with suppress(ValueError, OverflowError):
        return abs(clock.parse(date) - at) <= _LATE
    return False


def _find(answers: Answers, url: str) -> tuple[bytes, Message]:
    for same in (str.__eq__, same_place):
        for address, block, message in answers:
            if same(address, url):
                return block, message
    raise ArchiveProblem(Fault.PERMANENT, "its WARC holds no answer for the page")


def _primary(record: dict[str, Any]) -> dict[str, Any]:
    """The capture of the page itself, beside which there are a screenshot and an icon."""
    captures = record.get("captures")
    ours = [one for one in captures if isinstance(one, dict)] if isinstance(captures, list) else []
    return next((one for one in ours if one.get("role") == "primary"), {})


def _moment(record: dict[str, Any]) -> datetime | None:
    """When a record was made, to the second."""
    with suppress(ValueError, OverflowError):  # the year 1 in a zone behind UTC
        at = clock.parse(str(record.get("creation_timestamp"))).replace(microsecond=0)
        return moment(f"{at:{DIGITS}}")
    return None


def _refuse_unauthorised(reply: Reply) -> None:
    if reply.message.status in (401, 403):
        detail = f"the key is refused ({reply.message.status}): check PERMA_API_KEY"
        raise ArchiveProblem(Fault.BACK_OFF, detail)


def _refused(reply: Reply) -> ArchiveProblem:
    """What a 400 means: it names the field that it does not like.

    ``url``: the page; what could not be loaded may be loaded another day. Anything else, such as a
    used-up quota or a folder that is not ours, holds for all saves.
    """
    try:
        answer = json.loads(reply.message.payload)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        return ArchiveProblem(Fault.STRANGE, "status 400 without a reason")
    words = " ".join(
        str(one)
        for value in answer.values()
        for one in (value if isinstance(value, list) else [value])
    )
    detail = well_formed(" ".join(words.split())[:200])
    if "url" not in answer:
        return ArchiveProblem(Fault.BACK_OFF, detail)
    return ArchiveProblem(
        Fault.TRANSIENT if detail.startswith("Couldn't") else Fault.PERMANENT, detail
    )
