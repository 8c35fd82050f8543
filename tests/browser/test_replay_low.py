"""A page whose scripts ask for another address at each visit can't be opened again, and everybody is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from tests.browser.site import Reply, Site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.site import Asked
    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
SHELL = """<!doctype html><html lang=es><title>Tablero</title><div id=app></div><script>
fetch('/data?n=' + Math.random().toString(36).slice(2)).then(r => r.json()).then(all => {
  app.innerHTML = all.map(one => '<p>' + one + '</p>').join('') })</script>"""
TEXT = [f"Compromiso {n}: publicar cada mes la calidad del agua de las cuencas." for n in range(9)]


def test_low_scores_are_told_by_verify_and_beside_the_picture(bench: Bench, tmp_path: Path) -> None:
    text = list(TEXT)

    def data(_: Asked) -> Reply:
        return Reply(json.dumps(text).encode(), "application/json")

    with Site({"/tablero": Reply(SHELL.encode()), "/data": data}) as site:
        bench.cite(f"http://127.0.0.1:{site.port}/tablero")
        night = ("run", "--no-archive", "--only", "all")
        assert bench.testigo(*night, **{SWITCH: ""}).code == 0
        text[4] = "El compromiso se canceló."
        assert bench.testigo(*night, **{SWITCH: ""}).out.startswith("1 changed\n")
    done = bench.testigo("verify", "--replay")
    assert done.code == 0, done.err
    assert done.out.count("/tablero") == 2
    told = json.loads(bench.testigo("verify", "--replay", "--format", "json").out)["replay"]
    assert told["low"] == len(told["pages"]) == 2
    assert all(page["text"] < 0.5 and page["lacking"] == 1 for page in told["pages"])
    for language, words in (("en", "Opened again"), ("es", "Abierta de nuevo")):
        out = tmp_path / f"{language}.html"
        assert bench.testigo("report", "--out", str(out), "--lang", language).code == 0
        pictures = out.read_text("utf-8").partition('id="pictures"')[2].partition("</section>")[0]
        assert pictures.count(words) == 2
