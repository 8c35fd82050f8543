"""Results boards in reports and answers: how the last visit went, what became of the entries, what
was left out and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from evidence.reports.causes import cause
from evidence.reports.safe import line
from evidence.store import board_views
from evidence.verdicts.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store import Store
    from evidence.store.database import Row
    from evidence.verdicts.wording import Language

MOST = 100
"""Dropped entries and events shown in a report; history and the database have all."""
VISITS = 10
"""Visits shown in a report."""

WORDS: dict[str, dict[Language, str]] = {
    "boards": {"en": "Results boards", "es": "Tableros de resultados"},
    "complete": {"en": "walked whole", "es": "recorrido completo"},
    "cut": {"en": "walked up to its budget", "es": "recorrido hasta el límite fijado"},
    "incomplete": {"en": "only part could be seen: nothing is concluded of what was not",
                   "es": "solo se pudo ver una parte: nada se concluye de lo que no se vio"},
    "pages": {"en": "pages read", "es": "páginas leídas"},
    "entries": {"en": "entries", "es": "entradas"},
    "stand": {"en": "listed now", "es": "en la lista"},
    "no_longer": {"en": "no longer listed, still watched", "es": "fuera de la lista, bajo observación"},
    "half-loaded": {"en": "a page broke off half-way", "es": "una página se cargó a medias"},
    "most-gone": {"en": "nearly everything was missing at once; believed when the next visit shows the same",
                  "es": "faltaba casi todo a la vez; se dará por cierto si la próxima visita muestra lo mismo"},
    "nothing-listed": {"en": "it listed nothing at all", "es": "no mostraba ninguna entrada"},
    "added": {"en": "added", "es": "agregado"},
    "dropped": {"en": "dropped", "es": "retirado"},
    "renamed": {"en": "renamed", "es": "renombrado"},
    "repointed": {"en": "re-pointed", "es": "enlace cambiado"},
    "swapped": {"en": "document swapped under the same link", "es": "documento sustituido bajo el mismo enlace"},
    "returned": {"en": "listed again", "es": "reincorporado"},
    "section-gone": {"en": "whole section gone", "es": "sección completa retirada"},
    "left_out": {"en": "Left out", "es": "Lo que no se recorrió"},
    "failed": {"en": "Could not be read", "es": "No se pudo leer"},
    "first": {"en": "first visit", "es": "primera visita"},
    "nothing": {"en": "nothing changed", "es": "sin cambios"},
    "visit": {"en": "Visit", "es": "Visita"},
    "news": {"en": "What became of the entries", "es": "Qué pasó con las entradas"},
    "read": {"en": "read", "es": "leídas"},
    "more": {"en": "more; see testigo history", "es": "más; véase testigo history"},
}  # fmt: skip
REASONS: dict[str, dict[Language, str]] = {
    "pages": {"en": "the budget of pages was used up", "es": "se agotó el límite de páginas"},
    "seconds": {"en": "the time was used up", "es": "se agotó el tiempo"},
    "bytes": {"en": "the budget of bytes was used up", "es": "se agotó el límite de bytes"},
    "entries": {"en": "the board lists more than is kept of one", "es": "hay más entradas de las que se guardan"},
    "depth": {"en": "deeper than the walk goes", "es": "a mayor profundidad que el recorrido"},
    "too-large": {"en": "the page is larger than what is read of one", "es": "la página es demasiado grande"},
    "endless": {"en": "a list that goes on and on", "es": "una lista que no termina"},
    "barren": {"en": "page after page brought nothing new", "es": "página tras página, nada nuevo"},
    "repeats": {"en": "the same content again and again (session, loop, or past the list's end)",
                "es": "el mismo contenido una y otra vez (sesión, ciclo o más allá del final de la lista)"},
    "calendar": {"en": "a calendar without end", "es": "un calendario sin fin"},
    "facet": {"en": "the same list sorted or shown in another way", "es": "la misma lista en otro orden o formato"},
    "loop": {"en": "an address that repeats itself", "es": "una dirección que se repite a sí misma"},
    "alike": {"en": "pages alike that lead no further: listed, not opened",
              "es": "páginas semejantes que no llevan más lejos: en la lista, sin abrir"},
}  # fmt: skip


def word(key: str, language: Language) -> str:
    """A word of this section, or a reason to leave something out."""
    return (WORDS.get(key) or REASONS[key])[language]


def boards(store: Store, source: str | None = None, visits: int = VISITS) -> list[dict[str, Any]]:
    """Every board that was walked, with its visits (oldest first; -1: all), their events and what
    is dropped."""
    found = []
    for row in board_views.boards(store, source):
        made = board_views.visits(store, row["id"], visits)
        for visit in made:
            visit["events"] = board_views.events(store, visit["id"])
            visit["counts"] = dict(Counter(event["kind"] for event in visit["events"]))
        found.append(
            {
                **row,
                "visits": made,
                "no_longer": board_views.dropped(store, row["id"]),
                "swapped": board_views.swapped(store, row["id"]),
            }
        )
    return found


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


def story(event: Row, language: Language) -> str:
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
