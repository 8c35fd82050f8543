"""Lists of addresses, one a line: no line says what another supports, and a long one costs what its lines cost."""

from __future__ import annotations

import sys

from evidence.citations.reading import read

LINES = [f"https://www.agua{number}.example/informe/{number}/acta.pdf" for number in range(6)]


def _cited(text: str) -> list[tuple[str, str | None]]:
    return [(one.url, one.claim) for one in read(text.encode(), "lista.txt", "").citations]


def test_no_address_of_a_list_is_the_claim_of_another() -> None:
    assert _cited("\n".join(LINES)) == [(line, None) for line in LINES]


def test_offsets_are_those_of_the_whole_text() -> None:
    reading = read("\ufeff\r\n  ".encode() + "\r\n\r\n".join(LINES).encode(), "lista.txt", "")
    assert [reading.text[one.start : one.end] for one in reading.citations] == LINES


def test_a_line_may_have_no_scheme_or_two_addresses() -> None:
    text = "www.agua.example/a\nhttps://b.example/;https://c.example/d.\nftp://e.example/f"
    assert [url for url, _ in _cited(text)] == [
        "http://www.agua.example/a",
        "https://b.example/",
        "https://c.example/d",
        "ftp://e.example/f",
    ]


def test_what_is_broken_over_two_lines_is_no_list() -> None:
    text = "https://agua.example/informe/\n2019/acta-final.pdf\n\nhttps://b.example/x\n"
    assert "https://agua.example/informe/2019/acta-final.pdf" in [url for url, _ in _cited(text)]


def test_words_beside_an_address_are_its_claim_as_ever() -> None:
    text = "\n".join(["El caudal bajó: https://a.example/x", *LINES])
    assert "El caudal bajó" in str(_cited(text)[0][1])


def test_a_line_costs_the_same_in_a_list_of_any_length() -> None:
    """Steps of Python, not seconds: a list of ten times the lines took forty times the time."""

    def steps(lines: int) -> int:
        text = "\n".join(f"https://agua.example/informe/{number:06}" for number in range(lines))
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            read(text.encode(), "lista.txt", "")
        finally:
            sys.setprofile(None)
        return counted

    steps(3)  # what is imported and compiled once
    assert steps(1000) < 11 * steps(100)
