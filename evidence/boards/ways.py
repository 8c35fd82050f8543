"""Links on a board's pages as ways on and as entries: which lead to one page, which labels they
bring along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.boards.addresses import page_key
from evidence.boards.model import Kind
from evidence.boards.scope import Place

if TYPE_CHECKING:
    from evidence.boards.model import Link, Path, Way


def is_entry(link: Link, place: Place, own: set[str]) -> bool:
    """Whether a link names something that the board lists: a document, or a way out of it; a pager,
    a form or the page itself does not."""
    if place is Place.PAGE or link.form is not None or page_key(link.url) in own:
        return False
    return place is Place.DOCUMENT or link.kind not in (Kind.PAGER, Kind.DATA)


def key_of(url: str, link: Link) -> str:
    """Equal for ways to the same page. A pager's page is the same from wherever it is turned to;
    what any other button does depends on the page that it stands on."""
    if link.form is None:
        return page_key(url)
    asked = "&".join(f"{name}={value}" for name, value in link.form.answer)
    numbered = any(
        value.startswith("Page$") and value[5:].isdecimal() for _, value in link.form.answer
    )
    return f"{page_key(url)} {'' if numbered else link.form.state} {asked}"


def labels(way: Way | None, link: Link) -> tuple[Path, bool]:
    """The labels that a way brings to its page, and whether the page's own stand below them."""
    if way is None:
        return (), False
    if link.kind is Kind.PAGER:
        return way.prefix, way.joined
    if link.kind is Kind.LISTED:
        return (), False
    above = path_of(way, link, "")
    if link.kind in (Kind.FRAME, Kind.DATA):
        return above, True
    return ((*above, link.text) if link.text else above), link.form is not None


def path_of(way: Way, link: Link, title: str) -> Path:
    """The labels over a link on a page that a way led to; ``title``, the board's, where there are no
    others."""
    if way.joined:
        every = [*way.prefix, *link.path]
        return tuple(a for a, b in zip(every, [None, *every], strict=False) if a != b)
    return link.path or way.prefix or ((title,) if title else ())
