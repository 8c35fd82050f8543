"""ASP.NET Web Forms: links that post their form back, with its view state.

A full post-back is made also where the page would ask for a part only (UpdatePanel): the server
answers it with the whole page.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from evidence.boards.labels import words_of
from evidence.boards.model import Form
from evidence.boards.pagers import turns_page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

Posted = dict[int, list[tuple[Form, str, str]]]
"""node id -> the form, the address it is posted to, a label of its own"""

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
_MOST_OPTIONS = 100
"""Choices of one list box that are followed."""


def read(soup: BeautifulSoup, base: str) -> Posted:
    """The post-backs of a page."""
    found: Posted = {}
    filled: dict[int, tuple[tuple[str, str], ...]] = {}
    for node in soup.find_all(
        ("a", "area", "input", "button", "select", "td", "tr", "div", "span", "li")
    ):
        code = f"{node.get('href') or ''} {node.get('onclick') or ''} {node.get('onchange') or ''}"
        match = _POST_BACK.search(code) if "PostBack" in code else None
        turn = () if match else _turns(node)
        form = node.find_parent("form") if match or turn else None
        if form is None or (turn and str(form.get("method") or "").lower() != "post"):
            continue
        if match is None:
            fields = filled[id(form)] = filled.get(id(form)) or _fields(form)
            found[id(node)] = [
                (Form(fields, turn, _state(fields)), _action(form, base), turn[0][1])
            ]
            continue
        target, argument = match[1] or match[3], (match[2] or match[4] or "").replace("\\\\", "\\")
        if _NO_LINKS.search(f"{target.rpartition('$')[2]} {words_of(node)}") or _SORT.match(
            argument
        ):
            continue
        if id(form) not in filled:
            filled[id(form)] = _fields(form)
        fields, action = filled[id(form)], _action(form, base)
        state = _state(fields)
        asked = (("__EVENTTARGET", target), ("__EVENTARGUMENT", argument))
        if node.name != "select":
            found[id(node)] = [(Form(fields, asked, state), action, "")]
            continue
        name = str(node.get("name") or target)
        options = [
            option
            for option in node.find_all("option")[:_MOST_OPTIONS]
            if option.get("selected") is None
        ]
        found[id(node)] = [
            (Form(fields, (*asked, (name, _value(option))), state), action, words_of(option))
            for option in options
        ]
    return found


def _action(form: Tag, base: str) -> str:
    try:
        return urljoin(base, str(form.get("action") or base))
    except ValueError:
        return base


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
