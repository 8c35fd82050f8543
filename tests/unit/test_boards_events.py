"""What happened to a board between two visits is told once, under its own word."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.boards.inventory import MOST_GONE, Comparison, compare
from evidence.boards.model import Entry, Visit
from evidence.boards.news import Event, News

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OLD = "http://old.example.mx/aga/Home/Documento?doc={}.pdf"
NEW = "https://nuevo.example.mx/wp-content/uploads/{}.pdf"
NAMES = [f"nota-{theme}" for theme in (
    "agua", "salud", "género", "gasto", "obra", "datos", "radio", "suelo", "puertos", "minas", "aire", "maíz",
)]  # fmt: skip


def entry(url: str, text: str, *path: str, payload: str | None = None) -> Entry:
    return Entry(url, url, text, path, "https://x/", 0, "document", "list", payload)


def board(
    urls: str, names: Iterable[str] = NAMES, label: str = "Nota {}", *path: str
) -> list[Entry]:
    section = path or ("Compromiso 1",)
    return [entry(urls.format(name), label.format(name), *section) for name in names]


def visit(entries: Sequence[Entry], cut: Iterable[str] = ()) -> Visit:
    placed = [replace(one, position=n) for n, one in enumerate(entries, 1)]
    return Visit(tuple(placed), (), (), frozenset(cut))


def told(before: Sequence[Entry], now: Sequence[Entry], **more: object) -> Counter[str]:
    return Counter(str(event.kind) for event in seen(before, now, **more).events)


def seen(before: Sequence[Entry], now: Sequence[Entry], **more: object) -> Comparison:
    return compare(visit(before).entries, (), visit(now), **more)  # type: ignore[arg-type]


def numbered(entries: Iterable[Entry], form: str = "{}. {}") -> list[Entry]:
    return [replace(one, text=form.format(n, one.text)) for n, one in enumerate(entries, 1)]


# --- numbered lists


@pytest.mark.parametrize("form", ["{}. {}", "{}) {}", "{} {}", "No. {} {}"])
@pytest.mark.parametrize("taken", [0, 4, 11])
def test_a_row_taken_out_of_a_numbered_list_is_one_dropped(form: str, taken: int) -> None:
    rows = board(OLD)
    left = rows[:taken] + rows[taken + 1 :]
    assert told(numbered(rows, form), numbered(left, form)) == {"dropped": 1}


def test_numbers_in_the_first_cell_of_a_row_are_no_labels() -> None:
    def rows(names: list[str]) -> list[Entry]:
        return [entry(OLD.format(name), "Ver", "Tablero", f"{n} Nota {name}")
                for n, name in enumerate(names, 1)]  # fmt: skip

    assert told(rows(NAMES), rows(NAMES[:5] + NAMES[6:])) == {"dropped": 1}
    assert told(rows(NAMES), rows(["nueva", *NAMES])) == {"added": 1}


def test_rows_that_are_called_by_their_number_alone() -> None:
    rows = board(OLD, NAMES, "Documento")
    for form in ("{1} {0}", "{0}. {1}"):
        assert told(numbered(rows, form), numbered(rows[:6] + rows[7:], form)) == {"dropped": 1}


def test_a_list_that_is_sorted_and_numbered_anew_tells_nothing() -> None:
    rows = board(OLD)
    assert told(numbered(rows), numbered(rows[::-1])) == {}


def test_two_minutes_whose_labels_are_swapped_are_renamed() -> None:
    for label in ("{}. Minuta", "Minuta {}", "{}. Acta de la sesión"):
        rows = [entry(OLD.format(name), label.format(n), "C") for n, name in enumerate(NAMES)]
        now = list(rows)
        now[3], now[4] = replace(rows[3], text=rows[4].text), replace(rows[4], text=rows[3].text)
        assert told(rows, now) == {"renamed": 2}, label


# --- entries that share a label, or a document


def test_a_label_that_many_bear_tells_nothing_of_which_is_which() -> None:
    rows = board(OLD, NAMES[:6], "Descargar")
    now = [*rows[1:], entry(OLD.format("otra"), "Descargar", "Compromiso 1")]
    assert told(rows, now) == {"dropped": 1, "added": 1}


def test_a_document_that_is_listed_twice_and_taken_out_once() -> None:
    rows = [*board(OLD), entry(OLD.format(NAMES[0]), "La misma nota", "Compromiso 7")]
    assert told(numbered(rows), numbered(rows[:-1])) == {"dropped": 1}
    event = seen(numbered(rows), numbered(rows[1:])).events[0]
    assert event.kind is News.DROPPED
    assert event.before
    assert event.before.path == ("Compromiso 1",)


def test_both_places_of_a_document_come_back_each_as_itself() -> None:
    twice = [entry(OLD.format("a"), "Acta", "C1"), entry(OLD.format("a"), "Acta", "C2")]
    rows = board(OLD)
    back = compare(visit(rows).entries, twice, visit([*rows, *twice]))
    assert Counter(event.kind for event in back.events) == {News.RETURNED: 2}
    assert {old.path for old, _ in back.pairs} >= {("C1",), ("C2",)}


def test_the_same_bytes_at_another_address_are_the_same_entry() -> None:
    rows = board(OLD)
    digests = {rows[2].url: "sha", OLD.format("x81"): "sha"}
    now = [*rows[:2], entry(OLD.format("x81"), "Otra etiqueta", "C9"), *rows[3:]]
    assert told(rows, now, documents=digests) == {"repointed": 1}
    assert told(rows, now) == {"dropped": 1, "added": 1}


def test_a_file_of_the_same_name_in_another_section_is_another_document() -> None:
    rows = [*board(OLD), entry("https://x.mx/c1/acta.pdf", "Ver", "C1")]
    now = [*board(OLD), entry("https://x.mx/c9/acta.pdf", "Descargar", "C9")]
    assert told(rows, now) == {"dropped": 1, "added": 1}


@pytest.mark.parametrize("path", [(), ("Compromiso 1",)])
def test_what_earlier_versions_listed_twice_is_no_drop(path: tuple[str, ...]) -> None:
    """As a link, and as what came when it was followed."""
    link = entry("https://x.mx/v/71", "Acuerdo", "Compromiso 1")
    read = entry("https://x.mx/v/71", "Acuerdo", *path, payload="sha")
    brought = seen([*board(OLD), link, read], [*board(OLD), replace(link, payload_sha256="sha")])
    assert brought.events == ()
    assert len(brought.left) == 1


def test_an_entry_that_stands_twice_after_a_merge_is_no_drop() -> None:
    """Re-pointed in one folder, and met by the other when it led there already."""
    link = entry("https://x.mx/v/72", "Acuerdo", "Compromiso 1")
    brought = seen([*board(OLD), link, link], [*board(OLD), link])
    assert brought.events == ()
    assert len(brought.left) == 1


# --- redesigns


def test_another_scheme_for_the_same_documents_is_one_event() -> None:
    (event,) = seen(board(OLD), board(NEW)).events
    assert (event.kind, event.count, len(event.entries)) == (News.REDESIGNED, 12, 12)
    assert all(a.text == b.text for a, b in event.entries)


def test_a_redesign_may_spell_names_and_labels_anew() -> None:
    before = board(OLD, ["Guión 1", "Guión 2", "Plan de Trabajo", "Padrón"])
    now = board(NEW, ["guion-1", "guion-2", "plan-de-trabajo", "padron"], "Descargar {}", "Avances")
    assert told(before, now) == {"redesigned": 1}


def test_a_redesign_and_one_document_less() -> None:
    for gone in (0, 5, 11):
        now = board(NEW, NAMES[:gone] + NAMES[gone + 1 :])
        assert told(board(OLD), now) == {"redesigned": 1, "dropped": 1}
        assert told(numbered(board(OLD)), numbered(now)) == {"redesigned": 1, "dropped": 1}


def test_a_redesign_whose_addresses_say_nothing_is_known_by_its_labels() -> None:
    now = [entry(f"https://y.mx/d/{n * 7919}", f"Nota {name}", "Compromiso 1")
           for n, name in enumerate(NAMES)]  # fmt: skip
    assert told(board(OLD), now) == {"redesigned": 1}
    assert told(board(OLD), now[:-1]) == {"redesigned": 1, "dropped": 1}


def test_a_redesign_is_known_by_its_bytes_under_any_name_and_label() -> None:
    before = board(OLD)
    now = [entry(f"https://y.mx/d/{n * 7919}", f"Archivo {chr(65 + n)}", "Todo")
           for n in range(len(NAMES))]  # fmt: skip
    digests = {one.url: str(n) for side in (before, now) for n, one in enumerate(side)}
    assert told(before, now, documents=digests) == {"redesigned": 1}


def test_another_host_scheme_and_session_are_no_redesign_where_pages_stay_the_same() -> None:
    before = board("http://www.x.mx/ver?id={}&PHPSESSID=aa")
    assert told(before, board("https://x.mx/ver?PHPSESSID=bb&id={}")) == {}
    assert told(before, board("https://y.mx/ver?id={}")) == {"redesigned": 1}


def test_labels_that_lead_to_other_documents_of_the_same_kind_are_re_pointed_one_by_one() -> None:
    rows = board("https://x.mx/docs/{}-v1.pdf")
    now = board("https://x.mx/docs/{}-v2.pdf", NAMES[:4]) + rows[4:]
    assert told(rows, now) == {"repointed": 4}


def test_the_next_year_under_the_same_names_is_no_redesign() -> None:
    rows, now = (board(f"https://x.mx/{year}/{{}}.pdf", NAMES[:5]) for year in (2016, 2017))
    assert told(rows, now) == {"repointed": 5}


# --- labels


def test_a_heading_with_other_words_is_one_event() -> None:
    before = [*board(OLD, NAMES[:4]), *board(OLD, NAMES[4:], "Nota {}", "Compromiso 2")]
    now = [*board(OLD, NAMES[:4]), *board(OLD, NAMES[4:], "Nota {}", "Compromiso 2: Salud")]
    (event,) = seen(before, now).events
    assert event.kind is News.SECTION_RENAMED
    assert (event.section, event.renamed, event.count) == (
        ("Compromiso 2",), ("Compromiso 2: Salud",), 8,
    )  # fmt: skip


def test_a_commitment_that_is_taken_out_renames_none_of_those_behind_it() -> None:
    def commitments(themes: list[str]) -> list[Entry]:
        return [
            entry(f"https://x.mx/d/{theme}-{n}.pdf", f"Minuta {n}", f"Compromiso {at}: {theme} (3)")
            for at, theme in enumerate(themes, 1)
            for n in range(3)
        ]

    assert told(commitments(NAMES), commitments(NAMES[:4] + NAMES[5:])) == {
        "dropped": 3, "section-gone": 1,
    }  # fmt: skip


def test_entries_that_go_to_another_section_are_told_one_by_one() -> None:
    before = [*board(OLD, NAMES[:6]), *board(OLD, NAMES[6:], "Nota {}", "Compromiso 2")]
    now = [*board(OLD, NAMES[:8]), *board(OLD, NAMES[8:], "Nota {}", "Compromiso 2")]
    assert told(before, now) == {"renamed": 2}


def test_another_language_is_one_event_and_labels_that_change_places_are_many() -> None:
    before = board(OLD)
    assert told(before, board(OLD, NAMES, "Note {}", "Commitment 1")) == {"redesigned": 1}
    turned = [replace(a, text=b.text) for a, b in zip(before, before[1:] + before[:1], strict=True)]
    assert told(before, turned) == {"renamed": 12}


def test_a_few_labels_are_told_one_by_one() -> None:
    before = board(OLD)
    now = [*board(OLD, NAMES[:3], "Nota corregida {}"), *before[3:]]
    assert told(before, now) == {"renamed": 3}


# --- visits that can't conclude


def test_what_could_not_be_seen_is_neither_dropped_nor_moved() -> None:
    before = numbered(board(OLD))
    assert told(before, before[:3] + before[6:], incomplete="timeout https://x/") == {}
    half = told(before, numbered(board(NEW))[:6], incomplete="timeout https://x/")
    assert half == {"added": 6}


# --- laws

labels = st.sampled_from(["Acta", "1. Acta", "2. Acta", "Nota", "Acta 1", "Acta 2", "Ver", ""])
paths = st.sampled_from([(), ("C1",), ("C2",), ("C1", "1 Nota"), ("C1", "2 Nota")])
urls = st.builds(
    str.format,
    st.sampled_from([OLD, NEW, "https://x.mx/{}", "http://x.mx/d?id={}"]),
    st.sampled_from(["a", "b", "c", "d"]),
)
payloads = st.sampled_from([None, None, "p", "q"])
boards = st.lists(
    st.builds(lambda url, text, path, payload: entry(url, text, *path, payload=payload),
              urls, labels, paths, payloads),
    max_size=9, unique=True,
)  # fmt: skip


def _said(events: Iterable[Event]) -> Counter[object]:
    def plain(one: Entry | None) -> object:
        return one and (one.url, one.text, one.path, one.payload_sha256)

    return Counter(
        (event.kind, plain(event.before), plain(event.now), event.section, event.renamed, event.count,
         frozenset((plain(a), plain(b)) for a, b in event.entries))
        for event in events
    )  # fmt: skip


@given(boards, boards, st.data())
def test_the_order_of_the_rows_changes_no_event(
    before: list[Entry], now: list[Entry], data: st.DataObject
) -> None:
    once = seen(before, now)
    again = seen(data.draw(st.permutations(before)), data.draw(st.permutations(now)))
    assert _said(once.events) == _said(again.events)


@given(boards, st.data())
def test_two_equal_visits_tell_nothing(before: list[Entry], data: st.DataObject) -> None:
    assert seen(before, data.draw(st.permutations(before))).events == ()


@given(boards, boards, st.dictionaries(urls, st.sampled_from("xyz")))
def test_every_entry_is_known_again_dropped_or_unseen_and_every_row_is_old_or_new(
    before: list[Entry], now: list[Entry], documents: dict[str, str]
) -> None:
    before, then = list(visit(before).entries), visit(now).entries
    brought = compare(before, (), visit(now), documents=documents)
    old = Counter(a.position for a, _ in brought.pairs)
    old += Counter(e.before.position for e in brought.events if e.kind is News.DROPPED and e.before)
    old += Counter(one.position for one in (*brought.unseen, *brought.left))
    assert old == Counter(one.position for one in before)
    new = Counter(b.position for _, b in brought.pairs)
    new += Counter(e.now.position for e in brought.events if e.kind is News.ADDED and e.now)
    if brought.incomplete == MOST_GONE:  # what it shows is told once it is believed
        assert new <= Counter(one.position for one in then)
        return
    assert new == Counter(one.position for one in then)
