"""Pages that are made to be kept or replayed as something else than readers saw: what is kept of them, what
is said of them, and what a replay shows.

The classes are those of attacks on web archives: policies and scripts that are stripped, pages that know
who asks, content that another time brings. Live pages that leak into a replay are tried in
``tests/browser``, cloaking of losses and changes in ``test_second_look``.
"""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from evidence import clock
from evidence.custody.warc import reader
from tests.pywb import collection, get, needs_pywb, serve, wait
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bench

TEXT = "La meta es de 100 pozos para 2018. " * 40
POLICIES = (
    b"Content-Security-Policy: default-src 'self'; script-src 'nonce-a'",
    b"content-security-policy: img-src   *\t",
    b"Content-Security-Policy-Report-Only: default-src 'none'; report-uri /r",
    b"X-Frame-Options: DENY",
    b"Permissions-Policy: geolocation=()",
    b"Cross-Origin-Opener-Policy: same-origin",
    b"Referrer-Policy: no-referrer",
    b"X-\xc1cido: \xf1",
)
SCRIPTS = (
    b"<script nonce=a>if (Date.now() > 1893456000000) document.querySelector('p').textContent = '10 pozos'</script>"
    b"<script src=/app.js integrity=sha256-x></script><noscript>Sin scripts</noscript>"
)


def looks(bench: Bench) -> list[dict[str, Any]]:
    """Each look in turn: cause, certainty of what stands, and its capture."""
    return bench.rows(
        "SELECT k.cause, k.change_id, c.* FROM checks k JOIN captures c ON c.id = k.capture_id ORDER BY k.checked_at"
    )


def kept(bench: Bench, capture: dict[str, Any]) -> bytes:
    """The answer of a capture's own record, head and body."""
    return reader.read_at(bench.path, capture["warc"], capture["offset"]).block


def night(bench: Bench) -> None:
    assert bench.testigo("run", "--only", "all").code == 0
    ended = clock.now().replace(microsecond=0)
    # replay knows captures by whole seconds
    wait(lambda: clock.now().replace(microsecond=0) > ended)


def test_policies_are_kept_to_the_byte_and_so_is_the_night_that_has_none(bench: Bench) -> None:
    guarded, bare = ok(page(TEXT), *POLICIES), ok(page(TEXT))
    with RawServer({"/a": guarded}) as server:
        bench.cite(server.url("/a"))
        for answer in (guarded, bare, guarded):
            server.replies["/a"] = answer
            night(bench)
    first, stripped, again = looks(bench)
    assert kept(bench, first) == guarded
    for look, answer in ((stripped, bare), (again, guarded)):
        assert (look["record_type"], look["cause"]) == ("revisit", "identical")
        assert kept(bench, look) == answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert bench.testigo("verify").code == 0


def test_scripts_that_are_stripped_change_no_verdict_and_both_pages_are_kept(bench: Bench) -> None:
    body = page(TEXT)
    scripted = body.replace(b"</body>", SCRIPTS + b"</body>")
    with RawServer({"/a": ok(scripted)}) as server:
        bench.cite(server.url("/a"))
        for answer in (scripted, body, scripted):
            server.replies["/a"] = ok(answer)
            night(bench)
    assert [look["cause"] for look in looks(bench)][1:] == ["cosmetic", "identical"]
    assert [
        kept(bench, look).endswith(answer)
        for look, answer in zip(looks(bench), (scripted, body), strict=False)
    ] == [True, True]


def test_a_page_that_waits_for_another_time_is_judged_by_what_it_says(bench: Bench) -> None:
    """Its scripts would show another number from 2030 on; what is kept, quoted and compared is its text."""
    with RawServer({"/a": ok(page(TEXT).replace(b"</body>", SCRIPTS + b"</body>"))}) as server:
        bench.cite(server.url("/a"))
        night(bench)
        told = bench.testigo(
            "check",
            server.url("/a"),
            "--no-archive",
            "--quote",
            "100 pozos para 2018",
            "--format",
            "json",
        )
    answer = json.loads(told.out)
    assert (answer["verdict"], answer["quote"]["state"]) == ("alive", "present")


def test_a_certificate_says_what_a_replay_may_show(bench: Bench, tmp_path: Path) -> None:
    data = ok(b"meta,avance\npozos,100\n", media_type=b"text/csv")
    with RawServer({"/a": ok(page(TEXT), *POLICIES), "/b": data}) as server:
        bench.cite(server.url("/a"), server.url("/b"))
        assert bench.testigo("init", "--key").code == 0
        night(bench)
    assert bench.testigo("export", "--wacz", str(tmp_path / "x.wacz")).code == 0
    with zipfile.ZipFile(tmp_path / "x.wacz") as package:
        pages = [
            package.read(name).decode() for name in package.namelist() if name.endswith(".html")
        ]
    said = [shown for shown in pages if "replay" in shown and "reproducción" in shown]
    assert len(said) == 1, "of the page, and not of the data"


@needs_pywb
@pytest.mark.parametrize("place", ["package", "folder"])
def test_no_look_is_replayed_as_what_came_later(bench: Bench, tmp_path: Path, place: str) -> None:
    """Two nights with one text, and soon after the second another: replay takes what is nearest in time.

    A package shows each look's own bytes. A folder's index holds no revisits: there the answer says of
    which time it is.
    """
    old, new = page(TEXT), page("La meta es de 10 pozos para 2030. " * 40)
    with RawServer({"/a": ok(old)}) as server:
        bench.cite(server.url("/a"))
        assert bench.testigo("init", "--key").code == 0
        night(bench)
        begun = clock.now()
        wait(lambda: (clock.now() - begun).total_seconds() > 4)
        night(bench)
        server.replies["/a"] = ok(new)
        bench.testigo("run", "--only", "all")
    collection(bench, tmp_path, packed=place == "package")
    bodies = (old, old, new)
    with serve(tmp_path / "pywb", "framed_replay: false\nredirect_to_exact: false\n") as port:
        for look, body in zip(looks(bench), bodies, strict=True):
            digits = "".join(sign for sign in look["captured_at"] if sign.isdigit())[:14]
            status, shown, headers = get(f"http://127.0.0.1:{port}/web/{digits}id_/{look['url']}")
            assert status == 200
            told = f"{clock.parse(look['captured_at']):%a, %d %b %Y %H:%M:%S GMT}"
            assert shown == body or (place == "folder" and headers["Memento-Datetime"] != told)
