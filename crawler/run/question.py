"""What an observer is asked, and the statement that it makes of its looks."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody import statements
from evidence.custody.statements import Sight, Statement
from evidence.looks.stating import sight_of
from evidence.version import SOFTWARE
from evidence.vocabulary import Manner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from crawler.run.journey import Journey
    from evidence.config import Config

_NONCE = re.compile(r"[0-9A-Za-z_-]{16,100}")
_LANGUAGES = re.compile(r"[A-Za-z0-9 ,;=.*-]{1,100}")
_LONGEST_URL = 4_000


@dataclass(frozen=True, slots=True)
class Question:
    """What an observer is asked."""

    url: str
    nonce: str
    languages: str
    """as ``Accept-Language`` has it"""
    manners: tuple[Manner, ...]

    @classmethod
    def read(cls, told: object) -> Question:
        """From the JSON of a request; raises ValueError for anything else."""
        if not isinstance(told, dict) or told.get("observe") != statements.FORMAT:
            raise ValueError("not a question of a form that this version knows")
        url, nonce, languages = (told.get(name) for name in ("url", "nonce", "languages"))
        manners = told.get("manners")
        if not isinstance(url, str) or len(url) > _LONGEST_URL:
            raise ValueError("url is a text")
        if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
            raise ValueError("nonce is 16 to 100 letters and digits")
        if not isinstance(languages, str) or not _LANGUAGES.fullmatch(languages):
            raise ValueError("languages are as Accept-Language has them")
        if not isinstance(manners, list) or not 0 < len(manners) <= len(Manner):
            raise ValueError("manners are a list of a few")
        return cls(url, nonce, languages, tuple(dict.fromkeys(map(Manner, manners))))

    def json(self) -> dict[str, object]:
        """What :meth:`read` reads."""
        return {
            "observe": statements.FORMAT,
            "url": self.url,
            "nonce": self.nonce,
            "languages": self.languages,
            "manners": list(self.manners),
        }


def stated(
    question: Question,
    looks: Iterable[tuple[Manner, Journey]],
    began: datetime,
    public: bytes,
    config: Config,
) -> Statement:
    """What the holder of the key ``public`` (raw) has to say of looks that are over."""
    sights: list[Sight] = []
    answers: dict[str, bytes] = {}
    for manner, journey in looks:
        block = journey.exchanges[-1].response_block if journey.exchanges else b""
        languages = (journey.headers or {}).get("Accept-Language", "")
        sight, along = sight_of(manner, languages, journey.observed(), block, config.crawl.max_body)
        sights.append(sight)
        answers |= along
    return Statement(
        url=question.url,
        nonce=question.nonce,
        key=base64.b64encode(public).decode(),
        software=SOFTWARE,
        began=clock.stamp(began),
        ended=clock.stamp(clock.now()),
        country=config.observe.country,
        network=config.observe.network,
        sights=tuple(sights),
        answers=answers,
    )
