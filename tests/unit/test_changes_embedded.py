"""Another video, recording or chart under the same words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from evidence.changes import Change, compare
from evidence.content import Content, extract
from evidence.content.readers.html_played import played
from evidence.verdicts.judging import judge
from evidence.verdicts.series import Seen, Standing
from evidence.verdicts.standing import advance
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import baseline, look

PROSE = (
    "<h1>Sesión</h1><p>"
    + "El pleno discutió el dictamen y lo aprobó por mayoría de votos. " * 6
    + "</p>"
)
ONE, OTHER = "dQw4w9WgXcQ", "aqz-KE-bpKQ"


def html(inside: str, beside: str = "") -> str:
    return f"<title>Sesión</title><main>{PROSE}{inside}</main>{beside}"


def page(inside: str, beside: str = "") -> Content:
    return extract(
        html(inside, beside).encode(), "text/html; charset=utf-8", "https://congreso.example/s/4"
    )


def between(before: str, after: str) -> Change:
    return compare(page(before), page(after))


def tube(video: str, host: str = "www.youtube.com", more: str = "") -> str:
    return f"<iframe src='https://{host}/embed/{video}{more}' allowfullscreen></iframe>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (tube(ONE), tube(OTHER)),
        (tube(ONE, more="?rel=0"), tube(OTHER, "www.youtube-nocookie.com", "?rel=0")),
        (
            "<iframe src=https://player.vimeo.com/video/1111></iframe>",
            "<iframe src=https://player.vimeo.com/video/2222></iframe>",
        ),
        ("<video src=/v/sesion-1.mp4></video>", "<video src=/v/sesion-2.mp4></video>"),
        (
            "<video><source src=/v/sesion-1.mp4></video>",
            "<video><source src=/v/sesion-2.mp4></video>",
        ),
        (
            "<audio controls src=/a/acta-1.mp3></audio>",
            "<audio controls src=/a/acta-2.mp3></audio>",
        ),
        ("<embed src=/v/uno.swf>", "<embed src=/v/dos.swf>"),
        ("<object data=/v/uno.mp4></object>", "<object data=/v/dos.mp4></object>"),
        (
            "<iframe src=https://archive.org/embed/sesion-uno></iframe>",
            "<iframe src=https://archive.org/embed/sesion-dos></iframe>",
        ),
        (
            "<iframe src=https://datawrapper.dwcdn.net/AbCd1/4/></iframe>",
            "<iframe src=https://datawrapper.dwcdn.net/XyZw2/1/></iframe>",
        ),
        (
            "<iframe src='https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1234567&color=f'></iframe>",
            "<iframe src='https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/7654321&color=f'></iframe>",
        ),
    ],
)
def test_another_piece_under_the_same_words_is_a_change(before: str, after: str) -> None:
    change = between(before, after)
    assert (change.kind, change.flags) == ("edited", ("media",))
    told = judge(look(html(after), baseline=baseline(html(before)), change=change))
    assert (told.verdict, told.at_most) == (Verdict.CHANGED, Certainty.CONFIRMED)
    assert [said.rule for said in told.reasons] == ["changed.media"]


def test_a_piece_that_is_gone_is_suspected() -> None:
    change = between(tube(ONE), "")
    assert change.flags == ("media", "unsure")
    told = judge(look(html(""), baseline=baseline(html(tube(ONE))), change=change))
    assert told.at_most is Certainty.SUSPECTED
    assert [said.rule for said in told.reasons] == ["changed.media-gone", "changed.unsure"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (tube(ONE), tube(ONE, "www.youtube-nocookie.com", "?autoplay=0&origin=x")),
        (tube(ONE), tube(ONE).replace("src=", "data-src=")),
        (
            tube(ONE),
            f"<div class=facade style='background:url(https://i.ytimg.com/vi/{ONE}/hq.jpg)'></div>",
        ),
        (tube(ONE), f"{tube(ONE)}{tube(OTHER)}"),
        # a list of videos, of which now this, now that one stands in the frame
        (
            f"{tube(ONE)}<button data-id={OTHER}></button>",
            f"{tube(OTHER)}<button data-id={ONE}></button>",
        ),
        ("<video src=/v/s.mp4?token=1></video>", "<video src=/cdn/v/s.mp4?token=2></video>"),
        (
            "<iframe src=https://ads.example/frame?slot=1></iframe>",
            "<iframe src=https://ads.example/frame?slot=2></iframe>",
        ),
        (
            "<iframe src='https://www.google.com/maps/embed?pb=!1m18'></iframe>",
            "<iframe src='https://www.google.com/maps/embed?pb=!1m14'></iframe>",
        ),
        (
            "<iframe src='https://www.google.com/recaptcha/api2/anchor?k=a'></iframe>",
            "<iframe src='https://www.google.com/recaptcha/api2/anchor?k=b'></iframe>",
        ),
        (
            "<iframe src='https://www.googletagmanager.com/ns.html?id=GTM-1'></iframe>",
            "<iframe src='https://www.googletagmanager.com/ns.html?id=GTM-2'></iframe>",
        ),
    ],
)
def test_other_addresses_of_the_same_piece_and_what_holds_none_are_no_change(
    before: str, after: str
) -> None:
    assert not between(before, after).substantial
    assert not compare(page("", before), page("", after)).substantial


def test_what_plays_around_the_document_is_none_of_it() -> None:
    old, new = (page("", f"<aside>{tube(video)}</aside>") for video in (ONE, OTHER))
    assert not compare(old, new).substantial


def test_a_gallery_that_shows_other_pieces_is_suspected() -> None:
    many = "".join(tube(f"{n:011}") for n in range(5))
    assert between(many, many.replace(f"{3:011}", OTHER)).flags == ("media", "unsure")


def test_a_video_of_the_day_is_never_confirmed() -> None:
    first, standing = page(tube(ONE)), None
    for day in range(20):
        change = compare(first, page(tube(f"video{day:06}")))
        at = datetime(2026, 11, 1, 3, tzinfo=UTC) + timedelta(days=day)
        standing = advance(standing, Seen(Cause.EDITED, at, text_sha256="same", hunks=change.hunks))
    assert isinstance(standing, Standing)
    assert standing.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"//www.youtube.com/embed/{ONE}?start=4", f"youtube:{ONE}"),
        ("https://www.youtube.com/embed/videoseries?list=PL123456", "youtube:PL123456"),
        ("https://flo.uri.sh/visualisation/123456/embed", "flourish:123456"),
        ("https://www.youtube.com/", ""),
        ("https://[broken", ""),
        ("", ""),
        ("about:blank", ""),
    ],
)
def test_a_piece_has_one_name_however_its_address_is_spelt(address: str, name: str) -> None:
    assert played({"src": address}) == name


def test_two_pieces_that_changed_places_are_a_change_unless_their_titles_went_along() -> None:
    one, other = f"<h3>Primera sesión</h3>{tube(ONE)}", f"<h3>Segunda sesión</h3>{tube(OTHER)}"
    crossed = one.replace(ONE, OTHER) + other.replace(OTHER, ONE)
    change = between(one + other, crossed)
    assert change.flags == ("media",)
    assert {(said.place, said.now) for said in change.beside} == {
        ("Primera sesión", f"youtube:{OTHER}"),
        ("Segunda sesión", f"youtube:{ONE}"),
    }
    assert "media" not in between(one + other, other + one).flags
    below = "".join(
        f"{tube(video)}<h3>{title} sesión</h3>"
        for video, title in ((ONE, "Primera"), (OTHER, "Segunda"))
    )
    assert "media" not in between(one + other, below).flags
