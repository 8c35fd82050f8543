"""Halves of letters come in from scripts and from JSON, and no text that is kept may hold one."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from evidence.citations import read
from evidence.content import extract
from evidence.errors import StoreDamaged, StoreError
from evidence.formats import literals
from evidence.store import Store
from evidence.well_formed import well_formed, well_formed_json

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acta \ud83d", "Acta \ufffd"),
        ("\ude00 del día", "\ufffd del día"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\ud83d\ude00 \ud83d\ud83d\ude00", "😀 \ufffd😀"),
        ("Acta 😀", "Acta 😀"),
        ("Sesión ñ", "Sesión ñ"),
        ("Acta", "Acta"),
        ("", ""),
    ],
)
def test_half_a_letter_is_a_sign_of_its_own_and_whole_ones_stay(text: str, told: str) -> None:
    assert well_formed(text) == told
    assert json.loads(well_formed_json(json.dumps(text))) == told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (r'"\uD83D"', "\ufffd"),
        (r'"\ud83d\ud83d\ude00"', "\ufffd😀"),
        (r'"\ud83d\\ude00"', "\ufffd\\ude00"),
        (r'"\\ud83d"', r"\ud83d"),
        (r'"\\\ud83d"', "\\\ufffd"),
        (r'"\ud83dx\ude00"', "\ufffdx\ufffd"),
        (r'"\ud7ff\ue000"', "\ud7ff\ue000"),
        (r'"C:\\udc00"', r"C:\udc00"),
    ],
)
def test_json_says_what_it_says_but_for_halves(written: str, told: str) -> None:
    assert json.loads(well_formed_json(written)) == told


def test_a_long_text_of_halves_is_read_in_a_moment() -> None:
    assert len(json.loads(well_formed_json('"' + r"\ud83d" * 500_000 + '"'))) == 500_000


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (
            rb'{"title": "Acta \ud83d", "body": "El comit\u00e9 acord\u00f3 \ude00"}',
            "application/json",
        ),
        (b"<p>a &#xd83d; b &#55357;</p>", "text/html"),
    ],
)
def test_no_text_of_a_page_holds_one(body: bytes, media_type: str) -> None:
    lines = "\n".join(extract(body, media_type, "https://example.org/").lines)
    assert "\ufffd" in lines
    lines.encode()


def test_nor_does_what_a_script_carries() -> None:
    found = literals.loads(r"{titulo: 'Acta \ud83d', otro: 'bien 😀 \ud83d\ude00'}")
    assert found == {"titulo": "Acta \ufffd", "otro": "bien 😀 😀"}


def test_nor_does_a_sheet_in_which_letters_are_written_as_numbers() -> None:
    """``_xD83D_`` (ECMA-376, 22.9.2.19), in what is read and in what is cited."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Acta _xD83D_ _xD83D__xDE00_ en https://a.example/x_xD83D_y"
    book.save(file)
    assert "Acta \ufffd 😀 en" in read(file.getvalue(), "acta.xlsx", "").text
    (citation,) = read(file.getvalue(), "acta.xlsx", "").citations
    citation.url.encode()


def test_the_store_says_so_and_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    for fails in (
        lambda: store.value("SELECT ?", "Acta \ud83d"),
        lambda: store.all("SELECT ?", "Acta \ud83d"),
        lambda: note(store, "Acta \ud83d"),
    ):
        with pytest.raises(StoreError, match="half a letter") as caught:
            fails()
        assert not isinstance(caught.value, StoreDamaged)  # the file is sound
    note(store, "Acta 😀")
    assert store.value("SELECT COUNT(*) FROM custody") == 1
    store.close()


def note(store: Store, text: str) -> None:
    with store.transaction("test", {"text": text}):
        pass
