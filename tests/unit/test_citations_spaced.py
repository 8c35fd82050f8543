"""Addresses with blanks: whole where a cell or brackets hold nothing else, and offered in a sentence."""

from __future__ import annotations

import time

import pytest

from evidence.citations.reading import read

DOCS = "https://a.example/docs/"
SPACED = f"{DOCS}Informe final 2018.pdf"
WHOLE = f"{DOCS}Informe%20final%202018.pdf"


def urls(text: str, name: str) -> list[str]:
    return [one.url for one in read(text.encode(), name, "").citations]


def cell(text: str) -> list[str]:
    return urls(f'Meta,Evidencia\nAgua,"{text}"\nLuz,x\n', "a.csv")


WHOLE_CELLS = {
    "several blanks": (SPACED, WHOLE),
    "brackets": (f"{DOCS}Acta (1).pdf", f"{DOCS}Acta%20(1).pdf"),
    "a comma": (f"{DOCS}Acta, anexo.pdf", f"{DOCS}Acta,%20anexo.pdf"),
    "capitals": (f"{DOCS}ACTA FINAL.DOCX", f"{DOCS}ACTA%20FINAL.DOCX"),
    "accents": (f"{DOCS}Sesión única.xlsx", f"{DOCS}Sesión%20única.xlsx"),
    "a query": ("https://a.example/ver?f=Acta uno.pdf", "https://a.example/ver?f=Acta%20uno.pdf"),
    "a blank that slipped in": (f"{DOCS}a/ b.pdf", f"{DOCS}a/b.pdf"),
}


@pytest.mark.parametrize(("text", "url"), WHOLE_CELLS.values(), ids=WHOLE_CELLS.keys())
def test_a_cell_that_is_one_address(text: str, url: str) -> None:
    (one,) = read(f'Meta,Evidencia\nAgua,"{text}"\n'.encode(), "a.csv", "").citations
    assert (one.raw, one.url, one.repairs) == (text, url, ("space",))
    assert text.partition(" ")[0].rstrip(",") in one.alternatives


OTHER_CELLS = {
    "two addresses": (f"{DOCS}a {DOCS}b.pdf", [f"{DOCS}a", f"{DOCS}b.pdf"]),
    "one without a scheme": (f"{DOCS}a www.b.example/b.pdf", [f"{DOCS}a", "http://www.b.example/b.pdf"]),
    "two files": (f"{DOCS}a.pdf y b.pdf", [f"{DOCS}a.pdf"]),
    "a list": (f"{DOCS}a; acta.pdf", [f"{DOCS}a"]),
    "no file": (f"{DOCS}a consultado en 2018", [f"{DOCS}a"]),
    "a host": ("https://a.example informe.pdf", ["https://a.example"]),
    "words before": (f"Ver {DOCS}a b.pdf", [f"{DOCS}a"]),
    "words behind": (f"{DOCS}a b.pdf (PDF)", [f"{DOCS}a"]),
    "a sentence": (f"{DOCS}a" + " y más" * 20 + " b.pdf", [f"{DOCS}a"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), OTHER_CELLS.values(), ids=OTHER_CELLS.keys())
def test_a_cell_that_says_more(text: str, found: list[str]) -> None:
    assert cell(text) == found


def test_angle_brackets_hold_one_address() -> None:
    assert urls(f"Disponible en <{SPACED}> (consultado).\n", "a.txt") == [WHOLE]
    assert urls("En <https://a.example/docs/\nInforme final 2018.pdf>.\n", "a.txt") == [WHOLE]
    assert urls(f"Ver <{DOCS}a y otras> y <b.pdf>.\n", "a.txt") == [f"{DOCS}a"]


OFFERED = {
    "a name": (f"Ver {SPACED}, del año.", [WHOLE]),
    "its end": (f"Ver {DOCS}Informe final v1.2.pdf.", [f"{DOCS}Informe%20final%20v1.2.pdf"]),
    "a file before": (f"Ver {DOCS}Informe.pdf y acta.pdf.", []),
    "a sentence's end": (f"Ver {DOCS}informe. El acta.pdf dice.", []),
    "a host": ("Ver https://a.example y acta.pdf.", []),
    "a host alone": ("Ver https://a.example/ y acta.pdf.", []),
    "far away": (f"Ver {DOCS}informe y todo lo que dice el acta.pdf.", []),
    "no file": (f"Ver {DOCS}informe y acta.", []),
}


@pytest.mark.parametrize(("text", "offered"), OFFERED.values(), ids=OFFERED.keys())
def test_a_sentence_offers_the_longer_reading(text: str, offered: list[str]) -> None:
    (one,) = read(text.encode(), "a.txt", "").citations
    assert " " not in one.raw
    assert [url for url in one.alternatives if "%20" in url] == offered


def test_markdown_s_links_may_have_blanks() -> None:
    text = (
        f'[a]({SPACED}), [b]({DOCS}Acta (1).pdf "El acta"), [c][r], [d]({DOCS}sin).\n\n'
        f"[r]: {DOCS}otro informe.pdf\n"
    )
    assert urls(text, "a.md") == [
        WHOLE,
        f"{DOCS}Acta%20(1).pdf",
        f"{DOCS}otro%20informe.pdf",
        f"{DOCS}sin",
    ]
    assert urls(f"[a]({DOCS}a {DOCS}b.pdf)", "a.md") == [f"{DOCS}a", f"{DOCS}b.pdf"]
    assert urls(f"[a]({DOCS}a) (ver b.pdf)", "a.md") == [f"{DOCS}a"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"a,b\n1,{DOCS}" + "a " * 200_000 + ".pdf\n", "a.csv"),
        (f"<{DOCS}" + "a " * 3_000 + ".pdf>\n", "a.txt"),
        (f"[a]({DOCS}a b" * 1_000, "a.md"),
        (f"{DOCS}a b c " * 500, "a.txt"),
    ],
    ids=["cell", "brackets", "links", "sentence"],
)
def test_what_is_made_to_cost_time_costs_none(text: str, name: str) -> None:
    begun = time.process_time()
    read(text.encode(), name, "")
    assert time.process_time() - begun < 10
