"""What is asked of addresses that can't exist, and how alike answers are: both sides of each limit."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from evidence.content.model import Content
from evidence.verdicts.model import Probe
from evidence.verdicts.probe import Match, compare, control_url, probe_urls
from tests.unit.pages import words

HOST = "https://dependencia.example"


def page(*lines: str, title: str = "", headings: tuple[str, ...] = ()) -> Content:
    return Content("text/html", lines=lines, main=lines, title=title, headings=headings)


def probed(
    shown: Content,
    one: Content,
    other: Content | None = None,
    *,
    url: str = f"{HOST}/x/y",
    without: Content | None = None,
) -> Match:
    """What two probes say that were answered by ``one`` and ``other``, and a control if one was
    made."""
    pair, left_out = probe_urls(url, "s"), control_url(url)
    assert pair is not None
    answers = zip(pair, (one, other or one), strict=True)
    probes = [Probe(asked, 200, asked, content) for asked, content in answers]
    if without is not None:
        assert left_out is not None
        probes.append(Probe(left_out, 200, left_out, without))
    return compare(shown, tuple(probes), url)


# --- what is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize("tail", ["", ".pdf", ".xhtml", "/"])
def test_a_segment_is_twenty_random_letters_with_the_extension(tail: str) -> None:
    pair = probe_urls(f"{HOST}/actas/acta{tail}", "s")
    assert pair is not None
    for sibling in pair:
        assert re.fullmatch(rf"{HOST}/actas/[a-z]{{20}}{re.escape(tail)}", sibling)


@pytest.mark.parametrize(("value", "asked"), [("123", False), ("1234", True), ("12.pdf", False)])
def test_a_short_identifier_is_likely_to_meet_another_record(value: str, asked: bool) -> None:
    assert (probe_urls(f"{HOST}/ver?id={value}", "s") is not None) == asked


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("2019-000123", r"\d{4}-\d{6}"),
        ("20190001", r"9\d{7}"),  # records are numbered upwards
        ("actas/AB12.pdf", r"actas/[A-Z]{2}\d{2}\.pdf"),
        ("plan.xhtml", r"[a-z]{4}\.xhtml"),
        ("plan.geojson", r"[a-z]{4}\.[a-z]{7}"),  # too long to be an extension
        (".oculto", r"\.[a-z]{6}"),
        ("0a1b2c3d-4e5f", r"\d[a-f]\d[a-f]\d[a-f]\d[a-f]-\d[a-f]\d[a-f]"),
    ],
)
def test_a_value_keeps_its_shape(value: str, pattern: str) -> None:
    for seed in "abcdef":
        pair = probe_urls(f"{HOST}/ver?doc={value}", seed)
        assert pair is not None
        for sibling in pair:
            (other,) = parse_qs(urlsplit(sibling).query)["doc"]
            assert re.fullmatch(pattern, other), other
            assert other != value


def test_letters_beside_hexadecimal_ones_are_any() -> None:
    """Seven digits are too few to say what they are."""
    found = set()
    for seed in range(40):
        for sibling in probe_urls(f"{HOST}/ver?doc=abcdefa", str(seed)) or ():
            found |= set(sibling.rpartition("=")[2])
    assert found - set("abcdef")


# --- how alike answers are -----------------------------------------------------------------------


@pytest.mark.parametrize(("differ", "told"), [(15, True), (16, False)])
def test_probes_that_differ_by_more_than_fifteen_words_may_be_real_records(
    differ: int, told: bool
) -> None:
    shell = words(100, "marco")
    one, other = (page(shell, words(differ, stem)) for stem in ("a", "b"))
    match = probed(page(shell, words(differ, "c")), one, other)
    assert match.same == told


@pytest.mark.parametrize(
    ("differ", "extra", "same"), [(2, 18, True), (2, 19, False), (0, 15, True), (0, 16, False)]
)
def test_what_differs_between_probes_may_differ_half_as_much_again_on_the_page(
    differ: int, extra: int, same: bool
) -> None:
    shell = words(100, "marco")
    one, other = (page(shell, words(differ, stem)) for stem in ("a", "b"))
    assert probed(page(shell, words(extra, "c")), one, other).same == same


@pytest.mark.parametrize(("main", "same"), [(199, True), (200, False)])
def test_a_text_of_substance_is_no_page_for_nothing(main: int, same: bool) -> None:
    shell = page(words(main))
    match = probed(shell, shell)
    assert (match.same, match.alike) == (same, not same)


@pytest.mark.parametrize(
    ("segment", "title", "named"),
    [
        ("informe-anual", "Informe anual", True),
        ("informe", "Informe", False),  # one word stands in many titles
        ("plan-agua-obra", "Plan de agua y más", True),  # two of three
        ("plan-agua-obra-foro", "Plan de agua y más", False),  # two of four
        ("plan-agua-obra-foro-acta", "Plan, agua y obra", True),  # three of five
        ("de-la-obra-foro", "Obra y foro", True),  # the small ones don't count
        ("obr-for", "Obr for", False),
    ],
)
def test_a_title_carries_most_words_of_the_address(segment: str, title: str, named: bool) -> None:
    shell = page("Texto breve de la nota.", title=title)
    match = probed(shell, shell, url=f"{HOST}/nota/{segment}")
    assert (match.same, match.alike) == (not named, named)


@pytest.mark.parametrize(("ahead", "named"), [(0, True), (2, True), (3, False)])
def test_one_of_the_first_three_headings_may_carry_them(ahead: int, named: bool) -> None:
    headings = (*(f"Sección {n}" for n in range(ahead)), "Informe anual")
    shell = page("Texto breve de la nota.", headings=headings)
    match = probed(shell, shell, url=f"{HOST}/nota/informe-anual")
    assert match.alike == named


@pytest.mark.parametrize(("other", "same"), [(15, False), (16, True)])
def test_without_the_parameter_the_same_page_differs_by_fifteen_words_at_most(
    other: int, same: bool
) -> None:
    shell = words(100, "marco")
    url = f"{HOST}/ver?doc=AB12CD34"
    for changed in (page(shell, words(other, "otra")), page(words(100 - other, "marco"))):
        match = probed(page(shell), page(shell), url=url, without=changed)
        assert (match.same, match.alike) == (same, not same)


@pytest.mark.parametrize(("stable", "told"), [(5, True), (4, False)])
def test_five_stable_words_are_something_to_compare(stable: int, told: bool) -> None:
    shell = page(words(stable))
    match = probed(page("acta de la sesión ordinaria del consejo"), shell)
    assert match.refuted == told
