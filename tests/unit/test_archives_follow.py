from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives.follow import MOST_HOPS, followed, target_of
from crawler.archives.model import Copy, Listed, Replay
from crawler.archives.problems import ArchiveProblem, Fault
from evidence.addresses import same_place
from evidence.custody.warc import http

AT = datetime(2018, 4, 20, 12, tzinfo=UTC)
URL = "http://www.gob.mx/doc"
BASE = "https://web.archive.test/web"


def replay(
    location: str = "", status: int = 301, header: str = "Location", url: str = URL
) -> Replay:
    lines = [
        f"HTTP/1.1 {status} X",
        *([f"{header}: {location}"] if location else []),
        "Content-Length: 0",
    ]
    block = ("\r\n".join(lines) + "\r\n\r\n").encode()
    return Replay(url, f"{BASE}/20180420120000/{url}", AT, AT, http.parse(block), block, None)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("https://www.gob.mx/doc", "https://www.gob.mx/doc"),
        ("/new?a=1#part", "http://www.gob.mx/new?a=1"),
        (f"{BASE}/20180420120003id_/https://www.gob.mx/doc", "https://www.gob.mx/doc"),
        ("/web/20180420120003/https://www.gob.mx/doc", "https://www.gob.mx/doc"),
        ("https://other.test/web/20180420120003/x", "https://other.test/web/20180420120003/x"),
        ("http://[", None),
        ("", None),
    ],
)
def test_where_an_archived_redirect_led_on_the_live_web(location: str, target: str | None) -> None:
    assert target_of(replay(location)) == target


def test_what_the_site_said_is_believed_before_what_the_archive_made_of_it() -> None:
    assert target_of(replay("/doc", header="X-Archive-Orig-Location")) == "http://www.gob.mx/doc"
    assert target_of(replay("/doc", status=200)) is None
    assert target_of(replay("/doc", status=304)) is None


@given(st.text(st.characters(blacklist_characters="\r\n", codec="latin-1"), max_size=60))
def test_no_location_breaks_it(location: str) -> None:
    block = b"HTTP/1.1 302 X\r\nLocation: " + location.encode("latin-1") + b"\r\n\r\n"
    target_of(replace(replay("/"), message=http.parse(block)))


class Archive:
    """``ways``: address -> where its capture redirects to, or nothing; each captured a ``step``
    after the one before. Its index joins http and https."""

    base_url = "https://web.archive.org"

    def __init__(self, ways: dict[str, str], step: timedelta = timedelta(seconds=1)) -> None:
        self.at = {url: AT + step * number for number, url in enumerate(ways)}
        self.ways = ways

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:
        return [
            Listed(one, at, 200, "text/html", one, f"{BASE}/{at:%Y%m%d%H%M%S}/{url}")
            for one, at in self.at.items()
            if same_place(one, url)
        ]

    def fetch(self, copy: Copy) -> Replay:
        original = copy.original or copy.url
        to = self.ways[original]
        return replace(replay(to, 301 if to else 200, url=copy.url), at=self.at[original])


def context(archive: Archive) -> Any:
    return SimpleNamespace(archive=archive)


def follow(archive: Archive, **options: Any) -> list[Replay]:
    return followed(
        context(archive),
        Copy(URL, f"{BASE}/20180420120000/{URL}", AT),
        timedelta(days=180),
        **options,
    )


def test_each_hop_is_given_back_and_the_last_knows_the_way() -> None:
    over, end = "https://www.gob.mx/doc", "https://www.gob.mx/end"
    replays = follow(Archive({URL: over, over: end, end: ""}))
    assert [one.url for one in replays] == [URL, over, end]
    assert [hop.url for hop in replays[-1].hops] == [URL, over]
    assert follow(Archive({URL: ""}))[0].hops == ()


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (Archive({URL: "https://a.mx/1", "https://a.mx/1": URL}), "circle"),
        (Archive({URL: "/doc"}), "circle"),
        (
            Archive({URL: "https://www.gob.mx/doc"}),
            "no capture near",
        ),  # it alone is listed for its target
        (
            Archive(
                {URL: "https://a.mx/0"}
                | {f"https://a.mx/{n}": f"/{n + 1}" for n in range(MOST_HOPS + 2)}
            ),
            "more than",
        ),
        (Archive({URL: "http://192.168.0.1/", "http://192.168.0.1/": ""}), "not public"),
        (Archive({URL: "https://a.mx/1"}), "no capture near"),
        (
            Archive({URL: "https://a.mx/1", "https://a.mx/1": ""}, timedelta(days=181)),
            "no capture near",
        ),
    ],
)
def test_a_way_that_does_not_end_is_refused(archive: Archive, words: str) -> None:
    with pytest.raises(ArchiveProblem, match=words) as caught:
        follow(archive)
    assert caught.value.fault is Fault.PERMANENT


def test_a_fresh_capture_s_target_may_come_later() -> None:
    with pytest.raises(ArchiveProblem) as caught:
        follow(Archive({URL: "https://a.mx/1"}), fresh=True)
    assert caught.value.fault is Fault.TRANSIENT
