"""ASP.NET Web Forms: links that post their form back, with its view state.

A full post-back is made also where the page would ask for a part only (UpdatePanel): the server
answers it with the whole page.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from evidence.addresses import as_written
from evidence.boards.labels import words_of
from evidence.boards.model import Form
from evidence.boards.pagers import turns_page

if TYPE_CHECKING:
    from bs4 import Tag

_POST_BACK = re.compile(
    r"""__doPostBack\(\s*\\?['"]([^'"\\]{1,300})\\?['"]\s*,\s*\\?['"]([^'"]{0,300}?)\\{0,2}['"]"""
    r"""|PostBackOptions\(\s*['"]([^'"]{1,300})['"]\s*,\s*['"]([^'"]{0,300})['"]"""
)
_NO_LINKS = re.compile(
    r"log.?out|log.?off|sign.?out|salir|cerrar.?sesi|eliminar|borrar|delete|remove|imprimir|print"
    r"|guardar|save|enviar|submit|voto|vote",
    re.IGNORECASE,
)
"""Post-backs that do something rather than show something."""
_SORT = re.compile(r"Sort\$", re.IGNORECASE)
_BUTTONS = frozenset({"submit", "image", "button", "reset", "file"})
_PRESSED = frozenset("a area input button select td tr div span li".split())
"""Elements that may post their form back."""
_MOST_OPTIONS = 100
"""Choices of one list box that are followed."""


class OpenForm:
    """A form of a page, while the elements in it are read."""

    def __init__(self, node: Tag, base: str) -> None:
        self._node = node
        self._base = base
        self.posts = str(node.get("method") or "").lower() == "post"

    @cached_property
    def action(self) -> str:
        """The address that it is sent to."""
        return as_written(self._base, str(self._node.get("action") or self._base))

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What a browser would send."""
        return _fields(self._node)

    def filled(self, answer: tuple[tuple[str, str], ...]) -> Form:
        """The form as it is sent with ``answer``."""
        return Form(self.fields, answer, self._state)

    @cached_property
    def _state(self) -> str:
        return _state(self.fields)


@dataclass(frozen=True, slots=True)
class PostBack:
    """A form that an element sends when it is pressed or chosen from."""

    form: Form
    action: str
    """the address that it is sent to"""
    label: str
    """words of its own; an empty text where the element's words are the label"""


def post_backs(node: Tag, form: OpenForm | None) -> list[PostBack]:
    """What an element posts; ``form`` is the innermost that it stands in."""
    if form is None or node.name not in _PRESSED:
        return []
    code = f"{node.get('href') or ''} {node.get('onclick') or ''} {node.get('onchange') or ''}"
    match = _POST_BACK.search(code) if "PostBack" in code else None
    if match is None:
        turn = _turns(node)
        if not turn or not form.posts:
            return []
        return [PostBack(form.filled(turn), form.action, turn[0][1])]
    target, argument = match[1] or match[3], (match[2] or match[4] or "").replace("\\\\", "\\")
    named = f"{target.rpartition('$')[2]} {words_of(node)}"
    if _NO_LINKS.search(named) or _SORT.match(argument):
        return []
    asked = (("__EVENTTARGET", target), ("__EVENTARGUMENT", argument))
    if node.name != "select":
        return [PostBack(form.filled(asked), form.action, "")]
    name = str(node.get("name") or target)
    return [
        PostBack(form.filled((*asked, (name, _value(option)))), form.action, words_of(option))
        for option in node.find_all("option")[:_MOST_OPTIONS]
        if option.get("selected") is None
    ]


def as_link(form: Tag) -> str:
    """The address of a form that only asks for one thing: GET, with hidden fields and a button."""
    inputs = form.find_all(("input", "select", "textarea"))
    kinds = {
        str(node.get("type") or "text").lower() if node.name == "input" else "text"
        for node in inputs
    }
    fields = _fields(form)
    if (
        str(form.get("method") or "get").lower() != "get"
        or not fields
        or not kinds <= {"hidden", *_BUTTONS}
    ):
        return ""
    return f"{str(form.get('action') or '').partition('?')[0]}?{urlencode(fields)}"


def _turns(node: Tag) -> tuple[tuple[str, str], ...]:
    """The field that a button sends which turns the page of a list; nothing for any other
    button."""
    kind = str(node.get("type") or "").lower()
    if node.name not in ("input", "button") or kind not in ("submit", "") or not node.get("name"):
        return ()
    value = str(node.get("value") or words_of(node)).strip()
    return ((str(node["name"]), value),) if turns_page(value) else ()


def _state(fields: tuple[tuple[str, str], ...]) -> str:
    """What tells one state of a form from another: all that the server wrote into it."""
    text = "\0".join(f"{name}={value}" for name, value in fields if name != "__EVENTVALIDATION")
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _fields(form: Tag) -> tuple[tuple[str, str], ...]:
    """What a browser would send: buttons are not pressed, and nothing is chosen that was not."""
    fields = []
    for node in form.find_all(("input", "select", "textarea")):
        name, kind = str(node.get("name") or ""), str(node.get("type") or "text").lower()
        if not name or node.get("disabled") is not None or kind in _BUTTONS:
            continue
        if kind in ("checkbox", "radio"):
            if node.get("checked") is not None:
                fields.append((name, str(node.get("value") or "on")))
        elif node.name == "select":
            options = node.find_all("option")
            chosen = [
                option for option in options if option.get("selected") is not None
            ] or options[:1]
            fields += [(name, _value(option)) for option in chosen]
        else:
            fields.append(
                (name, node.get_text() if node.name == "textarea" else str(node.get("value") or ""))
            )
    return tuple(fields)


def _value(option: Tag) -> str:
    value = option.get("value")
    return words_of(option) if value is None else str(value)
