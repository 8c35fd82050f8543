"""Addresses as bibliographies write them in LaTeX: escapes, commands, breaks, and pieces that are joined."""

from __future__ import annotations

import time

import pytest

from evidence.citations.reading import read
from evidence.formats.latex_address import address

FIELDS = {
    "escapes": (r"https://a.example/a\_b\%20c\&d\#e\$f", "https://a.example/a_b%20c&d#e$f"),
    "a tilde": (r"https://a.example/\~{}ana/x", "https://a.example/~ana/x"),
    "its command": (r"https://a.example/{\textasciitilde}ana", "https://a.example/~ana"),
    "with empty braces": (r"https://a.example/\textasciitilde{}ana", "https://a.example/~ana"),
    "with a blank": (r"https://a.example/\textasciitilde ana", "https://a.example/~ana"),
    "as a relation": (r"https://a.example/$\sim$ana", "https://a.example/~ana"),
    "as it stands": (r"https://a.example/\string~ana", "https://a.example/~ana"),
    "an underscore": (r"https://a.example/a\textunderscore b", "https://a.example/a_b"),
    "signs in braces": (r"https://a.example/{\_}x{\%}20y{\&}z", "https://a.example/_x%20y&z"),
    "places to break": (r"https://a.example/\allowbreak a\-b\hspace{0pt}/c", "https://a.example/ab/c"),
    "accents": (r"https://a.example/caf{\'e}/\"uber", "https://a.example/café/über"),
    "a command": (r"\url{https://a.example/a_b}", "https://a.example/a_b"),
    "a path": (r"\path{https://a.example/p}", "https://a.example/p"),
    "a link": (r"\href{https://a.example/c\_d}{Texto}", "https://a.example/c_d"),
    "a line's end": ("https://a.example/un/\n   camino.pdf", "https://a.example/un/camino.pdf"),
    "in a command": ("\\url{https://a.example/un/\r\n camino.pdf}", "https://a.example/un/camino.pdf"),
    "none of it": ("https://a.example/~ana/$x?y=1&z=2#/e", "https://a.example/~ana/$x?y=1&z=2#/e"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "url"), FIELDS.values(), ids=FIELDS.keys())
def test_a_field_of_an_address(value: str, url: str) -> None:
    assert address(value) == url
    assert urls(f"@misc{{a, title={{A}}, url={{{value}}}}}") == [url]


def urls(text: str) -> list[str]:
    return [one.url for one in read(text.encode(), "a.bib", "").citations]


def test_addresses_one_below_the_other_are_two() -> None:
    value = "https://a.example/a\n  https://a.example/b\n  (consultado en 2018)"
    assert urls(f"@misc{{a, url={{{value}}}}}") == ["https://a.example/a", "https://a.example/b"]


NOTES = {
    "escapes": (r"Disponible en https://a.example/c\%20d\_e.", "Disponible en https://a.example/c%20d_e."),
    "accents beside it": (r"En l{\'i}nea: https://a.example/\~{}ana", "En línea: https://a.example/~ana"),
    "a font": (r"\emph{Ver \url{https://a.example/a\_b}}", "Ver  https://a.example/a_b "),
    "an unknown font": (r"\texttt{https://a.example/a\_b}", r"\texttt{https://a.example/a_b}"),
    "a link's words": (r"El \href{https://a.example/a}{acta}, dice", "El  acta https://a.example/a , dice"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "shown"), NOTES.values(), ids=NOTES.keys())
def test_addresses_within_a_note(value: str, shown: str) -> None:
    reading = read(f"@misc{{a, title={{A}}, note={{{value}}}}}".encode(), "a.bib", "")
    assert " ".join(shown.split()) in reading.text
    assert len(reading.citations) == 1


def test_remarks_of_one_reference_are_told_apart() -> None:
    text = r"@misc{a, howpublished={\url{https://a.example/x}}, note={acta.pdf}}"
    assert urls(text) == ["https://a.example/x"]


def test_a_value_in_pieces_is_joined_or_no_address() -> None:
    text = """@string{host = "https://a.example"}
    @string{base = host # "/docs/"}
    @misc{a, url = base # "x.pdf"}
    @misc{b, url = "https://a.example/" # {y} # 2018 # ".pdf"}
    @misc{c, url = "https://a.example/" # nobody # ".pdf"}
    @misc{d, url = {https://a.example/#/z}}
    @misc{e, url = base}
    @string{anno = 2018}
    @string{same = base}
    @string{lost = nobody}
    @misc{g, url = same # anno # ".pdf"}
    @misc{h, url = base # lost # ".pdf"}
    @misc{f, date = "10~" # jan, title = {Acta} # " y más", url = {https://a.example/f}}
    """
    assert urls(text) == [
        "https://a.example/docs/x.pdf",
        "https://a.example/y2018.pdf",
        "https://a.example/#/z",
        "https://a.example/docs/",
        "https://a.example/docs/2018.pdf",
        "https://a.example/f",
    ]
    assert "Acta y más" in read(text.encode(), "a.bib", "").text


def test_names_that_double_names_fill_no_memory() -> None:
    names = "".join(f"@string{{n{i + 1} = n{i} # n{i}}}\n" for i in range(60))
    text = f'@string{{n0 = "https://a.example/"}}\n{names}@misc{{a, url = n60 # "x"}}\n'
    begun = time.process_time()
    assert urls(text) == []
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "value",
    [
        r"\url{" * 3000, r"{\_" * 3000,
        "https://a.example/" + r"\~" * 50_000, "$\\sim" * 20_000, " \n" * 50_000, '"{' * 20_000,
    ],
    ids=["commands", "braces", "tildes", "relations", "breaks", "marks"],
)  # fmt: skip
def test_a_field_made_to_cost_time_costs_none(value: str) -> None:
    begun = time.process_time()
    address(value)
    urls(f"@misc{{a, url={{{value}}}, note={{{value}}}}}")
    urls(f"@misc{{a, url=x # {value}}}")
    assert time.process_time() - begun < 5
