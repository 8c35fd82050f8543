"""What the answer to a posted form is found by: replay tools look it up under the form, made part of the address.

The rules are those of the Webrecorder tools ("Request Body Canonicalization"): ``__wb_method=POST`` and the body as a
query. A form of names and values is itself, JSON the names and values that lie in it, anything else is
base64. Forms with files are left out: no two tools make one query of them, and their boundary is another
each time.
"""

from __future__ import annotations

import base64
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 4096
"""Characters of a query that viewers compare: pywb's and cdxj-indexer's limit."""
_METHODS = frozenset({"POST", "PUT"})
_KEPT = re.compile(r"%(?=3B|2F|3F|3A|40|26|3D|2B|24|2C|23)", re.IGNORECASE)
"""What JavaScript's ``decodeURI`` leaves as it is (ECMA-262, 19.2.6.2)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a query."""

    method: str
    query: str
    """as pywb looks it up"""
    body: str
    """as ReplayWeb.page does"""

    def address(self, url: str) -> str:
        """The address under which the answer of ``url`` to this form stands."""
        mark = "&" if "?" in url else "?"
        return f"{url}{mark}__wb_method={self.method}" + (f"&{self.query}" if self.query else "")


def form_of(method: str, request: bytes) -> Form | None:
    """The form in a request, head and body; None where its answer can't be found by it."""
    head, _, body = request.partition(b"\r\n\r\n")
    kind = ""
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-type":
            kind = value.partition(b";")[0].strip().lower().decode("latin-1")
    if method not in _METHODS or kind.startswith("multipart/"):
        return None
    query, plain = _queries(kind, body)
    decoded = unquote(_KEPT.sub("%25", plain))
    return Form(method, query[:_LONGEST], decoded[:_LONGEST])


def _queries(kind: str, body: bytes) -> tuple[str, str]:
    """The body as a query: as pywb reads it, and before ReplayWeb.page decodes it."""
    if kind == "application/x-www-form-urlencoded":
        with suppress(UnicodeDecodeError):
            text = body.decode("utf-8")
            return unquote_plus(text), text
    elif kind in ("application/json", "text/plain"):
        with suppress(ValueError, RecursionError):
            made = urlencode(dict(_named(json.loads(body))))
            return made, made
        if kind == "application/json":
            return "", ""
    made = f"__wb_post_data={base64.b64encode(body).decode('ascii')}"
    return made, made


def _named(value: object) -> Iterator[tuple[str, str]]:
    """The names in JSON and the values that they have; a name that comes again gets a number."""
    times: dict[str, int] = {}
    for name, one in _leaves(value, ""):
        times[name] = times.get(name, 0) + 1
        yield (name if times[name] == 1 else f"{name}.{times[name]}_"), one


def _leaves(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, name)
    elif name:
        yield name, value if isinstance(value, str) else _number(value)


def _number(value: object) -> str:
    """A number, true, false or null as JavaScript writes it, in which viewers run."""
    whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if whole else json.dumps(value)
