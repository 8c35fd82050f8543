"""Kept pages written anew: what they showed stays, what they did is gone."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from evidence import fence
from evidence.fence import Refused
from testigo.desk.copies import proof
from testigo.desk.copies.html import Inert, inert, text
from tests import escapes
from tests.reports import ADDRESSES, ATTACKS

EVIL = "http://evil.example"
PICTURE = f"parts/{'ab' * 32}.png"
FONT = "data:font/woff2;base64,d09GMg=="


def shown(html: str | bytes, wanted: tuple[str, ...] = (), **beside: Any) -> Inert:
    body = html.encode() if isinstance(html, str) else html
    kept = {"pictures": {}, "sheets": {}, "fonts": {}, **beside}
    return inert(
        body,
        content_type="text/html",
        url="http://site.example/a/plan.html",
        wanted=wanted,
        frame="[marco {url}]",
        **kept,
    )


def body(html: str | bytes, wanted: tuple[str, ...] = (), **beside: Any) -> str:
    told = shown(html, wanted, **beside).html
    return told[told.index("<body") :].removesuffix("</body></html>\n").partition(">")[2]


def addresses(html: str) -> set[str]:
    """Every value that a browser may take for an address."""
    names = ("src", "href", "srcset", "background", "action", "data", "poster", "xlink:href")
    tree = LexborHTMLParser(html)
    return {
        value or ""
        for node in tree.css("*")
        for name, value in node.attributes.items()
        if name in names
    }


@pytest.mark.parametrize("name", escapes.PAGES)
def test_nothing_that_escapes_is_written(name: str) -> None:
    made = shown(escapes.page(escapes.PAGES[name], EVIL), ("El texto de la página",))
    assert "evil.example" not in " ".join(addresses(made.html))
    assert made.marks == (name != "escape sequences"), "the text before it stays"


@pytest.mark.parametrize("place", ["<p>{}</p>", '<p title="{}">', "<style>{}</style>", "<!--{}-->", "<title>{}</title>",
                                   "<p style='a:{}'>", "<svg>{}</svg>", "<img src='{}'>", "<a href=\"{}\">x</a>"])  # fmt: skip
def test_attacks_of_reports_do_nothing_in_any_place(place: str) -> None:
    for attack in (*ATTACKS, *ADDRESSES):
        made = shown(place.replace("{}", attack[:2_000]).encode("utf-8", "replace"))
        assert "evil.example" not in " ".join(addresses(made.html)), attack


PIECES = st.sampled_from(
    "<svg> </svg> <math> </math> <mtext> <mglyph> <style> </style> <p> </p> <table> <tr> <td> <select> <option> "
    "</select> <title> </title> <foreignObject> <desc> <template> </template> <noscript> </noscript> <!-- --> "
    "<![CDATA[ ]]> <iframe> </iframe> <xmp> <textarea> </textarea> <form> </form> <a> <img/src=x/onerror=hit()> "
    "<script>hit()</script> <annotation-xml/encoding=text/html> <b title='</style><img/src=x/onerror=hit()>'> "
    "<g/onload=hit()> \" ' ` > < & text".split()
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_is_put_together_is_harmless_and_read_as_it_was_written(soup: str) -> None:
    made = shown(f"<!doctype html><body>{soup}")  # the second pair of eyes has read it
    again = shown(made.html).html
    assert proof.read(again) is None
    assert "onerror" not in " ".join(
        n for node in LexborHTMLParser(made.html).css("*") for n in node.attributes
    )


@pytest.mark.parametrize("html", [
    "<script>1</script>", "<p onclick=x>", "<iframe></iframe>", "<img src=http://evil.example/x>", "<a href=http://x>y</a>",
    "<a href=javascript:1>x</a>", "<style>p{background:url(x)}</style>", "<style>@import 'x'</style>", "<p style='a:url(x)'>",
    "<form><input></form>", "<meta http-equiv=refresh content=0>", "<base href=x>", "<link rel=stylesheet href=x>",
    "<svg><image href=x /></svg>", "<svg><foreignObject></foreignObject></svg>", "<math></math>", "<template></template>",
    "<img src='parts/../x.png'>", "<img src='data:text/html,x'>", "<table background=x>", "<style>p{a:image-set('x')}</style>",
])  # fmt: skip
def test_the_second_pair_of_eyes_sees_what_must_not_be_there(html: str) -> None:
    with pytest.raises(Refused):
        proof.read(f"<!doctype html><body>{html}")


def test_what_a_page_looks_like_stays() -> None:
    told = body(
        "<div class=a id=b lang=es dir=ltr style='color: red'><h2 align=center>Título</h2><ol start=3><li value=4>x</ol>"
        "<table border=1><tr><td colspan=2 bgcolor=#fff>1</table><font color=red size=2>y</font></div>"
    )
    assert told.startswith(
        '<div class="a" id="b" lang="es" dir="ltr" style="color: red"><h2 align="center">Título</h2>'
    )
    for kept in (
        '<ol start="3"><li value="4">',
        '<td colspan="2" bgcolor="#fff">',
        '<font color="red" size="2">',
    ):
        assert kept in told


def test_kept_pictures_styles_and_letters_are_shown() -> None:
    beside = {
        "pictures": {"http://site.example/m.png": PICTURE},
        "sheets": {
            "http://site.example/s.css": "@charset 'x';@import url(/dos.css) print;h1{background:url(m.png)}",
            "http://site.example/dos.css": "h2{color:navy}",
        },
        "fonts": {"http://site.example/l.woff2": FONT},
    }
    made = shown(
        "<base href=/><link rel=stylesheet href=s.css media='(min-width: 1px)'><style>@font-face{font-family:x;src:url(l.woff2)}</style>"
        "<body background=m.png><img src=m.png alt=Mapa width=5><img src=otra.png alt='Otra'><picture><source srcset='m.png 2x'>"
        "<img></picture><img src='data:,' data-src=/m.png><svg><rect fill=url(#a) /></svg><object data=m.png></object>",
        **beside,
    )
    assert f'<img src="{PICTURE}" alt="Mapa" width="5">' in made.html
    assert '<span class="testigo-picture">Otra</span>' in made.html
    assert f'h1{{background:url("{PICTURE}")}}' in made.html
    assert "@media print{h2{color:navy}}" in made.html
    assert '<style media="(min-width: 1px)">' in made.html
    assert f'url("{FONT}")' in made.html
    assert f'background="{PICTURE}"' in made.html
    assert '<rect fill="url(#a)"></rect>' in made.html
    assert (made.pictures, made.left_out) == (4, 1)


def test_links_say_where_they_led_and_lead_nowhere_but_within_the_page() -> None:
    told = body(
        "<a href='/otra?a=1&b=2'>x</a><a href='#metas'>y</a><a href='mailto:a@b.mx'>z</a><a name=metas id=metas>w</a>"
    )
    assert told == (
        '<a title="http://site.example/otra?a=1&amp;b=2">x</a><a href="#metas">y</a><a title="mailto:a@b.mx">z</a>'
        '<a id="metas">w</a>'
    )


def test_frames_and_films_are_told_by_their_address() -> None:
    told = body("<iframe src='/marco'></iframe><video src=v.mp4></video>")
    assert "[marco http://site.example/marco]" in told
    assert "[marco http://site.example/a/v.mp4]" in told
    for hidden in ("width=0 height=0", "style='display: none'", "hidden", "height=1"):
        assert body(f"<iframe src=/cuenta {hidden}></iframe>") == ""


def test_fields_stand_as_they_were_and_take_nothing() -> None:
    told = body(
        "<form action=/x><input name=q value='agua'><input type=password value=secreto><input type=checkbox checked>"
        "<input type=hidden value=h><select><option>a<option selected>b</select><textarea>t</textarea><button>Enviar</button></form>"
    )
    assert told.count("disabled") == 5
    assert "secreto" not in told
    assert "<option selected>b</option>" in told
    assert "<pre>t</pre>" in told


def test_a_page_of_frames_tells_them() -> None:
    assert (
        body("<frameset cols='*,*'><frame src=/a><frame src=/b></frameset>").count(
            "[marco http://site.example/"
        )
        == 2
    )


@pytest.mark.parametrize(("html", "passage", "marked"), [
    ("<p>La meta es de <b>100</b> pozos.</p>", "meta es de 100 pozos", ["meta es de ", "100", " pozos"]),
    ("<p>Se cons&shy;truyen po\u200bzos</p>", "se construyen pozos", ["Se cons\u00adtruyen po\u200bzos"]),
    ("<p>uno dos</p><p>tres cuatro</p>", "dos tres", ["dos", "tres"]),
    ("<p>«Agua» – para todos, 2019</p>", "agua para todos 2019", ["Agua» – para todos, 2019"]),
    ("<p>a b c</p><p>a b c</p>", "a b c", ["a b c", "a b c"]),
    ("<p>uno dos tres y lejos cuatro cinco</p>", "uno dos … cuatro cinco", ["uno dos", "cuatro cinco"]),
    ("<script>agua limpia</script><p>agua</p>", "agua limpia", []),
    ("<p>&lt;b&gt; agua &amp; sol</p>", "b agua sol", ["b&gt; agua &amp; sol"]),
])  # fmt: skip
def test_the_passage_is_marked_where_it_stands(html: str, passage: str, marked: list[str]) -> None:
    told = body(html, (passage,))
    found = [one.partition(">")[2].partition("</mark>")[0] for one in told.split("<mark")[1:]]
    assert found == marked
    assert told.count('id="testigo-passage"') == bool(marked)


def test_of_a_passage_in_other_words_what_stands_there_is_marked() -> None:
    html = "<p>La Comisión podrá publicar algunos contratos de obra hidráulica cada año.</p>"
    quote = "deberá publicar todos los contratos de obra hidráulica cada año"
    assert "<mark" in body(html, (quote,))
    assert "<mark" not in body("<p>El clima de hoy es templado y con viento.</p>", (quote,))
    assert "podrá publicar</mark>" in body(
        html, ("no está aquí de ninguna manera", "podrá publicar")
    )


def test_the_text_of_a_page_is_its_blocks() -> None:
    html = b"<title>T</title><h1>Plan\n 2019</h1><p>Uno<br>dos<script>x</script><table><tr><td>a<td>b</table>"
    assert text(html, content_type="text/html", url="") == "Plan 2019\nUno\ndos\na\nb"


def test_a_page_without_a_document_type_stays_one() -> None:
    assert not shown("<p>x").html.startswith("<!doctype")
    assert shown("<!DOCTYPE html><p>x").html.startswith("<!doctype html>")


def test_what_is_too_heavy_is_refused_within_its_time() -> None:
    task = fence.Task("testigo.desk.copies.html:inert", Inert, seconds=5.0)
    facts: dict[str, Any] = {
        "content_type": "text/html", "url": "http://x.example/", "wanted": ["a b"], "frame": "", "pictures": {}, "sheets": {}, "fonts": {},
    }  # fmt: skip
    for heavy in (
        b"<p>" * 11_000_000 + b"x",
        b"<svg>" * 200_000,
        b"<b " + b"".join(b"a%d " % n for n in range(300_000)) + b">",
        b"<style>" + b"a{b:" + b"(" * 1_000_000,
        b"<p style='" + b"[" * 400_000 + b"'>x",
        b"<a>" * 300_000,
        b"<mark>a b </mark>" * 200_000,
    ):
        with suppress(fence.FenceFailure):
            assert len(fence.call(task, heavy, **facts).html) < 40_000_000
