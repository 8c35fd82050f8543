"""Signs that are the statement, and signs that only decorate."""

from __future__ import annotations

import pytest

from evidence.changes import compare
from evidence.changes.altered import altered
from evidence.changes.quote import check_quote
from evidence.changes.redline import redline
from evidence.changes.words import tokens
from evidence.content import Content
from tests.unit.pages import html
from tests.unit.test_changes_compare import PARAGRAPHS


def plan(line: str) -> Content:
    prose = "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS, line))
    return html(f"<h1>Compromiso 3: padrón abierto</h1><main>{prose}</main>")


def _kind(before: str, after: str) -> str:
    return compare(plan(before), plan(after)).kind.value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Compromiso 4 🟢", "Compromiso 4 🔴"),
        ("Commitment 4: 🟢", "Commitment 4: 🟡"),
        ("Minuta publicada ✅", "Minuta publicada ❌"),
        ("Minutes published ✔", "Minutes published ✘"),
        ("☑ Published", "☐ Published"),
        ("Variación del gasto: 5 %", "Variación del gasto: -5 %"),
        ("Change in spending: 5%", "Change in spending: −5%"),
        ("Variación: +5 %", "Variación: -5 %"),
        ("Avance ≤ 50 %", "Avance ≥ 50 %"),
        ("Progress < 50", "Progress > 50"),
        ("Costo: $500", "Costo: €500"),
        ("Budget: £ 500", "Budget: $ 500"),
        ("Meta: 10 %", "Meta: 10 ‰"),
        ("Meta: 10 %", "Meta: 10"),
        ("Avance: ★★★★☆", "Avance: ★☆☆☆☆"),
        ("Tendencia ▲", "Tendencia ▼"),
    ],
)
def test_a_sign_in_the_place_of_another_is_a_change(before: str, after: str) -> None:
    assert _kind(before, after) == "edited"
    assert _kind(after, before) == "edited"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ver el informe", "▶ Ver el informe"),
        ("Read the report", "Read the report →"),
        ("Read the report »", "Read the report ➜"),
        ("Plan de acción", "Plan de acción ®"),
        ("Secretaría 2019", "Secretaría ™ 2019"),
        ("Inicio > Datos > Metas", "Inicio / Datos / Metas"),
        ("Inicio > Datos > Metas", "Inicio » Datos » Metas"),
        ("Contratos publicados", "✔ Contratos publicados"),
        ("✔ Contratos publicados", "✓ Contratos publicados"),
        ("✅ Contratos publicados", "✔ Contratos publicados"),
        ("• Contratos publicados", "▪ Contratos publicados"),
        ("• Contratos publicados", "– Contratos publicados"),
        ("📞 Teléfono 55 1234", "☎ Teléfono 55 1234"),
        ("📄 Acta de la sesión", "📥 Acta de la sesión"),
        ("Felicidades a todas", "Felicidades a todas 🎉"),
        ("El 25% de los contratos", "El 25 % de los contratos"),
        ("Costo: $500", "Costo: $ 500"),
        ("Cierre… 4 de marzo", "Cierre ... 4 de marzo"),
        ("De 10 – 15 años", "De 10 - 15 años"),
        ("Periodo 2015–2016", "Periodo 2015-2016"),
        ("Ver más +", "Ver más"),
    ],
)
def test_a_sign_that_decorates_is_none(before: str, after: str) -> None:
    assert _kind(before, after) in ("cosmetic", "boilerplate")
    assert _kind(after, before) in ("cosmetic", "boilerplate")


def test_a_sign_that_went_beside_a_word_is_not_counted() -> None:
    change = compare(plan("▲ Meta de contratos abiertos"), plan("Meta de contratos cerrados"))
    assert (change.words_removed, change.words_added) == (1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el 25% o 25 %", ["el", "25", "%", "o", "25", "%"]),
        ("-5, −5 y 3-5 y 3 -5", ["-", "5", "-", "5", "y", "3-5", "y", "3", "5"]),
        ("( -5)", ["-", "5"]),
        ("US$500", ["us", "$", "500"]),
        ("40 °C", ["40", "c"]),
        ("⏱ © ® ™ → | ▶ • ▪ – … « » #", []),
        ("★★☆ y ✅", ["★★☆", "y", "✓"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_the_sentence_that_a_sign_alters_is_told() -> None:
    told = altered(redline(["Compromiso 4 🟢"], ["Compromiso 4 🔴"]))
    assert [one.swap for one in told] == [("🟢", "🔴")]


@pytest.mark.parametrize(
    ("quote", "line", "state"),
    [
        ("el avance es ≤ 50 % en marzo", "Y el avance es ≥ 50 % en marzo", "altered"),
        ("progress is ≤ 50 in March", "progress is ≤ 50 in March", "present"),
        ("una variación del gasto de 5 %", "una variación del gasto de -5 %", "altered"),
        ("costo total de $500 al mes", "costo total de €500 al mes", "altered"),
        ("costo total de $500 al mes", "costo total de 500 al mes", "present"),
        ("compromiso 4 🟢", "Compromiso 4 🔴", "altered"),
        ("padrón de beneficiarios", "✔ Padrón → de beneficiarios ✅", "present"),
        ("una meta de 50", "▲ Una meta de 50 %", "present"),
        ("meta ≤ 50", "Meta ≥ 50, no: meta ≤ 50", "present"),
    ],
)
def test_a_quote_has_its_signs(quote: str, line: str, state: str) -> None:
    assert check_quote(quote, plan(line)).state == state
