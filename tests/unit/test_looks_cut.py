"""Answers of which a part came: kept, and judged as far as they go."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes import Kind
from evidence.changes.beginning import compare_beginning
from evidence.content import Content, extract
from evidence.custody.warc import http
from evidence.custody.warc.coding import zstd
from evidence.looks.cut import cut_of
from evidence.looks.examine import examine
from evidence.looks.finding import Finding
from evidence.looks.observed import Against, Observed
from evidence.vocabulary import Cause
from tests.unit.pages import NOW

WORDS = [f"Compromiso {n}: la dependencia publicará el informe trimestral {n}." for n in range(40)]
PAGE = ("<html><body><main>" + "".join(f"<p>{line}</p>" for line in WORDS)).encode()
WHOLE = PAGE + b"</main></body></html>\n"


def _cut(
    body: bytes, *lines: str, status: str = "200 OK", truncated: str | None = "disconnect"
) -> str | None:
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()
    return cut_of(http.parse(head + body), truncated, 1_000_000)


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<x/>" * 1000)
    return made.getvalue()


@pytest.mark.parametrize(
    "body",
    [WHOLE, WHOLE + b"<!-- 0.03 s -->", b"%PDF-1.7 ... %%EOF\n", _zip()],
    ids=["html", "counter", "pdf", "zip"],
)
@pytest.mark.parametrize("why", ["disconnect", "time"])
def test_a_document_that_ends_is_whole_whatever_was_announced(body: bytes, why: str) -> None:
    assert _cut(body, truncated=why) is None
    assert _cut(body[: len(body) // 2], truncated=why) == why
    assert _cut(body, truncated="length") == "length"


@pytest.mark.parametrize(
    "end",
    [
        b"<!-- </html> -->", b"<!-- </body></html>", b"<script>w.document.write('</body></html>');</script>",
        b"<SCRIPT type=x>var fin = '</html>';", b"<style>/* </html> */</style>", b"<textarea></html></textarea>",
        b"<!--><!-- </html> -->",
    ],
)  # fmt: skip
def test_the_end_of_a_page_in_a_comment_or_a_script_is_none(end: bytes) -> None:
    assert _cut(PAGE + end) == "disconnect"
    # the true one may stand on either side of it
    assert _cut(PAGE + b"</html>" + end) is None


@pytest.mark.parametrize(
    "before",
    [
        b"<script>if (x.indexOf('<!--') < 0) { y('</html>') }</script>", b"<script><!--\nx()\n//--></script>",
        b"<!-->", b"<!--->", b"<!-- a -- b --!>", b"<!-- <script> -->", b"<title><!-- </title>", b"<scripts>",
        b"<!-- " + b"x" * 9000 + b" -->",
    ],
)  # fmt: skip
def test_a_page_that_ends_behind_comments_and_scripts_is_whole(before: bytes) -> None:
    whole = b"<html><body>" + before + PAGE + b"</body>"
    assert _cut(whole) is None


def test_many_comments_that_do_not_end_are_read_once() -> None:
    start = time.process_time()
    assert _cut(PAGE + b"<!-- <script> " * 60_000 + b"</html>") == "disconnect"
    assert _cut(PAGE + b"<!-- x --><script>x</script>" * 30_000) == "disconnect"
    assert time.process_time() - start < 2


def test_a_coding_that_ends_ends_the_document() -> None:
    packed = gzip.compress(PAGE)
    assert _cut(packed, "Content-Encoding: gzip") is None
    assert _cut(packed[:-20], "Content-Encoding: gzip") == "disconnect"
    assert _cut(PAGE) == "disconnect"


@pytest.mark.parametrize("name", ["gzip", "br", "zstd", "deflate"])
def test_a_packed_stream_that_breaks_off_is_cut_whatever_length_was_announced(name: str) -> None:
    pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress}.get(
        name, zlib.compress
    )
    packed = pack(PAGE * 9)
    coded = f"Content-Encoding: {name}"
    assert _cut(packed, coded, truncated=None) is None
    assert _cut(packed[: len(packed) // 2], coded, truncated=None) == "disconnect"
    # what is not in that coding is all there; so is what we stopped reading at our own limit
    assert _cut(PAGE, coded, truncated=None) is None
    head = f"HTTP/1.1 200 OK\r\n{coded}\r\n\r\n".encode()
    assert cut_of(http.parse(head + packed), None, 1000) is None


@pytest.mark.parametrize(
    ("span", "cut"),
    [
        ("bytes 0-9/10", None),
        ("bytes 0-9/100", "length"),
        ("bytes 10-19/20", "length"),
        ("bytes 0-9/*", "length"),
        ("", "length"),
    ],
)
def test_a_part_that_nobody_asked_for_is_cut(span: str, cut: str | None) -> None:
    assert _cut(WHOLE, f"Content-Range: {span}", status="206 Partial", truncated=None) == cut


@pytest.mark.parametrize(
    ("span", "cut"),
    [
        (f"bytes 0-{len(WHOLE) - 1}/{len(WHOLE) + 50}", "length"),
        (f"bytes 50-{len(WHOLE) + 49}/{len(WHOLE) + 50}", "length"),
        (f"bytes 0-{len(WHOLE) - 1}/{len(WHOLE)}", None),
        (f"bytes 0-{len(WHOLE) - 1}/*", None),
        ("bytes 0-9/100", None),
        ("items 0-9/100", None),
    ],
)
def test_so_is_one_with_200_that_says_of_just_this_body_that_it_is_a_part(
    span: str, cut: str | None
) -> None:
    assert _cut(WHOLE, f"Content-Range: {span}", truncated=None) == cut


@pytest.mark.parametrize("status", ["206 Partial Content", "200 OK"])
def test_several_parts_in_one_are_none_of_it(status: str) -> None:
    body = b"--x\r\nContent-Type: text/html\r\nContent-Range: bytes 0-9/20\r\n\r\n<p>Plan</p>\r\n--x--\r\n"
    head = "Content-Type: multipart/byteranges; boundary=x"
    assert _cut(body, head, status=status, truncated=None) == "length"
    assert not extract(body, "multipart/byteranges; boundary=x").comparable


def _content(lines: list[str]) -> Content:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return extract(f"<html><body><main>{body}</main></body></html>".encode(), "text/html")


@given(st.integers(2, len(WORDS)), st.integers(0, 60))
def test_the_beginning_of_a_text_is_no_change(lines: int, letters: int) -> None:
    came = [*WORDS[: lines - 1], WORDS[lines - 1][:letters]]
    change = compare_beginning(_content(WORDS), _content(came))
    assert not change.substantial, change


def test_an_annex_that_had_not_come_yet_is_not_taken_out() -> None:
    annex = "<section><p>Anexo: la dependencia entregará además los contratos y los convenios de ese año.</p></section>"
    body = "".join(f"<p>{line}</p>" for line in WORDS)
    whole = f"<html><body><main>{body}</main>{annex}</body></html>"
    before = extract(whole.encode(), "text/html")
    assert before.beside
    assert not compare_beginning(before, _content(WORDS[:20])).substantial


@pytest.mark.parametrize("at", [0, 10, 18])
def test_what_changed_in_the_part_that_came_is_a_change(at: int) -> None:
    came = WORDS[:20]
    came[at] = "Ya no se publicará ningún informe sobre este compromiso ni sobre otro alguno."
    assert compare_beginning(_content(WORDS), _content(came)).kind is Kind.EDITED


def _look(body: bytes, truncated: str | None = "disconnect", status: bytes = b"200 OK") -> Finding:
    head = b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\n\r\n"
    message = http.parse(head + body)
    url = "https://a.example/x"
    observed = Observed(url, NOW, url, message=message, truncated=truncated)
    return examine(observed, Against(), Path("nowhere"), 1_000_000)


def test_a_first_look_at_a_part_is_no_baseline() -> None:
    finding = _look(PAGE)
    assert finding.judgement.cause is Cause.FIRST_LOOK
    assert [reason.rule for reason in finding.judgement.reasons] == [
        "alive.first-look",
        "alive.cut",
    ]
    assert not finding.is_document
    assert finding.text_sha256 is None
    assert _look(WHOLE).is_document


@pytest.mark.parametrize(
    ("why", "cause"), [("disconnect", Cause.PROTOCOL), ("time", Cause.TIMEOUT)]
)
def test_a_part_that_tells_nothing_is_no_answer(why: str, cause: Cause) -> None:
    assert _look(PAGE[:200], why).judgement.cause is cause
    assert _look(b"", why).judgement.cause is cause
    assert _look(b"%PDF-1.7 half of it", why).judgement.cause is cause


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (b"404 Not Found", Cause.HTTP_404),
        (b"410 Gone", Cause.HTTP_410),
        (b"503 Service Unavailable", Cause.SERVER_ERROR),
    ],
)
@pytest.mark.parametrize("why", ["disconnect", "time"])
def test_the_status_of_an_error_tells_however_little_came(
    status: bytes, cause: Cause, why: str
) -> None:
    assert _look(b"<h1>Not F", why, status).judgement.cause is cause
    assert _look(b"", why, status).judgement.cause is cause
