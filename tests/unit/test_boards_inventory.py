"""Two visits: what is concluded, and when nothing is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.boards.inventory import MOST_GONE, compare, trouble
from evidence.boards.model import Entry, Known, Read, Visit
from evidence.boards.news import News

HOME = "https://tablero.example.mx/t/"


def entry(name: str, *, text: str = "", path: tuple[str, ...] = ("Compromiso 1",), shape: str = "list", n: int = 1,
          payload: str | None = None) -> Entry:  # fmt: skip
    return Entry(
        f"{HOME}{name}.pdf", f"{name}.pdf", text or name, path, HOME, n, "document", shape, payload
    )


def visit(*entries: Entry, cut: tuple[str, ...] = (), pages: tuple[Read, ...] = ()) -> Visit:
    return Visit(entries, pages, (), frozenset(cut))


def kinds(*events: object) -> list[str]:
    return sorted(str(event.kind) for event in events)  # type: ignore[attr-defined]


def test_the_same_board_tells_nothing() -> None:
    board = (entry("a"), entry("b"), entry("c"))
    assert compare(board, (), visit(*board)).events == ()


def test_each_change_has_its_name() -> None:
    before = (entry("a"), entry("b"), entry("c", text="Plan"), entry("d", payload="1"), entry("e"))
    now = visit(
        entry("a"),
        entry("b", text="B, corregida"),
        entry("c2", text="Plan"),
        entry("d", payload="2"),
        entry("f"),
    )
    told = compare(before, (), now)
    assert kinds(*told.events) == ["added", "dropped", "renamed", "repointed", "swapped"]
    moved = next(event for event in told.events if event.kind is News.REPOINTED)
    assert moved.before
    assert moved.now
    assert (moved.before.url, moved.now.url) == (f"{HOME}c.pdf", f"{HOME}c2.pdf")


def test_a_whole_section_is_told_once_and_its_entries_too() -> None:
    before = (
        entry("a"),
        entry("b", path=("Compromiso 2", "Acción 1")),
        entry("c", path=("Compromiso 2", "Acción 2")),
    )
    told = compare(before, (), visit(entry("a")))
    assert kinds(*told.events) == ["dropped", "dropped", "section-gone"]
    assert told.events[-1].section == ("Compromiso 2",)


def test_what_comes_back_is_not_new() -> None:
    told = compare((entry("a"),), (entry("b"),), visit(entry("a"), entry("b")))
    assert kinds(*told.events) == ["returned"]


def test_an_incomplete_visit_drops_nothing_and_still_sees_what_is_new() -> None:
    told = compare(
        (entry("a"), entry("b")), (), visit(entry("a"), entry("c", text="b")), incomplete="waf x"
    )
    assert kinds(*told.events) == ["added"]
    assert [e.url for e in told.unseen] == [f"{HOME}b.pdf"]


def test_a_page_that_was_a_list_and_fails_makes_the_visit_incomplete() -> None:
    known = Known(lists=frozenset({"k"}), closed=frozenset({"k"}))
    assert (
        trouble(visit(pages=(Read("k", "https://x/", "server-error"),)), known)
        == "server-error https://x/"
    )
    assert (
        trouble(visit(pages=(Read("k", "https://x/", "ok", closed=False),)), known)
        == "half-loaded https://x/"
    )
    assert trouble(visit(pages=(Read("other", "https://x/", "server-error"),)), known) == ""
    assert trouble(visit(pages=(Read("k", "https://x/", "ok"),)), known) == ""


def test_a_board_that_loses_nearly_all_is_believed_the_second_time() -> None:
    before = tuple(entry(str(n), path=(str(n),)) for n in range(12))
    once = compare(before, (), visit(before[0]))
    assert (once.incomplete, once.events) == ("most-gone", ())
    twice = compare(before, (), visit(before[0]), last_incomplete=once.incomplete)
    assert kinds(*twice.events) == ["dropped"] * 11


def test_a_board_that_lists_nothing_at_all_concludes_nothing_ever() -> None:
    told = compare((entry("a"), entry("b")), (), visit(), last_incomplete="nothing-listed")
    assert (told.incomplete, told.events) == ("nothing-listed", ())


def test_what_is_pushed_off_the_end_of_an_endless_list_is_not_dropped() -> None:
    before = tuple(entry(str(n), n=n) for n in range(20))
    now = (entry("new"), *before[:5], *before[6:18])  # 5 is taken out; 18 and 19 are pushed off
    told = compare(before, (), visit(*now, cut=("list",)))
    assert [e.before.url for e in told.events if e.before] == [f"{HOME}5.pdf"]
    whole = compare(before, (), visit(*now))
    assert kinds(*whole.events).count("dropped") == 3


def test_a_session_in_an_address_and_another_scheme_are_no_news() -> None:
    before = Entry("http://www.x.mx/doc?id=1&PHPSESSID=aa", "", "Acta", (), HOME, 1, "link")
    now = Entry("https://x.mx/doc?PHPSESSID=bb&id=1", "", "Acta", (), HOME, 1, "link")
    assert compare((before,), (), visit(now)).events == ()


NAMES = st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acta%201", "acta 1"),
        ("sesi%C3%B3n", "sesión"),
        ("sesi%c3%b3n", "sesi%C3%B3n"),
        ("acta%2D1", "acta-1"),
        ("d.php?a=1&b=%C3%B3", "d.php?a=1&b=ó"),
        ("d.php?n=acta+1", "d.php?n=acta%201"),
        ("%7Eagua/acta", "~agua/acta"),
    ],
)
def test_an_address_spelled_otherwise_is_the_same_entry(one: str, other: str) -> None:
    for before, now in ((one, other), (other, one)):
        told = compare((entry(before, text="Acta"),), (), visit(entry(now, text="Acta")))
        assert told.events == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acta%2F1", "acta/1"),
        ("acta%3Fn=1", "acta?n=1"),
        ("acta%23p", "acta"),
        ("acta%2520", "acta%20"),
        ("sesi%F3n", "sesi%E1n"),
        ("sesi%F3n", "sesi%C3%B3n"),
        ("Acta", "acta"),
    ],
)
def test_another_address_is_told_however_like_it_looks(one: str, other: str) -> None:
    told = compare((entry(one, text="Acta"),), (), visit(entry(other, text="Acta")))
    assert kinds(*told.events) == ["repointed"]


@given(NAMES, NAMES, st.booleans())
def test_every_entry_is_paired_told_or_unseen(
    old: list[str], new: list[str], incomplete: bool
) -> None:
    before, now = (
        tuple(entry(n, path=(n,)) for n in old),
        visit(*(entry(n, path=(n,)) for n in new)),
    )
    told = compare(before, (), now, incomplete="x" if incomplete else "")
    paired = {id(e) for e, _ in told.pairs}
    dropped = {id(e.before) for e in told.events if e.kind is News.DROPPED}
    unseen = {id(e) for e in told.unseen}
    assert paired | dropped | unseen == {id(e) for e in before}
    assert not paired & dropped
    assert not paired & unseen
    assert not dropped & unseen
    added = {e.now.url for e in told.events if e.kind is News.ADDED and e.now}
    # what a visit shows that is not believed yet is told with the next one
    fresh = {entry(n).url for n in new if n not in old}
    assert added == (set() if told.incomplete == MOST_GONE else fresh)
    assert not (incomplete and dropped)
