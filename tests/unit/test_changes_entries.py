"""One entry that is taken out of an index, and lists that only move on."""

from __future__ import annotations

import time

import pytest

from evidence.changes import Change, compare
from evidence.changes.entries import altered_entries
from evidence.content import Content, Link, extract
from evidence.verdicts.judging import judge
from evidence.vocabulary import Certainty, Verdict
from tests.unit.pages import baseline, look

YEARS = range(1990, 2030)
PROSE = (
    "<p>"
    + "La dependencia publica aquí sus informes conforme a la ley de transparencia. " * 20
    + "</p>"
)
Rows = list[tuple[str, str]]


def rows(years: range | list[int] = YEARS) -> Rows:
    return [(f"/informes/{year}", f"Informe anual {year}") for year in years]


def without(year: int) -> Rows:
    return rows([one for one in YEARS if one != year])


def html(entries: Rows, beside: str = "", around: str = "") -> str:
    items = "".join(f"<li><a href='{url}'>{text}</a></li>" for url, text in entries)
    return f"<title>Informes</title><main><h1>Informes</h1><ul>{items}</ul>{beside}</main>{around}"


def page(entries: Rows, beside: str = "", around: str = "") -> Content:
    return extract(
        html(entries, beside, around).encode(),
        "text/html; charset=utf-8",
        "https://dep.example/informes",
    )


def between(before: Rows, after: Rows) -> Change:
    return compare(page(before), page(after))


def test_an_entry_that_is_taken_out_of_an_index_is_a_change() -> None:
    change = between(rows(), without(2017))
    assert change.substantial
    assert "entry" in change.flags
    assert "unsure" not in change.flags
    told = judge(look(html(without(2017)), baseline=baseline(html(rows())), change=change))
    assert (told.verdict, told.at_most) == (Verdict.CHANGED, Certainty.CONFIRMED)
    assert told.reasons[-1].rule == "changed.entry-gone"
    assert told.reasons[-1].facts["place"] == "Informe anual 2017"


def test_so_is_one_of_a_table_whose_address_is_a_query() -> None:
    def table(years: list[int]) -> Content:
        cells = "".join(
            f"<tr><td>{n}<td><a href='/doc?id={year}'>Acta de la sesión {year}</a><td>PDF</tr>"
            for n, year in enumerate(years)
        )
        return extract(
            f"<main><table>{cells}</table></main>".encode(),
            "text/html",
            "https://dep.example/actas",
        )

    change = compare(table(list(YEARS)), table([year for year in YEARS if year != 2017]))
    assert "entry" in change.flags


def test_an_entry_that_stands_there_and_leads_nowhere_is_one() -> None:
    after = html(rows()).replace(
        "<a href='/informes/2017'>Informe anual 2017</a>", "Informe anual 2017"
    )
    change = compare(
        page(rows()), extract(after.encode(), "text/html", "https://dep.example/informes")
    )
    assert (change.kind, change.flags) == ("edited", ("entry",))


def test_two_entries_that_lead_to_one_another_are_a_change() -> None:
    swapped = [
        (f"/informes/{ {2016: 2017, 2017: 2016}.get(year, year) }", f"Informe anual {year}")
        for year in YEARS
    ]
    assert between(rows(), swapped).flags == ("entry",)


@pytest.mark.parametrize(
    "after",
    [
        rows()[1:],
        rows()[:-1],
        [
            ("/informes/otro", text) if text.endswith("2017") else (url, text)
            for url, text in rows()
        ],
    ],
    ids=["the first", "the last", "another address"],
)
def test_what_may_have_run_out_or_been_mended_is_suspected(after: Rows) -> None:
    change = between(rows(), after)
    assert change.flags == ("entry", "unsure")
    told = judge(look(html(after), baseline=baseline(html(rows())), change=change))
    assert told.at_most is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "after",
    [
        [*without(2017), ("/informes/nuevo", "Informe del nuevo año")],
        [
            ("/informes/2017-b", "Informe anual 2017, versión final")
            if "2017" in url
            else (url, text)
            for url, text in rows()
        ],
        [
            ("/doc/informe.aspx", "Informe corregido") if "2017" in url else (url, text)
            for url, text in rows()
        ],
        rows()[::-1],
        rows()[:20],
        [(f"https://www.dep.example{url}/", text) for url, text in rows()],
        [(f"/es{url}", text) for url, text in rows()],
        [(f"{url}?v=2", text) for url, text in rows()],
        [*rows(), ("/informes/2030", "Informe anual 2030")],
    ],
    ids=[
        "one came",
        "renamed",
        "in its place",
        "sorted",
        "half",
        "host",
        "moved",
        "version",
        "longer",
    ],
)
def test_lists_that_move_on_are_no_change(after: Rows) -> None:
    assert "entry" not in between(rows(), after).flags


NEWS = [
    (f"/noticias/{n}", f"La secretaría inaugura la obra número {n} en la sierra") for n in range(10)
]


@pytest.mark.parametrize(
    "frame", ["<nav>{}</nav>", "<aside>{}</aside>", "<div class=sidebar>{}</div>"]
)
def test_menus_and_related_pages_beside_a_text_are_no_index(frame: str) -> None:
    def beside(entries: Rows) -> Content:
        links = "".join(f"<li><a href={url}>{text}</a></li>" for url, text in entries)
        text = f"<main>{PROSE}{frame.format(f'<ul>{links}</ul>')}</main>"
        return extract(text.encode(), "text/html", "https://dep.example/a/b")

    assert not compare(beside(NEWS), beside(NEWS[:4] + NEWS[5:])).substantial


def test_a_menu_of_sections_is_no_index() -> None:
    menu = [
        (f"/{word}", word.title())
        for word in "inicio temas datos prensa actas obras mapas fotos ayuda".split()
    ]
    assert "entry" not in between(menu, menu[:4] + menu[5:]).flags


def test_news_that_change_beside_an_index_hide_nothing_of_it() -> None:
    def news(number: int) -> str:
        return "".join(
            f"<p><a href='{url}-{number}'>{text} {number}</a></p>" for url, text in NEWS[:3]
        )

    assert "entry" in compare(page(rows(), news(1)), page(without(2017), news(2))).flags
    assert "entry" not in compare(page(rows(), news(1)), page(rows(), news(2))).flags


def test_a_page_of_very_many_lists_is_compared_in_a_moment() -> None:
    links = tuple(
        Link(f"https://dep.example/l{n // 8}/{n}", f"Informe anual {n}") for n in range(80_000)
    )
    lines = tuple(link.text for link in links)
    old, new = (
        Content("text/html", lines, lines, links=links),
        Content("text/html", lines, lines, links=links[1::2]),
    )
    started = time.process_time()
    list(altered_entries(old, new))
    assert time.process_time() - started < 10
