"""CSL-JSON: the new address in ``URL``, the old one in ``note``. The file is read sign by sign, so that
its layout stays."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.citations.mend.edits import Text, written
from evidence.citations.mend.flow import Flow
from evidence.citations.mend.model import How, Place, What, stands_in
from evidence.formats.document import Unreadable

if TYPE_CHECKING:
    from evidence.citations.mend.model import Correction, Corrections, Style

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]')
_SIGN = re.compile(
    r"\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.|[^\\]",
    re.DOTALL,
)
_ADDRESSES = frozenset({"URL", "url"})


@dataclass(slots=True)
class _Object:
    """An object that is open: what its texts say, and where each stands, its quotation marks
    included."""

    key: str = ""
    texts: dict[str, tuple[int, int]] = field(default_factory=dict)
    gap: str = ""
    """what stands before a key: a line's end and its indent"""
    whole: int = 0


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The references with their addresses put right. Raises Unreadable for what is no JSON."""
    file = Text(data)
    try:
        json.loads(file.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"this is no sound JSON ({error})") from error
    places: list[Place] = []
    for one in _objects(file.text):
        _Item(file, one, corrections, style, places).mend()
    return file.result(), places


def _objects(text: str) -> list[_Object]:
    """Every object of the file with its texts."""
    done: list[_Object] = []
    open_: list[_Object | None] = []
    last, end = "", 0
    for token in _TOKEN.finditer(text):
        sign, inner = token[0], open_[-1] if open_ else None
        if sign in "{[":
            open_.append(_Object(whole=token.start()) if sign == "{" else None)
        elif sign in "}]":
            closed = open_.pop()
            done += [closed] if closed else []
        elif sign == ":" and inner:
            inner.key = json.loads(last)
        elif sign[0] == '"' and inner:
            if last == ":":
                inner.texts[inner.key] = token.span()
            else:
                inner.gap = text[end : token.start()]
        last, end = sign, token.end()
    return done


class _Item:
    def __init__(
        self, file: Text, one: _Object, corrections: Corrections, style: Style, places: list[Place]
    ) -> None:
        self._file, self._texts, self._gap = file, one.texts, one.gap
        self._corrections, self._style, self._places = corrections, style, places

    def mend(self) -> None:
        """Put right each text of the object that names an address."""
        flows = {
            key: _flow(self._file.text, start + 1, end - 1)
            for key, (start, end) in self._texts.items()
        }
        for key, flow in flows.items():
            end = self._texts[key][1]
            for one in written(flow.text, self._corrections):
                at = flow.starts[one.found.start], flow.ends[one.found.end - 1]
                correction, what, words = one.correction, What.ADDRESS, ""
                if key in _ADDRESSES:
                    self._file.edits.replace(*at, _escaped(correction.new))
                    if self._style.how is How.NOTE:
                        what, words = What.BOTH, self._remark(end, correction)
                elif one.is_told or any(
                    stands_in(correction.new, flow.text) for flow in flows.values()
                ):
                    what = What.TOLD
                elif self._style.how is How.LINK:
                    what = What.LEFT
                elif self._style.how is How.SWAP:
                    self._file.edits.replace(*at, _escaped(correction.new))
                else:
                    what, words = What.WORDS, self._style.behind(correction)
                    self._file.edits.insert(at[1], _escaped(words))
                self._places.append(Place(correction.old, correction.new, what, words, key))

    def _remark(self, end: int, correction: Correction) -> str:
        words = self._style.remark(correction, correction.old)
        if "note" not in self._texts:
            self._file.edits.insert(end, f',{self._gap}"note": "{_escaped(words)}"')
            return words
        start, end = self._texts["note"]
        joint = "\n" if self._file.text[start + 1 : end - 1].strip() else ""
        self._file.edits.insert(end - 1, _escaped(joint + words))
        return joint + words


def _flow(text: str, start: int, end: int) -> Flow:
    flow = Flow()
    for sign in _SIGN.finditer(text, start, end):
        flow.add(json.loads(f'"{sign[0]}"', strict=False), *sign.span())
    return flow


def _escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]
