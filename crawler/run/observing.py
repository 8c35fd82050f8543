"""Ask observers what they are shown at the same time as we, within a night's budget."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import threading
import time
import uuid
from collections import Counter
from dataclasses import replace
from functools import cached_property
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.run.question import Question, stated
from crawler.wire import errand
from crawler.wire.agent import LANGUAGES, user_agent
from evidence import clock
from evidence.bilingual import Words
from evidence.config import secrets as kept_secrets
from evidence.custody import statements
from evidence.custody.log import keys
from evidence.custody.statements import MOST_TEXT, StatementError
from evidence.looks.observed import US
from evidence.store import observations
from evidence.store.records import Observation
from evidence.vocabulary import Manner, Silence
from evidence.well_formed import well_formed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crawler.run.journey import Journey
    from evidence.config import Config, Observer
    from evidence.store import Store

_AT_ONCE = 8
"""Observers asked at once: two organisations have one, a network of them a handful."""
_GIVEN_UP = 3
"""Questions in a row that an observer did not answer, after which a night asks it no more: a minute each
is what silence costs."""
_REPLY = 2 * MOST_TEXT
"""Bytes of an answer: the statement as a text in JSON, in which every quotation mark takes two."""
_AWAY = frozenset({Silence.AWAY, Silence.LATE})
_REFUSALS = {401: Silence.REFUSED, 403: Silence.REFUSED, 429: Silence.BUSY, 503: Silence.BUSY}
log = logging.getLogger(__name__)


class Observing:
    """Knows whom to ask, and what is left of the budget."""

    def __init__(
        self, config: Config, store: Store, *, run: str = "", on_demand: bool = False
    ) -> None:
        """``run``: the id of the night, whose questions count. ``on_demand``: somebody asked for it, so there is
        no budget."""
        self._config = config
        self._store, self._run = store, run
        self._public = keys.public_of(store)
        self.on_demand = on_demand
        self._asked = 0
        """about how many looks"""
        self._waited = 0.0
        self._silences: Counter[str] = Counter()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    @property
    def may_ask(self) -> bool:
        """Whether there is anybody to ask, and time for it."""
        if not self._config.observer:
            return False
        limits = self._config.observe
        asked = self._asked_before + self._asked
        left = asked < limits.nightly and self._waited < limits.minutes * 60
        return left or self.on_demand

    @cached_property
    def _asked_before(self) -> int:
        """About how many looks other walks of the night have asked, and one that was cut off."""
        return observations.asked_in(self._store, self._run)

    async def ask(self, url: str, url_id: str) -> tuple[Observation, ...]:
        """What every observer says of ``url``, or why it says nothing; rows that name no check yet."""
        self._asked += 1
        began = time.monotonic()
        asking = (self._asked_one(one, url, url_id) for one in self._config.observer)
        told = tuple(await asyncio.gather(*asking))
        self._waited += time.monotonic() - began
        return told

    async def _asked_one(self, one: Observer, url: str, url_id: str) -> Observation:
        """What one observer says, asked in a thread that nobody waits for at the process' end: a run that is
        stopped must not stay for who is silent."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[Observation] = loop.create_future()

        def tell(said: Observation) -> None:
            if not told.cancelled():
                told.set_result(said)

        def ask() -> None:
            loop.call_soon_threadsafe(tell, self._of(one, url, url_id))

        async with self._turns:
            threading.Thread(target=ask, name=f"observer {one.name}", daemon=True).start()
            return await told

    def of_our_own(
        self, looks: Sequence[tuple[Manner, Journey]], url_id: str, began: datetime
    ) -> Observation:
        """Further looks of our own, stated and signed as an observer's are. A folder without a key signs
        nothing."""
        url = looks[0][1].due.url
        question = Question(url, secrets.token_hex(16), LANGUAGES, tuple(Manner))
        public = self._public
        private = keys.private(keys.key_id(public)) if public else None
        text = statements.written(stated(question, looks, began, public or b"", self._config))
        ours = self._config.observe
        return Observation(
            id=str(uuid.uuid4()),
            check_id="",
            url_id=url_id,
            observer=US,
            key_id=keys.key_id(public) if public and private else None,
            country=ours.country or None,
            network=ours.network or None,
            is_elsewhere=False,
            is_abroad=False,
            asked_at=clock.stamp(began),
            nonce=question.nonce,
            statement=text,
            signature=statements.sign(private, text) if private else None,
        )

    def _of(self, one: Observer, url: str, url_id: str) -> Observation:
        """What one observer says; called in a thread."""
        question = Question(url, secrets.token_hex(16), LANGUAGES, tuple(Manner))
        row = Observation(
            id=str(uuid.uuid4()),
            check_id="",
            url_id=url_id,
            observer=one.name,
            key_id=one.key.lower(),
            country=one.country or None,
            network=one.network or None,
            is_elsewhere=_is_elsewhere(one, self._config.observe.network),
            is_abroad=_is_abroad(one, self._config.observe.country),
            asked_at=clock.stamp(clock.now()),
            nonce=question.nonce,
        )
        if self._silences[one.name] >= _GIVEN_UP:
            return replace(row, problem=Silence.AWAY)
        try:
            text, signature = self._answer(one, question)
        except StatementError as error:
            log.warning(
                Words(
                    "observer {name} is silent about {url}: {why}",
                    "el observador {name} no responde sobre {url}: {why}",
                ).of(name=one.name, url=url, why=error)
            )
            self._silences[one.name] += error.why in _AWAY
            return replace(row, problem=error.why)
        except Exception:  # an answer that breaks us must not take the whole night with it
            log.exception(
                Words(
                    "what observer {name} says of {url} can't be read",
                    "no se puede leer lo que dice de {url} el observador {name}",
                ).of(name=one.name, url=url)
            )
            return replace(row, problem=Silence.GARBLED)
        self._silences[one.name] = 0
        return replace(row, statement=text, signature=signature)

    def _answer(self, one: Observer, question: Question) -> tuple[str, str]:
        """A statement that can be believed, and its signature; raises StatementError."""
        began = time.monotonic()
        seconds = self._config.observe.seconds
        headers = {
            "User-Agent": user_agent(self._config.crawl),
            "Content-Type": "application/json",
        }
        try:
            if one.token:
                headers["Authorization"] = f"Bearer {kept_secrets.read(one.token)}"
            reply = errand.run(
                "POST",
                f"{one.url.rstrip('/')}/observe",
                json.dumps(question.json()).encode(),
                headers,
                most=_REPLY,
                seconds=seconds,
            )
        except kept_secrets.SecretError as error:
            raise StatementError(Silence.REFUSED, str(error)) from error
        except (OSError, ValueError) as error:
            late = time.monotonic() - began >= seconds
            raise StatementError(Silence.LATE if late else Silence.AWAY, str(error)) from error
        if reply.status != 200:
            why = _REFUSALS.get(reply.status, Silence.GARBLED)
            raise StatementError(why, f"status {reply.status}")
        return _believed(reply.body, one, question)


def _believed(body: bytes, one: Observer, question: Question) -> tuple[str, str]:
    """The statement in an answer and its signature; raises StatementError."""
    try:
        told = json.loads(body)
        text, signature = told["statement"], told["signature"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StatementError(Silence.GARBLED, "no statement in it") from error
    if not isinstance(text, str) or not isinstance(signature, str):
        raise StatementError(Silence.GARBLED, "no statement in it")
    if text != well_formed(text):
        raise StatementError(Silence.GARBLED, "half a letter in it")
    statements.accepted(
        text,
        signature,
        key_id=one.key,
        url=question.url,
        nonce=question.nonce,
        now=clock.now(),
    )
    return text, signature


def _is_elsewhere(one: Observer, network: str) -> bool:
    """Whether an observer looks from another network than ours: by what both are called, else by whether
    it is asked on this machine or in a private network."""
    if one.network and network:
        return one.network.casefold() != network.casefold()
    host = urlsplit(one.url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return host != "localhost"


def _is_abroad(one: Observer, country: str) -> bool:
    return bool(one.country and country) and one.country.casefold() != country.casefold()
