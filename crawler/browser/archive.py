"""What a page is shown again from: the answers that were kept of it, and nothing of the network.

An answer is found by method, address and the body that was sent; the second time that the same is asked for
gives what was answered the second time, and what was answered last from then on. Where nothing is kept
under just that, one is taken that differs in what differs at every visit: a time or a random number in the
query, the boundary of a form with files.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - records are read from JSON by the types of their fields
from typing import TYPE_CHECKING, Any

from evidence.fence.typed import decode, encode

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from crawler.browser.spool import Spool

NOT_KEPT = "nothing is kept of it"
"""What an exchange says whose request nothing was found for, where something had answered then."""
SILENT = "nothing answered then"
_BUSTER = re.compile(r"(?<![\w.])(?:0\.\d{6,}|\d{10,})(?![\w.])")
"""Seconds and milliseconds since 1970 have 10 and 13 digits, ``Math.random()`` gives a fraction."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that was kept."""

    url: str
    """without its fragment"""
    method: str
    sent_sha256: str
    """of the body of the request; where it had none, of nothing"""
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: Path | None
    """its content, nothing of it coded; None: empty"""


class Archive:
    """The answers of one page, in the order in which they came."""

    def __init__(self, answers: Iterable[Answer], silent: Iterable[str] = ()) -> None:
        """``silent`` are the addresses that nobody answered at then."""
        self._kept: dict[Hashable, list[Answer]] = defaultdict(list)
        self._given: dict[Hashable, int] = defaultdict(int)
        self.silent = frozenset(silent)
        for one in answers:
            for key in _keys(one.method, one.url, one.sent_sha256):
                self._kept[key].append(one)

    @classmethod
    def read(cls, path: Path) -> Archive:
        """That of a file of :func:`write`. Raises OSError, and ValueError or TypeError for another file."""
        told = json.loads(path.read_bytes())
        return cls(
            decode(tuple[Answer, ...], told["answers"]), decode(tuple[str, ...], told["silent"])
        )

    def answer(self, request: dict[str, Any]) -> Answer | None:
        """The answer to a request of the DevTools protocol; None where none is kept."""
        sent = hashlib.sha256(sent_with(request)).hexdigest()
        for key in _keys(request["method"], request["url"].partition("#")[0], sent):
            if found := self._kept.get(key):
                place = min(self._given[key], len(found) - 1)
                self._given[key] += 1
                return found[place]
        return None


def write(spool: Spool, answers: Iterable[Answer], silent: Iterable[str]) -> Path:
    """Write down what :meth:`Archive.read` reads."""
    told = {"answers": tuple(answers), "silent": tuple(silent)}
    return spool.put("answers.json", encode(told))


def sent_with(request: dict[str, Any]) -> bytes:
    """The body of a request of the DevTools protocol."""
    pieces = [base64.b64decode(one.get("bytes", "")) for one in request.get("postDataEntries", ())]
    return b"".join(pieces) or request.get("postData", "").encode()


def _keys(method: str, url: str, sent: str) -> tuple[Hashable, ...]:
    """What an answer is found by, the strictest first."""
    place, mark, query = url.partition("?")
    loose = f"{place}{mark}{_BUSTER.sub('0', query)}"
    return (method, url, sent), (method, loose)
