"""What stands beside a document and is another at every look."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.truth_world import answers as show

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.truth_world.model import Answer, Asked
    from benchmarks.truth_world.texts import Document

HEADLINES = (
    "Vecinos inauguran un huerto", "Two bridges reopen after repairs", "Concluye la feria del libro",
    "New opening hours at the counter", "Abre la convocatoria de becas", "Harbour festival draws crowds",
    "Se amplía la biblioteca central", "Volunteers plant a thousand trees", "Taller gratuito de encuadernación",
    "Museum shows early maps", "Simulacro el próximo jueves", "Choir looks for tenors",
)  # fmt: skip
_SKIES = ("Soleado", "Nublado", "Lluvia ligera", "Viento", "Despejado", "Niebla")


def noisy(one: Document, noise: Callable[[Asked], str]) -> Callable[[Asked], Answer]:
    """The document as a page, and the noise beside it."""
    return lambda asked: show.page(one, beside=noise(asked))


def weather(asked: Asked) -> str:
    """A weather box."""
    rng = random.Random(asked.number)
    return (
        f'<aside class="clima"><h3>El tiempo</h3><p>{rng.choice(_SKIES)}, {rng.randrange(8, 34)} °C, humedad '
        f"{rng.randrange(20, 95)} %</p></aside>"
    )


def related(asked: Asked) -> str:
    """A box of four other articles, drawn anew."""
    drawn = random.Random(asked.number).sample(HEADLINES, 4)
    items = "".join(f'<li><a href="/n/{HEADLINES.index(head)}">{head}</a></li>' for head in drawn)
    return f'<aside class="related"><h3>Te puede interesar</h3><ul>{items}</ul></aside>'


def counter(asked: Asked) -> str:
    """How often the page was seen and its file fetched."""
    return f"<p>Visto {4100 + asked.number} veces</p><p>Descargas: {310 + asked.number // 3}</p>"


def clock(asked: Asked) -> str:
    """The server's time, and how long it took."""
    seconds = asked.number * 37
    return (
        f"<p>Hora del servidor: {seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}</p>"
        f"<p>Página generada en 0.{100 + asked.number * 7 % 900} segundos</p>"
    )
