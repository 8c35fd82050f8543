"""Data as records: one line a record, the same lines whatever the order of rows and fields.

An object in a list is a record, and so is a row of values; what stands in objects of its own is told
field by field. A list within a record follows it with its own records, so that a person who went to
another office is a change. No recursion: data may be nested as deep as a stranger likes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence.content.cells import NUMBERED, cell, is_label, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 200
"""Levels that are read; interfaces nest some ten."""
MOST_VALUES = 2_000_000
"""Of one body: an export of 100,000 records of 20 fields."""
_IN_A_CELL = 200
"""Characters of a short list (telephones, subjects) that stands in its record; a longer one is lines
of its own."""
_ROWS = 3
"""Records from which a field that runs from 1 is their number, and no figure."""
_CELL = {"v", "f", "p"}
"""Value, value as shown, properties (Google's Visualization API, wire protocol)."""
_SHAPES = frozenset({"coordinates", "rings", "paths"})
"""What GeoJSON and Esri call the points of a shape."""
_SEVERAL = 0.5
"""Share of the rows of a list that must say something to a reader where data are told from settings:
some are always short of their texts."""
SETTINGS = frozenset(
    "menu menus nav navigation navbar footer header breadcrumb breadcrumbs social languages locale "
    "locales routes i18n l10n intl translation translations messages strings labels config configuration "
    "settings setting options theme themes ads analytics cookies cookie consent seo meta "
    "flags assets plugins scripts modules manifest env environment runtime layer gtm fonts icons "
    "columns columndefs buttons dom language drupal wp wpcf7 captcha tracking experiments".split()
)
"""Names of how a site is set up and framed, beside the data of its page."""


class Records(NamedTuple):
    """What was read of a value."""

    lines: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """addresses as written, and the record that they stand in"""
    lists: frozenset[str] = frozenset()
    """the names of its lists that hold records, or nothing at all"""
    problem: str = ""
    """what could not be read of it"""


@dataclass(slots=True)
class _Group:
    """A line and what stands below it; a list or an object has no line of its own."""

    line: str = ""
    human: bool = False
    """it says something to a reader that no setting of a page would"""
    in_any_order: bool = False
    below: list[_Group] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    name: str = ""
    """of a list or map"""
    filled: bool = False
    """something stood in it, for readers or not"""
    key: str = ""
    """what it is put in order by"""


class _Work(NamedTuple):
    """A value that is yet to be read."""

    value: Any
    name: str
    group: _Group
    depth: int
    skipped: frozenset[str] = frozenset()
    label: str = ""


def records(value: Any, name: str = "", *, among_settings: bool = False) -> Records:
    """The records in a value of JSON, which stands under ``name``.

    ``among_settings``: it comes out of a page's scripts, where only lists with words for readers are
    data. The lines are the same for any order of the rows of its lists and of the fields of its
    objects.
    """
    reading = _Reading(among_settings)
    root = reading.read(value, name)
    lines, links = [], []
    for group in _walked(root):
        if group.line:
            lines.append(group.line)
        links += [(link, group.line[:_IN_A_CELL]) for link in group.links]
    return Records(tuple(lines), tuple(dict.fromkeys(links)), reading.lists(), reading.problem)


def texts_of(line: str) -> list[str]:
    """The texts of a record's line, without the names that they stand under."""
    return [text.partition(": ")[2] or text for text in line.split(" | ")]


class _Reading:
    """One value on its way to lines."""

    def __init__(self, among_settings: bool) -> None:
        self.problem = ""
        self._choosy = among_settings
        self._groups: list[_Group] = []
        self._waiting: list[_Work] = []
        self._room = MOST_VALUES

    def read(self, value: Any, name: str) -> _Group:
        root = self._group()
        self._waiting.append(_Work(value, name, root, 0))
        while self._waiting:
            work = self._waiting.pop()
            self._room -= 1
            if self._room < 0:
                self.problem = f"only the first {MOST_VALUES} values are read"
                break
            if work.depth > DEEPEST:
                self.problem = f"what is nested deeper than {DEEPEST} levels is not read"
                continue
            self._read(work)
        for group in reversed(self._groups):  # what stands below comes behind
            self._settle(group)
        return root

    def lists(self) -> frozenset[str]:
        """The names of the lists that hold records or nothing."""
        found = (group for group in self._groups if group.in_any_order and group.name)
        return frozenset(group.name for group in found if group.below or not group.filled)

    def _group(self, above: _Group | None = None, *, in_any_order: bool = False) -> _Group:
        group = _Group(in_any_order=in_any_order)
        self._groups.append(group)
        if above is not None:
            above.below.append(group)
        return group

    def _settle(self, group: _Group) -> None:
        """Put what stands below in its one order; leave out what is a setting."""
        group.key = "\n".join([group.line, *group.links])
        if not group.below:
            return
        if self._choosy:
            human = [below for below in group.below if below.human]
            if group.in_any_order:
                enough = len(human) >= _SEVERAL * len(group.below)
                group.below = group.below if enough else []
            else:
                group.below = human
            group.human = group.human or bool(group.below)
        if group.in_any_order:
            group.below.sort(key=lambda below: below.key)
        digest = hashlib.blake2b(digest_size=16)
        for below in group.below:
            digest.update(below.key.encode("utf-8", "surrogatepass"))
        group.key += f"\n{digest.hexdigest()}"

    def _read(self, work: _Work) -> None:
        value = work.value
        if isinstance(value, dict):
            if self._choosy and _is_by_language(value):
                return
            if (cells := _sheet_row(value)) is not None:
                self._row(cells, work)
            elif _is_map(value):
                group = self._group(work.group, in_any_order=True)
                self._map(value, work, group)
            elif work.group.in_any_order:
                self._record(value, work, self._group(work.group))
            else:
                self._object(value, work, self._group(work.group))
        elif isinstance(value, list):
            self._list(value, work)
        else:
            self._leaf(work)

    def _leaf(self, work: _Work) -> None:
        said = cell(work.name, work.value)
        if said.text or said.links:
            group = self._group(work.group)
            group.line = _field(work.name, said.text) if said.text else ""
            group.links += said.links
            row = work.group.in_any_order  # else it is a field of an object that stands alone
            group.human = _says_something(said.text) and (row or _is_prose(work.name, said.text))
            self._room -= 1

    def _object(self, value: dict[str, Any], work: _Work, group: _Group) -> None:
        """A line a field."""
        below = [
            _Work(value[name], name, group, work.depth + 1) for name in sorted(value, reverse=True)
        ]
        self._waiting += [item for item in below if not self._is_setting(item)]

    def _map(self, value: dict[str, Any], work: _Work, group: _Group) -> None:
        skipped = _numbers(list(value.values()))
        group.name, group.filled = work.name, True
        for name, item in value.items():
            label = name if is_label(name) else ""
            self._waiting.append(_Work(item, work.name, group, work.depth + 1, skipped, label))

    def _list(self, value: list[Any], work: _Work) -> None:
        if work.name in _SHAPES:
            group = self._group(work.group)
            group.line = _field(work.name, _shape(value))
        elif work.depth and work.group.in_any_order and not _has_containers(value):
            self._row(value, work)
        else:
            group = self._group(work.group, in_any_order=True)
            group.name, group.filled = work.name, bool(value)
            skipped = _numbers(value)
            self._waiting += [
                _Work(item, work.name, group, work.depth + 1, skipped) for item in value
            ]

    def _row(self, value: list[Any], work: _Work) -> None:
        """Values whose names stand elsewhere: their order is that of the columns."""
        said = [cell("", item) for item in value]
        self._room -= len(value)
        group = self._group(work.group)
        group.line = " | ".join(
            [work.label] * bool(work.label) + [one.text for one in said if one.text]
        )
        group.links += [link for one in said for link in one.links]
        group.human = any(_says_something(one.text) for one in said)

    def _record(self, value: dict[str, Any], work: _Work, group: _Group) -> None:
        """One line, with the fields of the objects within it; lists within it stand below."""
        cells = [work.label] if work.label else []
        below: list[_Work] = []
        group.human = _says_something(work.label)
        fields = [(value, name, 0) for name in sorted(value, reverse=True)]
        while fields:
            holder, name, depth = fields.pop()
            item = holder[name]
            self._room -= 1
            if depth == 0 and name in work.skipped:
                continue
            if isinstance(item, list) and name in _SHAPES:
                cells.append(_field(name, _shape(item)))
            elif isinstance(item, dict) and not _is_map(item) and work.depth + depth < DEEPEST:
                fields += [(item, inner, depth + 1) for inner in sorted(item, reverse=True)]
            elif isinstance(item, dict) or (isinstance(item, list) and not _fits(item)):
                below.append(_Work(item, name, group, work.depth + depth + 1))
            else:
                texts, links = _said(name, item)
                group.links += links
                if texts:
                    cells.append(_field(name, ", ".join(texts)))
                    group.human = group.human or any(map(_says_something, texts))
        group.line = " | ".join(cells)
        self._waiting += reversed(below)

    def _is_setting(self, work: _Work) -> bool:
        return (
            self._choosy
            and isinstance(work.value, dict | list)
            and bool(words_of(work.name) & SETTINGS)
        )


def _walked(root: _Group) -> Iterator[_Group]:
    waiting = [root]
    while waiting:
        group = waiting.pop()
        yield group
        waiting += reversed(group.below)


def _field(name: str, text: str) -> str:
    return f"{name}: {text}" if name else text


def _sheet_row(value: dict[str, Any]) -> list[Any] | None:
    """The cells of a row as Google's sheets answer it (``{"c": [{"v": 1, "f": "1.00"}]}``), as they
    are shown; None for any other object."""
    cells = value.get("c")
    if not isinstance(cells, list) or not value.keys() <= {"c", "p"}:
        return None
    if not all(item is None or (isinstance(item, dict) and item.keys() <= _CELL) for item in cells):
        return None
    return [(item or {}).get("f") or (item or {}).get("v") for item in cells]


def _has_containers(value: list[Any]) -> bool:
    return any(isinstance(item, dict | list) for item in value)


def _fits(value: list[Any]) -> bool:
    """Whether a list of values stands in the cell of its record."""
    return not _has_containers(value) and sum(len(str(item)) for item in value) <= _IN_A_CELL


def _said(name: str, item: Any) -> tuple[list[str], list[str]]:
    """The texts and addresses of a value or of a short list, whose order says nothing."""
    said = [cell(name, one) for one in (item if isinstance(item, list) else [item])]
    texts = sorted(one.text for one in said if one.text)
    return texts, [link for one in said for link in one.links]


def _is_map(value: dict[str, Any]) -> bool:
    """Whether an object is a list whose records have names: all of its values are objects, alike or
    under names that are none of a field."""
    if not value or not all(isinstance(item, dict) for item in value.values()):
        return False
    if any(" " in name or not is_label(name) for name in value):
        return True
    if len(value) == 1:
        return False
    shared = set.intersection(*map(set, value.values()))
    return bool(shared) and 2 * len(shared) >= min(map(len, value.values()))


def _numbers(rows: list[Any]) -> frozenset[str]:
    """The fields that number the records of a list from 1: to take one out changes all behind it."""
    objects = [row for row in rows if isinstance(row, dict)]
    if len(objects) < _ROWS:
        return frozenset()
    found = set()
    for name in objects[0]:
        if name.lower().strip(".°º") not in NUMBERED:
            continue
        values = [str(row.get(name, "")) for row in objects]
        numbers = {int(text) for text in values if re.fullmatch(r"\d{1,9}", text)}
        if len(numbers) == len(objects) and min(numbers) <= 1 and max(numbers) <= 2 * len(objects):
            found.add(name)
    return frozenset(found)


def _shape(value: list[Any]) -> str:
    """The place of a point; of a larger shape how many numbers it has, and between which it lies."""
    numbers: list[float] = []
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, int | float) and not isinstance(item, bool):
            numbers.append(item)
    if len(numbers) <= _POINT:
        return ", ".join(f"{number:.6f}" for number in numbers)
    return f"{len(numbers)} ({min(numbers):.4f} … {max(numbers):.4f})"


_POINT = 3
"""Numbers of one point: longitude, latitude, height."""


def _says_something(text: str) -> bool:
    """Whether a text is for readers: several words, or one that is written as names are."""
    if not _SEVERAL_WORDS.search(text):
        return _A_NAME.fullmatch(text) is not None
    return not _IS_CODE.search(text)


def _is_prose(name: str, text: str) -> bool:
    """Whether a field of an object that stands alone is a text of its own: a line of a dictionary of
    labels has few words, and a name with dots."""
    return text.count(" ") + 1 >= _A_SENTENCE and "." not in name


def _is_by_language(value: Any) -> bool:
    return isinstance(value, dict) and len(value) > 1 and all(map(_LANGUAGE.fullmatch, value))


_A_SENTENCE = 5
"""Words of a text of its own."""
_SEVERAL_WORDS = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+[.,;:)]? [(¿¡\"'«“]?[^\W\d_]{2}")
_A_NAME = re.compile(r"[^\W\d_a-z][a-zß-ÿ]{3,}|(?=[^\W\d_]*[áéíóúüñçãõâêôàèÁÉÍÓÚÑ])[^\W\d_]{2,}")
_IS_CODE = re.compile(r"=>|\bfunction\s*\(|[{};]\s*(?:return|const|var|let)\b|/\*@")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
