"""Nights with a web archive: a real one (pywb), with a stand-in that speaks Save Page Now 2 and
fails as it does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from evidence.custody.warc import reader
from evidence.store import Store
from tests.commands import ROOT
from tests.conftest import CONFIG, Bench
from tests.integration import test_duplicates as duplicates
from tests.pywb import RECORDING, StandIn, needs_pywb, serve
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needs_pywb

KEYS = {"IA_ACCESS_KEY": "access", "IA_SECRET_KEY": "secret"}
NONE = {"IA_ACCESS_KEY": "", "IA_SECRET_KEY": ""}
OLD = (
    "El compromiso obliga a publicar los contratos de obra cada trimestre.\n"
    + "Se publicarán en el portal. " * 40
)
NEW = (
    "El compromiso propone publicar algunos contratos de obra.\n"
    + "Se publicarán en el portal. " * 40
)
GONE = [(f"{year}0301120000", b"", "404 Not Found") for year in (2020, 2021, 2023)]
LOST = (
    "<html><head><title>404 Página no encontrada</title></head><body><h1>404</h1>"
    "<p>La página que busca no existe.</p></body></html>"
)


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """One archive for all tests of this file; their sites have ports of their own."""
    place = tmp_path_factory.mktemp("pywb")
    for room in ("archive", "indexes"):
        (place / "collections" / "web" / room).mkdir(parents=True)
    with serve(place, RECORDING) as port:
        yield port, place


@pytest.fixture
def archive(pywb: tuple[int, Path], bench: Bench) -> Iterator[StandIn]:
    with StandIn(*pywb) as stand_in:
        bench.folder.config.write_text(
            CONFIG.format(timeout=3).replace(
                "enabled = false", f'base_url = "{stand_in.base}"\nper_minute = 6000\n'
            )
        )
        yield stand_in


@pytest.fixture
def site() -> Iterator[RawServer]:
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with RawServer({"/doc": ok(page(NEW)), "/gone": gone}) as server:
        yield server


def cite(bench: Bench, *urls: str, published: str = "2018-05-01") -> None:
    report = bench.path.parent / "report.md"
    report.write_text("".join(f"A claim. See <{url}>.\n\n" for url in urls), "utf-8")
    assert bench.testigo("add", str(report), "--id", "report", "--published", published).code == 0


def jobs(bench: Bench) -> list[tuple[str, str]]:
    return [
        (row["act"], row["state"])
        for row in bench.rows("SELECT * FROM archive_jobs ORDER BY rowid")
    ]


def test_drift_since_the_report_of_2018_is_known_on_the_first_night(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/doc")
    archive.captured(
        url,
        ("20160101120000", page("Otra cosa, mucho antes. " * 30)),
        ("20180420120000", page(OLD)),
        ("20190801120000", page("Otra cosa, mucho después. " * 30)),
    )
    cite(bench, url)
    done = bench.testigo("run", **NONE)
    assert "IA_ACCESS_KEY" in done.err
    (standing,) = bench.rows("SELECT * FROM standings")
    assert (standing["verdict"], standing["certainty"]) == ("changed", "suspected")
    (baseline,) = bench.rows("SELECT * FROM captures WHERE id = ?", standing["baseline_id"])
    assert baseline["captured_at"] == "2018-04-20T12:00:00.000000Z"
    assert baseline["fidelity"] == "reconstructed"
    record = reader.read_at(bench.path, baseline["warc"], baseline["offset"])
    assert record.headers["warc-source-uri"] == f"{archive.base}/web/20180420120000/{url}"
    assert record.block.endswith(page(OLD))
    assert bench.testigo("verify").code == 0
    answer = bench.testigo("history", url, "--format", "json").out
    assert '"as-cited"' in answer
    # the next night compares with it, too
    bench.testigo("run", "--only", "all", **NONE)
    (standing,) = bench.rows("SELECT * FROM standings")
    assert standing["verdict"] == "changed"


def test_a_capture_of_another_spelling_serves_each_citation_of_the_address(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    captured = f"https{site.url('/doc?a=1&b=2')[4:]}"
    cited = [site.url("/doc?a=1&b=2"), site.url("/doc?b=2&a=1")]
    site.replies["/doc?a=1&b=2"] = site.replies["/doc?b=2&a=1"] = ok(page(NEW))
    archive.captured(captured, ("20180420120000", page(OLD)))
    cite(bench, *cited)
    bench.testigo("run", **NONE)
    assert [row["state"] for row in bench.rows("SELECT * FROM mementos")] == ["kept", "kept"]
    assert {row["verdict"] for row in bench.rows("SELECT * FROM standings")} == {"changed"}
    assert bench.testigo("verify").code == 0


def test_a_page_dead_for_years_is_confirmed_on_the_first_night(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/gone")
    archive.captured(url, ("20180420120000", page(OLD)), *GONE)
    cite(bench, url)
    assert bench.testigo("run", **NONE).code == 1
    (standing,) = bench.rows("SELECT * FROM standings")
    assert (standing["verdict"], standing["certainty"]) == ("missing", "confirmed")
    assert standing["since"].startswith("2020-03-01")
    assert standing["last_good"].startswith("2018-04-20")
    (kept,) = bench.rows("SELECT * FROM mementos WHERE state = 'kept'")
    assert kept["captured_at"].startswith("2018-04-20")
    assert bench.testigo("verify").code == 0


def test_a_page_alive_in_a_late_capture_keeps_a_loss_suspected(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/gone?late")
    site.replies["/gone?late"] = site.replies["/gone"]
    archive.captured(url, *GONE, ("20260301120000", page(OLD)))
    cite(bench, url)
    assert bench.testigo("run", **NONE).code == 0
    (standing,) = bench.rows("SELECT * FROM standings")
    assert (standing["verdict"], standing["certainty"]) == ("missing", "suspected")
    assert standing["last_good"].startswith("2026-03-01")


def test_an_archived_error_page_is_passed_over_for_the_next_candidate(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/gone?soft")
    site.replies["/gone?soft"] = site.replies["/gone"]
    archive.captured(url, ("20180301120000", page(OLD)), ("20180429120000", LOST.encode()))
    cite(bench, url)
    bench.testigo("run", **NONE)
    states = {row["captured_at"][:10]: row["state"] for row in bench.rows("SELECT * FROM mementos")}
    assert states == {"2018-03-01": "kept", "2018-04-29": "refused"}


def test_a_save_is_verified_by_what_the_archive_then_shows(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/doc?save")
    site.replies["/doc?save"] = ok(page(NEW))
    cite(bench, url)
    done = bench.testigo("run", **KEYS)
    assert "1 confirm verified" in done.err
    assert jobs(bench) == [("lookup", "done"), ("save", "captured"), ("confirm", "verified")]
    (memento,) = bench.rows("SELECT * FROM mementos")
    assert memento["state"] == "verified"
    (posted,) = [asked for asked in archive.asked if asked.method == "POST"]
    assert posted.form["url"] == url
    assert bench.testigo("verify").code == 0
    everything = b"".join(path.read_bytes() for path in bench.path.rglob("*") if path.is_file())
    assert b"LOW access" not in everything
    assert "secret" not in done.err + done.out


def test_a_save_that_shows_something_else_says_what_differs(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/doc?differs")
    answers = iter([ok(page(NEW))])
    site.replies["/doc?differs"] = lambda connection, _: connection.sendall(
        next(answers, ok(page("Acceso denegado a su región. " * 9)))
    )
    cite(bench, url)
    bench.testigo("run", **KEYS)
    (memento,) = bench.rows("SELECT * FROM mementos")
    assert memento["state"] == "differs"
    assert "words of ours not there" in memento["note"]


def test_killed_while_a_save_is_handed_in_it_is_looked_for_and_not_repeated(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/doc?killed")
    site.replies["/doc?killed"] = ok(page(NEW))
    cite(bench, url)
    bench.testigo("run", "--no-archive")
    process = subprocess.Popen(
        [sys.executable, "-m", "testigo", "archive", "--folder", str(bench.path)],
        cwd=ROOT, env={**os.environ, **KEYS}, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def capture_and_kill(handler: Any) -> None:
        archive.save(url)
        process.kill()

    archive.fail("/save", lambda handler: handler.json((200, {"available": 3})), capture_and_kill)
    assert process.wait(60) == -signal.SIGKILL
    done = bench.testigo("archive", **KEYS)
    assert jobs(bench) == [("lookup", "done"), ("save", "outcome-unknown")]
    assert "1 waiting" in done.err
    store = Store(bench.folder.database)  # an hour later
    (job,) = store.all("SELECT * FROM archive_jobs WHERE act = 'save'")
    with store.transaction("test") as transaction:
        transaction.upsert("archive_jobs", {**job, "due_at": job["queued_at"]})
    store.close()
    bench.testigo("archive", **KEYS)
    assert jobs(bench) == [("lookup", "done"), ("save", "captured"), ("confirm", "verified")]
    assert len([asked for asked in archive.asked if asked.method == "POST"]) == 1
    assert bench.testigo("verify").code == 0


def test_the_budget_is_kept_and_what_waits_is_said(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    cite(bench, *(site.url(f"/doc?{number}") for number in range(5)))
    bench.testigo("run", "--no-archive")
    assert archive.asked == []
    done = bench.testigo("archive", "--budget", "2", **NONE)
    assert done.err.endswith("archives: 2 lookup done; 3 waiting\n")
    assert len(archive.paths("/cdx")) == 2


def test_without_an_archive_there_is_nothing_to_work(bench: Bench, site: RawServer) -> None:
    cite(bench, site.url("/doc"))
    done = bench.testigo("archive")
    assert done.code == 2
    assert "enabled = true" in done.err


def test_an_archive_that_is_only_read_serves_where_the_first_has_nothing(
    bench: Bench, archive: StandIn, site: RawServer, pywb: tuple[int, Path]
) -> None:
    url = site.url("/gone?second")
    site.replies["/gone?second"] = site.replies["/gone"]
    archive.captured(url, ("20180420120000", page(OLD)))
    archive.fail("/cdx", (200, {}, b""), (200, {}, b""))
    second = f'[[archive.memento]]\nname = "second"\nbase_url = "http://127.0.0.1:{pywb[0]}/web"\nper_minute = 6000\n'
    bench.folder.config.write_text(second + bench.folder.config.read_text())
    cite(bench, url, site.url("/never"))
    bench.testigo("run", **NONE)
    (kept,) = bench.rows("SELECT * FROM mementos")
    assert (kept["archive"], kept["state"]) == ("second", "kept")
    assert [
        row["state"] for row in bench.rows("SELECT * FROM archive_jobs WHERE archive = 'second'")
    ] == ["done"] * 3
    (standing,) = bench.rows(
        "SELECT st.* FROM standings st JOIN urls u ON u.id = st.url_id WHERE u.url = ?", url
    )
    assert standing["last_good"].startswith("2018-04-20")


def test_saving_what_has_changed_does_not_take_the_change_back(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    url = site.url("/doc?both")
    site.replies["/doc?both"] = ok(page(NEW))
    archive.captured(url, ("20180420120000", page(OLD)))
    cite(bench, url)
    done = bench.testigo("run", "--strict", **KEYS)
    assert done.code == 1  # changed since it was cited: known and counted tonight
    states = [row["state"] for row in bench.rows("SELECT * FROM mementos ORDER BY captured_at")]
    assert states == ["kept", "verified"]
    (standing,) = bench.rows("SELECT * FROM standings")
    assert standing["verdict"] == "changed"
    assert bench.testigo("verify").code == 0


def test_an_archived_redirect_is_followed_to_what_it_led_to(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    """And a save of a page that redirects is confirmed by what is at the end of the way."""
    archive.pending_polls = 0
    old, new = site.url("/old"), site.url("/doc?new")
    site.replies["/old"] = (
        b"HTTP/1.1 301 Moved\r\nLocation: /doc?new\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    site.replies["/doc?new"] = ok(page(NEW))
    archive.captured(old, ("20180419120000", b"", f"301 Moved\r\nLocation: {new}"))
    archive.captured(
        new, ("20160101120000", page("Otra cosa. " * 50)), ("20180420120000", page(OLD))
    )
    cite(bench, old)
    done = bench.testigo("run", **KEYS)
    assert "1 confirm verified" in done.err
    (standing,) = bench.rows("SELECT * FROM standings")
    assert standing["verdict"] == "changed"
    (baseline,) = bench.rows("SELECT * FROM captures WHERE id = ?", standing["baseline_id"])
    assert (baseline["url"], baseline["captured_at"][:10]) == (new, "2018-04-20")
    hops = bench.rows("SELECT * FROM captures WHERE url = ? AND captured_at LIKE '2018%'", old)
    assert [(hop["status"], hop["captured_at"][:10]) for hop in hops] == [(301, "2018-04-19")]
    assert bench.testigo("verify").code == 0


def test_an_archived_redirect_says_where_a_lost_page_stands(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    told = page(" ".join(f"La meta {n} se cumple en el año {n + 2000}." for n in range(40)))
    old, new = site.url("/gone"), site.url("/doc?now")
    site.replies["/gone"] = b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    site.replies["/doc?now"] = ok(told)
    archive.captured(old, ("20180419120000", b"", f"301 Moved\r\nLocation: {new}"))
    archive.captured(new, ("20180420120000", told))
    cite(bench, old)
    bench.testigo("run", **NONE)  # the copy comes at its end
    bench.testigo("run", "--only", "all", **NONE)
    (standing,) = bench.rows(
        "SELECT st.* FROM standings st JOIN urls u ON u.id = st.url_id WHERE u.url = ?", old
    )
    assert (standing["verdict"], standing["cause"]) == ("moved", "elsewhere")
    (place,) = bench.rows("SELECT * FROM whereabouts")
    assert (place["how"], place["certain"]) == ("same-bytes", 1)


def test_check_compares_with_the_copy_of_a_day_and_leaves_the_standing_alone(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    archive.pending_polls = 0
    url = site.url("/doc?day")
    site.replies["/doc?day"] = ok(page(NEW))
    archive.captured(url, ("20160101120000", page(NEW)), ("20180420120000", page(OLD)))
    done = bench.testigo("check", url, "--cited-on", "2018-05-01", "--format", "json", **NONE)
    assert done.code == 1
    answer = json.loads(done.out)
    jsonschema.validate(answer, json.loads((ROOT / "docs/schema/check.v1.json").read_text()))
    assert (answer["verdict"], answer["certainty"]) == ("changed", "suspected")
    assert answer["baseline"]["kind"] == "as-cited"
    assert answer["baseline"]["memento"] == f"{archive.base}/web/20180420120000/{url}"
    assert [(copy["url"] is None, copy["state"]) for copy in answer["mementos"]] == [
        (False, "kept"),
        (True, "not-attempted"),
    ]
    made, said = done.err.splitlines()
    assert made.startswith("this folder is signed by a key that was made now: ")
    assert said == (
        "testigo: wayback: nothing is saved: set IA_ACCESS_KEY and IA_SECRET_KEY to save; looking up works without"
    )
    assert [row["verdict"] for row in bench.rows("SELECT * FROM standings")] == ["alive"]
    asked = len(archive.asked)
    again = bench.testigo(
        "check", url, "--cited-on", "2018-05-01", "--no-archive", "--lang", "es", **NONE
    )
    assert len(archive.asked) == asked
    assert "Como se citó, según la copia archivada del 20 de abril de 2018" in again.out
    assert "wayback: en espera de que se guarde" in again.out
    early = bench.testigo("check", url, "--cited-on", "2010-05-01", **KEYS)
    assert early.code == 0
    assert "no archived copy near 2010-05-01" in early.err
    assert "saved, shows what we saw" in early.out


def test_the_day_of_a_citation_is_looked_for_behind_the_errors_of_that_day(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    """What the archive's crawler was shown all day: error pages, a wall, a way home. A week later, the page."""
    url = site.url("/lost?day")
    site.replies["/lost?day"] = b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    def error(number: int) -> bytes:
        told = f"<h1>Error 404</h1><p>La página solicitada no existe. Incidente {number}.</p>"
        return f"<html><title>Página no encontrada</title>{told}</html>".encode()

    archive.captured(
        url,
        *((f"201805011{hour}0000", error(hour)) for hour in range(5)),
        ("20180501180000", b"", f"302 Found\r\nLocation: {site.url('/')}"),
        (
            "20180502100000",
            b"<html><title>Just a moment...</title><body>Checking your browser</body></html>",
        ),
        ("20180508120000", page(OLD)),
    )
    quote = OLD[:60].rsplit(" ", 1)[0]
    done = bench.testigo(
        "check", url, "--cited-on", "2018-05-01", "--quote", quote, "--format", "json", **NONE
    )
    answer = json.loads(done.out)
    jsonschema.validate(answer, json.loads((ROOT / "docs/schema/check.v1.json").read_text()))
    assert (answer["verdict"], answer["quote"]["state"]) == ("missing", "unseen")
    told = [(one["from"], one["at"][:10], one["state"]) for one in answer["quote"]["then"]]
    assert told == [("wayback", "2018-05-08", "present")]
    assert answer["evidence"]["url"] == f"{archive.base}/web/20180508120000/{url}"
    assert answer["headline"].endswith("on 8 May 2018 (archived copy) it said it word for word.")
    assert answer["quote"]["last_present"][:10] == "2018-05-08"


def test_trouble_of_an_archive_is_told_and_shown(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    cite(bench, site.url("/doc?trouble"))
    bench.testigo("run", "--no-archive")
    archive.fail("/cdx", (429, {"Retry-After": "7200"}, b""))
    for _ in range(2):  # the second time it is not even asked
        done = bench.testigo("archive", **NONE)
        assert done.code == 3
        assert "left alone until" in done.err
    assert len(archive.paths("/cdx")) == 1
    (shown,) = json.loads(bench.testigo("status", "--format", "json", **NONE).out)["archives"]
    assert (shown["name"], shown["jobs"], shown["waiting"]) == ("wayback", {"not-attempted": 1}, 1)
    assert shown["closed_until"] > shown["waiting_since"]
    assert shown["budget_left"] == 1999
    assert shown["last_problem"]["problem"] == "too many requests (429)"
    told = bench.testigo("status", "--lang", "es", **NONE).out
    assert "Archivo web wayback: 1 en espera (desde" in told
    assert "en pausa hasta" in told
    assert "defina IA_ACCESS_KEY, IA_SECRET_KEY" in told


def test_a_misprint_rests_on_what_the_archive_was_asked(
    bench: Bench, archive: StandIn, site: RawServer
) -> None:
    printed, known = (
        "http://agua-y-saneamineto.invalid/plan",
        "http://agua-y-saneamiento.invalid/otro",
    )
    archive.captured(known, ("20180420120000", page(OLD)))
    # the site is asked, too: of names that can't be looked up alone it could be our own network
    done = bench.testigo("check", known, site.url("/doc"), "--format", "json", **NONE)
    reasons = [reason["rule"] for reason in json.loads(done.out)[0]["reasons"]]
    assert reasons == ["domain.gone"]
    done = bench.testigo("check", printed, site.url("/doc"), "--format", "json", **NONE)
    told = {reason["rule"]: reason for reason in json.loads(done.out)[0]["reasons"]}
    assert told["domain.never-answered"]["facts"]["archives"] == "wayback"
    assert "misprinted" in told["domain.never-answered"]["text"]
    assert "domain.nearest" not in told  # the one that is near does not live, either


def test_of_one_document_under_many_entries_of_a_board_one_address_is_saved(
    bench: Bench, archive: StandIn
) -> None:
    replies = {duplicates.path(n): duplicates.file(n % 2) for n in range(6)}
    with RawServer(replies) as server:
        duplicates.listing(server, 6)
        assert bench.testigo("add", server.url("/"), "--kind", "board").code == 0
        for _ in range(2):
            duplicates.a_day_later(bench)
            bench.testigo("run", **KEYS)
    saved = [asked for asked in archive.asked if asked.method == "POST"]
    assert len(saved) == 2
    rows = json.loads(duplicates.report(bench))["citations"]
    copies = {row["same_as"]["memento"] for row in rows if "same_as" in row}
    assert copies == {row["memento_url"] for row in bench.rows("SELECT * FROM mementos")}
