"""RIS as programs and catalogues write it: which tags are addresses, and where an address ends."""

from __future__ import annotations

import time

import pytest

from evidence.citations.reading import read

DOI = "https://doi.org/10.1000/183"
RECORDS = {
    "a catalogue's number is no address": ("UR  - <Go to ISI>://WOS:1\nDO  - 10.1000/183", [DOI]),
    "nor beside a DOI with its scheme": (f"UR  - <Go to ISI>://WOS:1\nDO  - {DOI}", [DOI]),
    "an address goes before a DOI": ("UR  - https://a.example/\nDO  - 10.1000/183", ["https://a.example/"]),
    "every tag of an address": (
        "".join(f"{tag}  - https://a.example/{tag}{tag}\n" for tag in ("LK", "L1", "L1", "L2", "L3", "L4")),
        [f"https://a.example/{tag}{tag}" for tag in ("LK", "L1", "L1", "L2", "L3", "L4")],
    ),
    "remarks": (
        "M1  - https://a.example/m\nAV  - Ver https://a.example/av",
        ["https://a.example/m", "https://a.example/av"],
    ),
    "the next line": ("UR  - https://a.example/un/\n  largo.pdf", ["https://a.example/un/largo.pdf"]),
    "and the next": ("UR  - https://a.example/un/\r\nmuy/\r\nlargo.pdf", ["https://a.example/un/muy/largo.pdf"]),
    "another address": (
        "UR  - https://a.example/a\nhttps://a.example/b",
        ["https://a.example/a", "https://a.example/b"],
    ),
    "words below": ("UR  - https://a.example/a\nconsultado el 3-5-2018", ["https://a.example/a"]),
    "a word below": ("UR  - https://a.example/a\nconsultado", ["https://a.example/a"]),
    "brackets below": ("UR  - https://a.example/a\n(3-5-2018)", ["https://a.example/a"]),
    "a blank line": ("UR  - https://a.example/a\n\nlargo.pdf", ["https://a.example/a"]),
    "words of a title": ("UR  - https://a.example/a\nTI  - Ver\nlargo.pdf", ["https://a.example/a"]),
    "a file beside it": ("UR  - https://a.example/a\nL1  - files/12/acta.pdf", ["https://a.example/a"]),
    "a semicolon": ("UR  - https://a.example/x;id=1?y", ["https://a.example/x;id=1?y"]),
    "a list": (
        "UR  - https://a.example/a;https://a.example/b ; https://a.example/c",
        ["https://a.example/a", "https://a.example/b", "https://a.example/c"],
    ),
}  # fmt: skip


def urls(text: str) -> list[str]:
    return [one.url for one in read(text.encode(), "a.ris", "").citations]


@pytest.mark.parametrize(("lines", "found"), RECORDS.values(), ids=RECORDS.keys())
def test_a_reference(lines: str, found: list[str]) -> None:
    assert urls(f"TY  - RPRT\nAU  - Luna\n{lines}\nER  - \n") == found


def test_the_last_reference_needs_no_end() -> None:
    first = "TY  - RPRT\nUR  - https://a.example/a\nER  - \n"
    assert urls(f"{first}TY  - RPRT\nUR  - https://a.example/b\n") == [
        "https://a.example/a",
        "https://a.example/b",
    ]
    assert urls(first) == ["https://a.example/a"]


def test_lines_without_end_cost_no_time() -> None:
    begun = time.process_time()
    urls("TY  - RPRT\nUR  - https://a.example/\n" + "a/\n" * 100_000)
    assert time.process_time() - begun < 10
