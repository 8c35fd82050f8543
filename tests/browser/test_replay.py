"""Pages kept by a night are opened again from the archive alone: they say and show what they did, and nobody is asked.

``make pages`` opens all pages of the tests, and writes what each came to.
"""

from __future__ import annotations

import json
import os
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from crawler.browser import pool
from crawler.run.drawing import SWITCH
from tests.browser.pages import REPLIES
from tests.browser.site import Site
from tests.browser.test_pages import _SECURE, CHOSEN
from tests.browser.world import join, whereabouts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(pool.available() is not None, reason=str(pool.available()))
ALIKE = 0.95
"""What text and picture must have of what was captured."""
OUT = os.environ.get("TESTIGO_PAGES_OUT")
"""A file for the scores."""


def test_what_is_kept_of_a_page_shows_it_again_without_the_network(
    bench: Bench, tmp_path: Path
) -> None:
    extra = '[browser]\nwhen = "always"\npages = 100\n'
    bench.configure(timeout=10.0, extra=extra)
    urls = [
        f"{'https' if number % 3 or path in _SECURE else 'http'}://site.example{path}"
        for number, path in enumerate(CHOSEN)
    ]
    bench.cite(*urls)
    with Site(REPLIES) as site:
        run = ("run", "--no-archive", "--only", "all")
        world = partial(join, *whereabouts(site, tmp_path / "knocks"))
        trusted = str(site.root(tmp_path / "root.pem"))
        done = bench.testigo(
            *run, prepare=world, within=900, **{SWITCH: "", "SSL_CERT_FILE": trusted}
        )
        assert done.code in (0, 1, 3), done.err
        site.asked.clear()
        done = bench.testigo("verify", "--replay", "--format", "json", within=900)
        assert done.code == 0, done.err
        assert site.asked == []
        assert bench.testigo("verify").code == 0
    told: dict[str, Any] = json.loads(done.out)["replay"]
    if OUT:
        _write(OUT, told)
    assert {page["url"] for page in told["pages"]} == set(urls)
    low = [
        page
        for page in told["pages"]
        if page["problem"] or min(page["text"], page["picture"]) < ALIKE or page["lacking"]
    ]
    assert low == []


def _write(out: str, told: dict[str, Any]) -> None:
    with open(out, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.writelines(json.dumps(page) + "\n" for page in told["pages"])
