"""The day on which a source says that it read what it cites."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.citations.reading import read
from evidence.reports.building import build
from evidence.store import mementos
from evidence.store.sources import url_id
from tests.reports import sample

A, B = "http://a.example/x", "http://b.example/y"


def days(text: str, name: str = "a.txt") -> list[str | None]:
    return [citation.accessed for citation in read(text.encode(), name, "").citations]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Plan, en {A} (consultado el 12 de septiembre de 2019).", "2019-09-12"),
        (f"[Consulta: 12 de septiembre de 2019]. Disponible en: {A}", "2019-09-12"),
        (f"{A} (Última consulta: 20 de junio del 2018)", "2018-06-20"),
        (f"{A}, fecha de acceso: 12/09/19", "2019-09-12"),
        (f"Recuperado el 3 de mayo de 2020 de {A}", "2020-05-03"),
        (f"La página {A} fue consultada el 12 de mayo de 2019.", "2019-05-12"),
        (f"{A} (vistas por última vez 3/mayo/2020)", "2020-05-03"),
        (f"{A}, consultado\nel 12 de\nseptiembre de 2019", "2019-09-12"),
        (f"Retrieved May 3, 2020, from {A}", "2020-05-03"),
        (f"Smith (2018, May 1). Title. Accessed 3 May 2020. {A}", "2020-05-03"),
        (f"{A} (Accessed on 5th of March, 2020)", "2020-03-05"),
        (f"{A}, last accessed May 2020", "2020-05"),
        (f"[cited 2019 Sep 12]. Available from: {A}", "2019-09-12"),
        (f"{A} (accessed: 2020-05-03T10:00Z)", "2020-05-03"),
        (f"Disponível em: {A}. Acesso em: 12 set. 2019.", "2019-09-12"),
        (f"{A} [consulté le 1er septembre 2019]", "2019-09-01"),
        (f"{A} (vu le 3 mars 2020)", "2020-03-03"),
    ],
)
def test_a_day_is_read_in_four_languages(text: str, day: str) -> None:
    assert days(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        f"{A} (publicado el 3 de mayo de 2020)",
        f"{A}, 3 de mayo de 2020",
        f"El proyecto fue consultado el 12 de mayo de 2019 con la ciudadanía: {A}",
        f"The draft was consulted on 3 May 2020 with citizens: {A}",
        f"Acceso a la información 2019, {A}",
        f"{A} (accessed 31 February 2020)",
        f"{A} (consultado el 3 de mayo de 2190)",
        f"{A} (accessed 3 May 1989)",
        f"{A} (accessed 03/04/2020)",
        f"{A} (consultado el 40/13/2020)",
        f"Consultado el 3 de mayo de 2020.\n\n{'Otra cosa. ' * 40}\n\n{A}",
    ],
)
def test_no_day_is_read_where_none_is_told(text: str) -> None:
    assert days(text) == [None]


def test_numbers_are_read_as_the_language_and_the_document_write_them() -> None:
    assert days(f"{A} (consultado el 03/04/2020)") == ["2020-04-03"]
    assert days(f"{A} (accessed 13/04/2020)\n\n{B} (accessed 03/04/2020)") == [
        "2020-04-13",
        "2020-04-03",
    ]
    assert days(f"{A} (accessed 04/13/2020)\n\n{B} (accessed 03/04/2020)") == [
        "2020-04-13",
        "2020-03-04",
    ]
    mixed = f"{A} (accessed 13/04/2020)\n\n{B} (accessed 04/13/2020)\n\nhttp://c.example/ (accessed 03/04/2020)"
    assert days(mixed)[2] is None
    assert days(f"{A} (accessed 05/05/2020)") == ["2020-05-05"]


def test_a_day_belongs_to_its_own_reference() -> None:
    text = f"{A}. Accessed 3 May 2020. Other Title {B}. Accessed 4 May 2020."
    assert days(text) == ["2020-05-03", "2020-05-04"]
    text = f"Accessed 3 May 2020. {A}. Accessed 4 May 2020, from {B}"
    assert days(text) == ["2020-05-03", "2020-05-04"]
    assert days(f"{A} (consultado el 3 de mayo de 2020) y {B}") == ["2020-05-03", None]
    assert days(f"- {A}\n- Consultado el 3 de mayo de 2020, {B}\n") == [None, "2020-05-03"]
    assert days(f"{A} y {B}, consultados el 1 de marzo de 2021.") == ["2021-03-01", "2021-03-01"]


def test_a_note_keeps_its_day_to_itself() -> None:
    text = (
        f"El plan.[1] La minuta.[2]\n\n[1] Plan, {A}.\n"
        f"[2] Consultado el 12 de septiembre de 2019 en {B}.\n"
    )
    assert days(text) == [None, "2019-09-12"]
    assert days(text, "a.md") == [None, "2019-09-12"]


def test_what_is_said_of_all_links_counts_where_none_says_otherwise() -> None:
    text = (
        f"Todos los enlaces fueron consultados el 3 de mayo de 2020.\n\nPlan, {A}.\n\n"
        f"Minuta, {B} (visitado el 4/5/2020).\n"
    )
    assert days(text) == ["2020-05-03", "2020-05-04"]
    assert days(f"All websites were last accessed on 3 May 2020.\n\nSee {A}.\n") == ["2020-05-03"]


def test_columns_and_fields_of_reference_managers() -> None:
    assert days(f"n,url,fecha de consulta\n1,{A},12/09/2019\n2,{B},\n", "a.csv") == [
        "2019-09-12",
        None,
    ]
    assert days(f"n,url,accessed\n1,{A},03/04/2020\n2,{B},2020-05-03\n", "a.csv") == [
        None,
        "2020-05-03",
    ]
    assert days(f"@online{{k,\n url = {{{A}}},\n urldate = {{2019-09-12}}\n}}\n", "a.bib") == [
        "2019-09-12"
    ]
    assert days(f"@misc{{k,\n url = {{{A}}},\n note = {{Accessed 3 May 2020}}\n}}\n", "a.bib") == [
        "2020-05-03"
    ]
    assert days(f"TY  - ELEC\nUR  - {A}\nY2  - 2019/09/12/\nER  - \n", "a.ris") == ["2019-09-12"]
    csl = f'[{{"id":"1","URL":"{A}","accessed":{{"date-parts":[[2019,9,12]]}}}}]'
    assert days(csl, "a.json") == ["2019-09-12"]


def test_a_link_and_the_address_it_shows_have_one_day() -> None:
    html = f'<p><a href="{A}">el plan</a> (consultado el 12 de septiembre de 2019)</p>'
    assert days(html, "a.html") == ["2019-09-12"]


def test_a_citation_is_compared_and_replaced_by_the_copy_of_its_day(tmp_path: Path) -> None:
    made = sample(tmp_path)
    copies = tuple(
        ("wayback", f"https://web.archive.org/web/{year}0601000000/{A}", f"{year}-06-01T00:00:00Z")
        for year in (2018, 2019, 2025)
    )
    made.cite(A, mementos=copies, accessed="2019-05")
    made.cite(B)
    assert mementos.cited_on(made.store, url_id(A)) == "2019-05-15"
    assert mementos.cited_on(made.store, url_id(B)) == "2025-06-01"  # the report's own
    first = next(item for item in build(made.store).citations if item.cited.url == A)
    assert first.replacement is not None
    assert first.replacement.captured_at == "2019-06-01T00:00:00Z"
    shown = made.render("json").decode()
    assert '"accessed":"2019-05"' in shown
    for form in ("html", "markdown", "csv"):
        assert "2019-05" in made.render(form).decode()
    made.store.close()


def test_the_day_of_a_visit_is_no_claim_of_its_row() -> None:
    table = "n,texto,url,fecha de consulta,fecha límite\n1,Publicar,https://a.example/x,12/09/2019,31/12/2019\n2,Abrir,https://b.example/x,pendiente,\n"
    claims = [one.claim for one in read(table.encode(), "a.csv", "").citations]
    assert claims == ["1 | Publicar | 31/12/2019", "2 | Abrir | pendiente"]
