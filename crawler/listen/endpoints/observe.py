"""``POST /observe``: look at an address for another Testigo, and sign what was shown (docs/observers.md).

One look at a time, in a thread of its own, so no host is asked by two at once; few wait, and each asker
has so many an hour.
"""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from crawler.listen import tokens
from crawler.listen.model import Answer, Asked, Endpoint
from evidence.bilingual import Words
from evidence.custody.log import keys
from evidence.errors import UsageError
from evidence.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.config import Config
    from evidence.folder import EvidenceFolder

_MOST = 8_192
"""Bytes of a question: an address, and a few words."""
_SECONDS = 40.0
"""For the looks of one question: whoever asks waits a minute, for the way there and back, too."""
_WAITING = 3
"""Questions that may wait behind the one that is being answered: a longer row would be answered after
its askers have gone."""
_HOUR = 3600.0


def endpoint(folder: EvidenceFolder, config: Config) -> Endpoint | None:
    """None where nobody may ask. Raises UsageError where the folder's key is not here."""
    if not config.observe.askers:
        return None
    with closing(Store(folder.database)) as store:
        public = keys.public_of(store)
    private = keys.private(keys.key_id(public)) if public else None
    if private is None:
        raise UsageError(
            Words(
                "an observer signs by its folder's key, and that is not on this machine",
                "un observador firma con la clave de su carpeta, y esa clave no está en este "
                "equipo",
            )
        )
    desk = _Desk(config.observe.hourly)

    def answer(asked: Asked) -> Answer:
        # Scrapy takes half a second to import: not before somebody asks
        from crawler.listen.observer import observe  # noqa: PLC0415
        from crawler.run.question import Question  # noqa: PLC0415

        who = tokens.known(asked, config.observe.askers)
        if who is None:
            return Answer(401, b"who may ask has a token\n", headers={"WWW-Authenticate": "Bearer"})
        try:
            question = Question.read(json.loads(asked.body))
        except (ValueError, RecursionError) as error:
            return Answer(400, f"{error}\n".encode("utf-8", "replace"))
        refused = desk.refusal(who)
        if refused is not None:
            return refused
        with desk.turn() as has_turn:
            if not has_turn:
                return Answer(503, b"too many are waiting\n", headers={"Retry-After": "60"})
            text, signature = desk.worker.submit(
                observe, question, config, private, _SECONDS
            ).result()
        told = json.dumps({"statement": text, "signature": signature}).encode()
        return Answer(200, told, "application/json")

    return Endpoint("POST", "/observe", answer, most=_MOST)


class _Desk:
    """Whose turn it is, and how often each has asked."""

    def __init__(self, hourly: int) -> None:
        self._hourly = hourly
        self._lock = threading.Lock()
        self._asked: dict[str, deque[float]] = defaultdict(deque)
        self._present = 0
        self.worker = ThreadPoolExecutor(1, "observe")

    def refusal(self, who: str) -> Answer | None:
        """What is answered to whom has asked too often in the last hour; else None, and it counts."""
        now = time.monotonic()
        with self._lock:
            asked = self._asked[who]
            while asked and now - asked[0] > _HOUR:
                asked.popleft()
            if len(asked) >= self._hourly:
                seconds = round(_HOUR - (now - asked[0])) if asked else round(_HOUR)
                return Answer(429, headers={"Retry-After": str(seconds)})
            asked.append(now)
        return None

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Whether there is room to wait for one's turn, meanwhile."""
        with self._lock:
            has_turn = self._present <= _WAITING
            self._present += has_turn
        try:
            yield has_turn
        finally:
            with self._lock:
                self._present -= has_turn
