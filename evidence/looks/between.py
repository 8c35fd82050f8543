"""Two captures of one URL, to see what changed from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.bilingual import Words
from evidence.days import Day, utc
from evidence.errors import DocumentGone, SourceUnseen, UsageError
from evidence.moments import not_after
from evidence.store import answers, checks, due, looks
from evidence.store.sources import known_id
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Told
    from evidence.store import Store
    from evidence.store.answers import CapturedAt
    from evidence.store.due import KnownCapture
    from evidence.store.records import Standing


def captures_between(
    store: Store, url: str, since: str = "", until: str = ""
) -> tuple[KnownCapture, KnownCapture]:
    """The last capture not after ``since``, else the baseline, and the last one not after ``until``,
    else the latest.

    Times are written as :func:`evidence.moments.not_after` takes them. Raises UsageError when no capture
    shows a document, none is so early, or both times mean the same one; DocumentGone and SourceUnseen
    when no time is given and there is nothing to compare the baseline with, for the document is gone or
    can't be seen.
    """
    key = known_id(store, url)
    kept = answers.captures_of(store, key)
    if not kept:
        raise UsageError(
            Words(
                "no capture of this URL shows a document; testigo check looks now",
                "ninguna captura de esta dirección muestra un documento; testigo check la revisa ahora",
            )
        )
    standing = looks.standing(store, key)
    told = (
        checks.changed(store, standing.check_id) if standing and not since and not until else None
    )
    if told is not None and told[0] is not None and told[1] is not None:
        return told[0], told[1]  # perhaps of a part of the document
    baseline = standing.baseline_id if standing else None
    first = _at(kept, since) if since else baseline or kept[0].id
    last = _at(kept, until) if until else kept[-1].id
    old, new = due.capture(store, first), due.capture(store, last)
    assert old is not None
    assert new is not None
    if first == last:
        _need_two(url, standing, old.captured_at, asked=bool(since or until))
    return old, new


def today(store: Store, url: str) -> Gone | None:
    """What a reader of the latest copy must know: that the document is gone from its address, or can't be
    seen there now. None where the copy is of what stands there."""
    standing = looks.standing(store, known_id(store, url))
    if standing is None or not (standing.verdict is Verdict.MISSING or standing.verdict.is_unseen):
        return None
    is_gone = standing.verdict is Verdict.MISSING
    told = _COPIES_OF_GONE if is_gone else _COPIES_OF_UNSEEN
    return Gone(told.of(since=Day(standing.since)), is_gone)


@dataclass(frozen=True, slots=True)
class Gone:
    """That the copies are of a document that its address does not show now."""

    told: Told
    is_gone: bool
    """else it can't be seen, and may be there"""


_COPIES_OF_GONE = Words(
    "missing since {since}: these are copies of what stood there before",
    "desaparecido desde el {since}: estas son copias de lo que había antes",
)
_COPIES_OF_UNSEEN = Words(
    "can't be seen since {since}, and may be there: these are copies of before",
    "no se puede ver desde el {since}, aunque quizá siga ahí: estas son copias de antes",
)


def _need_two(url: str, standing: Standing | None, captured_at: str, *, asked: bool) -> None:
    """A document that stands and has one copy is its own latest; no other is compared with itself."""
    if asked:
        raise UsageError(
            Words(
                "both times mean the copy of {at}: there is nothing to compare it with",
                "los dos momentos corresponden a la copia del {at}: no hay con qué compararla",
            ),
            at=utc(captured_at, seconds=True),
        )
    if standing and standing.verdict is Verdict.MISSING:
        raise DocumentGone(url, standing.since, captured_at)
    if standing and standing.verdict.is_unseen:
        raise SourceUnseen(
            url,
            Words(
                "can't be seen now, and the copy of {at} is the only one that is kept",
                "ahora no se puede ver, y la copia del {at} es la única que se guarda",
            ),
            at=utc(captured_at, seconds=True),
        )


def _at(kept: Sequence[CapturedAt], time: str) -> str:
    """The last capture that is not after ``time``."""
    limit = not_after(time, clock.now())
    before = [one.id for one in kept if one.captured_at <= limit]
    if not before:
        raise UsageError(
            Words(
                "no capture as early as {time}; the first is of {first}",
                "no hay ninguna captura tan antigua ({time}); la primera es del {first}",
            ),
            time=time,
            first=utc(kept[0].captured_at, seconds=True),
        )
    return before[-1]
