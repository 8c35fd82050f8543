"""Real changes of every kind, beside what moves; and documents that came in another shape."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.kinds.answers import not_found, ok, site
from tests.kinds.model import Ask, Kind, Period, Truth, changed, lost, same, there, unseen
from tests.kinds.pages import document, page, rewritten
from tests.unit.documents import pdf

PATH = "/programas/plan-de-accion.html"
_PDF = "application/pdf"


def rows() -> Iterator[Kind]:
    """All of them."""
    yield from _rewritten()
    yield from _beside_noise()
    yield from _small()
    yield from _documents()


def box(night: int, name: str = "") -> str:
    """A box with other news every night."""
    chance = random.Random(f"{name} {night}")
    news = document(f"noticias {chance.random()}", 1)[0].split(". ")
    items = "".join(f"<li><a href='/n/{chance.randint(1, 999)}'>{line}</a></li>" for line in news)
    return f"<div class='relacionadas'><h2>Lo más reciente</h2><ul>{items}</ul></div>"


def _page(name: str, *places: int, by: str = "otra", **around: str) -> bytes:
    return ok(page(f"Plan de {name}", rewritten(document(name), *places, by=by), **around))


def _rewritten() -> Iterator[Kind]:
    name = "rewritten"
    steps = ((0, _page(name)), (6, _page(name, 3, 4)))
    yield Kind(name, "two paragraphs rewritten", site(PATH, *steps), (there(), changed(6)), PATH)
    name = "in-steps"
    yield Kind(
        name,
        "rewritten paragraph by paragraph, every night another: changed since the first",
        site(
            PATH,
            (0, _page(name)),
            *((6 + step, _page(name, *range(2, 3 + step))) for step in range(5)),
        ),
        (there(), changed(6)),
        PATH,
    )
    name = "in-slow-steps"
    yield Kind(
        name,
        "rewritten in three steps, a week apart",
        site(
            PATH,
            (0, _page(name)),
            *((5 + 7 * step, _page(name, *range(2, 3 + step))) for step in range(3)),
        ),
        (there(), changed(5)),
        PATH,
    )
    name = "restored-at-once"
    yield Kind(
        name,
        "edited, and put back the next night",
        site(PATH, (0, _page(name)), (6, _page(name, 5)), (7, _page(name))),
        same("identical"),
        PATH,
    )
    name = "restored"
    yield Kind(
        name,
        "edited, and put back after eleven nights",
        site(PATH, (0, _page(name)), (6, _page(name, 5)), (17, _page(name))),
        (there(), changed(6), there(17, "identical")),
        PATH,
    )
    name = "replaced"
    other = ok(page("Convocatoria", document("convocatoria")))
    yield Kind(
        name,
        "another document stands there",
        site(PATH, (0, _page(name)), (7, other)),
        (there(), changed(7)),
        PATH,
    )
    name = "altered-lost-back"
    yield Kind(
        name,
        "rewritten, gone, and back as it was cited",
        site(PATH, (0, _page(name)), (3, _page(name, 2)), (7, not_found()), (25, _page(name))),
        (there(), changed(3), lost(7, "http-404"), Period(25, Truth.SAME)),
        PATH,
    )


def _beside_noise() -> Iterator[Kind]:
    for name, why, place in (
        ("beside-box", "rewritten beside a box of news that is another every night", "aside"),
        ("beside-box-within", "rewritten above a box of news within the article", "below"),
        ("beside-box-above", "rewritten below a box of news within the article", "above"),
    ):

        def show(ask: Ask, name: str = name, place: str = place) -> bytes:
            moving = {place: box(ask.night, name)}
            return _page(name, *([4] if ask.night >= 8 else []), **moving)

        yield Kind(name, why, site(PATH, (0, show)), (there(), changed(8)), PATH)
    name = "beside-counters"

    def counting(ask: Ask) -> bytes:
        below = f"<p>Visto {1200 + 17 * ask.night} veces</p><p>Descargas: {88 + ask.night}</p>"
        return _page("beside-counters", *([1] if ask.night >= 9 else []), below=below)

    yield Kind(
        name, "rewritten beside counters", site(PATH, (0, counting)), (there(), changed(9)), PATH
    )

    name = "list-grows"

    def growing(ask: Ask) -> bytes:
        news = "".join(f"<p>{document(f'lista {n}', 1)[0]}</p>" for n in range(ask.night // 4))
        return _page("list-grows", below=news)

    yield Kind(
        name, "grows every fourth night", site(PATH, (0, growing)), (there(), changed(4)), PATH
    )
    name = "corrected"

    def correcting(ask: Ask) -> bytes:
        number = 12 if ask.night < 6 else 21 if ask.night < 8 else 24
        return _page(
            "corrected", below=f"<p>La meta es construir {number} plantas este sexenio.</p>"
        )

    # the second text stands from the look after on
    yield Kind(
        name,
        "a number changed, and changed again two nights later",
        site(PATH, (0, correcting)),
        (there(), changed(6, within=6)),
        PATH,
    )


def _edited(name: str, before: str, after: str, since: int, why: str, **around: str) -> Kind:
    """A document with one paragraph that says ``before``, and ``after`` from a night on."""
    text = document(name)

    def shown(words: str) -> bytes:
        return ok(page(f"Plan de {name}", (*text[:6], words, *text[6:]), **around))

    return Kind(
        name,
        why,
        site(PATH, (0, shown(before)), (since, shown(after))),
        (there(), changed(since)),
        PATH,
    )


def _small() -> Iterator[Kind]:
    yield _edited(
        "fewer-visits",
        "Se realizarán 12 visitas de verificación a las obras durante el año.",
        "Se realizarán 2 visitas de verificación a las obras durante el año.",
        6,
        "a number in a sentence",
    )
    yield _edited(
        "earlier-hour",
        "El registro de participantes cierra a las 10:00:00 horas del último día hábil.",
        "El registro de participantes cierra a las 09:00:00 horas del último día hábil.",
        7,
        "an hour in a sentence",
    )
    yield _edited(
        "later-deadline",
        "La dependencia entregará el padrón completo a más tardar el 31 de marzo de 2020.",
        "La dependencia entregará el padrón completo a más tardar el 31 de marzo de 2023.",
        8,
        "a deadline",
    )
    yield _edited(
        "may-for-must",
        "La dependencia deberá publicar los contratos en formatos abiertos.",
        "La dependencia podrá publicar los contratos en formatos abiertos.",
        9,
        "an obligation that became a possibility",
    )
    yield _edited(
        "year-in-prose",
        "En total (c) 2018 personas fueron atendidas por el programa en la región.",
        "En total (c) 2012 personas fueron atendidas por el programa en la región.",
        10,
        "a number that looks like a year of copyright",
    )
    yield _edited(
        "a-cell",
        "<table><tr><td>Sonora</td><td>117</td></tr><tr><td>Jalisco</td><td>118</td></tr></table>",
        "<table><tr><td>Sonora</td><td>900</td></tr><tr><td>Jalisco</td><td>118</td></tr></table>",
        6,
        "a cell of a table",
    )
    yield _edited(
        "link-swapped",
        "Consulte el <a href='/docs/informe-2019.pdf'>informe anual completo</a> de la dependencia.",
        "Consulte el <a href='/docs/informe-2018.pdf'>informe anual completo</a> de la dependencia.",
        7,
        "a linked document swapped for another",
    )
    name = "sentence-out"
    text = document(name)
    yield Kind(
        name,
        "one paragraph taken out",
        site(
            PATH,
            (0, _page(name)),
            (6, ok(page(f"Plan de {name}", (*text[:5], *text[6:])))),
        ),
        (there(), changed(6)),
        PATH,
    )


_FILE = "/documentos/informe-anual.pdf"


def _lines(name: str, *places: int) -> list[str]:
    """The document as lines of a page of paper."""
    return [
        line for paragraph in rewritten(document(name), *places) for line in _wrapped(paragraph)
    ]


def _wrapped(paragraph: str) -> list[str]:
    words, lines = paragraph.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 90:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _file(name: str, *places: int) -> bytes:
    return ok(pdf([_lines(name, *places)], title=name), media_type=_PDF)


def _made_on(night: int) -> bytes:
    return ok(pdf([_lines("made-anew")], title=f"noche {night}"), media_type=_PDF)


def _documents() -> Iterator[Kind]:
    name = "scan-readable"
    scan = ok(pdf([[], []], pictures=[bytes(range(64)) * 64, bytes(64) * 64]), media_type=_PDF)
    yield Kind(
        name,
        "a scan, replaced by a file of the same words that can be read",
        site(_FILE, (0, scan), (7, _file(name))),
        (there(), there(7, "alive")),
        _FILE,
    )
    name = "page-to-pdf"
    yield Kind(
        name,
        "a page, and then a PDF of the same words",
        site(PATH, (0, ok(page("Plan", document(name)))), (8, _file(name))),
        (there(), there(8, "cosmetic")),
        PATH,
    )
    name = "page-to-other-pdf"
    yield Kind(
        name,
        "a page, and then a PDF of other words",
        site(PATH, (0, ok(page("Plan", document(name)))), (8, _file(name, 2, 3, 4))),
        (there(), changed(8)),
        PATH,
    )
    name = "made-anew"
    yield Kind(
        name,
        "a PDF that is made anew every night",
        site(_FILE, (0, lambda ask: _made_on(ask.night))),
        same("alive"),
        _FILE,
    )
    name = "text-to-scan"
    yield Kind(
        name,
        "a PDF with a text, and then a scan: nobody can read what it says",
        site(_FILE, (0, _file(name)), (7, scan)),
        (there(), unseen(7, "incomparable")),
        _FILE,
    )
    other_scan = ok(
        pdf([[], []], pictures=[bytes(64) * 64, bytes(range(63, -1, -1)) * 64]), media_type=_PDF
    )
    yield Kind(
        "scan-replaced",
        "a scan, and then another",
        site(_FILE, (0, scan), (7, other_scan)),
        (there(), changed(7)),
        _FILE,
    )
    name = "readable-rewritten"
    yield Kind(
        name,
        "a scan, then its text, and then another text",
        site(_FILE, (0, scan), (5, _file(name)), (12, _file(name, 3, 4))),
        (there(), there(5, "alive"), changed(12)),
        _FILE,
    )
    name = "pdf-rewritten"
    yield Kind(
        name,
        "a PDF with two paragraphs rewritten",
        site(_FILE, (0, _file(name)), (6, _file(name, 4, 5))),
        (there(), changed(6)),
        _FILE,
    )
    name = "pdf-to-page"
    nothing = ok(page("Portal", ("El documento que busca no está disponible.",)))
    yield Kind(
        name,
        "a PDF, and then a page that says that it isn't there, as for any address",
        site(_FILE, (0, _file(name)), (9, nothing), siblings=nothing),
        (there(), lost(9, "soft-404")),
        _FILE,
    )
