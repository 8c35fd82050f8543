"""Where elements of a page lead that are no plain links: cited, or told as left out."""

from __future__ import annotations

import pytest

from evidence.citations import read
from evidence.kept import kept

D = "https://www.example.org/d.pdf"
HEAD = "links in forms, lists, players and scripts are left out: 1 "


def cited(body: str, head: str = "", name: str = "a.html") -> tuple[list[str], tuple[str, ...]]:
    page = f"<!doctype html><html><head><title>T</title>{head}</head><body><p>Texto {body} y más.</p></body></html>"
    reading = read(page.encode(), name)
    return [one.url for one in reading.citations], reading.warnings


@pytest.mark.parametrize(
    "body",
    [
        f"<svg><a xlink:href='{D}'><text>Doc</text></a></svg>",
        f"<svg><g><a href='{D}'><text>Doc</text></a></g></svg>",
        f"<a href='#' onclick=\"window.open('{D}')\">Doc</a>",
        f"<a href='javascript:void(0)' onclick='window.open(\"{D}\", \"_blank\"); return false'>Doc</a>",
        f"<a onclick=\"location.href = '{D}'\">Doc</a>",
        f"<button onclick=\"location='{D}'\">Doc</button>",
        f"<span onclick=\"document.location.assign('{D}')\">Doc</span>",
        f"<a href=\"javascript:window.open('{D}')\">Doc</a>",
        "<a href=\"javascript:window.open('https://www.example.org/d%2Epdf')\">Doc</a>",
        f"<a href='javascript:void(0)' data-href='{D}'>Doc</a>",
        f"<a data-url='{D}'>Doc</a>",
        "<a href='/\\www.example.org/d.pdf'>Doc</a>",
    ],
)
def test_where_a_click_leads_is_cited(body: str) -> None:
    assert cited(body) == ([D], ())


def test_a_row_of_a_table_and_a_frame_of_a_set_lead_on() -> None:
    table = f"<table><tr onclick=\"window.location='{D}'\"><td>Doc</td></tr></table>"
    assert cited(table) == ([D], ())
    page = f"<html><head><title>T</title></head><frameset><frame src='{D}'><frame src='menu.html'></frameset></html>"
    assert [one.url for one in read(page.encode(), "a.html").citations] == [D]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<iframe srcdoc='&lt;a href=\"{D}\"&gt;Doc&lt;/a&gt;'></iframe>", ""),
        (f"<div data-url='{D}'>Doc</div>", ""),
        (f"<form action='{D}'><button>Ver</button></form>", ""),
        (f"<form><button formaction='{D}'>Ver</button></form>", ""),
        (f"<select onchange='location=this.value'><option>-<option value='{D}'>Doc</select>", ""),
        (f"<video src='{D}' controls></video>", ""),
        (f"<audio controls><source src='{D}'></audio>", ""),
        (f"<img src=x.png longdesc='{D}'>", ""),
        (f"<noscript><a href='{D}'>Doc</a></noscript>", ""),
        (f"<template><a href='{D}'>Doc</a></template>", ""),
        ("", f"<meta http-equiv=Refresh content='0; url={D}'>"),
        ("", f"<meta name=citation_pdf_url content='{D}'>"),
        ("", f"<link rel=alternate type=application/pdf href='{D}'>"),
    ],
)
def test_what_a_page_only_holds_is_told(body: str, head: str) -> None:
    found, (warning,) = cited(body, head)
    assert found == []
    assert warning == f"{HEAD}({D})"
    assert kept(warning).text("es").startswith("enlaces en formularios")


@pytest.mark.parametrize(
    "body",
    [
        f"<a href='{D}' onclick=\"ga('send'); window.open('https://otra.example/x'); return false\">Doc</a>",
        f"<a href='{D}' data-url='https://otra.example/x'>Doc</a>",
    ],
)
def test_a_link_with_an_address_leads_there_whatever_its_script_does(body: str) -> None:
    assert cited(body) == ([D], ())


@pytest.mark.parametrize(
    "body",
    [
        "<form action='https://www.example.org/buscar'><input name=q></form>",
        "<form action='/buscar'></form>",
        "<select><option value='4'>Cuatro</select>",
        "<button onclick=\"abrir('x')\">Ver</button>",
        "<a href='#' onclick='location.reload()'>Ver</a>",
        "<a href='#' onclick=\"if (location == 'https://a.example/x') salir()\">Ver</a>",
        "<svg><a><text>Doc</text></a><path d='M0'/></svg>",
        "<noscript><img src='https://www.facebook.com/tr?id=1'></noscript>",
        f"<div class='fb-share-button' data-href='{D}'></div>",
        "<div data-id='https://a.example/x' data-toggle='x'></div>",
        "<video src='clip.mp4'></video>",
        "<iframe src='https://www.youtube.com/embed/x'></iframe>",
        "<img src='https://www.example.org/logo.png'>",
        "<!-- <a href='https://a.example/x'>Doc</a> -->",
    ],
)
def test_what_is_machinery_is_neither_cited_nor_told(body: str) -> None:
    assert cited(body) == ([], ())


def test_on_a_page_with_an_address_they_start_from_it() -> None:
    found, _ = cited(
        "<a href='#' onclick=\"window.open('d.pdf')\">Doc</a>", name="https://a.example/x/"
    )
    assert found == ["https://a.example/x/d.pdf"]


@pytest.mark.parametrize("name", ["Content-Location", "Snapshot-Content-Location"])
def test_a_page_that_was_saved_as_mhtml_has_an_address(name: str) -> None:
    of_message = (
        f"{name}: https://www.example.org/a/pag.html\r\n" if name.startswith("Snap") else ""
    )
    of_part = f"{name}: https://www.example.org/a/pag.html\r\n" if not of_message else ""
    mail = (
        f"From: <Saved by Blink>\r\n{of_message}Subject: T\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;"
        f' type="text/html"; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\n{of_part}\r\n'
        "<html><body><p><a href='//www.example.org/d.pdf'>D</a> <a href='e.pdf'>E</a></p></body></html>\r\n--B--\r\n"
    ).encode()
    assert [one.url for one in read(mail, "a.mhtml").citations] == [
        D,
        "https://www.example.org/a/e.pdf",
    ]


def test_a_message_has_none() -> None:
    mail = (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: T\r\nContent-Location: cid:1\r\n"
        b"Content-Type: text/html\r\n\r\n"
        b"<p><a href='e.pdf'>E</a></p>\r\n"
    )
    assert read(mail, "a.eml").citations == ()


def test_a_hostile_attribute_takes_no_long_time() -> None:
    script = "open(" * 100_000 + "location=" * 100_000
    assert cited(f'<a href="#" onclick="{script}">x</a>' + "<noscript>" * 2_000)[0] == []
