"""The code of HYPERLINK fields: which of its words is the target."""

from __future__ import annotations

import time

import pytest

from evidence.formats.hyperlink_field import target_of

A = "https://www.gob.mx/a"
LEADING_OUT = {
    "as Word writes it": (f' HYPERLINK "{A}" ', A),
    "without quotes": (f"HYPERLINK {A}", A),
    "curly quotes": (f"HYPERLINK “{A}”", A),
    "German quotes": (f"HYPERLINK „{A}“", A),
    "in small letters": (f'hyperlink "{A}"', A),
    "what the mouse shows comes first": (f'HYPERLINK \\o "Informe final" "{A}"', A),
    "what the mouse shows comes last": (f'HYPERLINK "{A}" \\o "Informe final"', A),
    "what the mouse shows has quotes": (f'HYPERLINK \\o "el \\"acta\\" dos" "{A}"', A),
    "what the mouse shows is an address": (f'HYPERLINK \\o "https://b.example/" "{A}"', A),
    "a frame": (f'HYPERLINK \\t "_blank" "{A}"', A),
    "a switch glued to the name": (f'HYPERLINK\\h "{A}"', A),
    "switches without an argument": (f'HYPERLINK \\n \\m "{A}"', A),
    "a general switch": (f'HYPERLINK "{A}" \\* MERGEFORMAT', A),
    "a general switch before it": (f"HYPERLINK \\* MERGEFORMAT {A}", A),
    "a place": (f'HYPERLINK "{A}" \\l "sec 1"', f"{A}#sec 1"),
    "a place before it": (f'HYPERLINK \\l "#sec" "{A}" \\o "x"', f"{A}#sec"),
    "blanks inside the quotes": (f'HYPERLINK " {A} "', A),
    "never closed": (f'HYPERLINK "{A}', A),
    "a share": ('HYPERLINK "file:\\\\\\\\servidor\\\\acta.pdf"', "file:\\\\servidor\\acta.pdf"),
}


@pytest.mark.parametrize(("code", "target"), LEADING_OUT.values(), ids=LEADING_OUT.keys())
def test_the_target_is_what_belongs_to_no_switch(code: str, target: str) -> None:
    assert target_of(code) == target


INWARD = ["", "HYPERLINK", 'HYPERLINK \\l "_Toc1"', f'HYPERLINK \\o "{A}"']
OTHERS = [f'HYPERLINKS "{A}"', f'PAGEREF "{A}"', f'X HYPERLINK "{A}"']


@pytest.mark.parametrize("code", INWARD + OTHERS)
def test_what_leads_nowhere_out_of_the_document(code: str) -> None:
    assert target_of(code) == ""


@pytest.mark.parametrize("piece", ['"', "\\", "\\l ", '\\"', "“", '" ', "\\o\\"])
def test_a_megabyte_of_signs_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    begun = time.process_time()
    target_of("HYPERLINK " + piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 5
