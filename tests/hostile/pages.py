"""Pages that cost a parser more than they look like."""

from __future__ import annotations

import itertools
import json
from base64 import b64encode
from typing import TYPE_CHECKING

from tests.hostile.model import html, raw

if TYPE_CHECKING:
    from tests.hostile.model import Make

MB = 1_000_000


def _attributes(count: int) -> str:
    return " ".join(f'a{n}="{n}"' for n in range(count))


def _base64(rounds: int) -> str:
    text = b"<p>plan</p>" * 20_000
    for _ in range(rounds):
        text = b64encode(text)
    return text.decode()


PAGES: dict[str, Make] = {
    "150,000 attributes on one element": lambda: html(f"<div {_attributes(150_000)}>x</div>"),
    "2,900 attributes on each of 90 elements": lambda: html(
        f"<div {_attributes(2_900)}>x</div>" * 30
    ),
    "attributes behind a quote that never ends": lambda: html('<a title="' + "b=c " * 300_000),
    "an attribute of 9 MB": lambda: html(f'<div title="{"a" * 9 * MB}">x</div>'),
    "100,000 elements inside each other": lambda: html("<div>" * 100_000),
    "19,000 elements inside each other": lambda: html("<div>" * 19_000),
    "19,000 bold inside each other": lambda: html("<b>" * 19_000 + "x"),
    "formatting elements never closed": lambda: html("<b><i><u><a href=x>" * 4_900),
    "a million closed and never opened": lambda: html("</p>" * MB),
    "tables inside tables": lambda: html("<table><tr><td>" * 30_000),
    "text that a table throws out": lambda: html("<table>" + "x<b>" * 9_000),
    "2 million nodes": lambda: html("<i>a</i>" * MB),
    "a million links": lambda: html('<a href="/d/1.pdf">documento</a>' * MB),
    "19,000 links": lambda: html(
        "".join(f'<a href="/d/{n}.pdf">documento {n}</a>' for n in range(9_900))
    ),
    "one line of 10 MB": lambda: html("palabra " * (10 * MB // 8)),
    "one word of 10 MB": lambda: html("a" * 10 * MB),
    "one word of 1.9 MB": lambda: html("a" * 1_900_000),
    "a text of 1.9 MB": lambda: html(
        "<p>El plan de 2016 tiene 3 metas. </p>" * 9_000 + "x " * 800_000
    ),
    "a million paragraphs": lambda: html("<p>x" * MB),
    "entities without end": lambda: html(
        "&amp;&lt;&nbsp;&CounterClockwiseContourIntegral;" * 100_000
    ),
    "entities that are none": lambda: html("&aaaaaaaaaaaaaaaaaaaaaaaaaaaa" * 60_000),
    "a comment that does not end": lambda: html("<!--" * 10_000 + "-" * MB),
    "10,000 comments before the page": lambda: raw("<!-- -->" * 100_000 + "<p>El plan"),
    "a CDATA of megabytes": lambda: html("<svg><![CDATA[" + "]]" * 500_000),
    "a doctype of megabytes": lambda: raw("<!DOCTYPE html " + "x" * 3 * MB + "><p>El plan"),
    "a refresh of 3 MB": lambda: html(
        "x", f'<meta http-equiv="refresh" content="0;url=/{"a" * 3 * MB}">'
    ),
    "a refresh among 19,000": lambda: html(
        "x", '<meta http-equiv=refresh content="9;url=/a">' * 6_000
    ),
    "a refresh behind 60,000 tags": lambda: html(
        "x", "<b>" * 60_000 + '<meta http-equiv=refresh content="0;url=/a">'
    ),
    "a refresh with attributes like sand": lambda: html(
        "x", f"<meta {_attributes(25_000)} http-equiv=refresh content=0>"
    ),
    "a refresh of dots and digits": lambda: html(
        "x", f'<meta http-equiv=refresh content="{"1." * 100_000}">'
    ),
    "a refresh to itself": lambda: html("x", '<meta http-equiv=refresh content="0">'),
    "a base of megabytes": lambda: html(
        '<a href="x">y</a>' * 900, f'<base href="/{"b/" * 900_000}">'
    ),
    "a thousand links of 2,000 letters": lambda: html(f'<a href="/{"../" * 600}">y</a>' * 1_000),
    "links with a million dots": lambda: html(f'<a href="{"../" * 500_000}">y</a>'),
    "one table of 100,000 rows": lambda: html(
        "<table>" + "<tr><td>meta<td>2016<td>9 %" * 100_000 + "</table>"
    ),
    "a table of 5,000 columns": lambda: html(
        "<table><tr>" + "<td>9" * 5_000 + "<tr>" + "<td>8" * 5_000
    ),
    "cells that span a billion": lambda: html(
        "<table><tr><td rowspan=65534 colspan=1000>x" * 900 + "</table>"
    ),
    "a list box of 200,000 lines": lambda: html("<select>" + "<option>a" * 200_000),
    "9,000 list boxes": lambda: html("<select><option>a</select>" * 4_500),
    "inputs without end": lambda: html("<input readonly value=a>" * 200_000),
    "forms inside forms": lambda: html("<form action=x><input name=a value=b>" * 50_000),
    "an ASP.NET state of 8 MB": lambda: html(
        f'<form action="/x"><input type=hidden name=__VIEWSTATE value="{"A" * 8 * MB}"></form>'
    ),
    "noscript inside noscript": lambda: html("<noscript>" * 19_000),
    "templates inside templates": lambda: html("<template>" * 19_000),
    "frames on one page": lambda: html('<iframe src="/a.pdf"></iframe>' * 9_000),
    "frames of itself": lambda: html(
        '<iframe src="/plan"></iframe><iframe src="/plan?a"></iframe>'
    ),
    "300 embedded documents": lambda: html(
        "".join(f'<embed src="/part/{n}.pdf" type="application/pdf">' for n in range(300))
    ),
    "styles of 5 MB": lambda: html("x", "<style>" + "a{b:c}" * 800_000 + "</style>"),
    "drawings of 100,000 words": lambda: html("<svg>" + "<text>a</text>" * 100_000 + "</svg>"),
    "mathematics inside drawings": lambda: html("<svg><math><mi>" * 9_000),
    "overlays inside overlays": lambda: html("<div role=dialog aria-modal=true>" * 15_000 + "x"),
    "15,000 dialogs of 100 words": lambda: html(f"<dialog>{'palabra ' * 100}</dialog>" * 2_000),
    "navigation inside navigation": lambda: html("<nav>" * 15_000 + "<a href=x>y</a>" * 900),
    "headings without end": lambda: html("<h1>a</h1>" * 300_000),
    "anchors without end": lambda: html("".join(f"<p id=a{n}>" for n in range(300_000))),
    "a data: address of 5 MB": lambda: html(f'<img src="data:image/png;base64,{"A" * 5 * MB}">'),
    "a data: link of 1.5 MB": lambda: html(f'<a href="data:text/html,{"%41" * 500_000}">x</a>'),
    "base64 in base64 in base64": lambda: html(f'<a href="data:;base64,{_base64(5)}">x</a>'),
    "a script with JSON of 10 MB, nested": lambda: html(
        '<script type="application/json">' + "[" * 5 * MB + "]" * 5 * MB + "</script>"
    ),
    "a script with 100,000 objects in each other": lambda: html(
        "<script>var data = " + '{"a":[' * 100_000 + "]}" * 100_000 + ";</script>"
    ),
    "a script with lists that never end": lambda: html(
        "<script>var a = " + "[{" * 4_900 + "</script>"
    ),
    "a script with 9,000 half objects": lambda: html(
        "<script>" + 'a=[{"b":"c' * 9_000 + "</script>"
    ),
    "a script of quotes": lambda: html("<script>var a=[" + "'\\" * 400_000 + "</script>"),
    "a script of escapes": lambda: html('<script>var a=["' + "\\u00e1" * 250_000 + '"]</script>'),
    "a script with a number of a million digits": lambda: html(
        "<script>var metas=[{a:" + "9" * MB + ",b:'El plan tiene metas'}]</script>"
    ),
    "a script of comments": lambda: html("<script>var a=[" + "/**/" * 400_000 + "1]</script>"),
    "a script with 5,000 lists of records": lambda: html(
        "<script>" + "var a=[{nombre:'Ana Luz',cargo:'Jefa de obra'}];" * 4_900 + "</script>"
    ),
    "records in attributes": lambda: html(
        '<div data-items="[{&quot;nombre&quot;:&quot;Ana Luz&quot;}]"></div>' * 4_900
    ),
    "an attribute with half a list of 1.8 MB": lambda: html(f"<div data-a='[{'{' * 1_800_000}'>"),
    "a page's state of 9 MB": lambda: html(
        '<script id="__NEXT_DATA__" type="application/json">'
        + json.dumps(
            [{"titulo": f"El plan {n} tiene metas", "url": f"/d/{n}"} for n in range(120_000)]
        )
        + "</script>"
    ),
    "a feed of 100,000 entries": lambda: raw(
        '<?xml version="1.0"?><rss><channel>'
        + "<item><title>a</title><link>http://127.0.0.1/a</link></item>" * 100_000,
        "application/rss+xml",
    ),
    "a million laughs": lambda: raw(
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
        + "".join(
            f'<!ENTITY {after} "' + f"&{name};" * 10 + '">'
            for name, after in itertools.pairwise("abcdefghi")
        )
        + "]><l>&i;</l>",
        "application/xml",
    ),
    "a page in XML of 5 MB": lambda: raw(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">' + "<p>x</p>" * 600_000,
        "application/xhtml+xml",
    ),
}
