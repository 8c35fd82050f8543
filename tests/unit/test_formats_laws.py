"""Laws of documents that are made up at random: what is kept and shown is read once, by both users."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.documents import docx, odf, run
from tests.unit.reading import document, lines

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Made:
    """A piece of markup, its words left open: ``{}`` stands for each; and which of them show."""

    markup: str
    shown: tuple[bool, ...] = ()


def _joined(pieces: list[Made], around: str = "{}", *, shows: bool = True) -> Made:
    inner = "".join(piece.markup for piece in pieces)
    flags = (flag and shows for piece in pieces for flag in piece.shown)
    return Made(around.replace("{}", inner, 1), tuple(flags))


def _wrapping(
    inner: st.SearchStrategy[Made], around: str, *, shows: bool = True
) -> st.SearchStrategy[Made]:
    return st.lists(inner, max_size=3).map(lambda pieces: _joined(pieces, around, shows=shows))


WORD = st.just(Made(run("{} "), (True,)))
HIDDEN = st.just(Made(run("{} ", "<w:vanish/>"), (False,)))


def _docx_blocks(inline: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    """Paragraphs and tables."""
    paragraph = _wrapping(inline, "<w:p>{}</w:p>")
    cell = _wrapping(paragraph, "<w:tc>{}</w:tc>")
    return st.one_of(paragraph, _wrapping(cell, "<w:tbl><w:tr>{}</w:tr></w:tbl>"))


DOCX_INLINE = st.recursive(
    st.one_of(WORD, HIDDEN),
    lambda inner: st.one_of(
        _wrapping(inner, "<w:ins>{}</w:ins>"),
        _wrapping(inner, "<w:moveTo>{}</w:moveTo>"),
        _wrapping(inner, "<w:del>{}</w:del>", shows=False),
        _wrapping(inner, "<w:moveFrom>{}</w:moveFrom>", shows=False),
        _wrapping(inner, '<w:hyperlink r:id="a">{}</w:hyperlink>'),
        _wrapping(inner, "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"),
        _wrapping(
            _docx_blocks(inner), "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"
        ),
    ),
    max_leaves=12,
)
DOCX = st.lists(_docx_blocks(DOCX_INLINE), min_size=1, max_size=4).map(_joined)


def _odf_blocks(inline: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    paragraph = _wrapping(inline, "<text:p>{}</text:p>")
    cell = _wrapping(paragraph, "<table:table-cell>{}</table:table-cell>")
    row = "<table:table><table:table-row>{}</table:table-row></table:table>"
    return st.one_of(
        paragraph,
        _wrapping(cell, row),
        _wrapping(paragraph, '<text:section text:display="none">{}</text:section>', shows=False),
    )


ODF_INLINE = st.recursive(
    st.just(Made("<text:span>{} </text:span>", (True,))),
    lambda inner: st.one_of(
        _wrapping(inner, '<text:a xlink:href="https://a.example/">{}</text:a>'),
        _wrapping(inner, "<office:annotation><text:p>{}</text:p></office:annotation>", shows=False),
        _wrapping(_odf_blocks(inner), "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>"),
        _wrapping(
            _odf_blocks(inner),
            "<text:note><text:note-citation>7</text:note-citation>"
            "<text:note-body>{}</text:note-body></text:note>",
        ),
    ),
    max_leaves=12,
)
ODF = st.lists(_odf_blocks(ODF_INLINE), min_size=1, max_size=4).map(_joined)


def _holds(made: Made, build: Callable[[str], bytes]) -> None:
    """Every word that shows is read once, none that does not; links lie within the text."""
    words = [f"palabra{number}" for number, _ in zip(count(), made.shown, strict=False)]
    data = build(made.markup.format(*words))
    seen = " ".join(lines(data)).replace(" | ", " ").split()
    assert sorted(seen) == sorted(
        word for word, flag in zip(words, made.shown, strict=True) if flag
    )
    found = document(data)
    marks = [*found.links, *found.refs, *found.notes, *found.rows]
    assert all(0 <= mark.start <= mark.end <= len(found.text) for mark in marks)
    assert all(found.text[ref.start : ref.end] == "[7]" for ref in found.refs)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCX)
def test_docx(made: Made) -> None:
    _holds(made, lambda markup: docx(markup, {"a": "https://a.example/"}))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODF)
def test_odf(made: Made) -> None:
    _holds(made, lambda markup: odf("text", markup))
