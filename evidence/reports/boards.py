"""Results boards in reports and answers: how the last visit went, what became of the entries, what
was left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Language, Words
from evidence.reports.causes import cause
from evidence.reports.safe import line
from evidence.store import board_views
from evidence.verdicts.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store import Store
    from evidence.store.board_views import Dropped
    from evidence.store.records import BoardVisit

MOST = 100
"""Dropped entries and events shown in a report; history and the database have all."""
VISITS = 10
"""Visits shown in a report."""

WORDS: dict[str, Words] = {
    "boards": Words("Results boards", "Tableros de resultados"),
    "complete": Words("walked whole", "recorrido completo"),
    "cut": Words("walked up to its budget", "recorrido hasta el límite fijado"),
    "incomplete": Words(
        "only part could be seen: nothing is concluded of what was not",
        "solo se pudo ver una parte: nada se concluye de lo que no se vio",
    ),
    "pages": Words("pages read", "páginas leídas"),
    "entries": Words("entries", "entradas"),
    "stand": Words("listed now", "en la lista"),
    "no_longer": Words("no longer listed, still watched", "fuera de la lista, bajo observación"),
    "half-loaded": Words("a page broke off half-way", "una página se cargó a medias"),
    "most-gone": Words(
        "nearly everything was missing at once; believed when the next visit shows the same",
        "faltaba casi todo a la vez; se dará por cierto si la próxima visita muestra lo mismo",
    ),
    "nothing-listed": Words("it listed nothing at all", "no mostraba ninguna entrada"),
    "added": Words("added", "agregado"),
    "dropped": Words("dropped", "retirado"),
    "renamed": Words("renamed", "renombrado"),
    "repointed": Words("re-pointed", "enlace cambiado"),
    "swapped": Words(
        "document swapped under the same link", "documento sustituido bajo el mismo enlace"
    ),
    "returned": Words("listed again", "reincorporado"),
    "section-gone": Words("whole section gone", "sección completa retirada"),
    "left_out": Words("Left out", "Lo que no se recorrió"),
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
    "depth": Words("deeper than the walk goes", "a mayor profundidad que el recorrido"),
    "too-large": Words(
        "the page is larger than what is read of one", "la página es demasiado grande"
    ),
    "endless": Words("a list that goes on and on", "una lista que no termina"),
    "barren": Words("page after page brought nothing new", "página tras página, nada nuevo"),
    "repeats": Words(
        "the same content again and again (session, loop, or past the list's end)",
        "el mismo contenido una y otra vez (sesión, ciclo o más allá del final de la lista)",
    ),
    "calendar": Words("a calendar without end", "un calendario sin fin"),
    "facet": Words(
        "the same list sorted or shown in another way", "la misma lista en otro orden o formato"
    ),
    "loop": Words("an address that repeats itself", "una dirección que se repite a sí misma"),
    "alike": Words(
        "pages alike that lead no further: listed, not opened",
        "páginas semejantes que no llevan más lejos: en la lista, sin abrir",
    ),
}


def word(key: str, language: Language) -> str:
    """A word of this section, or a reason to leave something out."""
    return (WORDS.get(key) or REASONS[key]).text(language)


def boards(store: Store, source: str | None = None, visits: int = VISITS) -> list[dict[str, Any]]:
    """Every board that was walked, with its visits (oldest first; -1: all), their events and what
    is dropped."""
    found = []
    for board in board_views.boards(store, source):
        made = [_visit(store, visit) for visit in board_views.visits(store, board.id, visits)]
        swapped = [asdict(entry) for entry in board_views.swapped(store, board.id)]
        no_longer = [_dropped(entry) for entry in board_views.dropped(store, board.id)]
        told = {"visits": made, "no_longer": no_longer, "swapped": swapped}
        found.append({**asdict(board), **told})
    return found


def events(store: Store, visit: str) -> list[dict[str, Any]]:
    """What one visit told: ``kind`` and ``detail``."""
    return [
        {"kind": event.kind, "detail": event.detail} for event in board_views.events(store, visit)
    ]


def _visit(store: Store, visit: BoardVisit) -> dict[str, Any]:
    row = visit.row()
    del row["left_out_json"], row["failed_json"]
    told = events(store, visit.id)
    counts = dict(Counter(event["kind"] for event in told))
    beside = {"left_out": visit.left_out, "failed": visit.failed}
    return {**row, **beside, "events": told, "counts": counts}


def _dropped(entry: Dropped) -> dict[str, Any]:
    return {
        "url": entry.url,
        "text": entry.text,
        "path": entry.path,
        "dropped_at": entry.dropped_at,
        "verdict": entry.verdict,
    }


def summary(board: dict[str, Any], language: Language) -> str:
    """One line on a board: its last visit, and how many entries stand."""
    visit = board["visits"][-1]
    text = f"{visit['began_at'][:16].replace('T', ' ')} UTC: {word(visit['state'], language)}"
    if visit["problem"]:
        text += f" ({problem(visit['problem'], language)})"
    counts = {"pages": visit["pages"], "stand": board["stand"], "no_longer": board["dropped"]}
    return line(text + "".join(f", {word(key, language)}: {n}" for key, n in counts.items() if n))


def problem(text: str, language: Language) -> str:
    """What kept a visit from seeing the whole board: a cause and, for some, an address."""
    name, _, url = text.partition(" ")
    told = word(name, language) if name in WORDS else cause(name, language)
    return f"{told} {url}".strip()


def story(event: dict[str, Any], language: Language) -> str:
    """One event in words."""
    detail = event["detail"]
    kind = word(event["kind"], language)
    if event["kind"] == "section-gone":
        return line(
            f"{kind}: {' > '.join(detail['section'])} ({detail['count']} {word('entries', language)})"
        )
    entry = detail.get("now") or detail["before"]
    named = " > ".join(part for part in (*entry["path"], entry["text"]) if part)
    before = detail.get("before")
    text = f"{kind}: {named} {entry['url']}"
    if event["kind"] == "renamed":
        text += f" ← {' > '.join((*before['path'], before['text']))}"
    elif event["kind"] == "repointed":
        text += f" ← {before['url']}"
    return line(text)


def left_out(out: dict[str, Any], language: Language) -> str:
    """What was left out, in words."""
    read = f"{word('read', language)}: {out['read']}"
    return line(f"{word(out['reason'], language)}: {out['left']} ({read}) {out['example']}")


def history(board: dict[str, Any], language: Language) -> Iterator[str]:
    """The inventory of a board over time, line by line."""
    yield line(f"{board['title'] or board['id']}  {board['location']}")
    for number, visit in enumerate(board["visits"]):
        state = word(visit["state"], language)
        counts = f"{word('pages', language)}: {visit['pages']}, {word('entries', language)}: {visit['entries']}"
        why = f" ({problem(visit['problem'], language)})" if visit["problem"] else ""
        yield line(f"{visit['began_at'][:19]}Z  {state}{why}; {counts}")
        for event in visit["events"]:
            yield f"    {story(event, language)}"
        if not visit["events"] and visit["state"] != "incomplete":
            yield f"    {word('nothing' if number else 'first', language)}"
        for out in visit["left_out"] or ():
            yield f"    {word('left_out', language)}: {left_out(out, language)}"
        for page in visit["failed"] or ():
            yield line(
                f"    {word('failed', language)}: {cause(page['cause'], language)} {page['url']}"
            )
    for row in board["swapped"]:
        yield line(
            f"{row['found_at'][:19]}Z  {word('swapped', language)}: {row['text']} {row['url']}"
        )
    for row in board["no_longer"]:
        stands = f" ({label(row['verdict'], language)})" if row["verdict"] else ""
        yield line(f"→ {word('no_longer', language)}: {row['text']} {row['url']}{stands}")
