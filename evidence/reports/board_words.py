"""Results boards in words: how the last visit went, what became of the entries, what was left out
and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Language, Words
from evidence.boards.drawn import BROKE_OFF, FAILED, UNSTEADY
from evidence.boards.model import NO_BROWSER
from evidence.boards.news import News
from evidence.days import utc
from evidence.reports.causes import cause
from evidence.reports.safe import line
from evidence.verdicts.wording import label
from evidence.vocabulary import VisitState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.boards.model import LeftOut
    from evidence.reports.boards import Board, Entry, Event, Visit

WORDS: dict[str, Words] = {
    "boards": Words("Results boards", "Tableros de resultados"),
    "complete": Words("walked whole", "recorrido completo"),
    "cut": Words("walked up to its budget", "recorrido hasta el límite fijado"),
    "incomplete": Words(
        "only part could be seen: nothing is concluded of what was not",
        "solo se pudo ver una parte: no se concluye nada de lo que no se vio",
    ),
    "pages": Words("pages read", "páginas leídas"),
    "entries": Words("entries", "entradas"),
    "stand": Words("listed now", "en la lista"),
    "no_longer": Words("no longer listed, still watched", "fuera de la lista, aún en revisión"),
    "half-loaded": Words("a page broke off half-way", "una página llegó a medias"),
    "most-gone": Words(
        "nearly everything was missing at once; believed when the next visit shows the same",
        "faltaba casi todo a la vez; se dará por cierto si la próxima visita muestra lo mismo",
    ),
    "nothing-listed": Words("it listed nothing at all", "no mostraba ninguna entrada"),
    FAILED: Words(
        "data that the page lists did not come", "no llegaron los datos que la página enumera"
    ),
    UNSTEADY: Words(
        "the page showed other entries each time it was opened",
        "la página mostró entradas distintas cada vez que se abrió",
    ),
    BROKE_OFF: Words("the browser failed on the way", "el navegador falló en el camino"),
    NO_BROWSER: Words(
        "only a browser shows what is on this page, and there was none",
        "solo un navegador muestra lo que hay en esta página, y no lo había",
    ),
    "added": Words("added", "agregado"),
    "dropped": Words("dropped", "retirado"),
    "renamed": Words("renamed", "renombrado"),
    "repointed": Words("re-pointed", "enlace cambiado"),
    "swapped": Words(
        "document swapped under the same link", "documento sustituido bajo el mismo enlace"
    ),
    "returned": Words("listed again", "reincorporado"),
    "section-gone": Words("whole section gone", "toda la sección retirada"),
    "section-renamed": Words("section renamed", "sección renombrada"),
    "redesigned": Words(
        "redesigned, same entries under other addresses or labels",
        "tablero rediseñado, las mismas entradas con otras direcciones o rótulos",
    ),
    "such_as": Words("such as", "por ejemplo"),
    "left_out": Words("Left out", "Lo que se dejó fuera"),
    "failed": Words("Could not be read", "No se pudo leer"),
    "first": Words("first visit", "primera visita"),
    "nothing": Words("nothing changed", "sin cambios"),
    "visit": Words("Visit", "Visita"),
    "news": Words("What became of the entries", "Qué pasó con las entradas"),
    "read": Words("read", "leídas"),
    "more": Words("more; see testigo history", "más; véase testigo history"),
}
REASONS: dict[str, Words] = {
    "pages": Words("the budget of pages was used up", "se agotó el límite de páginas"),
    "seconds": Words("the time was used up", "se agotó el tiempo"),
    "bytes": Words("the budget of bytes was used up", "se agotó el límite de bytes"),
    "entries": Words(
        "the board lists more than is kept of one", "hay más entradas de las que se guardan"
    ),
    "depth": Words("deeper than the walk goes", "a más profundidad de la que alcanza el recorrido"),
    "too-large": Words(
        "the page is larger than what is read of one",
        "la página es más grande de lo que se lee de una",
    ),
    "endless": Words("a list that goes on and on", "una lista que no termina"),
    "barren": Words("page after page brought nothing new", "página tras página, nada nuevo"),
    "repeats": Words(
        "the same content again and again (session, loop, or past the list's end)",
        "el mismo contenido una y otra vez (por la sesión, por un ciclo o por pasar del "
        "final de la lista)",
    ),
    "calendar": Words("a calendar without end", "un calendario sin fin"),
    "facet": Words(
        "the same list sorted or shown in another way", "la misma lista en otro orden o formato"
    ),
    "loop": Words("an address that repeats itself", "una dirección que se repite a sí misma"),
    "alike": Words(
        "pages alike that lead no further: listed, not opened",
        "páginas semejantes que no llevan a nada más: se anotan sin abrirlas",
    ),
}


def word(key: str, language: Language) -> str:
    """A word of this section, or a reason to leave something out."""
    return (WORDS.get(key) or REASONS[key]).text(language)


def summary(board: Board, language: Language) -> str:
    """One line on a board: its last visit, and how many entries stand."""
    walk = board.visits[-1].walk
    text = f"{utc(walk.began_at)}: {word(walk.state, language)}"
    if walk.problem:
        text += f" ({problem(walk.problem, language)})"
    counts = {"pages": walk.pages, "stand": board.stand, "no_longer": board.dropped}
    return line(text + "".join(f", {word(key, language)}: {n}" for key, n in counts.items() if n))


def problem(text: str, language: Language) -> str:
    """What kept a visit from seeing the whole board: a cause and, for some, an address."""
    name, _, url = text.partition(" ")
    return f"{reason(name, language)} {url}".strip()


def reason(name: str, language: Language) -> str:
    """Why a page could not be seen, or not to its end."""
    if name in WORDS or name in REASONS:
        return word(name, language)
    return cause(name, language)


def story(event: Event, language: Language) -> str:
    """One event in words."""
    kind = word(event.kind, language)
    entries = f"{event.count} {word('entries', language)}"
    if event.kind in (News.SECTION_GONE, News.SECTION_RENAMED):
        told = " > ".join(event.renamed or event.section)
        was = f" ← {' > '.join(event.section)}" if event.renamed else ""
        return line(f"{kind}: {told} ({entries}){was}")
    if event.kind is News.REDESIGNED:
        examples = (_entry(before, now) for before, now in event.entries[:1])
        shown = "".join(f", {word('such_as', language)} {example}" for example in examples)
        return line(f"{kind}: {entries}{shown}")
    told = _entry(event.before, event.now, event.kind)
    return line(f"{kind}: {told}" if told else kind)


def _entry(before: Entry | None, now: Entry | None, kind: News | None = None) -> str:
    """An entry in words, and what it was before: another address, or else other labels."""
    entry = now or before
    if entry is None:
        return ""
    text = f"{entry.name} {entry.url}"
    if before is None or now is None:
        return text
    if kind is News.RENAMED or (kind is None and before.url == now.url):
        return f"{text} ← {' > '.join((*before.path, before.text))}"
    return f"{text} ← {before.url}" if kind in (None, News.REPOINTED) else text


def left_out(out: LeftOut, language: Language) -> str:
    """What was left out, in words."""
    read = f"{word('read', language)}: {out.read}"
    return line(f"{word(out.reason, language)}: {out.left} ({read}) {out.example}")


def history(board: Board, language: Language) -> Iterator[str]:
    """The inventory of a board over time, line by line."""
    yield line(f"{board.title or board.id}  {board.location}")
    for number, visit in enumerate(board.visits):
        yield from _visit(visit, language, first=number == 0)
    for one in board.swapped:
        yield line(
            f"{utc(one.found_at, seconds=True)}  {word('swapped', language)}: {one.text} {one.url}"
        )
    for gone in board.no_longer:
        stands = f" ({label(gone.verdict, language)})" if gone.verdict else ""
        yield line(f"→ {word('no_longer', language)}: {gone.text} {gone.url}{stands}")


def _visit(visit: Visit, language: Language, *, first: bool) -> Iterator[str]:
    walk = visit.walk
    pages, entries = word("pages", language), word("entries", language)
    why = f" ({problem(walk.problem, language)})" if walk.problem else ""
    counts = f"{pages}: {walk.pages}, {entries}: {walk.entries}"
    yield line(f"{utc(walk.began_at, seconds=True)}  {word(walk.state, language)}{why}; {counts}")
    for event in visit.events:
        yield f"    {story(event, language)}"
    if not visit.events and walk.state is not VisitState.INCOMPLETE:
        yield f"    {word('first' if first else 'nothing', language)}"
    for out in visit.left_out:
        yield f"    {word('left_out', language)}: {left_out(out, language)}"
    for page in visit.failed:
        yield line(f"    {word('failed', language)}: {reason(page.cause, language)} {page.url}")
