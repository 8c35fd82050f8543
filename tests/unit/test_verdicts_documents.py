"""What came under a document's name is told by its first bytes, never by its name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evidence.changes.model import Change, Kind
from evidence.content import extract
from evidence.verdicts.capture import is_document_capture
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Look, Probe
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Certainty, Verdict

CHALLENGE = b"<html><head><title>Challenge Validation</title><script src=/a></script></head><body></body></html>"
SCRIPT = b"<html><head><script src=/a></script></head><body><iframe></iframe></body></html>"
ERROR = b"<html><title>404</title><h1>Archivo no encontrado</h1></html>"
HOME = (
    b"<html><title>Gobierno</title><p>"
    + b"Consulte los programas y servicios de la dependencia. " * 60
    + b"</html>"
)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def came(body: bytes, url: str, **facts: object) -> Look:
    content = extract(body, "application/octet-stream", url)
    known = {"final_url": url, "status": 200, "content": content, **facts}
    return Look(url, datetime(2026, 11, 1, tzinfo=UTC), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["formato.xlsx", "plan.docx", "acta.pdf", "modelo.doc", "datos.csv"]
)
@pytest.mark.parametrize("body", [CHALLENGE, SCRIPT])
def test_a_challenge_under_a_documents_name_is_blocked(name: str, body: bytes) -> None:
    look = came(body, f"https://www.gob.example/cms/uploads/{name}")
    judgement = judge(look)
    assert judgement.verdict is Verdict.BLOCKED
    assert not is_document_capture(look, judgement)


@pytest.mark.parametrize(
    ("name", "body"), [("acta.pdf", PDF), ("modelo.doc", OLE), ("pagina.html", HOME)]
)
def test_the_real_thing_is_a_capture(name: str, body: bytes) -> None:
    look = came(body, f"https://www.gob.example/cms/{name}")
    assert judge(look).verdict is Verdict.ALIVE
    assert is_document_capture(look, judge(look))


def test_an_error_page_in_place_of_a_pdf_is_missing() -> None:
    look = came(ERROR, "https://www.gob.example/acta.pdf")
    assert judge(look).cause is Cause.SOFT_404
    assert not is_document_capture(look, judge(look))


def test_any_page_in_place_of_a_pdf_is_suspected_until_the_probes_tell() -> None:
    url = "https://www.gob.example/acta.pdf"
    look = came(HOME, url)
    judgement = judge(look)
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.SUSPECTED)
    assert Want.PROBES in wants(look, judgement)
    home = extract(HOME, "text/html")
    same = tuple(Probe(f"https://www.gob.example/{n}.pdf", 200, "", home) for n in "ab")
    assert judge(came(HOME, url, probes=same)).at_most is Certainty.CONFIRMED
    hard = tuple(Probe(f"https://www.gob.example/{n}.pdf", 404) for n in "ab")
    assert judge(came(HOME, url, probes=hard)).verdict is Verdict.ALIVE


def base(media_type: str, url: str) -> Baseline:
    return Baseline("first-good", "", "2026-01-01", url, media_type, "", None)


def test_the_baseline_says_what_is_expected_before_the_name_does() -> None:
    url = "https://www.gob.example/visor/acta.pdf"
    change = Change(Kind.COSMETIC)
    page_before = came(HOME, url, baseline=base("text/html", url), change=change)
    assert judge(page_before).verdict is Verdict.ALIVE
    viewer = "https://www.gob.example/Documento?doc=acta.pdf"
    pdf_before = came(
        HOME, viewer, baseline=base("application/pdf", viewer), change=Change(Kind.INCOMPARABLE)
    )
    assert judge(pdf_before).cause is Cause.SOFT_404


def test_a_cut_or_doubtful_body_is_no_capture() -> None:
    url = "https://www.gob.example/acta.pdf"
    for facts in ({"truncated": "length"}, {"tls_problem": "expired"}):
        look = came(PDF, url, **facts)
        assert not is_document_capture(look, judge(look))
