"""Perma.cc against a stand-in that speaks its published API, and its failures; no pywb needed."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from crawler.archives import client as wire
from crawler.archives import configured
from crawler.archives.client import Client
from crawler.archives.model import Copy, Saves
from crawler.archives.pace import Pace
from crawler.archives.perma import Perma
from crawler.archives.problems import ArchiveProblem, Fault
from evidence.config import Archive, Config, Wayback
from evidence.config import Perma as PermaConfig
from evidence.errors import UsageError
from tests.conftest import CONFIG, Bench
from tests.perma import KEY, answer
from tests.perma import Perma as Service
from tests.pywb import StandIn
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

URL = "https://www.gob.mx/doc?id=1"
AT = datetime(2018, 4, 20, 12, tzinfo=UTC)
TEXT = "El compromiso obliga a publicar los contratos de obra cada trimestre. " * 20
HTML = {"Content-Type": "text/html"}


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as perma:
        yield perma


def made(service: Service, key: str = KEY, max_body: int = 1_000_000) -> Perma:
    client = Client("Testigo tests", Pace(60_000), max_body, (key,) if key else ())
    return Perma(client, service.base, "https://perma.test", key, Saves.REFUSED, 50)


def problem(call: Callable[[], Any]) -> ArchiveProblem:
    with pytest.raises(ArchiveProblem) as caught:
        call()
    return caught.value


def copy(guid: str, at: datetime = AT) -> Copy:
    return Copy(URL, f"https://perma.test/{guid}", at, URL)


def test_a_record_is_listed_and_its_warc_gives_the_bytes_of_the_page(service: Service) -> None:
    guid = service.record(URL, answer(URL, b"<p>raw"), at=AT)
    perma = made(service, key="")
    (listed,) = perma.captures(URL)
    assert (listed.at, listed.memento_url, listed.url) == (AT, f"https://perma.test/{guid}", URL)
    replay = perma.fetch(copy(guid))
    assert (replay.message.payload, replay.url, replay.at) == (b"<p>raw", URL, AT)
    assert {asked.authorization for asked in service.asked} == {""}


def test_redirects_are_followed_inside_the_warc(service: Service) -> None:
    away, to = f"{URL}&v=1", f"{URL}&v=2"
    guid = service.record(
        URL,
        answer(URL, b"", "301 Moved", f"Location: {away}"),
        answer(away, b"", "302 Found", "Location: /doc?id=1&v=2"),
        answer(to, b"<p>here"),
        at=AT,
    )
    replay = made(service).fetch(copy(guid))
    assert (replay.url, replay.message.payload) == (to, b"<p>here")
    assert [(hop.url, hop.status) for hop in replay.hops] == [(URL, 301), (away, 302)]


@pytest.mark.parametrize(
    "exchanges",
    [
        [],
        [answer("https://evil.test/", b"planted")],
        [answer(URL, b"", "301 Moved", f"Location: {URL}")],
        [answer(URL, b"", "301 Moved", "Location: http://[")],
        [(URL, "no HTTP", b"")],
    ],
)
def test_a_warc_without_the_page_gives_nothing(service: Service, exchanges: list[Any]) -> None:
    guid = service.record(URL, *exchanges, at=AT)
    assert problem(lambda: made(service).fetch(copy(guid))).fault is Fault.PERMANENT


def test_bytes_of_another_day_are_not_the_record_s(service: Service) -> None:
    guid = service.record(URL, answer(URL, b"<p>later"), at=AT)
    earlier = copy(guid, AT - timedelta(days=9))
    assert problem(lambda: made(service).fetch(earlier)).fault is Fault.PERMANENT


@pytest.mark.parametrize(
    ("answered", "fault"),
    [
        ((200, HTML, b"<html>Perma.cc is down for maintenance"), Fault.STRANGE),
        ((200, {}, gzip.compress(b"WARC/1.0\r\nno end")), Fault.STRANGE),
        ((404, HTML, b"private"), Fault.TRANSIENT),
        ((403, HTML, b"Private archive."), Fault.STRANGE),
        ((302, {"Location": "https://elsewhere.test/x"}, b""), Fault.STRANGE),
        ((503, HTML, b"busy"), Fault.UNKNOWN),
    ],
)
def test_a_download_that_is_no_warc_of_a_public_record(
    service: Service, answered: Any, fault: Fault
) -> None:
    service.fail("/v1/public/archives/A000", answered)
    assert problem(lambda: made(service).fetch(copy("A000-B2C3"))).fault is fault


def test_a_warc_that_is_too_large_is_not_cut(service: Service) -> None:
    guid = service.record(URL, answer(URL, bytes(range(256)) * 400), at=AT)
    service.warcs[guid] += b"\0" * 5000
    assert problem(lambda: made(service, max_body=2000).fetch(copy(guid))).fault is Fault.PERMANENT


def test_a_warc_that_unpacks_to_much_more_is_no_bomb(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    guid = service.record(
        URL, *[answer(f"{URL}&n={n}", b" " * 2000) for n in range(9)], answer(URL, b"x"), at=AT
    )
    monkeypatch.setattr("evidence.custody.warc.reader.foreign.__defaults__", (10_000,))
    assert problem(lambda: made(service).fetch(copy(guid))).fault is Fault.STRANGE


def test_what_people_uploaded_and_what_failed_is_no_capture(service: Service) -> None:
    service.record(URL, user_upload=True)
    service.record(URL, record_type="resource")
    service.record(URL, status="failed")
    service.record(URL, status="pending")
    assert made(service).captures(URL) == []


@pytest.mark.parametrize(
    ("answered", "fault"),
    [
        ((200, HTML, b"<html>hello"), Fault.UNKNOWN),
        ((200, {}, b"{}"), Fault.UNKNOWN),
        ((200, {}, b'{"objects": [1]}'), Fault.UNKNOWN),
        ((404, HTML, b"Page Not Found"), Fault.STRANGE),
        ((429, {"Retry-After": "60"}, b""), Fault.BACK_OFF),
        ((500, HTML, b"Internal Server Error"), Fault.UNKNOWN),
    ],
)
def test_an_error_is_never_an_empty_list(service: Service, answered: Any, fault: Fault) -> None:
    service.fail("/v1/public", answered)
    assert problem(lambda: made(service).captures(URL)).fault is fault


def test_a_list_that_is_not_of_the_address_is_an_error(service: Service) -> None:
    other = "https://www.example.org/Doc"
    service.record(other, answer(other, b""), at=AT)
    service.filters = False
    assert problem(lambda: made(service).captures(URL)).fault is Fault.STRANGE
    # an index that ignores case has answered all the same: that the document is another one is seen
    # later
    assert [listed.url for listed in made(service).captures(other.lower())] == [other]


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (400, {"url": ["Not a valid URL."]}, Fault.PERMANENT),
        (400, {"url": ["Couldn't load URL."]}, Fault.TRANSIENT),
        (
            400,
            {"error": ["Perma can't create this link. You've reached your usage limit."]},
            Fault.BACK_OFF,
        ),
        (400, {"folder": ["Folder not found."]}, Fault.BACK_OFF),
        (400, [], Fault.STRANGE),
        (401, {"detail": "Invalid token."}, Fault.BACK_OFF),
        (201, {"url": URL}, Fault.UNKNOWN),
        (201, {"guid": "../../x"}, Fault.UNKNOWN),
        (523, {}, Fault.UNKNOWN),
    ],
)
def test_a_save_that_was_not_accepted(
    service: Service, status: int, body: Any, fault: Fault
) -> None:
    service.fail("/v1/archives/", (status, {}, json.dumps(body).encode()))
    assert problem(lambda: made(service).save(URL, 3600)).fault is fault


def test_a_save_that_hangs_may_have_been_made(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READ", 0.2)
    service.fail("/v1/archives/", lambda _: time.sleep(0.6))
    assert problem(lambda: made(service).save(URL, 3600)).fault is Fault.UNKNOWN


def test_a_save_that_was(service: Service) -> None:
    perma = made(service)
    guid = perma.save(URL, 3600).job_id
    assert service.asked[0].form == {"url": URL}
    assert not perma.progress(URL, guid).done
    done = perma.progress(URL, guid)
    assert (done.done, done.memento_url) == (True, f"https://perma.test/{guid}")
    assert [
        listed.memento_url for listed in perma.captures(URL, datetime.now(UTC) - timedelta(hours=1))
    ] == [done.memento_url]
    del service.records[guid]["polls"]
    service.records[guid]["captures"][1]["status"] = "failed"
    assert problem(lambda: perma.progress(URL, guid)).fault is Fault.TRANSIENT
    service.records[guid]["url"] = "https://evil.test/"
    assert problem(lambda: perma.progress(URL, guid)).fault is Fault.STRANGE


def test_the_key_goes_nowhere_but_to_its_own_archives_and_never_into_the_evidence(
    service: Service,
) -> None:
    def echo(handler: Any) -> None:
        handler.send(500, {"X-Echo": handler.headers["Authorization"]}, f"you sent {KEY}".encode())

    service.fail("/v1/archives/", echo)
    perma = made(service)
    problem(lambda: perma.save(URL, 3600))
    perma.captures(URL)
    assert [asked.authorization for asked in service.asked] == [f"ApiKey {KEY}", ""]
    assert all(KEY.encode() not in reply.block for reply in perma.client.take())


def test_the_key_is_only_sent_over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PermaConfig(enabled=True, base_url="http://api.perma.test")
    config = Config(archive=Archive(Wayback(enabled=False), plain))
    monkeypatch.delenv("PERMA_API_KEY", raising=False)
    assert configured(config)[0].saver is None
    monkeypatch.setenv("PERMA_API_KEY", KEY)
    with pytest.raises(UsageError, match="https"):
        configured(config)


def test_what_the_wayback_machine_refuses_is_saved_there(bench: Bench, tmp_path: Path) -> None:
    with (
        RawServer({"/doc": ok(page(TEXT))}) as site,
        StandIn(0, tmp_path) as wayback,
        Service(lambda url: [answer(url, page(TEXT))]) as perma,
    ):
        perma.pending_polls = 0
        url = site.url("/doc")
        bench.folder.config.write_text(
            CONFIG.format(timeout=3).replace(
                "enabled = false",
                f'base_url = "{wayback.base}"\nper_minute = 6000\n[archive.perma]\nenabled = true\n'
                f'base_url = "{perma.base}"\nsite = "https://perma.test"\nper_minute = 6000\n',
            )
        )
        keys = {"IA_ACCESS_KEY": "access", "IA_SECRET_KEY": "secret", "PERMA_API_KEY": KEY}
        wayback.fail("/cdx", (200, {}, b""))
        wayback.fail("/save/status", (200, {}, b'{"available": 3}'))
        wayback.fail(
            "/save",
            (200, {}, b'{"status": "error", "status_ext": "error:blocked-url", "message": "no"}'),
        )
        bench.cite(url)
        done = bench.testigo("run", "-v", **keys)
        assert done.code == 0, done.err
        jobs = [
            (row["archive"], row["act"], row["state"])
            for row in bench.rows("SELECT * FROM archive_jobs ORDER BY rowid")
        ]
        assert jobs == [
            ("wayback", "lookup", "done"),
            ("wayback", "save", "refused"),
            ("perma", "save", "captured"),
            ("perma", "confirm", "verified"),
        ]
        (memento,) = bench.rows("SELECT * FROM mementos")
        assert (memento["state"], memento["memento_url"]) == (
            "verified",
            "https://perma.test/A000-B2C3",
        )
        assert bench.testigo("verify").code == 0
        bench.testigo("report")
        everything = b"".join(path.read_bytes() for path in bench.path.rglob("*") if path.is_file())
        warcs = b"".join(gzip.decompress(path.read_bytes()) for path in bench.path.rglob("*.gz"))
        assert KEY.encode() not in everything + warcs
        assert KEY not in done.err + done.out
        # asked again, there is nothing more to save
        bench.testigo("archive", **keys)
        assert len([asked for asked in perma.asked if asked.method == "POST"]) == 1
