"""Laws of addresses: one request, one key; spellings that browsers read alike; nothing dropped."""

from __future__ import annotations

import string
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.domains import host_of, registrable_domain
from evidence.identity import (
    address_key,
    cdx_key,
    fetch_url,
    identity_key,
    lookup_key,
    spellings,
)
from evidence.viewers import document_targets

labels = st.from_regex(r"[a-z]([a-z0-9]{0,6})", fullmatch=True)
hosts = st.lists(labels, min_size=1, max_size=3).map(lambda parts: ".".join([*parts, "example"]))
segments = st.text(string.ascii_letters + string.digits + "-._~", min_size=1, max_size=8).filter(
    lambda segment: segment.strip(".")
)
paths = st.lists(segments, max_size=4).map(lambda parts: "/" + "/".join(parts))
parameters = st.lists(st.tuples(labels, segments), max_size=4, unique_by=lambda pair: pair[0])


def query(pairs: list[tuple[str, str]]) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in pairs) if pairs else ""


addresses = st.builds(
    lambda scheme, host, path, pairs: f"{scheme}://{host}{path}{query(pairs)}",
    st.sampled_from(["http", "https"]), hosts, paths, parameters,
)  # fmt: skip


@given(addresses)
def test_a_plain_address_is_fetched_as_it_is_written(address: str) -> None:
    assert fetch_url(address) == address
    assert identity_key(address) == address


@given(
    addresses, st.text(string.ascii_letters, max_size=8), st.sampled_from(["", " ", "\n", "\t "])
)
def test_what_no_server_sees_is_no_part_of_an_address(
    address: str, fragment: str, space: str
) -> None:
    assert fetch_url(f"{space}{address}#{fragment}{space}") == address


@given(addresses, st.data())
def test_case_of_scheme_and_host_say_nothing_and_of_the_path_it_does(
    address: str, data: st.DataObject
) -> None:
    scheme, rest = address.split("://")
    host, _, tail = rest.partition("/")
    mixed = "".join(data.draw(st.sampled_from([c, c.upper()])) for c in host)
    assert fetch_url(f"{scheme.upper()}://{mixed}/{tail}") == address
    swapped = f"{scheme}://{host}/{tail.swapcase()}"
    if swapped != address:
        assert identity_key(swapped) != identity_key(address)
        assert cdx_key(swapped) == cdx_key(address)


@given(hosts, paths, parameters)
def test_the_scheme_s_own_port_is_no_part_of_an_address_and_another_is(
    host: str, path: str, pairs: list[tuple[str, str]]
) -> None:
    tail = f"{path}{query(pairs)}"
    for scheme, own, other in (("http", 80, 443), ("https", 443, 80)):
        plain = f"{scheme}://{host}{tail}"
        assert fetch_url(f"{scheme}://{host}:{own}{tail}") == plain
        assert fetch_url(f"{scheme}://{host}:{other}{tail}") == f"{scheme}://{host}:{other}{tail}"
        assert cdx_key(f"{scheme}://{host}:{own}{tail}") == cdx_key(plain)
        assert cdx_key(f"{scheme}://{host}:8080{tail}") != cdx_key(plain)


@given(hosts, paths, parameters, st.permutations(range(4)))
def test_archives_look_up_one_key_for_what_shows_one_page(
    host: str, path: str, pairs: list[tuple[str, str]], order: list[int]
) -> None:
    shuffled = [pairs[n] for n in order if n < len(pairs)]
    key = cdx_key(f"https://{host}{path}{query(pairs)}")
    for other in (
        f"http://{host}{path}{query(pairs)}",
        f"https://www.{host}{path}{query(pairs)}",
        f"https://www2.{host}{path}{query(pairs)}",
        f"https://user:word@{host}{path}{query(pairs)}",
        f"https://{host}.{path}{query(pairs)}",
        f"https://{host}{path}{query(shuffled)}",
        f"https://{host}{path}/{query(pairs)}",
        f"https://{host}/{path}{query(pairs)}",
        f"https://{host.upper()}{path}{query(pairs)}#f",
    ):
        assert cdx_key(other) == key, other


@given(addresses)
def test_a_key_is_a_host_the_other_way_round_and_the_path(address: str) -> None:
    parts = urlsplit(address)
    place, _, tail = cdx_key(address).partition(")")
    assert place.split(",")[::-1] == (parts.hostname or "").split(".")
    assert tail.startswith("/")
    assert tail == tail.lower()
    assert tail.partition("?")[0] == ((parts.path.rstrip("/") or "/").lower())


@pytest.mark.parametrize(
    "name",
    ["utm_source", "utm_campaign", "fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "_ga", "_hsenc",
     "ref_src", "UTM_Medium", "igshid", "mkt_tok"],
)  # fmt: skip
def test_where_a_reader_came_from_is_no_part_of_what_is_looked_up(name: str) -> None:
    cited = f"https://a.example/x?id=7&{name}=abc"
    assert lookup_key(cited) == "example,a)/x?id=7"
    assert name.lower() in cdx_key(cited)
    assert name in fetch_url(cited)


@pytest.mark.parametrize(
    "name", ["utm", "source", "ref", "id", "xutm_source", "fbclid2", "lang", "ga"]
)
def test_any_other_parameter_is(name: str) -> None:
    assert lookup_key(f"https://a.example/x?{name}=abc") == f"example,a)/x?{name}=abc"


@given(
    st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="%+#&"), max_size=12)
)
def test_a_letter_and_its_percent_encoding_are_one_key(text: str) -> None:
    written, encoded = (f"https://a.example/x?q={part}" for part in (text, quote(text, safe="")))
    assert cdx_key(written) == cdx_key(encoded)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/%7Eb", "https://a.example/~b", True),
        ("https://a.example/a%20b", "https://a.example/a b", True),
        ("https://a.example/a%2fb", "https://a.example/a%2Fb", True),
        ("https://a.example/%C3%B1", "https://a.example/ñ", True),
        ("https://a.example/x?", "https://a.example/x", True),
        ("https://a.example/x?&a=1&", "https://a.example/x?a=1", True),
        ("https://a.example/x?a=1&a=2", "https://a.example/x?a=2&a=1", True),
        ("https://a.example/x?a=1", "https://a.example/x?a=2", False),
        ("https://a.example/x?a=1&a=1", "https://a.example/x?a=1", False),
        ("https://a.example/x?a", "https://a.example/x?a=", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://datos.a.example/", "https://a.example/", False),
        ("https://bündnis.example/", "https://xn--bndnis-3ya.example/", True),
        ("https://BÜNDNIS.example/", "https://bündnis.example/", True),
        ("https://ａ.example/", "https://a.example/", True),
        ("http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", True),
        ("http://127.1/", "http://127.0.0.1/", True),
        ("http://0x7f000001/", "http://127.0.0.1/", True),
        ("https://a.example/a/../b", "https://a.example/b", True),
        ("https://a.example/a/%2e%2e/b", "https://a.example/b", True),
        ("https:\\\\a.example\\b", "https://a.example/b", True),
    ],
)
def test_one_key_or_two(one: str, other: str, same: bool) -> None:
    assert (cdx_key(one) == cdx_key(other)) is same


@pytest.mark.parametrize(
    "cited",
    ["https://", "https:///", "http://a b/", "http://[::1", "http://a.example:99999/",
     "http://a%00b.example/", "data:text/html,x", "about:blank", "//a.example/", "a.example/x",
     "http://a<b.example/"],
)  # fmt: skip
def test_what_no_browser_would_fetch_is_refused_and_still_has_an_identity(cited: str) -> None:
    for key in (fetch_url, cdx_key, lookup_key):
        with pytest.raises(ValueError, match=r"."):
            key(cited)
    assert identity_key(f" {cited} ") == cited
    assert document_targets(cited) == ()


@pytest.mark.parametrize(
    ("cited", "target"),
    [
        ("https://drive.google.com/file/d/1AbC", "https://drive.google.com/uc?export=download&id=1AbC"),
        ("https://drive.google.com/file/u/1/d/1AbC/view", "https://drive.google.com/uc?export=download&id=1AbC"),
        ("https://drive.google.com/uc?id=1AbC", "https://drive.google.com/uc?export=download&id=1AbC"),
        ("https://docs.google.com/presentation/d/1AbC/edit#slide=2",
         "https://docs.google.com/presentation/d/1AbC/export/pdf"),
        ("https://docs.google.com/spreadsheets/d/1AbC/edit",
         "https://docs.google.com/spreadsheets/d/1AbC/export?format=xlsx"),
        ("https://docs.google.com/document/u/0/d/1AbC/edit",
         "https://docs.google.com/document/u/0/d/1AbC/export?format=pdf"),
        ("https://dropbox.com/s/x/a.pdf", "https://dropbox.com/s/x/a.pdf?dl=1"),
        ("https://x.sharepoint.com/:b:/s/AbC?e=1", "https://x.sharepoint.com/:b:/s/AbC?e=1&download=1"),
        ("https://view.officeapps.live.com/op/view.aspx?src=https%3A%2F%2Fa.example%2Fx.xlsx",
         "https://a.example/x.xlsx"),
        ("https://a.example/Visor?doc=/docs/x.pdf", "https://a.example/docs/x.pdf"),
        ("https://a.example/Visor?PDF=HTTPS://B.example/x.pdf", "https://b.example/x.pdf"),
    ],
)  # fmt: skip
def test_where_viewers_keep_the_document(cited: str, target: str) -> None:
    assert document_targets(cited) == (target,)


@pytest.mark.parametrize(
    "cited",
    ["https://docs.google.com/document/d/e/2PACX-1/pub", "https://drive.google.com/open",
     "https://www.dropbox.com/home/x", "https://x.sharepoint.com/sites/a", "https://evil.example/file/d/1AbC/view",
     "https://notdrive.google.com.evil.example/file/d/1AbC", "https://a.example/Visor?doc=x.pdf",
     "https://a.example/Visor?doc=javascript:alert(1)", "https://a.example/Visor?url=http://[x",
     "https://www.dropbox.com/s/x/a.pdf?dl=1"],
)  # fmt: skip
def test_what_is_no_viewer_leads_nowhere_else(cited: str) -> None:
    assert document_targets(cited) == ()


@given(st.text(max_size=60))
def test_a_target_is_an_address_of_its_own(tail: str) -> None:
    cited = f"https://a.example/viewer?url={tail}"
    for target in document_targets(cited):
        assert fetch_url(target) == target.partition("#")[0]
        assert target != cited


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("datos.agua.gob.mx", "agua.gob.mx"), ("agua.gob.mx", "agua.gob.mx"), ("gob.mx", "gob.mx"),
        ("www.example.org", "example.org"), ("a.b.co.uk", "b.co.uk"), ("localhost", "localhost"),
        ("192.168.0.1", "192.168.0.1"), ("", ""), ("DATOS.AGUA.GOB.MX", "AGUA.GOB.MX"),
    ],
)  # fmt: skip
def test_the_domain_that_somebody_registered(host: str, domain: str) -> None:
    assert registrable_domain(host).casefold() == domain.casefold()


@given(hosts)
def test_a_registrable_domain_is_its_own_and_an_end_of_its_host(host: str) -> None:
    domain = registrable_domain(host)
    assert registrable_domain(domain) == domain
    assert host == domain or host.endswith(f".{domain}")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://A.Example/x", "a.example"), ("https://a.example./x", "a.example"),
        ("https://a.example:443/", "a.example"), ("http://a.example:80/", "a.example"),
        ("https://a.example:80/", "a.example:80"), ("http://a.example:8080", "a.example:8080"),
        ("http://u:p@a.example/", "a.example"), ("http://[::1]:8080/", "::1:8080"),
        ("http://[::1", ""), ("http://a.example:port/", ""), ("nada", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_host_that_is_asked(url: str, host: str) -> None:
    assert host_of(url) == host


@given(
    st.lists(
        st.sampled_from(["n\u0303", "\u00f1", "a", "%b1", "%E9", "%c3%b1", "n%CC%83", "~", "%7e"])
    )
)
def test_each_spelling_of_an_address_has_one_key_whatever_stands_beside_it(
    parts: list[str],
) -> None:
    """A byte in another charset leaves the letters beside it what they are."""
    cited = "http://a.example/" + "".join(parts)
    key = address_key(cited)
    assert address_key(key) == key
    assert {address_key(spelling) for spelling in spellings(cited)} == {key}
