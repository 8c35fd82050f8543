"""Certificate chains that lack a link, as many servers send them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from tests.certificates import Authority
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

LONG = ok(page("Un texto que cualquiera puede leer y citar. " * 40))


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority("Root")


@pytest.fixture
def trusted(root: Authority, tmp_path: Path) -> dict[str, str]:
    """The environment in which ``root`` is trusted."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes(root.pem)
    return {"SSL_CERT_FILE": str(roots)}


def _check(bench: Bench, url: str, **environment: str) -> dict[str, Any]:
    done = bench.testigo("check", url, "--format", "json", **environment)
    answer: dict[str, Any] = json.loads(done.out)
    return answer


@pytest.mark.parametrize("form", ["der", "pem", "pkcs7"])
def test_the_missing_link_is_fetched_from_where_it_lies(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path, form: str
) -> None:
    middle = Authority("Middle", root)
    body = {
        "der": middle.der,
        "pem": middle.pem,
        "pkcs7": pkcs7.serialize_certificates([middle.certificate], Encoding.DER),
    }[form]
    published = ok(body, media_type=b"application/pkix-cert")
    with RawServer({"/middle.crt": published}) as authority:
        context = middle.serving(tmp_path, lies_at=authority.url("/middle.crt"))
        with RawServer({"/a": LONG}, tls=context) as server:
            answer = _check(bench, server.url("/a"), **trusted)
        assert authority.asked["/middle.crt"] == 1
    assert answer["verdict"] == "alive"
    (check,) = bench.rows("SELECT * FROM checks")
    assert check["tls_problem"] is None
    # what completed the chain is kept beside what was sent, and holds together
    names = {row["subject"] for row in bench.rows("SELECT * FROM certificates")}
    assert names == {"CN=127.0.0.1", "CN=Middle"}
    (network,) = bench.rows("SELECT * FROM networks WHERE tls_version IS NOT NULL")
    assert len(json.loads(network["certificates_json"])) == 2
    assert bench.testigo("verify").code == 0


def test_two_missing_links_are_found_one_after_the_other(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path
) -> None:
    replies: dict[str, Any] = {}
    with RawServer(replies) as authority:
        upper = Authority("Upper", root)
        lower = Authority("Lower", upper, lies_at=authority.url("/upper"))
        replies |= {"/upper": ok(upper.der), "/lower": ok(lower.der)}
        context = lower.serving(tmp_path, lies_at=authority.url("/lower"))
        with RawServer({"/a": LONG}, tls=context) as server:
            assert _check(bench, server.url("/a"), **trusted)["verdict"] == "alive"


def test_a_published_link_may_be_packed_and_may_have_moved(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path
) -> None:
    middle = Authority("Middle", root)
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    packed = gzip.compress(middle.der)
    published = {
        "/old": moved % b"middle",
        "/middle": ok(packed).replace(b"\r\n", b"\r\nContent-Encoding: gzip\r\n", 1),
        "/circle": moved % b"circle",
    }
    with RawServer(published) as authority:
        old = middle.serving(tmp_path, lies_at=authority.url("/old").replace("http", "HTTP"))
        circle = middle.serving(tmp_path, lies_at=authority.url("/circle"))
        with RawServer({"/a": LONG}, tls=circle) as server:
            assert _check(bench, server.url("/a"), **trusted)["cause"] == "tls"
        assert authority.asked["/circle"] == 3
        with RawServer({"/a": LONG}, tls=old) as server:
            assert _check(bench, server.url("/a"), **trusted)["verdict"] == "alive"


def test_where_what_was_sent_leads_astray_the_certificate_itself_knows_the_way(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path
) -> None:
    """An intermediate that was renewed, or cross-signed by somebody whom nobody knows any more."""
    middle = Authority("Middle", root)
    stranger = Authority("Stranger")
    ended = Authority("Middle", root, ended=True, key=middle.key)
    crossed = Authority("Middle", stranger, key=middle.key)
    with RawServer({"/middle": ok(middle.der)}) as authority:
        for sent in ((ended,), (crossed,), (crossed, stranger)):
            context = middle.serving(tmp_path, *sent, lies_at=authority.url("/middle"))
            with RawServer({"/a": LONG}, tls=context) as server:
                assert _check(bench, server.url("/a"), **trusted)["verdict"] == "alive"
            unknown = middle.serving(tmp_path, *sent)
            with RawServer({"/a": LONG}, tls=unknown) as server:
                assert _check(bench, server.url("/a"), **trusted)["cause"] == "tls"


@pytest.mark.parametrize("published", [b"", b"not a certificate", None])
def test_where_no_link_is_found_the_page_is_unreachable_and_a_404_is_one_with_a_remark(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path, published: bytes | None
) -> None:
    middle = Authority("Middle", root)
    with RawServer({} if published is None else {"/middle.crt": ok(published)}) as authority:
        context = middle.serving(tmp_path, lies_at=authority.url("/middle.crt"))
        with RawServer({"/a": LONG}, tls=context) as server:
            page_there = _check(bench, server.url("/a"), **trusted)
            gone = _check(bench, server.url("/gone"), **trusted)
    assert (page_there["verdict"], page_there["cause"]) == ("unreachable", "tls")
    assert (gone["verdict"], gone["cause"]) == ("missing", "http-404")
    assert [one["rule"] for one in gone["reasons"]] == ["gone.http-404", "gone.certificate"]
    assert {
        row["at_most"] for row in bench.rows("SELECT * FROM checks WHERE cause = 'http-404'")
    } == {"probable"}


def test_a_link_that_leads_to_nobody_is_no_link(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path
) -> None:
    stranger = Authority("Stranger")
    with RawServer({"/stranger": ok(stranger.der)}) as authority:
        context = stranger.serving(tmp_path, lies_at=authority.url("/stranger"))
        with RawServer({"/a": LONG}, tls=context) as server:
            assert _check(bench, server.url("/a"), **trusted)["cause"] == "tls"


def test_a_completed_chain_still_shows_what_else_is_wrong(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path
) -> None:
    middle = Authority("Middle", root)
    with RawServer({"/middle": ok(middle.der)}) as authority:
        lies_at = authority.url("/middle")
        other = middle.serving(tmp_path, lies_at=lies_at, host="127.0.0.2")
        ended = middle.serving(tmp_path, lies_at=lies_at, ended=True)
        with RawServer({}, tls=other) as first, RawServer({}, tls=ended) as second:
            for url in (first.url("/gone"), second.url("/gone")):
                assert _check(bench, url, **trusted)["cause"] == "tls"
    problems = {row["tls_problem"] for row in bench.rows("SELECT tls_problem FROM checks")}
    assert problems == {"the certificate is not for 127.0.0.1", "certificate has expired"}


def test_nothing_is_fetched_from_private_networks_without_leave(
    bench: Bench, root: Authority, trusted: dict[str, str], tmp_path: Path
) -> None:
    middle = Authority("Middle", root)
    with RawServer({"/middle": ok(middle.der)}) as authority:
        # link-local addresses are refused even with leave
        context = middle.serving(tmp_path, lies_at="http://169.254.169.254/middle")
        with RawServer({"/a": LONG}, tls=context) as server:
            assert _check(bench, server.url("/a"), **trusted)["cause"] == "tls"
        assert not authority.asked
