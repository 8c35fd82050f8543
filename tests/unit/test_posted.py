"""An answer to a posted form is found by the query that pywb and ReplayWeb.page make of the form."""

from __future__ import annotations

import pytest

from evidence.custody.warc.posted import Form, form_of

FORM = "application/x-www-form-urlencoded; charset=utf-8"


def made(kind: str, body: bytes, method: str = "POST") -> Form | None:
    head = f"{method} /api HTTP/1.1\r\nHost: a.example\r\ncontent-type:{kind}\r\n\r\n"
    return form_of(method, head.encode() + body)


@pytest.mark.parametrize(
    ("kind", "body", "query"),
    [
        (FORM, b"plan=7", "plan=7"),
        (FORM, b"a=uno+dos&b=%C3%A1%26", "a=uno dos&b=á&"),
        (FORM, b"\xff", "__wb_post_data=/w=="),
        ("application/json", b'{"plan": 7, "in": {"plan": [true, null, 1.0, 2.5]}}',
         "plan=7&plan.2_=true&plan.3_=null&plan.4_=1&plan.5_=2.5"),
        ("application/json", b"{", ""),
        ("application/json", b"[" * 100_000, ""),
        ("text/plain", b'{"q": "a\xc3\xb1o"}', "q=a%C3%B1o"),
        ("text/plain", b"visto", "__wb_post_data=dmlzdG8="),
        ("", b"\0", "__wb_post_data=AA=="),
    ],
)  # fmt: skip
def test_a_body_is_the_query_that_pywb_makes_of_it(kind: str, body: bytes, query: str) -> None:
    form = made(kind, body)
    assert form is not None
    assert form.query == query


def test_what_reserved_signs_mean_stays_for_replayweb_page() -> None:
    form = made(FORM, b"a=uno+dos&b=%C3%A1%26%3d")
    assert form is not None
    assert form.body == "a=uno+dos&b=á%26%3d"


def test_the_address_is_one_with_the_form() -> None:
    form = made(FORM, b"plan=7")
    assert form is not None
    assert form.address("http://a.example/api") == "http://a.example/api?__wb_method=POST&plan=7"
    assert form.address("http://a.example/?x") == "http://a.example/?x&__wb_method=POST&plan=7"


@pytest.mark.parametrize(
    ("kind", "method"), [("multipart/form-data; boundary=x", "POST"), (FORM, "OPTIONS")]
)
def test_what_nobody_finds_has_no_form(kind: str, method: str) -> None:
    assert made(kind, b"a=1", method) is None


def test_a_long_form_is_cut_where_viewers_cut_it() -> None:
    form = made(FORM, b"a=" + b"x" * 9_000)
    assert form is not None
    assert len(form.query) == len(form.body) == 4096
