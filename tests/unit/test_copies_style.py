"""Style sheets written anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from time import process_time
from typing import Any

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from testigo.desk.copies import drawing
from testigo.desk.copies.kept import Kept
from testigo.desk.copies.style import LARGEST, Styles

BASE = "http://site.example/css/a.css"
PICTURE = f"parts/{'cd' * 32}.png"


def styles(**sheets: str) -> Styles:
    kept = {f"http://site.example/css/{name}.css": css for name, css in sheets.items()}
    return Styles(Kept({"http://site.example/m.png": PICTURE}, kept), drawing.harmless)


def sheet(css: str, **sheets: str) -> str:
    return styles(**sheets).sheet(css, BASE)


@pytest.mark.parametrize(("css", "left"), [
    ("p{color:red}", "p{color:red}"),
    ("p > a[href^='x']:not(.b)::before{content:'→'}", 'p > a[href^="x"]:not(.b)::before{content:"→"}'),
    ("@media (max-width:5em) and (width>3px){p{margin:-1px}}", "@media (max-width:5em) and (width>3px){p{margin:-1px}}"),
    ("p{background:url(/m.png) no-repeat}", f'p{{background:url("{PICTURE}") no-repeat}}'),
    ("p{background:url(../m.png#x)}", f'p{{background:url("{PICTURE}")}}'),
    ("p{background:url(/n.png),red}", "p{background:none,red}"),
    ("p{fill:url(#a)}", 'p{fill:url("#a")}'),
    (":root{--a:1px}p{margin:var(--a) calc(1px + var(--b,2px))}", ":root{--a:1px} p{margin:var(--a) calc(1px + var(--b,2px))}"),
    ("p{scroll-behavior:smooth}", "p{scroll-behavior:smooth}"),
    ("p{content:attr(title)}", "p{content:attr(title)}"),
    ("@layer a,b;", "@layer a,b;"),
    ("p{a:'x", 'p{a:"x"}'),
    ("p{a:b", "p{a:b}"),
    ("p{a:b}}q{c:d}", "p{a:b} q{c:d}"),
    ("p{&:hover{color:red}}", "p{&:hover{color:red}}"),
])  # fmt: skip
def test_what_only_looks_stays(css: str, left: str) -> None:
    assert sheet(css).replace("\n", " ") == left


def test_sheets_that_are_imported_stand_in_their_place() -> None:
    found = sheet(
        "@import url(b.css);@import 'c.css' screen and (width>1px);p{a:b}", b="b{a:b}", c="c{a:b}"
    )
    assert found == "b{a:b}\n@media screen and (width>1px){c{a:b}}\np{a:b}"
    assert (
        sheet(
            "@import 'b.css' layer(x);@import 'b.css' supports(a:b);@import none;p{a:b}", b="b{a:b}"
        )
        == "p{a:b}"
    )


def test_sheets_that_import_each_other_come_to_an_end() -> None:
    assert (
        sheet("@import 'b.css';", b="@import 'c.css';b{a:b}", c="@import 'b.css';c{a:b}").count(
            "{a:b}"
        )
        <= 4
    )


def test_what_is_too_much_is_left_out_in_a_bounded_time() -> None:
    begun = process_time()
    assert sheet("a" * (LARGEST + 1)) == ""
    for css in (
        "p{a:" + "(" * 100_000,
        "@media x{" * 50_000,
        "f(" * 100_000,
        "\\" * 100_000,
        "'" + "\\\n" * 100_000,
    ):
        assert len(sheet(css)) < 1_000
    many = styles()
    found = sum(len(many.declarations(f"a:b{n}", BASE)) for n in range(300_000))
    assert 0 < found < 2 * LARGEST
    assert process_time() - begun < 60


def asking(tokens: Iterable[Any]) -> Iterator[str]:
    """What of CSS that is read again would ask, or run: what points into the page itself asks nobody."""
    for token in tokens:
        if re.fullmatch(r'url\("#[\w-]+"\)', token.serialize(), re.ASCII):
            continue
        name = token.lower_name if token.type == "function" else ""
        if token.type == "url" or name in {
            "url",
            "src",
            "image-set",
            "-webkit-image-set",
            "expression",
        }:
            yield token.serialize()
        if token.type == "at-keyword" and token.lower_value == "import":
            yield "import"
        inner = token.arguments if token.type == "function" else getattr(token, "content", None)
        yield from asking(inner or ())


TOKENS = st.sampled_from(
    "url( URL( u\\72l( image-set( src( attr( var( --x: @import @media @font-face expression( ( ) { } [ ] ; : , ' \" "
    "\\ </style> <!-- --> /* */ # p a http://evil.example/x //evil.example \n \\0a -moz-binding behavior".split(" ")
)  # fmt: skip


@given(st.lists(TOKENS, max_size=20).map("".join))
def test_whatever_is_put_together_asks_nothing(css: str) -> None:
    for found in (sheet(css), styles().declarations(css, BASE)):
        assert "</" not in found
        assert list(asking(tinycss2.parse_component_value_list(found))) == []


@pytest.mark.parametrize("svg", [
    "<svg><script>1</script></svg>", "<svg onload=x><a href=javascript:1><text>y</text></a></svg>",
    "<svg><foreignObject><p>x</p></foreignObject><image href=http://evil.example/></svg>",
    "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>",
    "<svg><style>@import 'http://evil.example';p{fill:url(http://evil.example)}</style></svg>",
    "<svg><rect fill='u\\72l(http://evil.example/#a)' style='fill:url(//evil.example)'/></svg>",
    "<svg><use href='http://evil.example/#a'/><animate attributeName=href to=http://evil.example/></svg>",
    "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><use xlink:href='data:image/svg+xml,x#a'/></svg>",
])  # fmt: skip
def test_drawings_draw_and_do_nothing_else(svg: str) -> None:
    found = drawing.picture(svg.encode())
    assert found.startswith("<svg ")
    assert not [
        word
        for word in ("evil", "script", "data:", "passwd", "onload", "import", "foreign")
        if word in found
    ]


def test_a_drawing_keeps_its_shapes_and_colours() -> None:
    found = drawing.picture(
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><style>.a{fill:red}</style><defs><linearGradient id='g'>"
        b"<stop offset='0' stop-color='#fff'/></linearGradient></defs><path class='a' d='M0 0L9 9' fill='url(#g)'/>"
        b"<text x='1' transform='rotate(5)'>A &amp; B</text></svg>"
    )
    for kept in (
        'viewBox="0 0 9 9"',
        ".a{fill:red}",
        '<linearGradient id="g">',
        'fill="url(#g)"',
        "A &amp; B",
        "rotate(5)",
    ):
        assert kept in found
