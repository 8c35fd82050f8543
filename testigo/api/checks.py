"""One citation: look at it now, or tell what the folder knows of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import INTERRUPTED, ExitCode, Interrupted, RecordError, UsageError
from testigo.api.archives import ask_about
from testigo.api.events import Looked, Remarks, silent
from testigo.api.folder import opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.bilingual import Language
    from evidence.content import Link
    from evidence.reports.answer import Answer, StandsAt
    from evidence.reports.persons import Person
    from evidence.reports.sightings import Sightings
    from evidence.store import Store
    from evidence.store.records import Standing
    from testigo.api.events import Listener
    from testigo.api.folder import Folder


_BESIDE = (
    "another run holds this folder: web archives are not asked now, only copies that are kept already are "
    "looked at; the run asks at its end"
)


@dataclass(frozen=True, slots=True)
class History:
    """Every look at one URL, and what they add up to."""

    url: str
    standing: Standing | None
    """None where all looks were taken back, because our own network was down"""
    looks: tuple[Answer, ...]
    """oldest first; a single look has no certainty"""

    stands_at: tuple[StandsAt, ...] = ()
    """other addresses at which the document stands, or may stand, where it is gone at its own"""
    persons: tuple[Person, ...] = ()
    """what people said of it, oldest first"""

    @property
    def seen(self) -> Sightings | None:
        """When the document was last seen, and what was suspected since; None without a standing."""
        from evidence.reports.sightings import Sightings

        return Sightings.of(self.standing) if self.standing else None

    def json(self, language: Language = "en") -> dict[str, Any]:
        """One JSON object, as ``history --format json`` prints it."""
        return {
            "schema": 1,
            "url": self.url,
            "standing": self.standing.row() if self.standing else None,
            "seen": self.seen.json() if self.seen else None,
            "stands_at": [asdict(place) for place in self.stands_at],
            "person": self.persons[-1].json() if self.persons else None,
            "persons": [one.json() for one in self.persons],
            "checks": [look.json(language) for look in self.looks],
        }


def check(
    folder: Folder,
    url: str,
    *,
    quote: str = "",
    cited_on: date | str | None = None,
    archive: bool = True,
    observers: bool = False,
    screenshot: bool = False,
    listener: Listener = silent,
    verbose: bool = False,
) -> Answer:
    """Look at one URL now, keep what it shows as evidence, and explain the verdict.

    ``quote`` is a passage that must stand there word for word; … stands for words left out.
    ``cited_on`` is a day, such as ``2018-05-01``: the answer compares with the archived copy nearest
    to it, and standings and what nights compare with stay as they are. With ``archive`` web archives
    are asked what they have, and to save what they lack, for about half a minute. With ``observers``
    those of the configuration look at the same time, for a minute at most. With ``screenshot`` a browser
    opens the page, too, whatever the configuration says; ``answer.screenshot`` names the capture that
    :func:`read_capture` reads. ``verbose`` lets Scrapy log what it does. The folder is made if it is not
    there.

    While another run holds the folder the look is made beside it, and web archives are not asked.

    A URL that can't be asked for (another scheme, malformed, a private address without leave) is
    answered, too: its verdict is ``unchecked``, with the reason.

    Raises UsageError for a ``cited_on`` that is no date, and where no observer is named or no
    browser is installed that is asked for, FolderError when the folder can't be made, Offline when
    nothing at all can be reached, Interrupted, StoreError and RecordError when evidence can't be kept
    or read.

    >>> answer = testigo.check(folder, "https://agua.example/informe/2019")
    >>> answer.verdict.value, answer.certainty.value, answer.status
    ('missing', 'suspected', 404)
    >>> print(answer.why("es"))
    El servidor responde que la página no existe (404 Not Found).
    """
    return check_many(
        folder,
        [url],
        quote=quote,
        cited_on=cited_on,
        archive=archive,
        observers=observers,
        screenshot=screenshot,
        listener=listener,
        verbose=verbose,
    )[0]


def check_many(
    folder: Folder,
    urls: Iterable[str],
    *,
    quote: str = "",
    cited_on: date | str | None = None,
    archive: bool = True,
    observers: bool = False,
    screenshot: bool = False,
    listener: Listener = silent,
    verbose: bool = False,
) -> list[Answer]:
    """Look at several URLs at once; one answer for each, in their order, those named twice once.

    Parameters and errors are those of :func:`check`.

    >>> answers = testigo.check_many(
    ...     folder, ["https://agua.example/programa", "https://agua.example/compromiso-4"]
    ... )
    >>> [answer.verdict.value for answer in answers]
    ['alive', 'changed']
    """
    from crawler.run.drawing import lacks
    from crawler.run.night import Night
    from crawler.spiders.walk import walk

    day = _day(cited_on)
    if observers and not folder.config.observer:
        raise UsageError(
            Words(
                "no observer is named in {config}: write [[observer]] blocks",
                "no se nombra ningún observador en {config}: escriba bloques [[observer]]",
            ),
            config=folder.settings_file,
        )
    if screenshot and (lacking := lacks(folder.config, asked=True)):
        raise UsageError(
            Words(
                "no page can be opened in a browser: {why}",
                "no se puede abrir ninguna página en un navegador: {why}",
            ),
            why=lacking,
        )
    asked = list(dict.fromkeys(urls))
    remarks = Remarks(listener)

    def told(remarks: Remarks) -> tuple[Answer, ...]:
        return tuple(_answer(folder, night.store, url, quote, day, remarks) for url in asked)

    with opened(folder, make=True) as store:
        known = _register(store, asked)
    night = Night.open(
        folder.place, folder.config, urls=known, observers=observers, pictures=screenshot
    )
    try:
        if night.left and not walk(night, verbose=verbose):
            raise Interrupted(INTERRUPTED)
        if archive and night.is_beside:
            remarks.add(_BESIDE)
        elif archive:
            listener(Looked(lambda: told(Remarks(silent))))
            ask_about(folder, night.store, asked, day, remarks)
        return list(told(remarks))
    finally:
        night.close()


def answer(
    folder: Folder,
    url: str,
    *,
    quote: str = "",
    cited_on: date | str | None = None,
    listener: Listener = silent,
) -> Answer:
    """What the folder knows of one URL by its last look; asks nobody and writes nothing.

    ``quote`` and ``cited_on`` are as in :func:`check`: the passage is looked for in the last
    capture, and the copies that are kept already are compared with.

    Raises UsageError when the URL was never looked at or ``cited_on`` is no date, FolderError,
    StoreError, RecordError.

    >>> known = testigo.answer(
    ...     folder, "https://agua.example/compromiso-4", quote="deberá publicar todos los contratos"
    ... )
    >>> known.quote.state.value
    'absent'
    >>> known.json("es")["change"]["kind"]
    'removed'
    """
    day = _day(cited_on)
    with opened(folder) as store:
        return _answer(folder, store, url, quote, day, Remarks(listener))


def history(folder: Folder, url: str) -> History:
    """Every look at one URL, oldest first, and what they add up to; asks nobody.

    Raises UsageError when the URL was never looked at, FolderError, StoreError.

    >>> looks = testigo.history(folder, "https://agua.example/compromiso-4").looks
    >>> [look.cause.value for look in looks]
    ['first-look', 'removed']
    """
    from evidence.reports import at_hours, said
    from evidence.reports.answer import Answer
    from evidence.reports.elsewhere import Elsewhere
    from evidence.reports.persons import Person
    from evidence.store import answers, looks, mementos, persons
    from evidence.store.observers import Observers
    from evidence.store.sources import known_id

    with opened(folder) as store:
        checks = answers.checks_of(store, known_id(store, url))
        if not checks:
            raise _never(url)
        checks[-1] = at_hours.explained(store, checks[-1])
        copies = mementos.shown(store, known_id(store, url))
        parts = answers.parts_of_url(store, known_id(store, url))
        observers = Observers(store)
        made = tuple(
            Answer.of(
                url,
                check,
                mementos=copies,
                parts=tuple(parts.get(check.id, ())),
                seen_by=observers.of(check.run_id),
                observers=said.of_check(store, check.id),
            )
            for check in checks
        )
        standing = looks.standing(store, known_id(store, url))
        places = Elsewhere(store).of(standing.url_id, standing.cause) if standing else ()
        people = map(Person.of, persons.said_of(store, known_id(store, url)))
        told = History(url, standing, made, places, tuple(people))
        told.json()  # what rows hold is read here, where a row that somebody altered is named
        return told


def exit_code(answers: Iterable[Answer]) -> ExitCode:
    """What answers come to: broken when a document is missing or changed by this look or its quote
    is altered or absent, else not checked when one could not be seen.

    >>> testigo.exit_code(answers)
    <ExitCode.BROKEN: 1>
    """
    return ExitCode.worst(one.exit_code for one in answers)


def _register(store: Store, urls: list[str]) -> list[str]:
    """Make sure of the rows; returns the spellings under which they are looked at."""
    from evidence.store.sources import as_known, put_url

    with store.transaction("asked") as transaction:
        for url in urls:
            put_url(store, transaction, url, clock.stamp(clock.now()))
    return [as_known(store, url) for url in urls]


def _answer(
    folder: Folder, store: Store, url: str, quote: str, day: date | None, remarks: Remarks
) -> Answer:
    from evidence.looks.rebase import as_cited
    from evidence.reports import at_hours, said
    from evidence.reports.answer import Answer, certainty_alone
    from evidence.reports.asked import Asked
    from evidence.reports.elsewhere import Elsewhere
    from evidence.reports.pictures import Screenshot
    from evidence.reports.sightings import Sightings
    from evidence.reports.unknown_hosts import UnknownHosts
    from evidence.store import answers, looks, mementos, outbox
    from evidence.store.observers import Observers
    from evidence.store.sources import known_id

    standing = looks.standing(store, known_id(store, url))
    if standing is None:
        raise _never(url)
    check = answers.check(store, standing.check_id)
    if day:
        against = as_cited(folder.place, store, folder.config, check, day)
        if against is None:
            remarks.add(_no_copy(store, url, standing.url_id, day))
        check = against or check
    check = UnknownHosts(store).explained(check, standing.cause)
    check = at_hours.explained(store, check)
    elsewhere = Elsewhere(store)
    check = elsewhere.explained(check, standing.cause)
    told = Answer.of(
        url,
        check,
        certainty_alone(check.verdict, standing),
        mementos=mementos.shown(store, standing.url_id),
        unsaved=outbox.unsaved(store, standing.url_id),
        seen=Sightings.of(standing),
        parts=answers.parts_of(store, standing.check_id),
        stands_at=elsewhere.of(standing.url_id, standing.cause),
        seen_by=Observers(store).of(check.run_id),
        person=_person(store, standing.url_id),
    )
    told = replace(
        told,
        screenshot=Screenshot.of_page(store, standing.url_id),
        offers=_offers(folder, store, url, standing.url_id, remarks),
        observers=said.of_check(store, standing.check_id),
    )
    place = elsewhere.check_id(standing.url_id, standing.cause)
    shown = answers.check(store, place) if place else told.check
    parts = answers.parts_of(store, place) if place else told.parts
    asked = Asked(folder.path, store, folder.config.crawl.max_body, day)
    return asked.answered(told, standing, shown, parts, quote)


def _person(store: Store, url_id: str) -> Person | None:
    from evidence.reports.persons import Person
    from evidence.store import persons

    words = persons.said_of(store, url_id)
    return Person.of(words[-1]) if words else None


def _offers(
    folder: Folder, store: Store, url: str, url_id: str, remarks: Remarks
) -> tuple[Link, ...]:
    from evidence.looks.offers import offered

    try:
        return offered(folder.path, store, url_id, url, folder.config.crawl.max_body)
    except RecordError as error:  # the look itself is sound; verify tells of the record
        remarks.add(str(error))
        return ()


def _no_copy(store: Store, url: str, url_id: str, day: date) -> str:
    from evidence.store import outbox

    waiting = outbox.waiting_lookup(store, url_id)
    problem = (waiting.problem or "no time") if waiting else ""
    why = f"; an archive could not be asked yet ({problem})" if waiting else ""
    return f"no archived copy near {day} is known that shows {url}{why}"


def _day(given: date | str | None) -> date | None:
    if given is None or given == "":
        return None
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(
            Words(
                "a date is written 2018-05-01, not {given!r}",
                "una fecha se escribe 2018-05-01, no {given!r}",
            ),
            given=given,
        ) from error


def _never(url: str) -> UsageError:
    from evidence.reports.safe import line

    return UsageError(
        Words(
            "{url} was never looked at; testigo check looks now",
            "{url} nunca se ha revisado; testigo check la revisa ahora",
        ),
        url=line(url),
    )
