"""A page of a board, read behind the fence: a page of 0.2 MB can be made to cost minutes.

A form's fields are sent once, not with each of its buttons: the hidden state of an ASP.NET page may
have a megabyte, and its buttons thousands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence import fence
from evidence.boards.model import Form, Link, Page
from evidence.boards.read import read

if TYPE_CHECKING:
    from collections.abc import Sequence

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A link that posts a form."""

    link: int
    """its place among the page's links"""
    form: int
    """the place of its form's fields"""
    answer: Fields
    state: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is told by the worker: its links, and apart from them what they post."""

    page: Page | None
    forms: tuple[Fields, ...] = ()
    buttons: tuple[Button, ...] = ()


def read_fenced(
    body: bytes, content_type: str, url: str, labels: Sequence[str] = ()
) -> Page | None:
    """The same as :func:`evidence.boards.read.read`. Raises :class:`evidence.fence.FenceFailure`
    when it takes too long, too much memory, or breaks."""
    told = fence.call(_READ, body, content_type=content_type, url=url, labels=list(labels))
    page = told.page
    if page is None:
        return None
    try:
        for button in told.buttons:
            form = Form(told.forms[button.form], button.answer, button.state)
            page.links[button.link] = replace(page.links[button.link], form=form)
    except IndexError as error:
        raise fence.Crashed("a button without its form") from error
    return page


def sheet(body: bytes, content_type: str, url: str, labels: list[str]) -> Sheet:
    """What the worker tells of a page."""
    page = read(body, content_type, url, labels)
    if page is None:
        return Sheet(None)
    forms: dict[Fields, int] = {}
    buttons = [
        Button(at, forms.setdefault(form.fields, len(forms)), form.answer, form.state)
        for at, form in enumerate(link.form for link in page.links)
        if form is not None
    ]
    page.links = [_bare(link) for link in page.links]
    return Sheet(page, tuple(forms), tuple(buttons))


def _bare(link: Link) -> Link:
    return link if link.form is None else replace(link, form=None)


_READ = fence.Task("evidence.boards.fenced:sheet", Sheet)
