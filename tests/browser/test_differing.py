"""Where a page differs from what it showed is a third picture, in reports, certificates and at the desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import testigo
from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from evidence.vocabulary import PartRole
from tests.browser.site import Reply, Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.site import Asked
    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
SHELL = """<!doctype html><html lang=es><title>Tablero</title><div id=app></div>
<div id=notice style="height: 90px; width: 90px"></div><script>
fetch('/data').then(r => r.json()).then(all => {
  notice.style.background = all.colour
  app.innerHTML = all.text.map(one => '<p>' + one + '</p>').join('') })</script>"""
TEXT = [f"Compromiso {n}: publicar cada mes la calidad del agua de las cuencas." for n in range(9)]


def test_what_changed_is_outlined_and_what_always_varies_is_masked(
    bench: Bench, tmp_path: Path
) -> None:
    text, colours = list(TEXT), iter(("red", "green", "blue", "black", "orange", "grey"))

    def data(_: Asked) -> Reply:
        told = {"text": text, "colour": next(colours)}
        return Reply(json.dumps(told).encode(), "application/json")

    with Site({"/tablero": Reply(SHELL.encode()), "/data": data}) as site:
        url = f"http://127.0.0.1:{site.port}/tablero"
        bench.cite(url)
        night = ("run", "--no-archive", "--only", "all")
        for _ in range(2):
            assert bench.testigo(*night, **{SWITCH: ""}).code == 0
        text[4] = "El compromiso se canceló por acuerdo de la dependencia responsable."
        assert bench.testigo(*night, **{SWITCH: ""}).out.startswith("1 changed\n")
    for language, words in (
        ("en", ("Parts that differ: 1.", "Hatched in grey")),
        ("es", ("Partes que difieren: 1.", "Lo rayado en gris")),
    ):
        out = tmp_path / f"{language}.html"
        assert bench.testigo("report", "--out", str(out), "--lang", language).code == 0
        section = out.read_text("utf-8").partition('id="pictures"')[2].partition("</section>")[0]
        assert section.count('<img src="data:image/webp;base64,') == 3
        assert [word for word in words if word not in section] == [], section[-1500:]
    folder = testigo.open(bench.path)
    parts = testigo.answer(folder, url).parts
    drawn = next(one.check.capture for one in parts if one.role is PartRole.RENDERED)
    assert drawn is not None
    page = testigo.certificate(folder, drawn.id)
    assert page.count('<img src="data:image/webp;base64,') == 2
    assert "Parts that differ: 1." in page
    assert "Partes que difieren: 1." in page
    shown = testigo.pictures(folder, url)
    assert shown.before
    assert shown.after
    assert shown.differing
    assert "Lo rayado en gris" in shown.differing.told.es
