"""PDF files as pictures of their pages."""

from __future__ import annotations

import zlib
from base64 import b64decode

import pytest

from evidence import fence
from evidence.fence import Refused
from testigo.desk.copies import pdf
from testigo.desk.copies.pdf import Drawn, Found
from tests.unit.documents import drawn, placed
from tests.unit.documents import pdf as document

PASSAGE = "todos los contratos de obra"
YELLOW = b"\xff\xe1\x4d"


def pixels(made: Drawn) -> bytes:
    """The rows of a picture of ours: one stream, no filters."""
    data = b64decode(made.png)
    at = data.index(b"IDAT")
    raw = zlib.decompress(data[at + 4 : at + 4 + int.from_bytes(data[at - 4 : at])])
    stride = 3 * made.width + 1
    return b"".join(raw[row * stride + 1 : (row + 1) * stride] for row in range(made.height))


def test_the_page_of_the_passage_comes_first() -> None:
    body = document([["uno"], ["dos"], [f"La ley: {PASSAGE}."], ["cuatro"]])
    found = pdf.find(body, wanted=["nada de esto", PASSAGE], first=0)
    assert (found.pages, found.first, len(found.texts)) == (4, 3, 2)
    ((page, start, stop),) = found.marks
    assert page == 3
    assert found.texts[0][start:stop] == PASSAGE
    assert pdf.find(body, wanted=[], first=0).first == 1
    assert pdf.find(body, wanted=[PASSAGE], first=2).first == 2


def test_a_passage_over_two_lines_and_two_pages_is_marked_on_both() -> None:
    body = document([["Deberá publicar todos", "los contratos"], ["de obra hidráulica."]])
    found = pdf.find(body, wanted=["publicar todos los contratos de obra"], first=0)
    assert [one[0] for one in found.marks] == [1, 2]
    for number in (1, 2):
        assert YELLOW in pixels(pdf.draw(body, number=number, marks=found.marks))


def test_only_what_is_marked_is_coloured_and_words_stay_dark() -> None:
    body = document([["uno", PASSAGE, "tres"]])
    found = pdf.find(body, wanted=[PASSAGE], first=0)
    bare, marked = (pixels(pdf.draw(body, number=1, marks=marks)) for marks in ((), found.marks))
    assert YELLOW not in bare
    assert 0 < sum(a != b for a, b in zip(bare, marked, strict=True)) < len(bare) // 20
    assert marked.count(b"\0\0\0") >= bare.count(b"\0\0\0") * 9 // 10


def test_a_page_is_drawn_within_bounds() -> None:
    page = drawn(placed((10, 10, 12, "ancho")))
    for box in (b"[0 0 14400 100]", b"[0 0 1 1]", b"[0 0 99 9999999]"):
        made = pdf.draw(page.replace(b"[0 0 600 800]", box), number=1, marks=())
        assert max(made.width, made.height) <= 3_001


@pytest.mark.parametrize(
    "marks", [[[1, 0, 10**6]], [[1, 5, 2]], [[1, 0, 0]], [[9, 0, 1]], [[1, 0, 3]] * 40]
)
def test_marks_that_are_none_do_no_harm(marks: list[list[int]]) -> None:
    assert pdf.draw(document([["uno"]]), number=1, marks=marks).width > 0


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Refused):
        pdf.find(b"%PDF-1.7 nada", wanted=[], first=0)
    with pytest.raises(Refused):
        pdf.draw(document([["uno"]]), number=2, marks=())
    with pytest.raises(fence.FenceFailure):
        fence.call(
            fence.Task("testigo.desk.copies.pdf:find", Found), b"\0" * 99, wanted=["a"], first=0
        )
