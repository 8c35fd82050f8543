"""The configuration: one frozen object, read once from ``testigo.toml``.

Unknown keys are refused, with the nearest known one, because a misspelt ``delay`` that is silently
ignored is found out by the server on the other side.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence.errors import ConfigError
from evidence.version import SOFTWARE

if TYPE_CHECKING:
    from pathlib import Path

SOURCE_KINDS = ("report", "board")


@dataclass(frozen=True, slots=True)
class Crawl:
    """How the network is walked."""

    user_agent: str = SOFTWARE
    """Sent with every request; ``contact`` is added to it."""
    contact: str = ""
    """An e-mail address or a page where a site's owner can reach you."""
    delay: float = 1.0
    """Seconds between two requests to one host."""
    timeout: float = 30.0
    """Seconds for one exchange, name look-up and body included."""
    obey_robots: bool = True
    allow_private: bool = False
    """Whether loopback and private networks may be asked (link-local ones never)."""
    max_body: int = 50_000_000
    """Bytes kept of one answer; a longer one is cut and says so."""
    concurrency: int = 64
    """Exchanges under way at once, over all hosts."""
    per_host: int = 2
    """Exchanges under way at once with one host."""
    max_redirects: int = 10
    """Hops followed. Fetch, the standard browsers follow, allows 20; ten is ample for documents."""
    max_wait: float = 60.0
    """Longest ``Retry-After`` (seconds) waited for inside a run; a host that asks for more is left
    for the next night."""
    neutral_hosts: tuple[str, ...] = ("archive.org:443", "www.gob.mx:443", "example.com:443")
    """``host:port`` asked for a connection when no cited host answers: is our own network up?"""


@dataclass(frozen=True, slots=True)
class Standing:
    """When a suspicion is confirmed and when to look again; the reasons for the numbers are in
    :mod:`evidence.verdicts.standing`."""

    missing_looks: int = 3
    missing_days: float = 7.0
    redirect_home_looks: int = 3
    redirect_home_days: float = 14.0
    unreachable_looks: int = 4
    unreachable_days: float = 30.0
    changed_looks: int = 2
    changed_hours: float = 24.0
    apart_hours: float = 72.0
    """looks at something missing or unreachable that are closer than this count as one"""
    look_again_hours: float = 20.0
    """what stands is due again every night, also when a night starts a little earlier"""
    look_again_dead_days: float = 14.0
    """what is confirmed missing"""


@dataclass(frozen=True, slots=True)
class Wayback:
    """The Wayback Machine. Its keys come from the environment only: IA_ACCESS_KEY, IA_SECRET_KEY."""

    enabled: bool = True
    base_url: str = "https://web.archive.org"
    daily_budget: int = 2000
    """Jobs (look-ups, fetches, saves) begun a day: an hour and a half at 24 requests a minute."""
    per_minute: float = 24.0
    """Requests a minute; more than 24 only for an archive on this machine."""
    window_days: float = 180.0
    """A capture so far from a source's date of publication may stand for what was cited."""
    stale_days: float = 90.0
    """An older copy is saved anew, and older look-ups are made again."""


@dataclass(frozen=True, slots=True)
class Memento:
    """An archive that is only read, by Memento: its captures lie at ``<base_url>/<14 digits>/<url>``."""

    name: str
    base_url: str
    daily_budget: int = 500
    """Look-ups and fetches begun a day."""
    per_minute: float = 12.0
    """Requests a minute: small archives have small machines."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Web archives."""

    wayback: Wayback = field(default_factory=Wayback)
    memento: tuple[Memento, ...] = ()
    """Asked, in this order, where those before have no copy."""


@dataclass(frozen=True, slots=True)
class Board:
    """How a results board is walked. All of it may be left out."""

    preset: str = ""
    """The name of one of :mod:`evidence.boards.presets`; chosen by the address where it is left out."""
    scope: tuple[str, ...] = ()
    """Where the board's own pages lie: paths on its host or whole addresses, up to a prefix. Left out, the
    first folder of its address, and pages that it points to on the same host."""
    depth: int = 8
    """Links from the first page; turning the pages of a list does not count."""
    pages: int = 4000
    """Asked for in one visit: an hour at one a second."""
    seconds: float = 3600.0
    bytes: int = 500_000_000
    documents: tuple[str, ...] = ()
    """More addresses that are documents, as path and query with ``*``: ``/aga/*/Documento?doc=*``."""
    labels: tuple[str, ...] = ()
    """CSS selectors of what labels the entries, the outermost first. Left out, the headings do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A report or results board to watch."""

    id: str
    location: str
    kind: str = "report"
    title: str = ""
    published: str = ""
    language: str = ""
    board: Board = field(default_factory=Board)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that ``testigo.toml`` can say."""

    crawl: Crawl = field(default_factory=Crawl)
    standing: Standing = field(default_factory=Standing)
    archive: Archive = field(default_factory=Archive)
    sources: tuple[Source, ...] = ()


def load(path: Path) -> Config:
    """Read the configuration at ``path``; a missing file is the default configuration.

    Raises ConfigError, naming the key and the nearest known one.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, f"can't be read ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, f"not valid TOML: {error}") from error
    _refuse_unknown(path, "", raw, Config)
    crawl = _build(path, "crawl", raw.get("crawl", {}), Crawl)
    standing = _build(path, "standing", raw.get("standing", {}), Standing)
    archive = _archive(path, raw.get("archive", {}))
    sources = raw.get("sources", [])
    if not isinstance(sources, list):
        raise ConfigError(path, "'sources' is a list: write [[sources]] above each one")
    built = tuple(_source(path, index, entry) for index, entry in enumerate(sources, 1))
    twice = {s.id for s in built if [t.id for t in built].count(s.id) > 1}
    if twice:
        raise ConfigError(path, f"two sources have the id {min(twice)!r}")
    return Config(crawl=crawl, standing=standing, archive=archive, sources=built)


def _archive(path: Path, entry: object) -> Archive:
    if not isinstance(entry, dict):
        raise ConfigError(path, "[archive] is a table")
    _refuse_unknown(path, "archive", entry, Archive)
    wayback: Wayback = _build(path, "archive.wayback", entry.get("wayback", {}), Wayback)
    listed = entry.get("memento", [])
    if not isinstance(listed, list):
        raise ConfigError(path, "'archive.memento' is a list: write [[archive.memento]] above each one")
    mementos = tuple(_build(path, f"archive.memento #{n}", one, Memento) for n, one in enumerate(listed, 1))
    for where, one in [("wayback", wayback), *((f"memento #{n}", one) for n, one in enumerate(mementos, 1))]:
        if not re.match(r"https?://[^/\s]+", one.base_url):
            raise ConfigError(path, f"archive.{where}: base_url is a web address, not {one.base_url!r}")
        if not one.per_minute:
            raise ConfigError(path, f"archive.{where}: per_minute can't be 0; to ask nothing, switch it off")
    names = ["wayback", *(one.name for one in mementos)]
    if len(set(names)) < len(names):
        raise ConfigError(path, "archive.memento: each has a name of its own, and none is called 'wayback'")
    return Archive(wayback, mementos)


def _source(path: Path, index: int, entry: object) -> Source:
    where = f"sources #{index}"
    board = entry.get("board", {}) if isinstance(entry, dict) else {}
    plain = (
        {name: value for name, value in entry.items() if name != "board"}
        if isinstance(entry, dict)
        else entry
    )
    source: Source = _build(path, where, plain, Source)
    source = replace(source, board=_build(path, f"{where}: board", board, Board))
    if board and source.kind != "board":
        raise ConfigError(path, f"{where}: [sources.board] is for a source of kind 'board'")
    if source.kind not in SOURCE_KINDS:
        raise ConfigError(path, f"sources #{index}: kind is 'report' or 'board', not {source.kind!r}")
    check_source_id(path, source.id)
    if source.published:
        try:
            date.fromisoformat(source.published)
        except ValueError as error:
            raise ConfigError(
                path,
                f"sources #{index}: published is a date such as 2019-09-30, not {source.published!r}",
            ) from error
    return source


def check_source_id(path: Path, identifier: str) -> None:
    """Ids name files and appear in URLs: letters, digits, dot, dash and underscore only."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", identifier):
        raise ConfigError(
            path, f"a source's id is up to 64 letters, digits, '.', '-' or '_', not {identifier!r}"
        )


def _build(path: Path, where: str, entry: object, kind: type[Any]) -> Any:
    if not isinstance(entry, dict):
        raise ConfigError(path, f"[{where}] is a table")
    _refuse_unknown(path, where, entry, kind)
    values: dict[str, Any] = {}
    for spec in fields(kind):
        if spec.name in entry:
            values[spec.name] = _value(path, f"{where}: {spec.name}", entry[spec.name], str(spec.type))
        elif spec.default is MISSING and spec.default_factory is MISSING:
            raise ConfigError(path, f"{where}: '{spec.name}' is missing")
    return kind(**values)


def _value(path: Path, where: str, value: object, kind: str) -> object:
    """``value`` as a field of ``kind``; numbers must be finite and not negative."""
    if kind.startswith("tuple"):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(path, f"{where} is a list of texts, not {value!r}")
    if kind == "str" and isinstance(value, date):  # TOML has dates of its own
        return value.isoformat()
    expected: tuple[type, ...] = {
        "str": (str,),
        "int": (int,),
        "float": (int, float),
        "bool": (bool,),
    }[kind]
    wrong_bool = isinstance(value, bool) and kind != "bool"
    if wrong_bool or not isinstance(value, expected):
        names = {
            "str": "a text",
            "int": "a whole number",
            "float": "a number",
            "bool": "true or false",
        }
        raise ConfigError(path, f"{where} is {names[kind]}, not {value!r}")
    if kind in ("int", "float") and not 0 <= value < float("inf"):  # type: ignore[operator]
        raise ConfigError(path, f"{where} can't be {value!r}")
    return value


def _refuse_unknown(path: Path, where: str, entry: dict[str, Any], kind: type[Any]) -> None:
    known = [spec.name for spec in fields(kind)]
    for key in entry:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
            place = f" in [{where}]" if where else ""
            raise ConfigError(path, f"unknown key '{key}'{place}; did you mean '{near[0]}'?")
