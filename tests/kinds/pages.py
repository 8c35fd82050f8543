"""Pages of ministries: a document of its own for every address, and what stands around it."""

from __future__ import annotations

import random

_SENTENCES = (
    "La dependencia publicará cada trimestre los {n} contratos de obra firmados en {place}.",
    "El comité de seguimiento sesionará {n} veces al año y dará a conocer sus minutas completas.",
    "Las organizaciones de {place} pidieron que el tablero conserve los documentos probatorios.",
    "El presupuesto aprobado para el programa asciende a {n} millones de pesos en {place}.",
    "La línea base corresponde a {n} solicitudes atendidas dentro del plazo que marca la ley.",
    "Un padrón abierto reunirá a los usuarios con los mayores volúmenes concesionados en {place}.",
    "Los indicadores miden {n} metas de cobertura, calidad y oportunidad de la información.",
    "El plazo para entregar el informe final vence {n} días después de la última sesión.",
    "La unidad de transparencia de {place} resolverá las inconformidades por escrito y con razones.",
    "Se capacitará a {n} personas servidoras públicas en archivo, datos abiertos y lenguaje claro.",
    "La auditoría revisará una muestra de {n} expedientes elegidos al azar por un tercero.",
    "El observatorio ciudadano de {place} verificará en campo el avance físico de cada obra.",
    "Los resultados se compararán con los de {n} municipios que aplicaron el mismo modelo.",
    "El compromiso incluye una consulta pública en {place}, con respuesta a cada comentario.",
    "La meta de cobertura sube de {n} a {m} por ciento al término del plan de acción.",
    "Las y los titulares de las áreas responderán por los retrasos ante el pleno del comité.",
)
_PLACES = ("Sonora", "Oaxaca", "la cuenca del Balsas", "Jalisco", "el valle de Toluca", "Chiapas")


def document(name: str, paragraphs: int = 12) -> tuple[str, ...]:
    """The paragraphs of the document of that name: always the same, and other than any other's."""
    chance = random.Random(name)
    chosen = [chance.choice(_SENTENCES) for _ in range(2 * paragraphs)]
    if paragraphs <= len(_SENTENCES) // 2:
        chosen = chance.sample(_SENTENCES, 2 * paragraphs)
    filled = [
        sentence.format(
            n=chance.randint(11, 480), m=chance.randint(481, 990), place=chance.choice(_PLACES)
        )
        for sentence in chosen
    ]
    return tuple(f"{one} {other}" for one, other in zip(filled[::2], filled[1::2], strict=True))


def rewritten(paragraphs: tuple[str, ...], *places: int, by: str = "otra") -> tuple[str, ...]:
    """The document with the paragraphs at these places put into other words."""
    other = document(f"{by} versión", len(paragraphs))
    return tuple(other[i] if i in places else text for i, text in enumerate(paragraphs))


def page(
    title: str,
    paragraphs: tuple[str, ...],
    *,
    head: str = "",
    above: str = "",
    below: str = "",
    aside: str = "",
    footer: str = "Gobierno de la República · Contacto",
) -> bytes:
    """A page of a site: menu, article, something beside it, footer. ``above`` and ``below`` stand
    within the article, ``aside`` beside it."""
    menu = "".join(
        f'<li><a href="/{word}">{word.title()}</a></li>'
        for word in ("tramites", "gobierno", "datos")
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='es'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>"
        f"{above}{text}{below}</article></main>{aside}<footer><p>{footer}</p></footer></body></html>"
    ).encode()


def bare(title: str, *lines: str, head: str = "") -> bytes:
    """A page of next to nothing: a heading and a few lines."""
    text = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><h1>{title}</h1>{text}</body></html>"
    ).encode()


HOME = page(
    "Portal de la dependencia",
    (
        "Bienvenida y bienvenido al portal. Consulta aquí trámites, servicios y noticias del día.",
        "Sala de prensa: la titular inauguró la semana nacional de la transparencia.",
    ),
)
GONE = bare("Página no encontrada", "Error 404: la página que busca no existe.")
