"""How a page that a browser holds open is gone through, and what may be concluded of what it showed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from evidence.addresses import route_of
from evidence.boards.addresses import drawn_key, drawn_shape, is_drawn_shape, spelled_key
from evidence.boards.controls import Control, Step, Use, use_of
from evidence.boards.drawn import CLOSED, FAILED, UNSTEADY, Showing, Shown
from evidence.boards.inventory import compare, trouble
from evidence.boards.model import NO_BROWSER, Entry, Known, Page, Scripted, Visit
from evidence.boards.read import read
from evidence.boards.turning import Turning
from evidence.boards.walk import Walk
from evidence.config import Board

START = "https://tablero.example.mx/t/"
HTML = "text/html; charset=utf-8"
SHELL = b"<html><body><div id=root></div><script src=/app.js></script></body></html>"


def control(words: str, label: str = "", number: int = 0, **more: bool) -> Control:
    return Control(number, words, label, "ul.pagination", **more)


@pytest.mark.parametrize(
    ("words", "label", "use"),
    [
        ("Ver más", "", Use.MORE),
        ("Cargar más resultados (40)", "", Use.MORE),
        ("Load more", "", Use.MORE),
        ("Siguiente", "", Use.NEXT),
        ("Siguiente »", "", Use.NEXT),
        ("›", "Página siguiente", Use.NEXT),
        ("", "Next page", Use.NEXT),
        ("7", "", Use.NUMBER),
        ("7", "Ir a la página 7", Use.NUMBER),
        ("…", "", Use.WINDOW),
        ("»", "Última página", Use.WINDOW),
        ("Anterior", "", None),
        ("‹", "Página anterior", None),
        ("Eliminar", "", None),
        ("Enviar comentario", "", None),
        ("Cerrar sesión", "", None),
        ("Más información sobre este sitio y sus condiciones", "", None),
        ("Acta 7", "", None),
    ],
)
def test_only_what_turns_a_list_is_pressed(words: str, label: str, use: Use | None) -> None:
    assert use_of(control(words, label)) is use


@dataclass
class List:
    """A list of so many pages, turned by numbers, by a button, or by scrolling."""

    pages: int
    controls: Callable[[int], tuple[Control, ...]]
    at: int = 1
    seen: set[int] = field(default_factory=lambda: {1})

    def go_through(self, most: int = 200) -> int:
        """Steps until nothing is to be done any more."""
        turning, changed, fresh = Turning(), True, True
        for steps in range(most):
            step = turning.next(self.controls(self.at), changed=changed, fresh=fresh)
            if step is None:
                return steps
            changed = fresh = False
            if step.press is not None and step.press <= self.pages and step.press != self.at:
                self.at, changed = step.press, True
                fresh = self.at not in self.seen
                self.seen.add(self.at)
        return most


def test_numbers_are_pressed_one_after_the_other_whatever_window_of_them_is_shown() -> None:
    def window(at: int) -> tuple[Control, ...]:
        shown = range(max(1, at - 2), min(23, at + 2) + 1)
        told = [control(str(n), number=n, is_current=n == at) for n in shown]
        return (*told, control("»", "Última", 23))

    pager = List(23, window)
    assert pager.go_through() < 40
    assert pager.seen == set(range(1, 24))


def test_numbers_without_a_mark_of_the_present_page() -> None:
    pager = List(9, lambda _: tuple(control(str(n), number=n) for n in range(1, 10)))
    assert pager.go_through() < 20
    assert pager.seen == set(range(1, 10))


def test_next_is_pressed_until_it_is_off() -> None:
    pager = List(6, lambda at: (control("Siguiente", number=at + 1, is_off=at == 6),))
    assert pager.go_through() == 6
    assert pager.seen == set(range(1, 7))


def test_a_carousel_is_left() -> None:
    turning = Turning()
    steps = 0
    while turning.next((control("Siguiente"),), changed=True, fresh=False) is not None:
        steps += 1
    assert steps < 15


def test_teasers_that_unfold_are_left() -> None:
    turning, steps = Turning(), 0
    many = tuple(replace(control("Ver más", number=n), nth=n) for n in range(50))
    while turning.next(many, changed=True, fresh=False) is not None:
        steps += 1
    assert steps < 25


@dataclass
class Viewed:
    """Tabs, lists to choose from and a search: what stands at each, and what each choice shows."""

    tabs: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    searches: bool = False
    dead: tuple[str, ...] = ()
    """lists to choose from that do nothing"""

    def go_through(self, most: int = 400) -> list[tuple[str, ...]]:
        """What was shown, step by step."""
        tab = self.tabs[0] if self.tabs else ""
        at = {name: options[0] for name, options in self.choices.items()}
        turning, is_listed, told = Turning(), not self.searches, [self._state(tab, at)]
        changed = fresh = True
        for _ in range(most):
            pressable: list[tuple[str, str]] = []
            controls: list[Control] = []
            for one in self.tabs:
                controls.append(Control(len(pressable), one, "", "ul", 0, False, one == tab, "tab"))
                pressable.append(("tab", one))
            for name, options in self.choices.items():
                for n, one in enumerate(options):
                    number = len(pressable)
                    controls.append(
                        Control(number, one, "", name, n, False, at[name] == one, "choice")
                    )
                    pressable.append((name, one))
            controls.append(Control(len(pressable), "Buscar", "", "form", kind="asks"))
            pressable.append(("search", ""))
            step = turning.next(controls, changed=changed, fresh=fresh, listed=is_listed)
            if step is None:
                return told
            before = (*told[-1], is_listed)
            if step.press is not None:
                name, value = pressable[step.press]
                if name == "tab":
                    tab = value
                elif name == "search":
                    is_listed = True
                elif name not in self.dead:
                    at[name] = value
                state = self._state(tab, at)
                changed, fresh = (*state, is_listed) != before, state not in told
                told.append(state)
            else:
                changed = fresh = False
        raise AssertionError("without end")

    def _state(self, tab: str, at: dict[str, str]) -> tuple[str, ...]:
        return tab, *at.values()


def test_each_tab_is_shown_once() -> None:
    shown = Viewed(tabs=("Agua", "2018", "2019")).go_through()
    assert [state[0] for state in shown] == ["Agua", "2018", "2019"]


def test_each_choice_of_each_list_is_shown_with_the_others_as_they_stood() -> None:
    years, axes = ("Todos", "2018", "2019", "2020"), ("Todos", "Agua", "Salud")
    shown = Viewed(choices={"anio": years, "eje": axes}).go_through()
    assert set(shown) >= {("", year, "Todos") for year in years} | {
        ("", "Todos", axe) for axe in axes
    }
    assert len(shown) == len(years) + len(axes)


def test_a_list_to_choose_from_that_does_nothing_is_tried_once() -> None:
    years = ("Todos", "2018", "2019", "2020")
    shown = Viewed(choices={"orden": years, "anio": years}, dead=("orden",)).go_through()
    assert {state[2] for state in shown} == set(years)
    assert len(shown) == 1 + len(years)


def test_a_list_to_choose_from_without_end_is_left() -> None:
    many = tuple(str(n) for n in range(1000))
    assert len(Viewed(choices={"n": many}).go_through()) <= 62


def test_a_search_is_sent_where_nothing_is_listed_and_only_there() -> None:
    assert len(Viewed(searches=True).go_through()) == 2
    assert len(Viewed().go_through()) == 1


@pytest.mark.parametrize(
    "words", ["Enviar", "Registrarse", "Suscribirse", "Borrar búsqueda", "Pagar"]
)
def test_nothing_but_a_search_is_sent(words: str) -> None:
    assert use_of(Control(0, words, "", "form", kind="asks")) is None
    assert use_of(Control(0, "Buscar", "", "form")) is None, "a form that asks for a person"


def test_what_scrolling_brought_is_scrolled_to_again() -> None:
    turning = Turning()
    more = (control("Cargar más"),)
    assert turning.next(more, changed=True, fresh=True) == Step()
    assert turning.next(more, changed=True, fresh=True) == Step()
    assert turning.next(more, changed=False, fresh=False) == Step(0)
    assert turning.next(more, changed=True, fresh=True) == Step(), "there may be more below"


def test_routes_behind_the_sign_are_pages_and_places_on_a_page_are_none() -> None:
    assert route_of(f"{START}#/compromiso/4") == "#/compromiso/4"
    assert route_of(f"{START}#!acta") == "#!acta"
    assert route_of(f"{START}#contenido") == ""
    assert drawn_key(f"{START}#/a/1") != drawn_key(f"{START}#/a/2")
    assert drawn_key(f"{START}#contenido") == drawn_key(START)
    assert drawn_shape(f"{START}#/a/1") == drawn_shape(f"{START}#/a/2") != drawn_shape(START)
    assert is_drawn_shape(drawn_shape(START))


def listing(*names: str) -> Page:
    rows = "".join(f"<li><a href=/docs/{name}.pdf>{name}</a></li>" for name in names)
    page = read(f"<html><body><ul>{rows}</ul></body></html>".encode(), HTML, START)
    assert page is not None
    return page


def known_of(visit: Visit) -> Known:
    """What the store knows after a visit."""

    drawn: dict[str, set[str]] = {}
    for entry in visit.entries:
        if is_drawn_shape(entry.shape):
            drawn.setdefault(drawn_key(entry.page), set()).add(spelled_key(entry.url))
    lists = frozenset(page.key for page in visit.pages if page.entries + page.leads)
    return Known(lists, drawn={key: frozenset(urls) for key, urls in drawn.items()})


def visit(
    openings: list[list[Shown]], known: Known | None = None, *, markup: bytes = SHELL, **more: bool
) -> Visit:
    """A board of one page, which a browser shows step by step, opening by opening."""
    walk = Walk(START, Board(), known, draws=bool(openings), **more)
    while (way := walk.next()) is not None:
        if not way.drawn:
            if way.url == START:
                walk.take(way, way.url, markup, HTML)
            else:
                walk.fail(way, "http-404", gone=True)
            continue
        showing, again = Showing(walk, way), True
        for states in openings:
            for state in states:
                if showing.take(state, None) is None:
                    break
            again = showing.begins_again()
            if not again:
                break
        assert not again, "a page is opened twice at most"
        showing.end()
    return walk.visit()


def shown(*names: str, controls: tuple[Control, ...] = (), failed: str = "") -> Shown:
    return Shown(START, listing(*names), controls, 100, failed)


def names(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.text for entry in entries]


NEXT = (control("Siguiente"),)


def test_what_a_browser_shows_is_listed_once_and_compared() -> None:
    pages = [[shown("a", "b", controls=NEXT)] * 2 + [shown("c")] * 2]
    first = visit(pages)
    assert names(first.entries) == ["a", "b", "c"]
    known = known_of(first)
    gone = [[shown("a", controls=NEXT)] * 2 + [shown("c")] * 2] * 2
    second = visit(gone, known)
    assert trouble(second, known) == ""
    told = compare(first.entries, (), second)
    assert [(e.kind.value, e.before.text) for e in told.events if e.before] == [("dropped", "b")]


@pytest.mark.parametrize(
    ("openings", "why"),
    [
        ([[shown("a")] * 2, [shown("b")] * 2], UNSTEADY),
        ([[shown("a", failed=FAILED)] * 2], FAILED),
        ([[shown("a", controls=NEXT)] * 2 + [shown("a", failed=FAILED)]], FAILED),
        ([[shown("a", failed=CLOSED)]], CLOSED),
        ([], NO_BROWSER),
    ],
)
def test_what_was_not_seen_to_the_end_is_not_gone(openings: list[list[Shown]], why: str) -> None:
    first = visit([[shown("a", "b", "c")] * 2])
    known = known_of(first)
    second = visit(openings, known)
    assert trouble(second, known) == f"{why} {START}"
    told = compare(first.entries, (), second, incomplete=trouble(second, known))
    assert [event for event in told.events if event.kind.value == "dropped"] == []


def test_a_board_that_only_a_browser_can_show_is_said_not_to_be_seen_without_one() -> None:
    alone = visit([])
    assert trouble(alone, Known()) == f"{NO_BROWSER} {START}"


def test_a_board_that_became_one_of_scripts_is_not_empty_without_a_browser() -> None:
    plain = b"<html><body><ul><li><a href=/docs/a.pdf>a</a><li><a href=/docs/b.pdf>b</a></ul></body></html>"
    first = visit([], markup=plain)
    menu = b"<html><body><nav><a href=/docs/ley.pdf>Ley</a></nav><script src=/app.js></script></body></html>"
    second = visit([], known_of(first), markup=menu)
    assert trouble(second, known_of(first)) == f"{NO_BROWSER} {START}"


CAROUSEL = (
    b"<ul><li><a href=/docs/a.pdf>a</a></ul><button>Siguiente</button>"
    b"<script>var x = 'a script of some length at all';</script>"
)


def test_a_page_that_lists_without_a_browser_is_walked_whole_without_one() -> None:
    first = visit([], markup=CAROUSEL)
    assert trouble(first, known_of(first)) == ""
    assert [out.reason for out in first.left_out] == [NO_BROWSER], "and it is said"
    emptied = visit([], known_of(first), markup=CAROUSEL.replace(b"/docs/a.pdf", b"/docs/b.pdf"))
    assert trouble(emptied, known_of(first)) == ""


@pytest.mark.parametrize(
    ("markup", "is_it"),
    [
        (SHELL, Scripted.SHELL),
        (CAROUSEL, Scripted.TURNED),
        (CAROUSEL.replace(b"Siguiente", b"Imprimir"), Scripted.PERHAPS),
        (CAROUSEL.partition(b"<script")[0], Scripted.NO),
        (CAROUSEL.replace(b"<button>", b"<a href='?p=2'>").replace(b"</button>", b"</a>"), Scripted.PERHAPS),
        (CAROUSEL.replace(b"<button>", b"<a href=#>").replace(b"</button>", b"</a>"), Scripted.TURNED),
        (
            CAROUSEL.replace(b"<button>", b"<form method=post><button name=p>").replace(
                b"</button>", b"</button></form>"
            ),
            Scripted.PERHAPS,
        ),
        (b"<p>Nada</p><script type='application/json'>{}</script>", Scripted.NO),
    ],
)  # fmt: skip
def test_pages_that_may_show_more_in_a_browser(markup: bytes, is_it: Scripted) -> None:
    page = read(markup, HTML, START)
    assert page is not None
    assert page.scripted is is_it


def test_a_frame_that_a_browser_put_in_its_place_is_a_page_of_its_own() -> None:
    markup = (
        b"<p><a href=/docs/a.pdf>a</a><section data-frame='https://anuncios.example/x'>"
        b"<a href='https://anuncios.example/oferta'>Oferta</a></section>"
    )
    page = read(markup, HTML, START)
    assert page is not None
    assert [link.url for link in page.links] == [
        "https://tablero.example.mx/docs/a.pdf",
        "https://anuncios.example/x",
    ]


def test_an_address_that_a_browser_spells_otherwise_is_not_another_document() -> None:
    plain = b"<ul><li><a href='/docs/nota 1.pdf'>Nota</a></ul><script src=/app.js></script>"
    markup = plain.replace(b"nota 1", b"nota%201")
    page = read(markup, HTML, START)
    first = visit([[Shown(START, page, (), 100)] * 2], markup=plain)
    assert names(first.entries) == ["Nota"]
