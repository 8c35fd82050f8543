"""An error that is told as data or as plain text, with status 200, where a file or a page was cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes.compare import compare
from evidence.changes.model import Change, Kind
from evidence.content import extract
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Look, Probe
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import ARTICLE, baseline, look, words

FILE = "https://dependencia.example/docs/acta-2019.pdf"
REFUSED = tuple(Probe(FILE.replace("acta-2019", name), 404) for name in ("qwertyui", "asdfghjk"))
PDF, OLE = "application/pdf", "application/x-ole-storage"
ERRORS = {
    "json": (b'{"status":404,"error":"Not Found","message":"Archivo no encontrado"}', "application/json"),
    "null": (b"null", "application/json"),
    "none": (b"[]", "application/json"),
    "a store": (
        (b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist."
        b"</Message></Error>"),
        "application/xml",
    ),
    "php": (
        (b"Warning: readfile(/docs/acta.pdf): failed to open stream: No such file or directory in "
        b"/var/www/descarga.php on line 12, called from /var/www/index.php on line 40"),
        "text/plain",
    ),
}  # fmt: skip


def sent(body: bytes, kind: str, url: str = FILE, before: str = "") -> Look:
    seen = look(url=url, content=extract(body, kind, url), probes=REFUSED)
    if not before:
        return seen
    base = replace(baseline("", url, before), content=None)
    return replace(seen, baseline=base, change=Change(Kind.INCOMPARABLE))


@pytest.mark.parametrize("before", ["", PDF])
@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_not_the_file(name: str, before: str) -> None:
    judgement = judge(sent(*ERRORS[name], before=before))
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.SUSPECTED)


def test_an_error_is_not_the_page() -> None:
    before = baseline(f"<p>{ARTICLE['es'] * 20}</p>")
    now = extract(*ERRORS["json"])
    assert before.content is not None
    seen = look(content=now, baseline=before, change=compare(before.content, now))
    assert judge(seen).cause is Cause.SOFT_404


@pytest.mark.parametrize(
    ("body", "kind", "url", "before"),
    [
        (*ERRORS["json"], "https://dependencia.example/datos/acta.json", ""),
        (*ERRORS["json"], "https://dependencia.example/api/acta", ""),
        (*ERRORS["json"], FILE, "application/json"),
        (b"uno,dos", "text/csv", FILE, "text/csv"),
        (words(60).encode(), "text/plain", FILE.replace(".pdf", ".xls"), OLE),
        (f"<?xml version='1.0'?><d>{words(60)}</d>".encode(), "text/xml", FILE[:-3] + "doc", ""),
        (b"{\\rtf1 Acta de la sesi\\'f3n}", "application/rtf", FILE, OLE),
    ],
    ids=["data", "an interface", "data before", "a table", "a table as .xls", "XML as .doc", "RTF"],
)
def test_data_where_data_may_come_and_another_kind_of_document_are_there(
    body: bytes, kind: str, url: str, before: str
) -> None:
    assert judge(sent(body, kind, url, before)).verdict is Verdict.ALIVE
