"""What a notice says, before it takes any form. The JSON of docs/schema/notice.v1.json is made and
read here alone: a notice waits in the outbox as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from evidence.reports.news import Advice, Item, Place, See
from evidence.reports.replacement import Kind as Instead
from evidence.reports.steps import NextStep
from evidence.reports.together import Place as Whole
from evidence.verdicts.transition import Step
from evidence.version import SOFTWARE
from evidence.vocabulary import Cause, Certainty, TroubleKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.bilingual import Language

SCHEMA = 1
NEWS = (Step.BROKEN, Step.CHANGED, Step.RECOVERED)
"""In the order in which readers see them."""


class Kind(StrEnum):
    """What a notice is sent for."""

    DIGEST = "digest"
    TEST = "test"
    """somebody tries whether it arrives"""


@dataclass(frozen=True, slots=True)
class TroubleTold:
    """One trouble, in the reader's language."""

    kind: TroubleKind
    facts: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """One thing that the visits to a board brought."""

    kind: str
    """a word of :class:`evidence.boards.news.News`"""
    text: str


@dataclass(frozen=True, slots=True)
class BoardTold:
    """What a results board brought since the last digest."""

    source: str
    """id"""
    title: str
    counts: dict[str, int]
    """kind of event -> how many"""
    events: tuple[BoardEvent, ...]
    more: int
    """events that are not listed"""


@dataclass(frozen=True, slots=True)
class TogetherTold:
    """A host, a folder or a board that went as a whole."""

    place: Whole
    name: str
    """host, host and folder, or id of the board"""
    cause: Cause
    since: str
    count: int
    """documents that are newly missing"""
    of: int
    """documents that stood there until then"""
    text: str
    urls: tuple[str, ...]
    """the first of them"""
    more: int
    """addresses that are not listed"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message to one receiver, in the order of its schema; remote texts in it are on one line
    and cut."""

    schema: int = SCHEMA
    kind: Kind
    tool: str = SOFTWARE
    language: Language
    counts: dict[str, int] = field(default_factory=dict)
    """of each kind of news, of boards and of troubles"""
    confirmed: int = 0
    """of what is missing, what is confirmed"""
    troubles: tuple[TroubleTold, ...] = ()
    boards: tuple[BoardTold, ...] = ()
    items: tuple[Item, ...] = ()
    together: tuple[TogetherTold, ...] = ()
    """what went as a whole; its documents are no items"""
    more: int = 0
    """URLs with news that are neither items nor told of an event"""
    report: str | None = None
    """where readers find the report"""
    folder: str
    """name of the evidence folder"""
    night: str
    """UTC date on which it began"""
    id: str = ""
    """empty until it is queued"""
    composed_at: str = ""

    @classmethod
    def of(
        cls,
        kind: Kind,
        language: Language,
        *,
        folder: str,
        night: str,
        report: str | None,
        news: Mapping[Step, int] | None = None,
        confirmed: int = 0,
        items: tuple[Item, ...] = (),
        together: tuple[TogetherTold, ...] = (),
        troubles: tuple[TroubleTold, ...] = (),
        boards: tuple[BoardTold, ...] = (),
    ) -> Notice:
        """A notice with its numbers; ``news`` counts all, of which ``items`` are those listed, and
        ``together`` those that went as a whole."""
        news = news or {}
        counts = {str(step): news.get(step, 0) for step in NEWS}
        return cls(
            kind=kind,
            language=language,
            confirmed=confirmed,
            counts={**counts, "board": len(boards), "trouble": len(troubles)},
            troubles=troubles,
            boards=boards,
            items=items,
            together=together,
            more=sum(news.values()) - len(items) - sum(event.count for event in together),
            report=report,
            folder=folder,
            night=night,
        )

    def and_trouble(self, trouble: TroubleTold) -> Notice:
        """The same with one more trouble."""
        troubles = (*self.troubles, trouble)
        return replace(self, troubles=troubles, counts={**self.counts, "trouble": len(troubles)})

    def json(self) -> dict[str, Any]:
        """The whole notice, as a receiver gets it."""
        return asdict(self)

    def content(self) -> dict[str, Any]:
        """What the outbox keeps: all but what is known only when it is queued."""
        told = asdict(self)
        del told["id"], told["composed_at"]
        return told


def read(content: Mapping[str, Any], *, id: str, composed_at: str) -> Notice:  # noqa: A002
    """The notice that was kept as ``content``."""
    return Notice(
        **{
            **content,
            "kind": Kind(content["kind"]),
            "troubles": tuple(map(_trouble, content["troubles"])),
            "boards": tuple(map(_board, content["boards"])),
            "items": tuple(map(_item, content["items"])),
            # a notice that an earlier version queued has none
            "together": tuple(map(_together, content.get("together", ()))),
        },
        id=id,
        composed_at=composed_at,
    )


def _trouble(told: Mapping[str, Any]) -> TroubleTold:
    return TroubleTold(TroubleKind(told["kind"]), told["facts"], told["text"])


def _board(told: Mapping[str, Any]) -> BoardTold:
    events = tuple(BoardEvent(**event) for event in told["events"])
    return BoardTold(**{**told, "events": events})


def _together(told: Mapping[str, Any]) -> TogetherTold:
    typed = {"place": Whole(told["place"]), "cause": Cause(told["cause"])}
    return TogetherTold(**{**told, **typed, "urls": tuple(told["urls"])})


def _item(told: Mapping[str, Any]) -> Item:
    see, step = told["see"], told["next_step"]
    return Item(
        **{
            **told,
            "news": Step(told["news"]),
            "verdict": Verdict(told["verdict"]),
            "cause": Cause(told["cause"]),
            "certainty": Certainty(told["certainty"]),
            "cited": tuple(Place(**place) for place in told["cited"]),
            # a notice that an earlier version queued has none
            "altered": tuple(told.get("altered", ())),
            "see": see and See(Instead(see["kind"]), see["url"], see["captured_at"]),
            "next_step": Advice(NextStep(step["key"]), step["text"]),
        }
    )
