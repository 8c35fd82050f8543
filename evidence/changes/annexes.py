"""What stands beside a page's main element, in no frame: an annex, an accordion's text.

It is the document's own where it says something else than before. As long as both pages show its
sentences, wherever they do, it is not looked at: a page's maintainers call it a change where a text
comes from beside the main element into it (one of the recorded pairs).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.content.model import Content


def with_annexes(old: Content, new: Content) -> tuple[Content, Content]:
    """The contents, with what stands beside their main elements in their main text where one of them
    has a sentence there that the other has nowhere."""
    if set(old.beside) <= set(new.lines) and set(new.beside) <= set(old.lines):
        return old, new
    return _with_annex(old), _with_annex(new)


def _with_annex(content: Content) -> Content:
    # behind the text stand records
    text = len(content.main) - content.data_lines
    main = (*content.main[:text], *content.beside, *content.main[text:])
    return replace(content, main=main)
