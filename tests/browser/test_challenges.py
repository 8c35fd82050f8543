"""A challenge that lets browsers pass by itself is passed, and the page behind it judged; one that wants a person stays
what it is, and nobody answers it.

``make pages`` tries all challenges that are known here.
"""

from __future__ import annotations

import os
import tomllib
from functools import partial
from typing import TYPE_CHECKING

import pytest

from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from tests.browser.site import Reply, Site
from tests.browser.world import join, whereabouts
from tests.commands import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.site import Asked
    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
BODIES: dict[str, str] = tomllib.loads(
    (ROOT / "benchmarks" / "challenges.toml").read_text("utf-8")
)["challenges"]
CHOSEN = tuple(BODIES) if os.environ.get("TESTIGO_PAGES") == "all" else ("cloudflare", "anubis-es")
DENIALS = frozenset(
    "sucuri-block200 fortiweb fortigate fortigate-es citrix azurefd200 modsec-200 crowdsec-ban".split()
)
"""Firewalls that say no, and have nothing that a browser could pass: nothing is known of what is behind them."""
AS_SENT = {"infinityfree": 200, "alibaba": 200}
"""Products whose challenge comes with 200, and says too little to be one with another status."""
WANT_A_PERSON = ("captcha-es", "robot-es")
BEHIND = "".join(
    f"<p>Compromiso {number}: publicar cada mes la calidad del agua de las cuencas del país.</p>"
    for number in range(9)
)
PASSES = "setTimeout(() => { document.cookie = 'paso=si; path=/'; location.reload() }, 1000)"
ASKS = "<form method=post action=/verify><input type=checkbox name=soy><button>Continuar</button></form>"


def _door(name: str, status: int, asked: Asked) -> Reply:
    if "paso=si" in asked.headers.get("cookie", ""):
        return Reply(f"<!doctype html><title>Plan</title><h1>Plan</h1>{BEHIND}".encode())
    return Reply(f"{BODIES[name]}<script>{PASSES}</script>".encode(), status=status)


def _further(asked: Asked) -> Reply:
    """Where a door leads on to, which opens it and leads back."""
    back = (
        f"document.cookie = 'paso=si; path=/'; location.replace('/{asked.host.partition('.')[0]}')"
    )
    return Reply(f"<!doctype html><title>…</title><script>{back}</script>".encode())


def test_a_browser_passes_what_lets_browsers_pass_and_answers_nothing(
    bench: Bench, tmp_path: Path
) -> None:
    # each at a host of its own: a cookie opens one door
    doors = {
        f"/{name}": partial(_door, name, AS_SENT.get(name, (200, 403, 503)[number % 3]))
        for number, name in enumerate(CHOSEN)
    }
    people = {
        f"/persona/{name}": Reply(f"{BODIES[name]}{ASKS}".encode(), status=403)
        for name in WANT_A_PERSON
    }
    open_to = {f"http://{path[1:]}.example{path}" for path in doors}
    closed = {f"http://persona.example{path}" for path in people}
    bench.configure(timeout=10.0)
    bench.cite(*open_to, *closed)
    ways = {"/plan": _further, "/.well-known/sgcaptcha/": _further}
    with Site({**doors, **people, **ways}) as site:
        world = partial(join, *whereabouts(site, tmp_path / "knocks"))
        done = bench.testigo("run", "--no-archive", prepare=world, within=900, **{SWITCH: ""})
        assert done.code == 3, done.err  # those that want a person
        posted = [one.path for one in site.asked if one.method != "GET"]
    assert posted == []
    sql = "SELECT u.url, s.verdict FROM standings s JOIN urls u ON u.id = s.url_id"
    found = {row["url"]: row["verdict"] for row in bench.rows(sql)}
    assert {url: found[url] for url in closed} == dict.fromkeys(closed, "blocked")
    refused = {url for url in open_to if found[url] in ("blocked", "unreachable")}
    assert refused <= {f"http://{name}.example/{name}" for name in DENIALS}
    assert {url: found[url] for url in open_to - refused} == dict.fromkeys(
        open_to - refused, "alive"
    )
