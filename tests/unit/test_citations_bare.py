"""Hosts without a scheme, and the words of a sentence that look like them."""

from __future__ import annotations

import pytest

from tests.unit.plain_text import found


@pytest.mark.parametrize(
    "words",
    [
        "INE.CG/100", "Morena.PT/PVEM", "Art.6.CO/2018", "sec.3.MX/NL", "art.6.co/2018", "e.g.in/on", "ed.al/ter",
        "cap.es/ca", "vs.no/si", "nota.Mx/a", "acuerdo.Es/muy", "Diputados.La/ley", "SCJN.TV/SALA", "EXP.IN/2018",
        "A.MX/1", "a.m./p.m.", "S.A./C.V.", "ed.org/", "acuerdo.es/ ", "Acuerdo.org/ ", "x.mx/,", "gob.mx//",
    ],
)  # fmt: skip
def test_words_that_look_like_a_host_are_none(words: str) -> None:
    assert found(f"el {words} dijo") == []


@pytest.mark.parametrize(
    "site",
    [
        "datos.gob.mx/busca", "DATOS.GOB.MX/BUSCA", "INE.MX/ACUERDO", "t.me/canal", "wa.me/5255", "163.com/a",
        "bit.ly/2xYz", "rtve.es/noticias", "spiegel.de/politik", "Gob.mx/sfp", "cap.es/ca/doc", "ed.ac.uk/x1/y",
        "x.com/ine", "tablero.alianzamx.org/", "gob.mx/?q=1", "alianzamx.org/#inicio", "ine.mx/~ana",
    ],
)  # fmt: skip
def test_a_site_without_a_scheme_is_found(site: str) -> None:
    for before, after in ((" ", " "), ("(", ")"), (" ", ", "), (" ", ". "), (" ", "")):
        text = f"en{before}{site}{after}"
        (item,) = found(text)
        assert (item.url, item.repairs, item.alternatives) == (f"http://{site}", ("scheme",), ())
        assert text[item.start : item.end] == item.raw == site
