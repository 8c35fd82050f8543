"""Hosts, folders and boards that go as a whole: one event with its documents under it.

When ministries are merged, forty documents go in one night, and for one reason. Told as forty rows,
they drown the one that was removed alone. So would an event of the whole site, where one of its
folders went: the smallest place that accounts for a loss tells it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from evidence import clock
from evidence.bilingual import Words
from evidence.reports.causes import cause
from evidence.reports.safe import short
from evidence.verdicts.wording import label
from evidence.vocabulary import Cause, Certainty, SourceKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.bilingual import Language
    from evidence.store.reporting import Cited

HANDFUL = 5
"""Documents below which each is told by itself: so many fit into one glance."""
_SHARE = 2 / 3
"""Of what stood at a place until then: one that still shows every third document has not gone as a
whole."""
_NIGHTS = timedelta(days=3)
"""Between the first and the last of one event: a night may not reach all that is due, and one that
fails is made up for by the next."""
_NAME = 120
"""Characters of a title."""


class Place(StrEnum):
    """What may go as a whole; of places that lost the very same, the first."""

    HOST = "host"
    BOARD = "board"
    FOLDER = "folder"
    """the first folder of a host: on a government's portal each ministry has one"""


@dataclass(frozen=True, slots=True)
class Together:
    """Documents that were lost together, or can't be seen since the same nights."""

    place: Place
    name: str
    """host, host and folder, or the id of the board"""
    title: str
    """what readers call it; a remote text"""
    verdict: Verdict
    cause: Cause
    """the most frequent one"""
    since: str
    until: str
    """when the first and the last of them was first seen so"""
    of: int
    """addresses that stood there until then, these among them"""
    cited: tuple[Cited, ...]
    """one citation of each address"""

    @property
    def is_loss(self) -> bool:
        """False for what only can't be seen, and for what was found elsewhere."""
        return self.verdict.is_broken

    @property
    def _fate(self) -> str:
        if self.cause is Cause.ELSEWHERE:
            return "moved"
        return "lost" if self.is_loss else "unseen"

    @property
    def certainties(self) -> dict[Certainty, int]:
        """How many are how certain, the most certain first."""
        counts = Counter(one.certainty for one in self.cited if one.certainty)
        return {
            certainty: counts[certainty] for certainty in reversed(Certainty) if counts[certainty]
        }

    def text(self, language: Language) -> str:
        """The event in a sentence or two."""
        facts = {
            "place": _PLACES[self.place].filled(language, {"name": self.title}),
            "n": len(self.cited),
            "of": self.of,
            "since": self.since[:10],
            "cause": cause(self.cause, language),
            "certain": ", ".join(
                f"{label(certainty, language)}: {n}" for certainty, n in self.certainties.items()
            ),
        }
        return _SENTENCES[self._fate].filled(language, facts)

    def json(self, language: Language) -> dict[str, Any]:
        """As the JSON of reports and of the status has it."""
        return {
            "place": self.place,
            "name": self.name,
            "title": self.title,
            "verdict": self.verdict,
            "cause": self.cause,
            "since": self.since,
            "until": self.until,
            self._fate: len(self.cited),
            "of": self.of,
            "certainties": self.certainties if self.is_loss else {},
            "urls": [one.url for one in self.cited],
            "text": self.text(language),
        }


_PLACES = {
    Place.HOST: Words("Of the site {name}", "Del sitio {name}"),
    Place.BOARD: Words("Of the results board “{name}”", "Del tablero de resultados «{name}»"),
    Place.FOLDER: Words("Of the folder {name}", "De la carpeta {name}"),
}
_SENTENCES = {
    "lost": Words(
        "{place}, {n} of {of} documents went missing at once, first seen on {since}: {cause} ({certain})",
        "{place} desaparecieron a la vez {n} de {of} documentos, visto por primera vez el {since}: "
        "{cause} ({certain})",
    ),
    "moved": Words(
        "{place}, {n} of {of} documents stand at other addresses now, without a redirect, "
        "first seen on {since}",
        "{place}, {n} de {of} documentos están ahora en otras direcciones, sin redirección, visto por "
        "primera vez el {since}",
    ),
    "unseen": Words(
        "{place}, {n} of {of} documents can't be seen, since {since}: {cause}. "
        "That is no evidence of a loss.",
        "{place} no se pueden ver {n} de {of} documentos, desde el {since}: {cause}. "
        "Eso no prueba una pérdida.",
    ),
}


def find(cited: Iterable[Cited]) -> list[Together]:
    """What went as a whole among citations, what is lost first and the largest first. An address
    belongs to one event at most; one that is cited in several places counts once."""
    stood: defaultdict[tuple[Place, str], dict[str, Cited]] = defaultdict(dict)
    titles: dict[tuple[Place, str], str] = {}
    for one in cited:
        if one.verdict not in (None, Verdict.UNCHECKED):
            for place, name, title in _places(one):
                stood[place, name].setdefault(one.url_id, one)
                titles[place, name] = title
    places = [
        event
        for key, urls in stood.items()
        if len(urls) >= HANDFUL
        for event in _events(*key, titles[key], list(urls.values()))
    ]
    found = [event for event in places if not _is_told_by_folders(event, places)]
    order = list(Place)
    found.sort(key=lambda one: (-len(one.cited), order.index(one.place), one.name))
    return sorted(_apart(found), key=lambda one: not one.is_loss)


def _places(one: Cited) -> Iterator[tuple[Place, str, str]]:
    host = one.host.removeprefix("www.")
    if host:
        yield Place.HOST, host, short(host, _NAME)
        folder = urlsplit(one.url).path.split("/")[1:-1][:1]
        if folder:
            name = f"{host}/{folder[0]}/"
            yield Place.FOLDER, name, short(name, _NAME)
    if one.source_kind is SourceKind.BOARD:
        yield Place.BOARD, one.source_id, short(one.source_title or one.source_id, _NAME)


def _events(place: Place, name: str, title: str, urls: list[Cited]) -> Iterator[Together]:
    """What went as a whole of the addresses that are cited at one place."""
    alike: defaultdict[tuple[Verdict, str], list[Cited]] = defaultdict(list)
    for one in urls:
        if one.shown is Verdict.MISSING or one.shown.is_unseen or _is_elsewhere(one):
            # a host that can't be reached fails in another way each time
            why = "" if one.shown is Verdict.UNREACHABLE else one.why
            alike[one.shown, why].append(one)
    for (verdict, _), lost in alike.items():
        left = sorted(lost, key=lambda one: one.since or "")
        while len(left) >= HANDFUL:
            event = _densest(left)
            since, until = event[0].since or "", event[-1].since or ""
            of = sum(_stood(one, since, verdict) for one in urls)
            if len(event) < max(HANDFUL, _SHARE * of):
                break
            causes = Counter(one.cause for one in event if one.cause)
            why = min(causes, key=lambda name: (-causes[name], name))
            yield Together(place, name, title, verdict, why, since, until, of, event)
            members = {one.url_id for one in event}
            left = [one for one in left if one.url_id not in members]


def _is_elsewhere(one: Cited) -> bool:
    """Whether a document is gone at its address and was found at another."""
    return one.cause is Cause.ELSEWHERE


def _stood(one: Cited, since: str, verdict: Verdict) -> bool:
    """Whether an address is counted where documents ended as ``verdict`` from ``since`` on: what was
    gone before is not, nor, where they are missing, what was found elsewhere."""
    if verdict is Verdict.MISSING and _is_elsewhere(one):
        return False
    gone = one.shown is Verdict.MISSING or _is_elsewhere(one)
    return not gone or (one.since or "") >= since


def _densest(lost: list[Cited]) -> tuple[Cited, ...]:
    """The most that were lost within :data:`_NIGHTS`, of ``lost`` in order of time."""
    times = [clock.parse(one.since) for one in lost if one.since]
    best, start = (0, 0), 0
    for end, at in enumerate(times):
        while at - times[start] > _NIGHTS:
            start += 1
        best = max(best, (start, end + 1), key=lambda span: span[1] - span[0])
    return tuple(lost[slice(*best)])


def _is_told_by_folders(event: Together, others: list[Together]) -> bool:
    """Whether the folders of a host that went whole account for its event: what it lost beside them
    is less than a handful, and not the whole of what else stood there."""
    if event.place is not Place.HOST:
        return False
    lost = {one.url_id for one in event.cited}
    folders = [
        (len(ids), other.of)
        for other in others
        if other.place is Place.FOLDER and (ids := {one.url_id for one in other.cited}) <= lost
    ]
    beside = len(lost) - sum(count for count, _ in folders)
    stood = event.of - sum(of for _, of in folders)
    return beside < min(HANDFUL, _SHARE * stood)


def _apart(found: list[Together]) -> Iterator[Together]:
    """Events of which none tells what an earlier one told: of what is left, where it is still the
    whole of a place."""
    told: set[str] = set()
    for event in found:
        left = tuple(one for one in event.cited if one.url_id not in told)
        of = event.of - (len(event.cited) - len(left))
        if len(left) >= max(HANDFUL, _SHARE * of):
            told |= {one.url_id for one in left}
            yield replace(event, cited=left, of=of)
