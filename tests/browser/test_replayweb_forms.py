"""ReplayWeb.page finds the answers to what a kept page posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from crawler.run.drawing import SWITCH
from tests.browser import test_replayweb
from tests.browser.site import Reply, Site
from tests.browser.test_replayweb import pages, viewed
from tests.conftest import Bench

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = test_replayweb.pytestmark
POSTED = """async ([url, kind, body]) => {
  const answer = await fetch(url, {method: "POST", headers: {"Content-Type": kind}, body});
  return [answer.status, await answer.text()];
}"""
SCRIPT = """<!doctype html><title>Tablero</title><p id=out></p><script>
const ask = (kind, body) => fetch("/api", {method: "POST", headers: {"Content-Type": kind}, body}).then(r => r.text());
Promise.all([ask("application/x-www-form-urlencoded", "plan=7&q=a+%C3%B1o%26"),
  ask("application/json", '{"plan": 8, "all": [true, null]}')]).then(all => { out.textContent = all.join(" ") })
</script>"""
FORMS = (
    ("application/x-www-form-urlencoded", "plan=7&q=a+%C3%B1o%26"),
    ("application/json", '{"plan": 8, "all": [true, null]}'),
)


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    """A package with a page that posts forms as it is drawn."""
    bench = Bench(tmp_path / "evidence")
    bench.configure()
    replies = {"/tablero": Reply(SCRIPT.encode()), "/api": lambda asked: Reply(b"De " + asked.body)}
    with Site(replies) as site:
        bench.cite(f"http://127.0.0.1:{site.port}/tablero")
        assert bench.testigo("run", "--no-archive", **{SWITCH: ""}).code == 0
    assert bench.testigo("init", "--key").code == 0
    assert bench.testigo("export", "--wacz", str(tmp_path / "p.wacz")).code == 0
    assert bench.testigo("verify", str(tmp_path / "p.wacz")).code == 0
    return tmp_path / "p.wacz"


def test_answers_to_posted_forms_are_found(posting: Path) -> None:
    (page,) = [one for one in pages(posting) if "De plan" in one.get("text", "")]
    digits = re.sub(r"\D", "", page["ts"])[:14]
    place = f"/replay/w/e/{digits}mp_/{page['url'].removesuffix('tablero')}api"
    with viewed(posting) as shell:
        for kind, body in FORMS:
            assert shell.evaluate(POSTED, [place, kind, body]) == [200, f"De {body}"]
        status, _ = shell.evaluate(POSTED, [place, FORMS[0][0], "plan=nunca"])
        assert status == 404
