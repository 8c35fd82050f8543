"""Quotes, links to documents, and pictures: the limits of each, and what they must not take for
another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes import check_quote, compare
from evidence.changes.alternation import alternates
from evidence.changes.documents import documents, lost
from evidence.changes.model import Change, Flag, Kind
from evidence.changes.pictures import compare_pictures
from evidence.changes.quote import State, quotations
from evidence.content import Content, Link, Part

# --- quotes --------------------------------------------------------------------------------------

TEXT = (
    "La Secretaría deberá publicar el padrón de beneficiarios cada tres meses en datos abiertos.",
    "El comité dará seguimiento a las metas acordadas con las organizaciones de la sociedad civil.",
    "Otro párrafo habla de capacitación, sueldos y viáticos de los servidores públicos.",
)
vocabulary = st.sampled_from("agua luz acta plan obra ley foro red mesa meta".split())


def content(*lines: str, problem: str = "") -> Content:
    return Content("text/html", lines=lines, main=lines, problem=problem)


@given(
    st.lists(vocabulary, min_size=1, max_size=12),
    st.lists(vocabulary, max_size=20),
    st.lists(vocabulary, max_size=20),
)
def test_a_quote_stands_wherever_its_words_stand_in_a_row(
    quote: list[str], before: list[str], after: list[str]
) -> None:
    found = check_quote(" ".join(quote), content(" ".join([*before, *quote, *after])))
    assert (found.state, found.score) == (State.PRESENT, 1.0)
    assert found.found.split() == quote


@given(st.lists(vocabulary, min_size=1, max_size=12), st.lists(vocabulary, max_size=30))
def test_the_passage_that_is_shown_stands_in_the_text(quote: list[str], text: list[str]) -> None:
    found = check_quote(" ".join(quote), content(" ".join(text)))
    assert found.found in " ".join(text)
    assert bool(found.found) == (found.state is not State.ABSENT)
    assert bool(found.diff) == (found.state in {State.ALTERED, State.UNSURE})


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        ("deberá publicar [...] datos abiertos", State.PRESENT),
        ("deberá publicar (…) datos abiertos", State.PRESENT),
        ("deberá publicar... datos abiertos", State.PRESENT),
        ("… deberá publicar …", State.PRESENT),
        ("datos abiertos [...] deberá publicar", State.PRESENT),  # each piece on its own
        ("deberá publicar [...] en formato de papel sellado y firmado", State.ABSENT),
        ("no deberá publicar el padrón de beneficiarios cada [...] datos abiertos", State.ALTERED),
        ("[...]", State.UNSURE),
        ("«»", State.UNSURE),
    ],
)
def test_a_quote_with_gaps_is_as_sound_as_its_worst_piece(quote: str, state: State) -> None:
    assert check_quote(quote, content(*TEXT)).state is state


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deberá publicar", "no deberá publicar"),
        ("tres meses", "seis meses"),
        ("el padrón", "un padrón"),
        ("cada tres meses ", ""),
    ],
)
def test_one_word_is_enough_to_alter_a_quote(old: str, new: str) -> None:
    changed = TEXT[0].replace(old, new)
    found = check_quote(TEXT[0], content(changed, *TEXT[1:]))
    assert found.state is State.ALTERED
    assert 0.75 <= found.score < 1
    assert found.found == changed.rstrip(".")


@pytest.mark.parametrize("quote", ["sueldos y gastos", "padrón de la obra", "Secretaría de Salud"])
def test_a_few_words_of_a_kind_are_not_the_quote(quote: str) -> None:
    assert check_quote(quote, content(*TEXT)).state is State.ABSENT


def test_a_scan_beside_the_text_may_hold_what_is_not_found() -> None:
    part = Part("1", 0, 0, image_sha256="a", image_dhash="0" * 64)
    scanned = Content("application/pdf", lines=TEXT, main=TEXT, parts=(part,))
    wanted = "esto no está escrito en ninguna de las páginas leídas"
    assert check_quote(wanted, scanned).state is State.UNSURE
    assert check_quote(wanted, content(*TEXT)).state is State.ABSENT
    assert check_quote(TEXT[1], scanned).state is State.PRESENT


def test_the_nearest_of_several_passages_is_shown() -> None:
    far = TEXT[0].replace("tres meses", "seis años").replace("beneficiarios", "proveedores")
    near = TEXT[0].replace("tres", "seis")
    for order in ([far, *TEXT[1:], near], [near, *TEXT[1:], far]):
        assert check_quote(TEXT[0], content(*order)).found == near.rstrip(".")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dijo «uno dos tres cuatro cinco»", ["uno dos tres cuatro cinco"]),
        ("dijo «uno dos tres cuatro»", []),
        ('dijo "uno dos tres cuatro cinco"', ["uno dos tres cuatro cinco"]),
        ("dijo “uno dos tres cuatro cinco”", ["uno dos tres cuatro cinco"]),
        ("dijo «uno dos tres cuatro cinco” y más", []),
        ("«a b c d e» y otra vez «a b c d e»", ["a b c d e"]),
        ('"uno dos tres\ncuatro cinco"', []),
    ],
)
def test_what_counts_as_a_quotation(text: str, found: list[str]) -> None:
    assert quotations(text) == found


# --- links to documents ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "text", "is_one"),
    [
        ("https://a.example/plan.pdf", "Plan", True),
        ("https://a.example/PLAN.XLSX", "Plan", True),
        ("https://a.example/plan.pdf?v=2", "Plan", True),
        ("https://a.example/plan%2Epdf", "Plan", True),
        ("https://a.example/ver?doc=plan.pdf", "Plan", True),
        ("https://a.example/ver?x=1&doc=plan.csv&y=2", "Plan", True),
        ("https://a.example/documentos/12", "Plan", True),
        ("https://a.example/descarga.php?id=1", "Plan", True),
        ("https://drive.google.com/file/d/1AbC/view", "Plan", True),
        ("https://x.sharepoint.com/:b:/s/1", "Plan", True),
        ("https://a.example/12", "Descargar", True),
        ("https://a.example/12", "Conjunto de datos", True),
        ("https://a.example/12", "Plan", False),
        ("https://a.example/documentales", "Plan", False),
        ("https://a.example/plan.pdf/otra", "Plan", False),
        ("https://a.example/12", "Cargar", False),
        ("https://[a/plan.pdf", "Plan", False),
    ],
)
def test_what_counts_as_a_link_to_a_document(url: str, text: str, is_one: bool) -> None:
    link = Link(url, text)
    assert documents([link]) == ([link] if is_one else [])


def linked(*links: Link) -> Content:
    return Content("text/html", lines=TEXT, main=TEXT, links=links)


OLD = Link("https://a.example/2019/plan.pdf", "Plan")


@pytest.mark.parametrize(
    ("new", "gone"),
    [
        (OLD, False),
        (Link("http://www.a.example:80/2019/plan.pdf?v=3", "Plan"), False),
        (Link("https://a.example/archivo/plan.pdf", "Plan"), False),
        (Link("https://b.example/plan.pdf", "Plan"), False),
        (Link("https://a.example/archivo/plan.pdf", "Otra cosa"), True),
        (Link("https://a.example/2019/plan-2.pdf", "Plan"), True),
        (Link("https://a.example/2019/", "Plan"), True),
    ],
)
def test_a_document_that_was_put_elsewhere_is_not_lost(new: Link, gone: bool) -> None:
    assert lost(linked(OLD), linked(new)) == ([OLD] if gone else [])


urls = st.sampled_from(
    ["https://a.example/a.pdf", "https://a.example/b.pdf", "https://a.example/ver?doc=c.pdf", "https://a.example/x"]
)  # fmt: skip
links = st.lists(st.builds(Link, urls, st.sampled_from(["Plan", "Acta"])), max_size=6)


@given(links, links)
def test_nothing_is_lost_that_stands_there(old: list[Link], new: list[Link]) -> None:
    assert lost(linked(*old), linked(*old, *new)) == []
    assert set(lost(linked(*old), linked(*new))) <= set(documents(old)) - set(new)
    assert lost(linked(*old), linked()) == documents(old)


# --- pages that are pictures ----------------------------------------------------------------------


def scans(*pictures: tuple[str, int], text: tuple[str, ...] = ()) -> Content:
    parts = tuple(
        Part(str(n), 0, 0, image_sha256=sha, image_dhash=f"{hashed:064x}")
        for n, (sha, hashed) in enumerate(pictures, 1)
    )
    return Content("application/pdf", lines=text, main=text, parts=parts)


def bits(count: int) -> int:
    return (1 << count) - 1


@pytest.mark.parametrize(
    ("differing", "kind"), [(0, Kind.INCOMPARABLE), (26, Kind.INCOMPARABLE), (27, Kind.REPLACED)]
)
def test_a_tenth_of_the_bits_may_differ_in_pictures_that_look_alike(
    differing: int, kind: Kind
) -> None:
    change = compare_pictures(scans(("a", 0)), scans(("b", bits(differing))))
    assert change is not None
    assert (change.kind, change.flags) == (kind, (Flag.PAGE_IMAGE,))


FAR = (bits(256), bits(128), bits(64) << 192)
"""Pictures that look like none of the others."""


@pytest.mark.parametrize(
    ("old", "new", "kind", "weight"),
    [
        ("ab", "ab", None, 0.0),
        ("ab", "a", Kind.REMOVED, 0.5),
        ("a", "ab", Kind.ADDED, 0.5),
        ("ab", "ac", Kind.EDITED, 0.5),
        ("ab", "c", Kind.REPLACED, 1.0),
        ("a", "b", Kind.REPLACED, 1.0),
        ("ab", "ba", Kind.INCOMPARABLE, 0.0),
    ],
)
def test_what_became_of_the_pictures(old: str, new: str, kind: Kind | None, weight: float) -> None:
    before, after = (
        scans(*((name, FAR["abc".index(name)]) for name in side)) for side in (old, new)
    )
    change = compare_pictures(before, after)
    assert (change.kind if change else None) is kind
    assert (change.significance if change else 0.0) == weight


def test_words_beside_the_pictures_are_not_replaced_with_them() -> None:
    text = ("El texto de la primera página sigue ahí.",)
    change = compare_pictures(scans(("a", FAR[0]), text=text), scans(("b", FAR[1]), text=text))
    assert change is not None
    assert change.kind is Kind.EDITED


def test_a_text_that_changed_is_told_before_its_pictures() -> None:
    old = scans(("a", FAR[0]), text=TEXT)
    new = scans(("b", FAR[1]), text=TEXT[1:])
    assert compare(old, new).kind is Kind.REMOVED
    assert Flag.PAGE_IMAGE not in compare(old, new).flags


def test_a_scan_that_came_in_other_bytes_is_not_called_changed() -> None:
    assert compare(scans(("a", 0)), scans(("b", bits(9)))) == Change(
        Kind.INCOMPARABLE, flags=(Flag.PAGE_IMAGE,)
    )


# --- pages that flip ------------------------------------------------------------------------------


@given(st.lists(st.sampled_from("ABC"), min_size=1, max_size=40))
def test_looks_that_saw_the_same_again_say_nothing(history: list[str]) -> None:
    doubled = [mark for mark in history for _ in range(2)][-60:]
    stands = len(set(doubled[-10:])) == 1  # for ten looks, and so it flips no more
    if len(history) <= 30 and not stands:
        assert alternates(doubled) == alternates(history)


@given(st.lists(st.sampled_from("ABCD"), max_size=30))
def test_only_a_text_that_came_back_makes_a_page_flip(history: list[str]) -> None:
    if alternates(history):
        assert history.count(history[-1]) > 1
        assert alternates([mark.lower() for mark in history])


def test_a_text_that_stands_for_ten_looks_flips_no_more() -> None:
    flips = list("ABAB")
    assert alternates([*flips, *"B" * 8])
    assert not alternates([*flips, *"B" * 9])


def test_two_months_of_nights_are_remembered() -> None:
    flips = list("ABAB")
    assert alternates([*flips, *"C" * 56, *"BA"])
    assert not alternates([*flips, *"C" * 57, *"BA"])
