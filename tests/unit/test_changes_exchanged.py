"""The same values under other names, and rows that were only sorted anew."""

from __future__ import annotations

import time

import pytest

from evidence.changes import Change, compare
from evidence.changes.exchanged import exchanged
from evidence.content import Content, extract
from evidence.verdicts.judging import judge
from evidence.vocabulary import Certainty, Verdict
from tests.unit.pages import baseline, look

PROSE = (
    "<p>" + "El pleno discutió el dictamen y lo sometió a votación en dos ocasiones. " * 6 + "</p>"
)


def html(inside: str) -> str:
    return f"<title>Sesión</title><main>{PROSE}{inside}</main>"


def page(inside: str) -> Content:
    return extract(html(inside).encode(), "text/html; charset=utf-8")


def between(before: str, after: str) -> Change:
    return compare(page(before), page(after))


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = ()) -> str:
    head = "".join(f"<th>{one}</th>" for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def lines(*texts: str) -> str:
    return "".join(f"<div>{text}</div>" for text in texts)


A, B = ("Obra de agua en la sierra", "$500"), ("Camino rural al norte", "$900")
EXCHANGED = {
    "amounts of two rows": (table(A, B), table((A[0], B[1]), (B[0], A[1]))),
    "states of two rows": (
        table(("1", "Ley de aguas", "Aprobado"), ("2", "Ley de minas", "Rechazado")),
        table(("1", "Ley de aguas", "Rechazado"), ("2", "Ley de minas", "Aprobado")),
    ),
    "names in a table": (
        table(("Titular", "Ana Pérez"), ("Suplente", "Luis Gómez")),
        table(("Titular", "Luis Gómez"), ("Suplente", "Ana Pérez")),
    ),
    "three rows in a circle": (
        table(("Alfa", "10"), ("Beta", "20"), ("Gama", "30")),
        table(("Alfa", "20"), ("Beta", "30"), ("Gama", "10")),
    ),
    "columns of one row": (
        table(("Dictamen uno", "120", "340"), heads=("Asunto", "A favor", "En contra")),
        table(("Dictamen uno", "340", "120"), heads=("Asunto", "A favor", "En contra")),
    ),
    "a row without a name": (
        table(("120", "340"), heads=("A favor", "En contra")),
        table(("340", "120"), heads=("A favor", "En contra")),
    ),
    "a list of terms": (
        "<dl><dt>Votos de la lista A<dd>120<dt>Votos de la lista B<dd>340</dl>",
        "<dl><dt>Votos de la lista A<dd>340<dt>Votos de la lista B<dd>120</dl>",
    ),
    "cards": (
        lines("Compromiso uno", "Aprobado", "Compromiso dos", "Rechazado"),
        lines("Compromiso uno", "Rechazado", "Compromiso dos", "Aprobado"),
    ),
    "figures above their names": (
        lines("120", "Quejas atendidas", "340", "Quejas desechadas"),
        lines("340", "Quejas atendidas", "120", "Quejas desechadas"),
    ),
    "cards in English": (
        lines("Commitment one", "Met", "Commitment two", "Not met"),
        lines("Commitment one", "Not met", "Commitment two", "Met"),
    ),
    "labels with a colon": (
        lines("Presidenta: Ana Pérez", "Secretario: Luis Gómez"),
        lines("Presidenta: Luis Gómez", "Secretario: Ana Pérez"),
    ),
    "under another heading": (
        "<h2>Leyes aprobadas (2)</h2><li>Ley de aguas<li>Ley de minas<h2>Rechazadas (1)</h2><li>Ley de bosques",
        "<h2>Leyes aprobadas (1)</h2><li>Ley de minas<h2>Rechazadas (2)</h2><li>Ley de aguas<li>Ley de bosques",
    ),
    "beside a list that was sorted anew": (
        lines("Votos de la lista A", "120", "Votos de la lista B", "340")
        + "<p>Orden:</p><ul><li>Uno<li>Dos<li>Tres</ul>",
        lines("Votos de la lista A", "340", "Votos de la lista B", "120")
        + "<p>Orden:</p><ul><li>Tres<li>Dos<li>Uno</ul>",
    ),
}


@pytest.mark.parametrize("name", EXCHANGED)
def test_values_under_other_names_are_a_change(name: str) -> None:
    for before, after in (EXCHANGED[name], EXCHANGED[name][::-1]):
        change = between(before, after)
        assert change.substantial
        assert "exchanged" in change.flags
        assert "unsure" not in change.flags
        assert change.hunks


LINK = "<a href=/{0}>{0} de la secretaría en los municipios</a>"
SAME = {
    "rows": (table(A, B), table(B, A)),
    "numbered rows": (table(("1", *A), ("2", *B)), table(("1", *B), ("2", *A))),
    "ranks before a name": (
        table(("1", "Nota uno"), ("2", "Nota dos")),
        table(("2", "Nota uno"), ("1", "Nota dos")),
    ),
    "cards": (
        lines("Compromiso uno", "Aprobado", "Compromiso dos", "Rechazado"),
        lines("Compromiso dos", "Rechazado", "Compromiso uno", "Aprobado"),
    ),
    "three cards turned around": (
        lines("Uno", "Aprobado", "Dos", "Rechazado", "Tres", "Pendiente"),
        lines("Tres", "Pendiente", "Dos", "Rechazado", "Uno", "Aprobado"),
    ),
    "figures above their names": (
        lines("120", "Quejas atendidas", "340", "Quejas desechadas", "7", "Otras"),
        lines("7", "Otras", "340", "Quejas desechadas", "120", "Quejas atendidas"),
    ),
    "a list of names": ("<ul><li>Ana<li>Luis<li>Eva</ul>", "<ul><li>Eva<li>Luis<li>Ana</ul>"),
    "a list of figures": ("<ul><li>10<li>20<li>30</ul>", "<ul><li>30<li>20<li>10</ul>"),
    "a list of laws": (
        "<ul><li>Ley 1<li>Reglamento<li>Ley 2</ul>",
        "<ul><li>Ley 2<li>Reglamento<li>Ley 1</ul>",
    ),
    "news with their days": (
        lines(
            LINK.format("Obras"),
            "3 de marzo",
            "Ver más",
            LINK.format("Becas"),
            "4 de marzo",
            "Ver más",
        ),
        lines(
            LINK.format("Becas"),
            "4 de marzo",
            "Ver más",
            LINK.format("Obras"),
            "3 de marzo",
            "Ver más",
        ),
    ),
    "news of one day": (
        lines(
            LINK.format("Obras"),
            "3 de marzo",
            "Ver más",
            LINK.format("Becas"),
            "3 de marzo",
            "Ver más",
        ),
        lines(
            LINK.format("Becas"),
            "3 de marzo",
            "Ver más",
            LINK.format("Obras"),
            "3 de marzo",
            "Ver más",
        ),
    ),
    "a list under headings": (
        f"<h3>Destacado</h3>{LINK.format('Obras')}<h3>Reciente</h3>{LINK.format('Becas')}",
        f"<h3>Destacado</h3>{LINK.format('Becas')}<h3>Reciente</h3>{LINK.format('Obras')}",
    ),
    "news in a table": (
        table(("Destacado", LINK.format("Obras")), ("Reciente", LINK.format("Becas"))),
        table(("Destacado", LINK.format("Becas")), ("Reciente", LINK.format("Obras"))),
    ),
    "columns with their heads": (
        table(("120", "340"), heads=("A favor", "En contra")),
        table(("340", "120"), heads=("En contra", "A favor")),
    ),
    "sections": (
        "<h2>Medio ambiente</h2><p>Uno</p><p>Dos</p><h2>No discriminación</h2><p>Tres</p>",
        "<h2>Medio ambiente</h2><p>Uno</p><h2>No discriminación</h2><p>Dos</p><p>Tres</p>",
    ),
    "a section that moved": (
        "<h2>Votos</h2>"
        + lines("Lista A", "120", "Lista B", "340")
        + "<h2>Actas</h2><p>Se leyó el acta.</p>",
        "<h2>Actas</h2><p>Se leyó el acta.</p><h2>Votos</h2>"
        + lines("Lista A", "120", "Lista B", "340"),
    ),
    "paragraphs": (
        "<p>A favor habló Ana.</p><p>En contra Luis.</p>",
        "<p>En contra Luis.</p><p>A favor habló Ana.</p>",
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_what_goes_along_with_its_name_is_no_change(name: str) -> None:
    for before, after in (SAME[name], SAME[name][::-1]):
        assert "exchanged" not in between(before, after).flags


def test_an_exchange_is_told_by_name() -> None:
    before, after = EXCHANGED["a list of terms"]
    told = judge(look(html(after), baseline=baseline(html(before)), change=between(before, after)))
    assert (told.verdict, told.at_most) == (Verdict.CHANGED, Certainty.CONFIRMED)
    assert [(said.rule, said.facts["place"], said.facts["now"]) for said in told.reasons] == [
        ("changed.exchanged", "Votos de la lista A", "340"),
        ("changed.exchanged", "Votos de la lista B", "120"),
    ]


def test_rows_that_others_changed_beside_are_told_apart() -> None:
    rows = [*(EXCHANGED["amounts of two rows"][0], EXCHANGED["amounts of two rows"][1])]
    other = table(("Puente viejo", "$10"))
    change = between(rows[0] + other, rows[1] + other.replace("$10", "$11"))
    assert "exchanged" in change.flags
    assert len(change.beside) == 2


def test_a_large_table_is_compared_in_a_moment() -> None:
    rows = [(f"Obra número {n} en la sierra", f"${n}") for n in range(50_000)]
    names, amounts = zip(*rows, strict=True)
    old, new = (
        Content("text/html", main=tuple(map(" | ".join, zip(names, side, strict=True))))
        for side in (amounts, amounts[::-1])
    )
    started = time.process_time()
    assert len(exchanged(old, new)) == 50_000
    assert time.process_time() - started < 5
