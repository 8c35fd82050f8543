"""Which differing lines of a page are its own: the article's, and what stands among them.

The article is told here instead of looked for, so that each limit can be met exactly.
"""

from __future__ import annotations

import pytest

from evidence.changes import compare
from evidence.changes import differing as module
from evidence.changes.differing import differing, words_differ
from evidence.content import Content, Link, extract
from evidence.fence import FenceFailure
from tests.unit.pages import words


def plain(count: int, stem: str) -> str:
    """``count`` different words without a figure in them."""
    return " ".join(f"{stem}{chr(97 + n)}" for n in range(count))


PROSE = [f"{words(12, f'frase{n}x')}." for n in range(30)]
"""Lines of twelve words each, all different."""


@pytest.fixture
def article(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | Exception]:
    """Page -> its article; set by a test."""
    told: dict[str, str | Exception] = {}

    def look_up(html: str) -> str:
        found = told[html]
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(module, "article", look_up)
    return told


def page(name: str, *lines: str, links: tuple[Link, ...] = ()) -> Content:
    return Content("text/html", lines=lines, main=lines, links=links, html=name)


def removed(old: Content, *lines: str) -> list[str]:
    """What differs when ``lines`` are all that is left of ``old``."""
    return differing(old, page("new", *lines)).removed


def test_a_line_of_the_article_counts_and_one_beside_it_does_not(
    article: dict[str, str | Exception],
) -> None:
    banner = "Conoce nuestros trámites en línea y síguenos en las redes sociales hoy"
    old = page("old", banner, *PROSE)
    article["old"] = article["new"] = "\n".join(PROSE)
    assert removed(old, banner, *PROSE[1:]) == PROSE[:1]
    assert removed(old, *PROSE) == []


def test_what_only_one_side_has_is_told_on_its_side(article: dict[str, str | Exception]) -> None:
    old, new = page("old", *PROSE[:10]), page("new", *PROSE[1:11])
    article["old"], article["new"] = "\n".join(PROSE[:10]), "\n".join(PROSE[1:11])
    told = differing(old, new)
    assert (told.removed, told.added) == (PROSE[:1], PROSE[10:11])
    assert [old.main[place] for place in told.gone] == told.removed
    assert [new.main[place] for place in told.come] == told.added


@pytest.mark.parametrize(("kept", "counts"), [(9, True), (8, False)])
def test_six_tenths_of_a_line_s_shingles_stand_in_the_article(
    article: dict[str, str | Exception], kept: int, counts: bool
) -> None:
    """Thirteen words are ten shingles of four; of the first ``kept`` words ``kept - 3`` stand."""
    line = plain(13, "linea")
    old = page("old", *PROSE[:5], line)
    article["old"] = "\n".join([*PROSE[:5], " ".join(line.split()[:kept])])
    article["new"] = "\n".join(PROSE[:5])
    assert (removed(old, *PROSE[:5]) == [line]) is counts


@pytest.mark.parametrize(
    ("ahead", "behind", "counts"), [(8, 8, True), (9, 8, False), (8, 9, False)]
)
def test_a_short_line_counts_between_two_of_the_article(
    article: dict[str, str | Exception], ahead: int, behind: int, counts: bool
) -> None:
    """``ahead`` and ``behind`` lines away, with nothing but short lines in between."""
    short = [f"corta {chr(97 + n)} x" for n in range(20)]
    before, after = short[: ahead - 1], short[ahead : ahead + behind - 1]
    lines = [PROSE[0], *before, "la que cambia", *after, PROSE[1]]
    article["old"] = article["new"] = "\n".join(PROSE[:2])
    found = removed(page("old", *lines), *(line for line in lines if line != "la que cambia"))
    assert (found == ["la que cambia"]) is counts


@pytest.mark.parametrize(
    ("line", "beside", "counts"),
    [
        ("3 de mayo", True, True),
        ("$1,250", True, True),
        ("Leer más", True, False),
        ("3 de mayo", False, False),
    ],
)
def test_a_figure_right_beside_the_article_counts_and_words_do_not(
    article: dict[str, str | Exception], line: str, beside: bool, counts: bool
) -> None:
    gap = () if beside else ("Menú",)
    article["old"] = article["new"] = "\n".join(PROSE[:3])
    for order in ([line, *gap, *PROSE[:3]], [*PROSE[:3], *gap, line]):
        kept = [one for one in order if one != line]
        assert (removed(page("old", *order), *kept) == [line]) is counts


@pytest.mark.parametrize("failure", ["", FenceFailure("took too long")])
def test_where_no_article_is_found_the_long_lines_stand_for_it(
    article: dict[str, str | Exception], failure: str | Exception
) -> None:
    menu = "Transparencia y acceso a la información pública del gobierno"
    long, short = plain(8, "larga"), plain(7, "corta")
    old = page("old", *PROSE[:4], long, menu, short, links=(Link("https://a.example/", menu),))
    article["old"] = article["new"] = failure
    assert removed(old, *PROSE[:4]) == [long]


@pytest.mark.parametrize(("share", "believed"), [(0.19, False), (0.21, True)])
def test_an_article_of_a_fifth_of_the_words_is_believed(
    article: dict[str, str | Exception], share: float, believed: bool
) -> None:
    """Believed, it says that the last line is none of its own; else that line is long enough."""
    old = page("old", *PROSE)
    size = round(share * 12 * len(PROSE))
    article["old"] = article["new"] = " ".join(" ".join(PROSE).split()[:size])
    assert (removed(old, *PROSE[:-1]) == []) is believed


def test_a_file_has_no_article_and_all_its_lines_count() -> None:
    one, other = (
        Content("application/pdf", lines=tuple(lines), main=tuple(lines))
        for lines in (["Menú", *PROSE[:3]], PROSE[:3])
    )
    assert differing(one, other).removed == ["Menú"]


@pytest.mark.parametrize(
    ("old", "new", "removed_lines"),
    [
        (["a b", "a b"], ["a b"], ["a b"]),
        (["a b", "c d"], ["c d", "a b"], []),
        (["A b."], ["a, b"], []),
        (["a b", "a b", "x y"], ["a b", "x y", "x y"], ["a b"]),
        (["...", "a b"], ["a b"], []),
    ],
)
def test_lines_are_matched_one_to_one_by_their_words(
    old: list[str], new: list[str], removed_lines: list[str]
) -> None:
    before, after = (Content("text/plain", lines=tuple(s), main=tuple(s)) for s in (old, new))
    assert differing(before, after).removed == removed_lines


def test_words_around_the_text_are_told_apart_from_it() -> None:
    main = tuple(PROSE[:3])
    one = Content("text/html", lines=("Menú viejo", *main), main=main)
    other = Content("text/html", lines=("Menú nuevo", *main), main=main)
    told = differing(one, other)
    assert (told.removed, told.added, words_differ(one, other)) == ([], [], True)
    again = Content("text/html", lines=("MENÚ viejo.", *main), main=main)
    told = differing(one, again)
    assert (told.removed, told.added, words_differ(one, again)) == ([], [], False)


MENU = (Link("https://a.example/1", "Inicio"), Link("https://a.example/2", "Contacto"))


@pytest.mark.parametrize(
    ("before", "now", "counts"),
    [
        ("Estado: cumplido", "Estado: incumplido", True),
        ("Cumplido", "Incumplido", True),
        ("semáforo verde", "semáforo rojo", True),
        ("Visitas 1,234", "Visitas 1,311", False),
        ("Anuncian vacuna", "Abren convocatoria de becas", False),
        ("Contacto", "Contactos", False),
    ],
)
def test_a_short_line_altered_where_it_stands_counts_wherever_that_is(
    article: dict[str, str | Exception], before: str, now: str, counts: bool
) -> None:
    """But no counter, no widget that shows another line each time, no link."""
    article["old"] = article["new"] = "\n".join(PROSE[:3])
    lines = [*PROSE[:3], "Menú", "Dependencias"]
    told = differing(page("old", *lines, before, links=MENU), page("new", *lines, now, links=MENU))
    assert (told.removed, told.added) == (([before], [now]) if counts else ([], []))


def test_what_describes_the_items_of_a_menu_is_its_own_only_with_a_label(
    article: dict[str, str | Exception],
) -> None:
    article["old"] = article["new"] = "\n".join(PROSE[:3])
    for before, now, counts in [
        ("Otras políticas de Facebook", "Otras políticas de Meta", False),
        ("Responsable: Función Pública", "Responsable: Función Judicial", True),
    ]:
        old, new = (
            page(name, *PROSE[:3], "Menú", "Inicio", line, "Contacto", links=MENU)
            for name, line in (("old", before), ("new", now))
        )
        assert bool(differing(old, new).removed) is counts


def test_a_line_put_elsewhere_is_not_altered_in_place(
    article: dict[str, str | Exception],
) -> None:
    article["old"] = article["new"] = "\n".join(PROSE[:3])
    old = page("old", *PROSE[:3], "Menú", "Estado: cumplido", "Pie")
    new = page("new", *PROSE[:3], "Menú", "Pie", "Estado: incumplido")
    assert differing(old, new).removed == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Plan de 2019, en dos tomos.</p>", "<p>Esta página ha sido eliminada.</p>"),
        ("<p>Estado: cumplido</p><p>Plan de 2019</p>", "<p>Presupuesto de la obra</p><p>En revisión</p>"),
        ("<h1>Acta 14</h1><p>Se aprueba el gasto.</p>", "<h1>Aviso</h1><p>Se niega el permiso.</p>"),
    ],
)  # fmt: skip
def test_a_page_of_a_few_short_lines_is_its_own_text(before: str, after: str) -> None:
    old, new = (extract(f"<main>{body}</main>".encode(), "text/html") for body in (before, after))
    assert compare(old, new).substantial


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Visitas: 12</p><p>Plan de 2019</p>", "<p>Visitas: 19</p><p>Plan de 2019</p>"),
        (
            "<p>Plan de 2019</p><ul><li><a href=/a>Nota de ayer</a></ul>",
            "<p>Plan de 2019</p><ul><li><a href=/b>Otra nota</a></ul>",
        ),
    ],
)
def test_what_counts_and_leads_on_there_is_none(before: str, after: str) -> None:
    old, new = (extract(f"<main>{body}</main>".encode(), "text/html") for body in (before, after))
    assert not compare(old, new).substantial
