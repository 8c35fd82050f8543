"""What a page of a board shows: every way in which a link is written, its labels, and pages made to
cost."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.boards.addresses import is_calendar, is_loop, page_key, shape_of
from evidence.boards.model import Kind
from evidence.boards.read import read
from evidence.boards.walk import Walk
from evidence.config import Board

HOME = "https://x.mx/t/index.html"


def links(markup: str, *labels: str) -> list[tuple[str, str, tuple[str, ...]]]:
    page = read(f"<html><body>{markup}</body></html>".encode(), "text/html", HOME, labels)
    assert page is not None
    return [(link.url, link.text, link.path) for link in page.links]


@pytest.mark.parametrize("label", ["p[", "p::before", ":nada(", "", "a:has(", ">"])
def test_labels_that_are_no_selector_are_refused_with_words(label: str) -> None:
    with pytest.raises(ValueError, match=r"^labels: "):
        links("<a href=a.pdf>x</a>", label)


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        ("<A HREF='a.pdf'>x</A>", "/t/a.pdf"),
        ("<base href='/otro/'><a href=a.pdf>x</a>", "/otro/a.pdf"),
        ("<a href=' a\n.pdf '>x</a>", "/t/a.pdf"),
        ("<area href=a.pdf>", "/t/a.pdf"),
        ("<iframe src=a.html></iframe>", "/t/a.html"),
        ("<frameset><frame src=a.html></frameset>", "/t/a.html"),
        ("<object data=a.pdf></object>", "/t/a.pdf"),
        ("<embed src=a.pdf>", "/t/a.pdf"),
        ("<a href=\"javascript:window.open('a.pdf','v','width=5')\">x</a>", "/t/a.pdf"),
        ("<a href=\"javascript:abrir(%27a.pdf%27)\">x</a>", "/t/a.pdf"),
        ("<td onclick=\"location.href='?id=3'\">x</td>", "/t/index.html?id=3"),
        ("<li onclick=\"window.location = '/docs/ver/3'\">x</li>", "/docs/ver/3"),
        ("<div data-url='/docs/ver/3'>x</div>", "/docs/ver/3"),
        ("<div data-documento='acta final.pdf'>x</div>", "/t/acta final.pdf"),
        ("<button data-src='../a.pdf'>x</button>", "/a.pdf"),
        ("<select><option value='docs/a.pdf'>x</option></select>", "/t/docs/a.pdf"),
        ("<link rel=next href='?page=2'>", "/t/index.html?page=2"),
        ("<svg><a xlink:href='a.pdf'>x</a></svg>", "/t/a.pdf"),
        ("<noscript><a href=a.pdf>x</a></noscript>", "/t/a.pdf"),
        ("<script>function f(a){window.open('/v?doc='+encodeURIComponent(a))}</script><b onclick=\"f('ñ 1')\">x</b>",
         "/v?doc=%C3%B1%201"),
        ("<script>var t = {docs: [{titulo: 'A', url: '/a.pdf'}]};</script>", "/a.pdf"),
        ("<script>window.x=[{\"archivo\":\"docs\\/a.pdf\"}]</script>", "/t/docs/a.pdf"),
        ("<script type='application/ld+json'>{\"url\": \"https://x.mx/a.pdf\"}</script>", "/a.pdf"),
        ("<script>var filas = [['Compromiso 1', 'Nota', 'docs/a.pdf']];</script>", "/t/docs/a.pdf"),
        ("<script>var f = [[\"Compromiso 1\", \"<a href='docs/a.pdf'>Ver</a>\"]];</script>", "/t/docs/a.pdf"),
        ("<script>document.write('<a href=\"a.pdf\">x</a>')</script>", "/t/a.pdf"),
        ("<meta http-equiv=Refresh content='0; URL=otra.html'>", "/t/otra.html"),
        ("<div data-page='{&quot;docs&quot;:[{&quot;url&quot;:&quot;/a.pdf&quot;}]}'></div>", "/a.pdf"),
        ("<video><source src=a.mp4></video>", "/t/a.mp4"),
        ("<form action=ver.php><input type=hidden name=id value=5><input type=submit></form>", "/t/ver.php?id=5"),
        ("<script>$.getJSON('datos.json', function(d){});</script>", "/t/datos.json"),
        # what an editor put before an address only leads on
        ("<a href='https://www.google.com/url?q=https%3A%2F%2Fx.mx%2Fa.pdf&amp;sa=D'>x</a>", "/a.pdf"),
        ("<a href='https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.mx%2Fa.pdf'>x</a>", "/a.pdf"),
        ("<script>var t = [{url: 'https://l.facebook.com/l.php?u=https%3A%2F%2Fx.mx%2Fa.pdf'}];</script>", "/a.pdf"),
    ],
)  # fmt: skip
def test_a_link_is_found_however_it_is_written(markup: str, path: str) -> None:
    assert f"https://x.mx{path}" in [url for url, _, _ in links(markup)]


@pytest.mark.parametrize(
    "markup",
    ["<div data-target='#m'>x</div>", "<a href='#' onclick='return false'>x</a>", "<img data-src='a.png'>",
     "<a data-url='/x/{{id}}'>x</a>", "<template><a href=a.pdf>x</a></template>",
     "<script>var s = 'hola'; fetch('/api/' + id);</script>", "<!-- <a href=a.pdf>x</a> -->"],
)  # fmt: skip
def test_what_is_no_link_is_not_made_one(markup: str) -> None:
    assert [url for url, _, _ in links(markup) if url != HOME + "#" and url != HOME] == []


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        ("<h1>T</h1><h2>C1</h2><h3>A</h3><h2>C2</h2><a href=a.pdf>x</a>", ("T", "C2")),
        ("<section><h2>C1</h2></section><a href=a.pdf>x</a>", ()),
        ("<table><caption>Cap</caption><tr><th>N</th><td>Fila</td><td><a href=a.pdf>x</a></td></tr></table>",
         ("Cap", "N")),
        ("<table><tr><td>1</td><td>Fila</td><td><a href=a.pdf>x</a></td></tr></table>", ("1 Fila",)),
        ("<table><tr><td rowspan=2>G</td><td>F1</td></tr><tr><td>F2</td><td><a href=a.pdf>x</a></td></tr></table>",
         ("G", "F2")),
        ("<table><tr><td colspan=2>Grupo</td></tr><tr><td>F</td><td><a href=a.pdf>x</a></td></tr></table>",
         ("Grupo", "F")),
        ("<ul><li>C1<ul><li>Nota: <a href=a.pdf>x</a></li></ul></li></ul>", ("C1", "Nota")),
        ("<UL><LI>C1<LI>C2 <A HREF=a.pdf>x</A></UL>", ("C2",)),
        ("<TABLE><TR><TD>F1<TD><A HREF=b.pdf>y</A><TR><TD>F2<TD><A HREF=a.pdf>x</A></TABLE>", ("F2",)),
        ("<dl><dt>C1</dt><dd><a href=a.pdf>x</a></dd></dl>", ("C1",)),
        ("<details><summary>C1</summary><a href=a.pdf>x</a></details>", ("C1",)),
        ("<fieldset><legend>C1</legend><a href=a.pdf>x</a></fieldset>", ("C1",)),
        ("<h4>4</h4><div><p>Agua para todos</p></div><a href=a.pdf>x</a>", ("4 Agua para todos",)),
    ],
)  # fmt: skip
def test_labels_go_from_commitment_to_item(markup: str, path: tuple[str, ...]) -> None:
    assert links(markup)[-1] == ("https://x.mx/t/a.pdf", "x", path)


def test_configured_labels_take_the_place_of_headings() -> None:
    markup = "<h1>T</h1><p class=c>Compromiso</p><p class=i>Acción</p><a href=a.pdf>x</a>"
    assert links(markup, ".c", ".i") == [("https://x.mx/t/a.pdf", "x", ("Compromiso", "Acción"))]


def test_pagers_are_told_from_other_links() -> None:
    page = read(
        b"<a href='?page=2'>2</a><a href='?id=2'>2 x</a><a href=b.html>Siguiente</a>",
        "text/html",
        HOME,
    )
    assert page is not None
    assert [link.kind for link in page.links] == [Kind.PAGER, Kind.LINK, Kind.PAGER]
    _, walk = walked(
        {
            "/": b"<a href=1.pdf>1</a><a href=ficha/2>2</a><a href='?inicio=20'>3</a>",
            "/ficha/2": b"<p>x",
        }
    )
    assert {e.url for e in walk.visit().entries} == {"https://x.mx/1.pdf", "https://x.mx/ficha/2"}


def test_a_button_that_turns_the_page_is_a_way_and_others_are_not() -> None:
    form = (
        b"<form method=post><input type=hidden name=v value=1><input name=q>"
        b"<input type=submit name=b value='Siguiente &gt;'><input type=submit name=c value=Borrar></form>"
    )
    page = read(b"<html>" + form, "text/html", HOME)
    assert page is not None
    assert [link.form.data() for link in page.links if link.form] == [
        [("v", "1"), ("q", ""), ("b", "Siguiente >")]
    ]
    assert [link.kind for link in page.links] == [Kind.PAGER]


def test_addresses_of_one_page_and_of_one_shape() -> None:
    assert page_key("http://www.x.mx/a;jsessionid=1?b=2&utm_source=z#c") == page_key(
        "https://x.mx/a?b=2"
    )
    assert page_key("https://x.mx/(S(abc))/a.aspx") == page_key("https://x.mx/a.aspx")
    assert page_key("https://x.mx/(A(b)S(abc)F(c))/a.aspx") == page_key("https://x.mx/a.aspx")
    assert page_key("https://x.mx/a?b=1") != page_key("https://x.mx/a?b=2")
    assert shape_of("https://x.mx/c/12/d?n=1") == shape_of("https://x.mx/c/7/d?n=22")
    assert is_calendar("https://x.mx/eventos/2024/05/")
    assert is_calendar("https://x.mx/?mes=5")
    assert not is_calendar("https://x.mx/documentos/2024-informe.pdf")
    assert is_loop("https://x.mx/a/b/a/b/a/b")
    assert not is_loop("https://x.mx/a/b/c")


def walked(site: dict[str, bytes], **options: object) -> tuple[list[str], Walk]:
    walk = Walk("https://x.mx/", Board(**options))  # type: ignore[arg-type]
    asked = []
    while (way := walk.next()) is not None:
        asked.append(way.url)
        body = site.get(way.url.removeprefix("https://x.mx"))
        if body is None:
            walk.fail(way, "http-404", gone=True)
        else:
            walk.take(way, way.url, body, "text/html")
    return asked, walk


def test_a_link_farm_ends_and_says_so() -> None:
    numbers = itertools.count()

    class Farm(dict[str, bytes]):
        def get(self, key: str, default: bytes | None = None) -> bytes:  # type: ignore[override]
            names = [
                chr(97 + n % 26) * (1 + n % 7) + "-" * (n % 97)
                for n in itertools.islice(numbers, 50)
            ]
            return "".join(
                f"<a href='/{name}/{next(numbers)}'>{next(numbers)}</a>" for name in names
            ).encode()

    asked, walk = walked(Farm())
    assert len(asked) < 320
    assert "barren" in {out.reason for out in walk.visit().left_out}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"pages": 2}, "pages"),
        ({"depth": 2}, "depth"),
        ({"seconds": 0.0}, "seconds"),
        ({"bytes": 10}, "bytes"),
    ],
)
def test_every_budget_is_kept_and_named(options: dict[str, float], reason: str) -> None:
    pages = {
        "/": b"<a href=/a>a</a>",
        "/a": b"<a href=/b/>b</a>",
        "/b/": b"<a href=/b/c/>c</a>",
        "/b/c/": b"<p>fin</p>",
    }
    _, walk = walked(pages, **options)
    assert reason in {out.reason for out in walk.visit().left_out}


@pytest.mark.parametrize(
    "body",
    [
        b"<a href=/1>x</a>" * 20_000,
        b"<div>" * 30_000,
        b"<table><tr><td>" * 5_000 + b"<a href=/a.pdf>x</a>",
        b"<ul><li>" * 8_000,
        b"<h2>1</h2>" * 8_000,
        b"<script>var x = " + b"{a:[" * 100_000 + b"</script>",
        b"<script>x=" + b"({" * 100_000 + b"</script>",
        b"<script>JSON.parse('" + b"\\" * 300_000 + b"</script>",
        b"<p onclick='" + b"f(" * 200_000 + b"'>x</p>",
        b"<base href='http://[::1'><a href='//[bad'>x</a><iframe src='http://[]'></iframe>",
        b"<form><input name=__VIEWSTATE>" + b"<a href=\"javascript:__doPostBack('a','')\">x</a>" * 5_000,
    ],
    ids=["links", "deep", "tables", "lists", "headings", "braces", "calls", "escapes", "handler", "malformed", "posts"],
)  # fmt: skip
def test_a_page_made_to_cost_is_read_in_bounded_time(body: bytes) -> None:
    walk = Walk("https://x.mx/", Board())
    way = walk.next()
    assert way is not None
    began = time.process_time()
    walk.take(way, way.url, b"<html><body>" + body, "text/html")
    walk.visit()
    assert time.process_time() - began < 12


@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["text/html", "application/json", "application/xml", ""]),
)
def test_no_bytes_are_an_error(body: bytes, content_type: str) -> None:
    read(b"<html><a href=" + body, content_type, HOME)
    read(body, content_type, "https://x.mx/s.xml.gz")
