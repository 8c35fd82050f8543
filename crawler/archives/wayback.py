"""The Wayback Machine: waybackpy's classes, kept as the face, on a session of ours.

waybackpy 3.0.6 has no timeouts, reads an error page as "never archived", and saves without keys by
a route that is contested; so what it asks with is replaced: the index with checked answers, saving
by Save Page Now 2. Its availability class is left alone: that service is a hint only, and the index
answers for certain.
"""

from __future__ import annotations

import re
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from waybackpy import WaybackMachineCDXServerAPI, WaybackMachineSaveAPI
from waybackpy.cdx_utils import full_url
from waybackpy.exceptions import WaybackError

from crawler.archives.client import MOST_JSON, json_object, ok
from crawler.archives.model import Listed, Progress, Quota, Replay, Saves
from crawler.archives.moments import DIGITS, moment
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.retry import fault_of
from crawler.wire.dates import http_date

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from crawler.archives.client import Client, Reply
    from crawler.archives.model import Copy
    from crawler.archives.pace import Pace

_LINE = re.compile(r"\S+ ([0-9]{14}) \S+ \S+ (?:[0-9]{3}|-) \S+ (?:[0-9]+|-)")
_PAGE = 5000
_MOST_PAGES = 4
_MOST_ROWS = _PAGE * _MOST_PAGES
"""One capture a day at most is asked for: 20,000 lines are 54 years. An index that sends more at once than
it is asked for is read as far."""
_MAX_INDEX = 20_000_000
_AT_ONCE = 3
"""Saves under way at once where the service does not say: what it gave users with keys in 2025."""


class Index(WaybackMachineCDXServerAPI):
    """waybackpy's index client, that tells an empty index from an answer that is no index."""

    def __init__(self, client: Client, base: str, url: str, since: datetime | None) -> None:
        super().__init__(
            url,
            user_agent=client.agent,
            start_timestamp=f"{since:{DIGITS}}" if since else None,
            collapses=[] if since else ["timestamp:8"],
            limit=str(_PAGE),
        )
        self.endpoint = f"{base}/cdx/search/cdx"
        self._client = client

    def cdx_api_manager(
        self, payload: dict[str, str], headers: dict[str, str]
    ) -> Generator[str, None, None]:
        """The pages of the index, without rows whose time is none; raises ArchiveProblem for
        whatever is no index."""
        payload |= {"showResumeKey": "true", "limit": str(self.limit)}
        room = _MOST_ROWS
        for _ in range(_MOST_PAGES):
            reply = self._client.ask(
                full_url(self.endpoint, payload), headers=headers, limit=_MAX_INDEX
            )
            rows, key = _rows(_text_of_index(reply), room)
            yield "\n".join(row[0] for row in rows if moment(row[1]))
            room -= len(rows)
            if not key or not room:
                return
            payload["resumeKey"] = key


def _text_of_index(reply: Reply) -> str:
    try:
        return ok(reply).strip()
    except ArchiveProblem as problem:
        if "AdministrativeAccessControlException" in reply.message.payload.decode("latin-1"):
            raise ArchiveProblem(Fault.PERMANENT, "the archive keeps this site closed") from problem
        raise


def _rows(text: str, most: int) -> tuple[list[re.Match[str]], str]:
    """The first ``most`` rows of a page of the index, and the key of the next page, which stands alone behind an
    empty line; an empty text where this is the last. Raises ArchiveProblem for what is no index."""
    *before, last = text.splitlines() or [""]
    is_key = bool(before) and not before[-1].strip() and not _LINE.fullmatch(last)
    lines = before if is_key else [*before, last]
    rows = list(islice(filter(None, map(_LINE.fullmatch, lines)), most))
    if not rows and any(line.strip() for line in lines):
        raise ArchiveProblem(Fault.UNKNOWN, "an answer that is no index", service=True)
    return rows, last.strip() if is_key else ""


class Saver(WaybackMachineSaveAPI):
    """waybackpy's save client, speaking Save Page Now 2."""

    def __init__(
        self, client: Client, base: str, keys: tuple[str, str], url: str, unless_within: float
    ) -> None:
        super().__init__(url, user_agent=client.agent)
        self.request_url = f"{base}/save"
        self.request_headers |= authorization(keys)
        self._client = client
        self._form = {
            "url": url,
            "if_not_archived_within": str(int(unless_within)),
            "skip_first_archive": "1",
        }

    def save(self) -> str:
        """Hand the URL in; returns the id of the job, or the 14 digits of a capture that is there
        already.

        Not the memento's URL as in waybackpy: that comes later, and the id must be kept before it
        is waited for. Raises ArchiveProblem; with Fault.UNKNOWN the capture may have been made.
        """
        reply = self._client.ask(
            self.request_url, form=self._form, headers=self.request_headers, limit=MOST_JSON
        )
        if reply.message.status == 401:
            raise ArchiveProblem(
                Fault.BACK_OFF, "the keys are refused (401): check IA_ACCESS_KEY, IA_SECRET_KEY"
            )
        answer = json_object(reply)
        job = answer.get("job_id")
        if isinstance(job, str) and re.fullmatch(r"[\w-]{1,100}", job):
            return job
        if answer.get("status") == "error" or answer.get("status_ext"):
            raise _refused(answer)
        same = re.search(r"/web/(\d{14})/|\b(\d{14})\b", str(answer.get("message", "")))
        if same:
            return same[1] or same[2]
        raise ArchiveProblem(
            Fault.UNKNOWN, _words(answer.get("message")) or "neither a job nor an error"
        )


def authorization(keys: tuple[str, str]) -> dict[str, str]:
    """The headers with which Save Page Now 2 is asked."""
    return {"Accept": "application/json", "Authorization": f"LOW {keys[0]}:{keys[1]}"}


class Wayback:
    """The Wayback Machine at ``base``; without ``keys`` it only looks things up."""

    saves = Saves.STALE
    keys: tuple[str, ...] = ("IA_ACCESS_KEY", "IA_SECRET_KEY")

    def __init__(
        self,
        client: Client,
        save_pace: Pace,
        base: str,
        keys: tuple[str, str] | None,
        daily_budget: int,
    ) -> None:
        self.name = "wayback"
        self.client = client
        self.daily_budget = daily_budget
        self._save_pace = save_pace
        self.base_url = base.rstrip("/")
        self._keys = keys

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:
        """By the CDX server, page by page."""
        try:
            return [
                Listed(
                    row.original,
                    at := row.datetime_timestamp.replace(tzinfo=UTC),
                    int(row.statuscode) if row.statuscode.isdigit() else None,
                    row.mimetype,
                    row.digest,
                    self._memento_url(url, at),
                )
                for row in Index(self.client, self.base_url, url, since).snapshots()
            ]
        except (WaybackError, ValueError) as error:
            raise ArchiveProblem(
                Fault.STRANGE, f"an index that can't be read ({type(error).__name__})"
            ) from error

    def _memento_url(self, url: str, at: datetime) -> str:
        return f"{self.base_url}/web/{at:{DIGITS}}/{url}"

    def fetch(self, copy: Copy) -> Replay:
        """The capture at exactly its time; a redirect to another one, or a page without
        Memento-Datetime, is no capture, whatever its status."""
        return replay_of(self.client.ask(raw_address(f"{self.base_url}/web", copy)), copy)

    @property
    def saver(self) -> Wayback | None:
        """Itself, with keys."""
        return self if self._keys else None

    def quota(self) -> Quota:
        """By ``/save/status/user``."""
        answer = json_object(self._status("/user"))
        limit, used = (
            _number(answer.get("daily_captures_limit")),
            _number(answer.get("daily_captures")),
        )
        free = _number(answer.get("available"))
        left = max(0, limit - (used or 0)) if limit is not None else 1_000_000
        return Quota(min(_AT_ONCE, left) if free is None else min(free, left), left)

    def save(self, url: str, unless_within: float) -> Progress:
        """Hand ``url`` in."""
        assert self._keys is not None
        self._save_pace.wait()
        job = Saver(self.client, self.base_url, self._keys, url, unless_within).save()
        if re.fullmatch(r"\d{14}", job):
            return self._done(url, job)
        return Progress(done=False, job_id=job)

    def progress(self, url: str, job_id: str) -> Progress:
        """By ``/save/status/<job>``."""
        answer = json_object(self._status(f"/{job_id}"))
        status = answer.get("status")
        if status == "pending":
            return Progress(done=False, job_id=job_id)
        if status == "success" and re.fullmatch(r"\d{14}", stamp := str(answer.get("timestamp"))):
            return self._done(url, stamp, job_id)
        raise _refused(answer)

    def _done(self, url: str, digits: str, job_id: str = "") -> Progress:
        at = moment(digits)
        if at is None:
            raise ArchiveProblem(Fault.UNKNOWN, f"no time: {digits}")
        return Progress(done=True, job_id=job_id, at=at, memento_url=self._memento_url(url, at))

    def _status(self, path: str) -> Reply:
        assert self._keys is not None
        return self.client.ask(
            f"{self.base_url}/save/status{path}",
            headers=authorization(self._keys),
            limit=MOST_JSON,
        )


KEPT = "%/:?#[]@!$&'()*+,;=~"
"""Everything that may stand in a URL stands as it was cited; a space or a letter outside ASCII
can't."""


def raw_address(base: str, copy: Copy) -> str:
    """Where the bytes of a capture lie as they were captured (``id_``)."""
    return f"{base}/{copy.at:{DIGITS}}id_/{quote(copy.original or copy.url, safe=KEPT)}"


def replay_of(reply: Reply, copy: Copy) -> Replay:
    """A reply as a memento; raises ArchiveProblem when it is not the one captured at the time of
    ``copy``."""
    message = reply.message
    try:
        captured = http_date(message.header("memento-datetime"))
    except ValueError:
        kind = "sends us elsewhere" if 300 <= message.status < 400 else "is no capture"
        detail = f"the answer {kind} (status {message.status}, no Memento-Datetime)"
        raise ArchiveProblem(Fault.TRANSIENT, detail) from None
    if captured != copy.at.replace(microsecond=0):
        raise ArchiveProblem(
            Fault.PERMANENT, f"another capture came, of {captured:%Y-%m-%dT%H:%M:%SZ}"
        )
    return Replay(
        copy.url, copy.memento_url, captured, reply.asked_at, message, reply.block, reply.truncated
    )


def _refused(answer: dict[str, Any]) -> ArchiveProblem:
    code = _words(answer.get("status_ext"))
    detail = (
        ": ".join(filter(None, (code, _words(answer.get("message"))))) or "an error without a name"
    )
    return ArchiveProblem(fault_of(code), detail)


def _words(value: object) -> str:
    return " ".join(str(value or "").split())[:200]


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None
