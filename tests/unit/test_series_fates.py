"""What became of each commitment, and which is which, from version to version."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import UsageError
from evidence.series.chains import Version, series_of
from evidence.series.dated import dates_for, in_name
from evidence.series.fate import between
from evidence.series.model import Fate, Plan, Problem
from evidence.series.reading import read

TOPICS = {
    "Agua": "La Comisión deberá instalar 40 medidores en cada cuenca y publicar las lecturas de caudal.",
    "Salud": "La Secretaría garantizará etiquetas claras en alimentos y bebidas con exceso de azúcares.",
    "Justicia": "La Procuraduría publicará las carpetas de investigación concluidas, sin datos personales.",
    "Pobreza": "La Secretaría integrará un padrón único de beneficiarios de todos los programas sociales.",
}


def plan(*units: tuple[str, str], mark: str = "Compromiso {}. {}") -> Plan:
    text = "\n\n".join(
        f"{mark.format(n, title)}\n\n{says}" for n, (title, says) in enumerate(units, 1)
    )
    return read(text.encode(), "plan.txt", "")


BASE = tuple(TOPICS.items())


def fates(old: Plan, new: Plan) -> dict[str, Fate]:
    found = {}
    for one in between(old, new).outcomes:
        title = (old.units[one.old[0]] if one.old else new.units[one.new[0]]).title
        found[title] = one.fate
    return found


def test_each_fate() -> None:
    says = dict(BASE)
    new = plan(
        ("Salud", says["Salud"].replace("garantizará", "promoverá")),
        (
            "Agua",
            f"{says['Agua']} Además abrirá una mesa de seguimiento con vecinos y actas públicas.",
        ),
        (
            "Clima",
            "La Secretaría medirá emisiones de metano en rellenos sanitarios con sensores nuevos.",
        ),
        ("Pobreza", says["Pobreza"]),
    )
    assert fates(plan(*BASE), new) == {
        "Agua": Fate.EXTENDED, "Salud": Fate.WEAKENED, "Justicia": Fate.DROPPED,
        "Pobreza": Fate.KEPT, "Clima": Fate.NEW,
    }  # fmt: skip


def test_what_another_text_stands_under_is_changed_at_the_core() -> None:
    other = "Se organizará un concurso escolar de dibujo con premios que entregan artistas locales cada verano."
    assert fates(plan(*BASE), plan(("Agua", other), *BASE[1:]))["Agua"] is Fate.CORE


def test_a_part_that_is_gone_reduces() -> None:
    old = plan(
        ("Agua", f"{TOPICS['Agua']} También hará un diagnóstico independiente de fugas."), *BASE[1:]
    )
    assert fates(old, plan(*BASE))["Agua"] is Fate.REDUCED


def test_split_and_merged() -> None:
    both = (("Agua y salud", f"{TOPICS['Agua']}\n\n{TOPICS['Salud']}"), *BASE[2:])
    (split,) = [o for o in between(plan(*both), plan(*BASE)).outcomes if o.fate is Fate.SPLIT]
    assert len(split.new) == 2
    (merged,) = [o for o in between(plan(*BASE), plan(*both)).outcomes if o.fate is Fate.MERGED]
    assert len(merged.old) == 2
    assert not split.is_alarming
    assert not merged.is_alarming


def test_another_order_number_or_format_is_no_change() -> None:
    moved = plan(*reversed(BASE), mark="Compromiso {}: {}")
    assert set(fates(plan(*BASE), moved).values()) <= {Fate.RE_TYPESET, Fate.KEPT}
    page = "".join(
        f"<h2>COMPROMISO {n}</h2><h3>{t}</h3><p>{s}</p>" for n, (t, s) in enumerate(BASE, 1)
    )
    html = read(f"<h1>Plan</h1>{page}".encode(), "plan.html", "text/html")
    assert set(fates(plan(*BASE), html).values()) <= {Fate.RE_TYPESET, Fate.KEPT}


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(BASE),
    st.sampled_from(["Compromiso {}. {}", "Artículo {}.- {}", "COMPROMISO {} – {}"]),
)
def test_no_order_and_no_label_weakens(units: list[tuple[str, str]], mark: str) -> None:
    assert not any(
        one.is_alarming for one in between(plan(*BASE), plan(*units, mark=mark)).outcomes
    )


def test_two_plans_without_anything_in_common_are_not_lined_up() -> None:
    fish = plan(
        (
            "Pesca",
            "Otorgar permisos para redes de cerco en aguas costeras del golfo durante la veda.",
        ),
        (
            "Puertos",
            "Dragar canales de navegación y construir muelles turísticos con inversión extranjera.",
        ),
        (
            "Faros",
            "Pintar torres y cambiar lámparas por equipos solares traídos de astilleros noruegos.",
        ),
        (
            "Playas",
            "Certificar arena limpia frente a hoteles mediante muestreos semanales de laboratorios.",
        ),
        ("Buques", "Renovar motores diésel de cargueros y abanderar flotas mercantes."),
    )
    step = between(plan(*BASE, ("Fin", "Texto final.")), fish)
    assert step.problem == Problem.NOTHING_IN_COMMON
    assert step.outcomes == ()


def test_a_translation_is_not_lined_up() -> None:
    english = read(
        b"Commitment 1. Water\n\nThe agency shall install the meters in the basin and publish it.\n\n"
        b"Commitment 2. Health\n\nThe ministry will ensure that the labels of the food are clear.",
        "plan.txt",
        "",
    )
    assert between(plan(*BASE), english).problem == Problem.OTHER_LANGUAGE


def version(date: str, of: Plan) -> Version:
    return Version(f"{date or 'x'}.txt", date, of)


def test_versions_come_in_any_order_and_one_without_a_date_stands_last() -> None:
    weak = plan(
        ("Salud", TOPICS["Salud"].replace("garantizará", "promoverá")), *BASE[:1], *BASE[2:]
    )
    series = series_of(
        "plan", [version("", weak), version("2018", weak), version("2016", plan(*BASE))]
    )
    assert [one.label for one in series.versions] == ["2016", "2018", "(3)"]
    (salud,) = [chain for chain in series.chains if "Salud" in chain.title]
    assert [one.outcome.fate for one in salud.became] == [Fate.WEAKENED, Fate.KEPT]
    assert series.is_alarming


def test_a_version_that_cant_be_read_is_stepped_over() -> None:
    broken = Plan("", problem=Problem.UNREADABLE)
    series = series_of(
        "plan",
        [version("2016", plan(*BASE)), version("2017", broken), version("2018", plan(*BASE))],
    )
    assert [(old, new) for old, new, _ in series.steps] == [(0, 2)]
    assert not series.is_whole
    assert not series.is_alarming


def test_one_version_alone_and_none_have_no_steps() -> None:
    assert len(series_of("plan", [version("2016", plan(*BASE))]).chains) == len(BASE)
    assert series_of("plan", []).chains == ()


@pytest.mark.parametrize(
    ("place", "date"),
    [
        ("plan-2016.pdf", "2016"), ("https://a.mx/plan_2017-05-01.pdf", "2017-05-01"), ("Plan 2016-2018.pdf", ""),
        ("plan.pdf", ""), ("12345678.pdf", ""), ("/2015/plan.pdf", ""), ("20170501_plan.docx", "2017-05-01"),
    ],
)  # fmt: skip
def test_the_date_in_a_name(place: str, date: str) -> None:
    assert in_name(place) == date


def test_dates_that_are_none_or_too_few() -> None:
    for dates in (["2016"], ["2016", "yesterday"], ["2016", "2017-13"]):
        with pytest.raises(UsageError):
            dates_for(["a", "b"], dates)
