"""One address in two spellings, on a link and in its target, is one citation."""

from __future__ import annotations

import pytest

from evidence.citations.cite import citations_of
from evidence.citations.model import Citation
from evidence.citations.same import begins, cut_short, same, without_punctuation
from evidence.formats.document import Document, Link


def cited(words: str, target: str) -> list[Citation]:
    """The citations of ``words`` that link to ``target``."""
    links = [Link(4, 4 + len(words), target)]
    return list(citations_of(Document(f"Ver {words} hoy.", links=links)))


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("www.gob.mx/méxico", "https://www.gob.mx/m%C3%A9xico"),
        ("https://www.gob.mx/me\u0301xico", "https://www.gob.mx/m%c3%a9xico"),
        ("https://www.gob.mx/méxico", "https://www.gob.mx/m%E9xico"),
        ("https://méxico.example/a", "https://xn--mxico-bsa.example/a"),
        ("https://www.gob.mx/c", "https://www.gob.mx:443/c"),
        ("http://www.gob.mx/c", "http://www.gob.mx:80/c/"),
        ("https://www.gob.mx/acta(1).pdf", "https://www.gob.mx/acta%281%29.pdf"),
        ("https://www.gob.mx/~ana", "https://www.gob.mx/%7Eana"),
        ("https://GOB.mx/a", "https://www.gob.mx/a"),
        ("https://doi.org/10.1000/ABC", "https://dx.doi.org/10.1000/abc"),
        ("doi:10.1000/182", "http://dx.doi.org/10.1000/182"),
    ],
)
def test_two_spellings_are_one_citation(words: str, target: str) -> None:
    (found,) = cited(words, target)
    assert (found.url, found.raw, found.flags) == (target, words, ())


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("https://www.gob.mx/a", "https://www.gob.mx/A"),
        ("https://www.gob.mx/a%2Fb", "https://www.gob.mx/a-b"),
        ("https://www.gob.mx/a?x=1", "https://www.gob.mx/a?x=2"),
        ("https://www.gob.mx:8080/c", "https://www.gob.mx/c"),
        ("https://datos.gob.mx/c", "https://www.gob.mx/c"),
        ("https://www.gob.mx/méxico", "https://www.gob.mx/mexico"),
        ("https://www.gob.mx/m%E9x", "https://www.gob.mx/m%F3x"),
        ("https://a.doi.org/10.1000/1", "https://doi.org/10.1000/1"),
    ],
)
def test_two_addresses_are_two(words: str, target: str) -> None:
    first, second = sorted(cited(words, target), key=lambda one: one.flags, reverse=True)
    assert (first.url, first.flags) == (words, ("text-differs-from-target",))
    assert (second.url, second.flags) == (target, ("target-differs-from-text",))


def test_words_that_leave_out_a_query_or_the_scheme_are_no_other_address() -> None:
    (found,) = cited("gob.mx/e", "https://www.gob.mx/e?utm_source=x")
    assert found.url == "https://www.gob.mx/e?utm_source=x"


@pytest.mark.parametrize("url", ["https://a.example/\ud800", "https://a.example/%", "no es", ""])
def test_what_is_no_address_is_compared_as_it_is(url: str) -> None:
    assert same(url, url)
    assert not same(url, "https://b.example/")
    assert not begins(url, url)


def test_a_target_that_ends_within_an_escape_is_cut_short() -> None:
    assert cut_short("https://www.gob.mx/m%C3%A9xico", "https://www.gob.mx/m%C3")
    assert cut_short("https://www.gob.mx/méxico", "https://www.gob.mx/m")


@pytest.mark.parametrize(
    "behind", [",", ".", ";", ":", ")", "].", "),", "”", "'", "%20", "%C2%A0", "%c2%a0", "%20%20", ",%20", "%0D%0A"]
)  # fmt: skip
def test_what_a_target_took_along_from_its_sentence_is_not_cited(behind: str) -> None:
    (found,) = cited("https://www.gob.mx/a", f"https://www.gob.mx/a{behind}")
    assert (found.url, found.alternatives, found.flags) == (
        "https://www.gob.mx/a", (f"https://www.gob.mx/a{behind}",), ()
    )  # fmt: skip
    (again,) = cited("https://www.gob.mx/a),", "https://www.gob.mx/a),")
    assert again.url == "https://www.gob.mx/a"


@pytest.mark.parametrize(
    "target",
    [
        "https://www.gob.mx/Yahoo!",
        "https://www.gob.mx/lista_",
        "https://www.gob.mx/acta_(1)",
        "https://www.gob.mx/a,b",
        "https://www.gob.mx/a?",
        "https://www.gob.mx/a/",
    ],
)
def test_signs_that_end_an_address_stay(target: str) -> None:
    (found,) = cited(target, target)
    assert same(found.url, target)
    assert without_punctuation(target) == target


def test_where_nothing_is_written_a_target_stays_as_it_is() -> None:
    (found,) = cited("informe", "https://www.gob.mx/a,")
    assert found.url == "https://www.gob.mx/a,"


def test_long_runs_of_signs_take_no_time() -> None:
    for sign in (",", ")", "%20", "("):
        target = "https://www.gob.mx/a" + sign * 5_000
        assert without_punctuation(target) == (target if sign == "(" else "https://www.gob.mx/a")
