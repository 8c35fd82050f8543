"""Present means word for word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes import check_quote
from evidence.changes.quote import quotations
from evidence.content import Content

TEXT = (
    "El Gobierno de la República presenta el plan.",
    "La Secretaría deberá publicar el padrón de beneficiarios cada tres meses en datos abiertos, sin falta,",
    "y el comité dará seguimiento a las metas acordadas con las organizaciones.",
    "Otro párrafo habla de capacitación, sueldos y viáticos de los servidores públicos.",
)
QUOTE = "deberá publicar el padrón de beneficiarios cada tres meses en datos abiertos"


def content(*lines: str) -> Content:
    return Content("text/html", lines=lines, main=lines)


@pytest.mark.parametrize(
    "quote",
    [
        QUOTE,
        QUOTE.upper(),
        f"«{QUOTE}…»",
        "“datos abiertos, sin falta, y el comité dará seguimiento”",
        "La Secretaría deberá publicar [...] en datos abiertos",
    ],
    ids=["exact", "case", "marks", "over-lines", "left-out"],
)
def test_present_word_for_word(quote: str) -> None:
    found = check_quote(quote, content(*TEXT))
    assert (found.state, found.score, found.diff) == ("present", 1, ())


def test_one_no_is_an_alteration_and_the_difference_is_shown() -> None:
    changed = TEXT[1].replace("deberá", "no deberá").replace("tres", "seis")
    found = check_quote(f"La Secretaría {QUOTE}", content(TEXT[0], changed, *TEXT[2:]))
    assert found.state == "altered"
    assert 0.75 <= found.score < 1
    assert found.found.startswith("La Secretaría no deberá")
    shown = [
        (step.act.value, (step.old or step.new).strip())
        for step in found.diff
        if step.act != "equal"
    ]
    assert shown == [("added", "no"), ("removed", "tres"), ("added", "seis")]


def test_absent() -> None:
    found = check_quote(QUOTE, content(TEXT[0], TEXT[3]))
    assert (found.state, found.found) == ("absent", "")


def test_a_short_quote_needs_to_be_near_exact() -> None:
    assert check_quote("padrón de proveedores", content(*TEXT)).state == "absent"
    assert check_quote("capacitación, sueldo y viáticos", content(*TEXT)).state == "altered"


@pytest.mark.parametrize(
    "unread",
    [
        Content("application/pdf", comparable=False, problem="damaged"),
        Content("application/pdf", lines=TEXT[:1], main=TEXT[:1], problem="cut off"),
    ],
)
def test_what_was_not_read_whole_proves_no_absence(unread: Content) -> None:
    assert check_quote(QUOTE, unread).state == "unsure"


def test_an_empty_quote_is_no_finding() -> None:
    assert check_quote(" … ", content(*TEXT)).state == "unsure"


def test_a_long_text_and_a_long_quote_take_bounded_time() -> None:
    words = [f"palabra{number % 977}" for number in range(200_000)]
    started = time.process_time()
    check_quote(" ".join(words[5000:9000:2]), content(" ".join(words)))
    assert time.process_time() - started < 5


@given(
    st.lists(st.sampled_from("el plan de no la meta 3 datos".split()), min_size=1, max_size=30),
    st.data(),
)
def test_every_run_of_words_is_present(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    stop = data.draw(st.integers(start + 1, len(words)))
    assert check_quote(" ".join(words[start:stop]), content(" ".join(words))).state == "present"


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_present_only_if_the_words_are_there(quote: str, lines: list[str]) -> None:
    found = check_quote(quote, content(*lines))
    assert 0 <= found.score <= 1
    assert (found.state == "present") == (found.score == 1)


def test_quotations_are_passages_and_not_names() -> None:
    text = 'El plan dice «publicará todos los contratos de obra» y "Article 19" pidió “que no se quite ni una coma”.'
    assert quotations(text) == [
        "publicará todos los contratos de obra",
        "que no se quite ni una coma",
    ]
    assert quotations("«abierta y sin cerrar " * 500) == []
