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
from math import floor
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.days import Day
from evidence.reports.causes import cause
from evidence.reports.safe import short
from evidence.store import lots, reporting
from evidence.store.scope import EVERYTHING, Scope
from evidence.verdicts.wording import label
from evidence.vocabulary import Cause, Certainty, SourceKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from evidence.bilingual import Language
    from evidence.store import Store
    from evidence.store.lots import Lot
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
            "since": Day(self.since),
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
    Place.BOARD: Words("Of the results board “{name}”", "Del tablero de resultados “{name}”"),
    Place.FOLDER: Words("Of the folder {name}", "De la carpeta {name}"),
}
_SENTENCES = {
    "lost": Words(
        "{place}, {n} of {of} documents went missing at once, first seen on {since}: {cause} ({certain})",
        "{place} desaparecieron a la vez {n} de {of} documentos, lo que se vio por primera "
        "vez el {since}: {cause} ({certain})",
    ),
    "moved": Words(
        "{place}, {n} of {of} documents stand at other addresses now, without a redirect, "
        "first seen on {since}",
        "{place}, {n} de {of} documentos están ahora en otras direcciones, sin redirección, "
        "lo que se vio por primera vez el {since}",
    ),
    "unseen": Words(
        "{place}, {n} of {of} documents can't be seen, since {since}: {cause}. "
        "That is no evidence of a loss.",
        "{place} no se pueden ver, desde el {since}, {n} de {of} documentos: {cause}. Eso no "
        "prueba ninguna pérdida.",
    ),
}


def in_folder(store: Store, scope: Scope = EVERYTHING) -> list[Together]:
    """What went as a whole among all that is cited, by :func:`find` from the citations of those places
    alone where that may be: nearly all citations of a large folder stand elsewhere."""
    gone: defaultdict[_Spot, Counter[str]] = defaultdict(Counter)
    at_hosts = lots.lost_at_hosts(store, scope, _folder)
    for spot, lot in _placed(at_hosts, lots.lost_on_boards(store, scope)):
        gone[spot][lot.kind] += lot.addresses
    left = {spot for spot, kinds in gone.items() if max(kinds.values()) >= HANDFUL}
    if not left:
        return []
    on_boards = _standing_on_boards(store, scope, left)
    left = {spot for spot in left if _may_be_whole(store, scope, spot, gone[spot], on_boards[spot])}
    return find(reporting.cited_at(store, scope, *_places_of(left)), left) if left else []


def _standing_on_boards(store: Store, scope: Scope, spots: set[_Spot]) -> Counter[_Spot]:
    """How many addresses stand on each board among some places."""
    _, boards = _places_of(spots)
    found: Counter[_Spot] = Counter()
    for lot in lots.standing_on_boards(store, scope, boards) if boards else ():
        found[Place.BOARD, lot.place] += lot.addresses
    return found


_Spot = tuple[Place, str]


def _placed(at_hosts: Iterable[Lot], on_boards: Iterable[Lot]) -> Iterator[tuple[_Spot, Lot]]:
    """Each lot with every place that it stands at."""
    for lot in at_hosts:
        if lot.place:
            host = _short_host(lot.place)
            yield (Place.HOST, host), lot
            if lot.folder:
                yield (Place.FOLDER, f"{host}/{lot.folder}/"), lot
    for lot in on_boards:
        yield (Place.BOARD, lot.place), lot


def _places_of(spots: Iterable[_Spot]) -> tuple[list[str], list[str]]:
    """The hosts, in all their spellings, and the boards of places."""
    wanted = {name.partition("/")[0] for place, name in spots if place is not Place.BOARD}
    boards = sorted(name for place, name in spots if place is Place.BOARD)
    return sorted(spelt for host in wanted for spelt in (host, f"www.{host}")), boards


def _may_be_whole(
    store: Store, scope: Scope, spot: _Spot, gone: Counter[str], on_board: int
) -> bool:
    """Whether what is gone may be all of what stood at a place: what is not seen stood there as well."""
    most = max(_room_for(kind, count) for kind, count in gone.items() if count >= HANDFUL)
    place, name = spot
    if place is Place.BOARD:
        return on_board <= most
    host, _, folder = name.partition("/")
    found = lots.standing_at_host(store, scope, host, folder.removesuffix("/"), most + 1, _folder)
    return found <= most


def _room_for(kind: str, count: int) -> int:
    """The most that may stand where so many went as a whole."""
    return floor(round(count / _SHARE, 6)) - (0 if kind in _UNSEEN else count)


_UNSEEN = frozenset(verdict for verdict in Verdict if verdict.is_unseen)


def _short_host(host: str) -> str:
    return host.removeprefix("www.")


def _folder(url: str) -> str:
    """The first folder of an address; empty for one that lies in none."""
    path = url.partition("://")[2].partition("#")[0].partition("?")[0].partition("/")[2]
    folder, slash, _ = path.partition("/")
    return folder if slash else ""


def find(cited: Iterable[Cited], spots: Container[_Spot] | None = None) -> list[Together]:
    """What went as a whole among citations, what is lost first and the largest first. An address
    belongs to one event at most; one that is cited in several places counts once. ``spots``: the only
    places of which all citations are there."""
    stood: defaultdict[tuple[Place, str], dict[str, Cited]] = defaultdict(dict)
    titles: dict[tuple[Place, str], str] = {}
    for one in cited:
        if one.verdict not in (None, Verdict.UNCHECKED):
            for place, name, title in _places(one):
                if spots is not None and (place, name) not in spots:
                    continue
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
    host = _short_host(one.host)
    if host:
        yield Place.HOST, host, short(host, _NAME)
        if folder := _folder(one.url):
            name = f"{host}/{folder}/"
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
