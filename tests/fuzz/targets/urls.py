"""Addresses: one spelling, one key, and one host for whoever reads them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ada_url import URL
from scrapy import Request
from w3lib.url import safe_url_string

from crawler.wire.handler import _place
from crawler.wire.urls import problem_of
from evidence.addresses import as_written, base_of, location, resolve
from evidence.domains import domain_of, host_of
from evidence.identity import (
    address_key,
    cdx_key,
    fetch_url,
    identity_key,
    lookup_key,
    spellings,
)
from evidence.misprints import nearest
from evidence.viewers import document_targets
from tests.fuzz.target import Target, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (
    b"http://", b"https://", b"//", b"\\\\", b"@", b"%2e", b"%2E", b"%c3%b1", b"%00", b"[::1]", b"0x7f", b"xn--",
    b"..", b"/./", b"/../", b"#", b"?", b"&", b"utm_source=", b":80", b":0", b":65536", b"\xef\xbc\x8e", b"\xe3\x80\x82",
    b"n\xcc\x83", b"\xc3\xb1", b"\xc2\xad", b"\xe2\x80\x8d", b"viewer.html?file=", b"drive.google.com/file/d/",
    b"docs.google.com/document/d/", b"javascript:", b"data:", b"file:", b"www.", b"\t", b"\n", b"|", b"^",
)  # fmt: skip


def _keys(data: bytes) -> None:
    cited = data.decode("utf-8", "replace")
    key = address_key(cited)
    hold(address_key(key) == key, "the key of a key is itself")
    identity = identity_key(cited)
    hold(identity_key(identity) == identity, "the identity of an identity is itself")
    for spelling in spellings(cited):
        hold(address_key(spelling) == key, "each spelling has the same key")
    try:
        url = fetch_url(cited)
    except ValueError:
        hold(problem_of(cited) is not None, "what no browser reads is not asked for")
        return
    hold(fetch_url(url) == url, "what is asked for is asked for as it is")
    hold(url.isascii() and not any(c in url for c in " \r\n\t<>"), "it is ASCII without blanks")
    surt = cdx_key(url)
    hold("\n" not in surt and " " not in surt, "a key stands in one line of an index")
    hold(cdx_key(cited.partition("#")[0]) == surt or "#" in cited, "one key for all spellings")
    lookup_key(cited)
    for target in document_targets(cited):
        hold(target != url, "a viewer's document is not the viewer")


def _hosts(data: bytes) -> None:
    """Who is connected to, who is named in the request, and who is counted, are one."""
    cited = data.decode("utf-8", "replace")
    if problem_of(cited) is not None:
        return
    url = fetch_url(cited)
    read = URL(url)
    _, host, port = _place(url)
    hold(host == read.hostname.strip("[]"), f"connected to {host}, browsers to {read.hostname}")
    hold(
        str(port) == (read.port or {"http:": "80", "https:": "443"}[read.protocol]), "the same port"
    )
    hold(host_of(url).startswith((urlsplit(url).hostname or "").rstrip(".")[:1]), "a host to count")
    domain_of(url)
    quoted = Request(url).url
    hold(urlsplit(quoted).hostname == host, "Scrapy asks the same host")
    hold(urlsplit(safe_url_string(url)).hostname == host, "and so does w3lib")
    nearest(host, ["www.gob.mx"])


def _joined(data: bytes) -> None:
    base, _, reference = data.decode("utf-8", "replace").partition("\n")
    for read in (resolve, location):
        try:
            found = read(base, reference)
        except ValueError:
            continue
        hold("\n" not in found and "\t" not in found, "an address is one line")
    written = as_written(base, reference)
    with suppress(ValueError):
        hold(
            resolve(base, reference) == resolve(base, written) or ":" not in base,
            "an address as written leads where the reference does",
        )
    base_of(base, reference)


def _cited() -> Iterator[bytes]:
    for url in (
        "https://www.gob.mx/agua/Tablero?b=2&a=1#x", "HTTP://WWW.Gob.MX:80/a/../b/%7euser",
        "https://año.gob.mx/año/plan?q=ñ", "http://192.168.1.1:8080/a", "http://[2001:db8::1]/x",
        "https://drive.google.com/file/d/1AbC_d-9/view?usp=sharing", "https://docs.google.com/document/d/1xyz/edit#gid=0",
        "http://a.mx/viewer.html?file=%2Fb.pdf", "https://a.sharepoint.com/:b:/s/x/y?e=1", "http://user:p@a.mx/;b=c",
        "http://xn--ao-yja.mx/%E1%BF%BB", "http://0x7f000001/", "http://a.mx./b", "http:\\\\a.mx\\b",
        "https://www.dropbox.com/s/x/y.pdf?dl=0&utm_source=z", "n\u0303.mx", "http://n\u0303andu.mx/n\u0303",
    ):  # fmt: skip
        yield url.encode()


def _references() -> Iterator[bytes]:
    for base, reference in (
        ("https://a.mx/b/c?d", "../e"), ("https://a.mx/b", "//c.mx/d"), ("https://a.mx/", "?q=ñ"), ("", "e"),
        ("http://a.mx", "\\\\b\\c"), ("http://a.mx/%zz", "#f"), ("https://a.mx/b/", "javascript:void(0)"),
        ("https://a.mx/b/", "http:c"), ("https://a.mx/b/", "ma\xf1ana.pdf"), ("file:///a", "b"), ("a.mx", "b"),
    ):  # fmt: skip
        yield f"{base}\n{reference}".encode()


TARGETS = (
    Target("url-keys", "a key's key is itself, one key for all spellings, in one line", _keys, _cited, _WORDS, 500),
    Target("url-hosts", "one host for the connection, the request, Scrapy, w3lib and the browser",
           _hosts, _cited, _WORDS, 500),
    Target("url-joined", "a reference leads where its spelling leads", _joined, _references, _WORDS, 500),
)  # fmt: skip
