"""Honest pages that differ at every look, and for every visitor, and say the same all the same: what
ministries, portals and newspapers put around their documents."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = (
    "la dependencia publica el avance de cada compromiso con sus metas indicadores y responsables durante el "
    "periodo de gobierno abierto para que cualquier persona consulte los contratos las actas y los padrones "
    "de beneficiarios en formato abierto conforme al plan de acción nacional aprobado por el secretariado "
    "técnico tripartita que sesiona cada mes y rinde cuentas ante la sociedad civil organizada del país"
).split()
ADS = [f"Oferta {n}: viaja a la playa por menos de lo que imaginas este verano" for n in range(40)]
NEWS = [
    f"Noticia {n}: la secretaría inaugura una obra en el municipio número {n}" for n in range(60)
]
QUOTES = [
    f"Frase {n}: la transparencia es una tarea diaria de todas y todos los servidores"
    for n in range(9)
]


@dataclass
class Visit:
    """One look of somebody at a page."""

    number: int
    """how many looks there were before, by whomever"""
    address: str
    agent: str = "testigo"
    chance: random.Random = field(default_factory=random.Random)


def sentence(chance: random.Random, count: int = 18) -> str:
    return (" ".join(chance.choices(WORDS, k=count)) + ".").capitalize()


def around(chance: random.Random) -> list[Callable[[Visit], str]]:
    """What stands around the document."""
    kinds: list[Callable[[Visit], str]] = [
        lambda v: f"<header><p>{v.chance.choice(ADS)}</p></header>",
        lambda v: f"<p>Visitantes en línea: {v.chance.randint(3, 900)}</p>",
        lambda v: f"<footer><p>Visitas: {10_000 + v.number}</p></footer>",
        lambda v: f"<footer>Página generada en {v.chance.random():.3f} segundos</footer>",
        lambda v: f"<footer>ID de sesión: {v.chance.randbytes(16).hex()}</footer>",
        lambda v: (
            f"<nav><a href='/?sid={v.chance.randbytes(8).hex()}'>Inicio</a> <a href='/metas'>Metas</a></nav>"
        ),
        lambda v: f"<aside><h3>Lo más leído</h3><ul>{_shuffled(NEWS, v, 5)}</ul></aside>",
        lambda v: f"<aside><p>{v.chance.choice(QUOTES)}</p></aside>",
        lambda v: (
            f"<form><input type=hidden name=csrf value={v.chance.randbytes(12).hex()}><input name=q></form>"
        ),
        lambda v: f"<div class=fecha>Última visita: hace {v.chance.randint(2, 59)} minutos</div>",
        lambda v: f"<script>var t={v.chance.random()};</script><!-- {v.chance.random()} -->",
        lambda v: f"<footer>Tu dirección IP es {v.address}</footer>",
        lambda v: f"<p>Son las 10:{v.number % 60:02d}:{v.chance.randint(10, 59)} h</p>",
        lambda v: f"<p>Descargas: {500 + v.number * 3}</p>",
        lambda v: (
            f"<header><h2>{_half(v, 'Datos abiertos para ti', 'Conoce los datos')}</h2></header>"
        ),
    ]
    return chance.sample(kinds, chance.randint(2, 7))


def within(chance: random.Random) -> list[Callable[[Visit], str]]:
    """What stands among the document's own paragraphs."""
    lines = [sentence(chance, 9) for _ in range(7)]
    kinds: list[Callable[[Visit], str]] = [
        lambda v: f"<p>{v.chance.choice(ADS)}</p>",
        lambda v: f"<blockquote>{v.chance.choice(QUOTES)}</blockquote>",
        lambda v: (
            f"<ul>{''.join(f'<li>{x}</li>' for x in v.chance.sample(lines, len(lines)))}</ul>"
        ),
        lambda v: f"<p>Actualizado hace {v.chance.randint(2, 50)} minutos</p>",
        lambda v: f"<p>{sentence(v.chance)}</p>" if v.chance.random() < 0.5 else "",
        lambda v: f"<h2>{v.chance.choice(['Participa', 'Súmate', 'Entérate'])}</h2>",
        lambda v: (
            f"<p><a href='/doc?token={v.chance.randbytes(6).hex()}'>Versión para imprimir</a></p>"
        ),
        lambda v: f"<h2>{_half(v, 'Participa hoy', 'Súmate al plan')}</h2>",
    ]
    return chance.sample(kinds, chance.randint(0, 3))


def _half(visit: Visit, one: str, other: str) -> str:
    """What is tried on half of the visitors, each of whom is always shown the same."""
    return one if sum(map(ord, visit.address)) % 2 else other


def _shuffled(items: list[str], visit: Visit, count: int) -> str:
    return "".join(f"<li>{one}</li>" for one in visit.chance.sample(items, count))


def honest(seed: int) -> Callable[[Visit], bytes]:
    """A page by its number: the same document for everybody, with noise of its own kinds."""
    chance = random.Random(seed)
    title = sentence(chance, 6)
    paragraphs = [
        f"<p>{sentence(chance, chance.randint(12, 60))}</p>" for _ in range(chance.randint(2, 14))
    ]
    outside, inside = around(chance), within(chance)
    places = [chance.randint(0, len(paragraphs)) for _ in inside]
    is_plain = chance.random() < 0.3  # without the elements that say what is the document

    def page(visit: Visit) -> bytes:
        own = list(paragraphs)
        for place, noise in sorted(zip(places, inside, strict=True), key=lambda one: -one[0]):
            own.insert(place, noise(visit))
        text = f"<h1>{title}</h1>{''.join(own)}"
        frame = [noise(visit) for noise in outside]
        body = text if is_plain else f"<main><article>{text}</article></main>"
        half = len(frame) // 2
        whole = "".join((*frame[:half], body, *frame[half:]))
        return f"<html><head><title>{title}</title></head><body>{whole}</body></html>".encode()

    return page
