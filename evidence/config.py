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
PERMA_SAVES = ("refused", "all", "nothing")


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
    night_hours: float = 8.0
    """A run stops looking after so long, and the rest comes first in the next; 0 is no limit. From 22:00 to
    06:00 nobody at a ministry needs its server, and machines are idle."""


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
class Perma:
    """Perma.cc. Its key comes from the environment only: PERMA_API_KEY."""

    enabled: bool = False
    """Off until it is wanted: every record counts against somebody's quota, for good."""
    base_url: str = "https://api.perma.cc"
    site: str = "https://perma.cc"
    """Where people see a record: ``<site>/<id>``."""
    saves: str = "refused"
    """What is saved: ``refused`` (what another archive refused or keeps something else of), ``all``, ``nothing``."""
    folder: int = 0
    """Number of the folder there that records go to; 0 is the personal one."""
    daily_budget: int = 50
    """Jobs (look-ups, fetches, saves) begun a day."""
    per_minute: float = 12.0
    """Requests a minute."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Web archives."""

    wayback: Wayback = field(default_factory=Wayback)
    perma: Perma = field(default_factory=Perma)
    memento: tuple[Memento, ...] = ()
    """Asked, in this order, where those before have no copy."""


@dataclass(frozen=True, slots=True)
class Custody:
    """Who else vouches for the evidence."""

    authorities: tuple[str, ...] = ()
    """URLs of RFC 3161 time-stamp authorities, each asked for a token on every night's seal."""
    authority_roots: str = ""
    """PEM file with the root certificates of authorities that browsers don't know."""


@dataclass(frozen=True, slots=True)
class Email:
    """How notices leave by e-mail. Credentials come from the environment only: TESTIGO_SMTP_USER,
    TESTIGO_SMTP_PASSWORD."""

    sender: str = ""
    """Address that notices come from; needed for e-mail."""
    host: str = "localhost"
    port: int = 0
    """0: the port that belongs to ``security``: 587, 465 or 25"""
    security: str = "starttls"
    """``starttls``, ``ssl``, or ``none`` for a server on this machine."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Who is told what. Secrets stay out of the file: an entry ``env:NAME`` is read from the environment."""

    to: tuple[str, ...] = ()
    """An e-mail address, the http(s) address of a webhook, or ``env:NAME`` with one of these or an address
    that Apprise understands in the environment variable NAME."""
    what: tuple[str, ...] = ("broken", "changed", "recovered", "trouble")
    language: str = "en"
    certainty: str = "probable"
    """The least certainty at which a loss or change is told."""
    report: str = ""
    """Where readers find the report: an address or a place, told in digests."""
    ping: str = ""
    """Asked at the start and end of every night, as healthchecks.io has it; may be ``env:NAME``."""
    email: Email = field(default_factory=Email)


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
class Schedule:
    """When nights begin: on each local date that ``cron`` names, once. :mod:`schedules.calendar` reads it."""

    cron: str
    """Minute, hour, day of the month, month, day of the week by name: ``30 2 * * mon-fri``"""
    timezone: str = "UTC"
    """As in the IANA database: ``America/Mexico_City``"""
    sources: tuple[str, ...] = ()
    """Ids; none means all."""
    name: str = "night"


@dataclass(frozen=True, slots=True)
class Service:
    """How ``testigo serve`` looks after its runs."""

    hang_minutes: float = 30.0
    """A run that has kept nothing for so long is killed. The longest honest pause is that of saves under way,
    ten minutes."""
    stop_seconds: float = 90.0
    """What a run gets to finish its open checks when the service is stopped: three timeouts of one exchange,
    and what systemd waits before it kills."""
    retry_minutes: float = 5.0
    """Pause after a night that failed; each further failure doubles it, up to four hours."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that ``testigo.toml`` can say."""

    crawl: Crawl = field(default_factory=Crawl)
    standing: Standing = field(default_factory=Standing)
    archive: Archive = field(default_factory=Archive)
    custody: Custody = field(default_factory=Custody)
    sources: tuple[Source, ...] = ()
    notify: Notify = field(default_factory=Notify)
    schedule: tuple[Schedule, ...] = ()
    service: Service = field(default_factory=Service)


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
    custody = _custody(path, raw.get("custody", {}))
    notify = _notify(path, raw.get("notify", {}))
    sources = raw.get("sources", [])
    if not isinstance(sources, list):
        raise ConfigError(path, "'sources' is a list: write [[sources]] above each one")
    built = tuple(_source(path, index, entry) for index, entry in enumerate(sources, 1))
    twice = {s.id for s in built if [t.id for t in built].count(s.id) > 1}
    if twice:
        raise ConfigError(path, f"two sources have the id {min(twice)!r}")
    schedule = _schedules(path, raw.get("schedule", []))
    service = _build(path, "service", raw.get("service", {}), Service)
    return Config(
        crawl=crawl, standing=standing, archive=archive, custody=custody, sources=built, notify=notify,
        schedule=schedule, service=service,
    )  # fmt: skip


def _schedules(path: Path, listed: object) -> tuple[Schedule, ...]:
    if not isinstance(listed, list):
        raise ConfigError(path, "'schedule' is a list: write [[schedule]] above each one")
    built: tuple[Schedule, ...] = tuple(
        _build(path, f"schedule #{n}", entry, Schedule) for n, entry in enumerate(listed, 1)
    )
    names = [schedule.name for schedule in built]
    for name in names:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name):  # it names log files
            raise ConfigError(
                path, f"a schedule's name is up to 64 letters, digits, '.', '-' or '_', not {name!r}"
            )
        if names.count(name) > 1:
            raise ConfigError(path, f"two schedules are called {name!r}; give each a name")
    return built


def _archive(path: Path, entry: object) -> Archive:
    if not isinstance(entry, dict):
        raise ConfigError(path, "[archive] is a table")
    _refuse_unknown(path, "archive", entry, Archive)
    wayback: Wayback = _build(path, "archive.wayback", entry.get("wayback", {}), Wayback)
    listed = entry.get("memento", [])
    if not isinstance(listed, list):
        raise ConfigError(path, "'archive.memento' is a list: write [[archive.memento]] above each one")
    mementos = tuple(_build(path, f"archive.memento #{n}", one, Memento) for n, one in enumerate(listed, 1))
    perma: Perma = _build(path, "archive.perma", entry.get("perma", {}), Perma)
    if perma.saves not in PERMA_SAVES:
        raise ConfigError(
            path, f"archive.perma: saves is one of {', '.join(PERMA_SAVES)}, not {perma.saves!r}"
        )
    for where, one in [
        ("wayback", wayback),
        ("perma", perma),
        *((f"memento #{n}", one) for n, one in enumerate(mementos, 1)),
    ]:
        if not re.match(r"https?://[^/\s]+", one.base_url):
            raise ConfigError(path, f"archive.{where}: base_url is a web address, not {one.base_url!r}")
        if not one.per_minute:
            raise ConfigError(path, f"archive.{where}: per_minute can't be 0; to ask nothing, switch it off")
    names = ["wayback", "perma", *(one.name for one in mementos)]
    if len(set(names)) < len(names):
        raise ConfigError(
            path, "archive.memento: each has a name of its own, and none is called 'wayback' or 'perma'"
        )
    return Archive(wayback, perma, mementos)


def _custody(path: Path, entry: object) -> Custody:
    custody: Custody = _build(path, "custody", entry, Custody)
    for url in custody.authorities:
        if not url.startswith(("http://", "https://")):
            raise ConfigError(path, f"custody: an authority is a URL with http or https, not {url!r}")
    return custody


_CHOICES = {
    "what": ("broken", "changed", "recovered", "trouble"),
    "language": ("en", "es"),
    "certainty": ("suspected", "probable", "confirmed"),
    "security": ("starttls", "ssl", "none"),
}


def _notify(path: Path, entry: object) -> Notify:
    if not isinstance(entry, dict):
        raise ConfigError(path, "[notify] is a table")
    _refuse_unknown(path, "notify", entry, Notify)
    email: Email = _build(path, "notify.email", entry.get("email", {}), Email)
    plain = {key: value for key, value in entry.items() if key != "email"}
    notify: Notify = replace(_build(path, "notify", plain, Notify), email=email)
    given = {"language": (notify.language,), "certainty": (notify.certainty,), "what": notify.what}
    for key, values in {**given, "security": (email.security,)}.items():
        for value in values:
            if value not in _CHOICES[key]:
                raise ConfigError(path, f"notify: {key} is one of {', '.join(_CHOICES[key])}, not {value!r}")
    for to in notify.to:
        _check_receiver(path, to)
    if len(set(notify.to)) < len(notify.to):
        raise ConfigError(path, "notify: to names a receiver twice")
    if any(ADDRESS.fullmatch(to) for to in notify.to) and not ADDRESS.fullmatch(email.sender):
        raise ConfigError(path, "notify.email: sender is the address that e-mail comes from; put one there")
    if notify.ping and not _PLACE.fullmatch(notify.ping):
        raise ConfigError(path, f"notify: ping is a web address or env:NAME, not {notify.ping!r}")
    return notify


ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
"""An e-mail address as HTML's ``input type=email`` has it: no spaces, comments or quotes."""
_PLACE = re.compile(r"env:\w+|https?://[^/\s]\S*")


def _check_receiver(path: Path, to: str) -> None:
    if re.match(r"https?://[^/\s@]*@", to):
        raise ConfigError(
            path, "notify: to has a password in it; put the address into the environment: env:NAME"
        )
    if not (ADDRESS.fullmatch(to) or _PLACE.fullmatch(to)):
        raise ConfigError(
            path,
            f"notify: to takes e-mail addresses, web addresses and env:NAME, not {to.partition(':')[0]!r}; "
            "what Apprise understands has its secret in it: put it into the environment",
        )


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
