"""JSON and its relatives -> one line a record: order, white space, ids and time-stamps say nothing.

Also JSON lines, GeoJSON, an answer that is wrapped into a call (JSONP), and a script that does
nothing but assign data.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from evidence.addresses import resolve
from evidence.content.model import Content, Link
from evidence.content.noise import without_session
from evidence.content.records import records
from evidence.formats import literals
from evidence.formats.charset import decode
from evidence.formats.document import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.formats.document import Body

EMPTY = "[]"
"""The line of data in which nothing stands: they could be read, and there is nothing."""


_DATA = re.compile(r"\s*(?:\[\s*)*\{\s*[\"}]|\s*\[\s*[\[\"\]]")
"""How JSON begins; a wiki's link or a note in brackets does not."""


def may_be_data(text: str) -> bool:
    """Whether a text that was sent as another type begins as JSON does."""
    return _DATA.match(text) is not None


def read(body: Body) -> Content:
    """The content of a JSON document. Raises Unreadable."""
    try:
        return content_of(decode(body.data, body.content_type), body.media_type, body.url)
    except ValueError as error:
        raise Unreadable(f"no sound JSON: {error}") from error


def content_of(text: str, media_type: str, url: str) -> Content:
    """The content of a text that is data and nothing else. Raises ValueError for any other text."""
    found = [records(literal.value) for literal in literals.documents(text)]
    problem = next((one.problem for one in found if one.problem), "")
    lines = tuple(line for one in found for line in one.lines)
    if problem and not lines:
        raise Unreadable(problem)
    lines = lines or (EMPTY,)
    return Content(
        media_type,
        lines=lines,
        main=lines,
        links=tuple(links_of((link for one in found for link in one.links), url)),
        problem=problem,
        data_lines=len(lines),
    )


def links_of(written: Iterable[tuple[str, str]], base: str) -> Iterator[Link]:
    """The addresses of the web among those that stand in data, with the record that names them."""
    for address, record in written:
        with suppress(ValueError):
            target = without_session(resolve(base, address).partition("#")[0])
            if target.startswith(("http://", "https://")):
                yield Link(target, record)
