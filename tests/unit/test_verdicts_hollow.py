"""A file with nothing to read in it is not the document that stood there; a scan and a small file are."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook

from evidence.changes import compare
from evidence.content import Content, extract
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Judgement, Look
from evidence.verdicts.wording import explain
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import ARTICLE, NOW

URL = "https://dependencia.example/docs/acta-2019"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = f"<h1>Plan</h1><p>{ARTICLE['es'] * 20}</p>".encode()


def picture(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0"


def archive(**files: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return body.getvalue()


def workbook(*rows: tuple[object, ...], title: str = "Hoja 1") -> bytes:
    book, body = Workbook(), io.BytesIO()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(body)
    return body.getvalue()


def pdf(*texts: str) -> bytes:
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(texts)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(texts)}>>"]
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for number, text in enumerate(texts):
        shown = f"BT /F1 10 Tf 50 700 Td ({text}) Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 792]/Resources{font}/Contents {4 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


ROWS = [("Folio", "Contrato"), *((n, f"Contrato de obra {n}") for n in range(60))]
DOCUMENTS = {
    ".pdf": (pdf(*[ARTICLE["en"] * 3] * 9), "application/pdf"),
    ".xlsx": (workbook(*ROWS), XLSX),
    ".zip": (archive(a="folio,monto\n" * 50, b="x" * 99), "application/zip"),
    ".html": (PAGE, "text/html"),
    ".csv": (b"folio,contrato\n" + b"1,obra de la cuenca\n" * 60, "text/csv"),
    ".png": (picture(900, 1200), "image/gif"),
}
HOLLOW = {
    "a point": (picture(1, 1), "image/gif"),
    "an empty archive": (archive(), "application/zip"),
    "no pages": (pdf(), "application/pdf"),
}


def read(body: bytes, kind: str, url: str) -> Content:
    return extract(body, kind, url)


def seen(body: bytes, kind: str, of: str, *, first: bool = False, **facts: object) -> Look:
    url = URL + of
    new = read(body, kind, url)
    look = Look(url, NOW, final_url=url, status=200, content=new)
    if not first:
        old = read(*DOCUMENTS[of], url)
        base = Baseline(
            "first-good", "", "2026-01-02", url, old.media_type, old.raw_sha256, None, old
        )
        look = replace(look, baseline=base, change=compare(old, new))
    return replace(look, **facts)  # type: ignore[arg-type]


def is_suspected(judgement: Judgement, rule: str = "soft-404.hollow") -> bool:
    told = (judgement.cause, judgement.at_most, judgement.reasons[0].rule)
    return told == (Cause.SOFT_404, Certainty.SUSPECTED, rule)


@pytest.mark.parametrize("of", DOCUMENTS)
@pytest.mark.parametrize("name", HOLLOW)
def test_where_a_document_stood_a_file_that_holds_nothing_is_a_suspected_loss(
    name: str, of: str
) -> None:
    judgement = judge(seen(*HOLLOW[name], of))
    assert is_suspected(judgement)
    assert "nothing to read" in explain(judgement.reasons[0])


@pytest.mark.parametrize("name", HOLLOW)
@pytest.mark.parametrize("of", [".pdf", ".xlsx", ".zip", ".csv"])
def test_it_is_one_at_first_sight_under_the_name_of_a_file(name: str, of: str) -> None:
    assert is_suspected(judge(seen(*HOLLOW[name], of, first=True)))


def test_a_workbook_without_a_cell_is_not_the_workbook_nor_the_page() -> None:
    for of in (".xlsx", ".pdf", ".html"):
        assert is_suspected(judge(seen(workbook(), XLSX, of)))
    assert judge(seen(workbook(("Sin datos",)), XLSX, ".xlsx")).verdict is Verdict.CHANGED
    # at first sight it may hold pictures and charts
    assert judge(seen(workbook(), XLSX, ".xlsx", first=True)).verdict is Verdict.ALIVE


@pytest.mark.parametrize(
    ("size", "of", "lost"),
    [
        ((399, 900), ".pdf", True),
        ((300, 200), ".xlsx", True),
        ((300, 200), ".html", True),
        ((400, 900), ".pdf", False),  # perhaps a scan
        ((300, 200), ".png", False),  # a smaller picture is a picture
        ((2, 2), ".png", True),
        ((2, 3), ".png", False),
    ],
)
def test_a_picture_in_which_no_text_can_be_read_is_not_the_text(
    size: tuple[int, int], of: str, *, lost: bool
) -> None:
    assert is_suspected(judge(seen(picture(*size), "image/gif", of))) is lost


@pytest.mark.parametrize("of", [".html", ".png", ""])
def test_a_picture_at_first_sight_may_be_what_is_shown_there(of: str) -> None:
    look = seen(picture(1, 1), "image/gif", of, first=True)
    assert judge(look).cause is Cause.FIRST_LOOK


def test_what_was_cut_or_always_stood_there_is_no_loss() -> None:
    assert (
        judge(seen(picture(1, 1), "image/gif", ".pdf", truncated="length")).verdict is Verdict.ALIVE
    )
    url = f"{URL}.pdf"
    old, new = (read(pdf() + tail, "application/pdf", url) for tail in (b"", b"\n"))
    base = Baseline("first-good", "", "2026-01-02", url, old.media_type, old.raw_sha256, None, old)
    look = Look(url, NOW, final_url=url, status=200, content=new, baseline=base)
    assert judge(replace(look, change=compare(old, new))).verdict is Verdict.ALIVE


def test_a_pdf_that_says_it_is_not_there_took_the_place_of_one() -> None:
    error = pdf("Error 404. El documento solicitado no existe.")
    assert is_suspected(judge(seen(error, "application/pdf", ".pdf")), "soft-404.lexicon")
    # an office may answer in writing that it found nothing
    assert judge(seen(error, "application/pdf", ".pdf", first=True)).verdict is Verdict.ALIVE
    act = pdf("Acta de la sesion 4. Se aprobo el orden del dia por unanimidad.")
    assert judge(seen(act, "application/pdf", ".pdf")).cause is Cause.REPLACED


def test_a_pdf_without_pages_is_told_from_a_damaged_one_whatever_was_read_before() -> None:
    url = f"{URL}.pdf"
    for body in (b"%PDF-1.4\n1 0 obj", DOCUMENTS[".pdf"][0]):
        read(body, "application/pdf", url)
        assert read(pdf(), "application/pdf", url).problem == "this PDF has no pages"
    assert read(pdf("Uno"), "application/pdf", url).extra == {"pages": "1"}
