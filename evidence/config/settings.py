"""What can be set, with its default and where the default comes from. ``testigo init`` shows all of it. What
is checked beyond the types of its values stands with its table in a file of its own."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field

from evidence.config.archive import Archive
from evidence.config.browser import Browser
from evidence.config.build import NO_KEY
from evidence.config.custody import Custody, Witnessing
from evidence.config.desk import Desk
from evidence.config.ignore import Ignore  # noqa: TC001 - the types of fields are read
from evidence.config.notify import Notify
from evidence.config.observers import Observe, Observer
from evidence.config.series import Series  # noqa: TC001
from evidence.version import SOFTWARE


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
    """Whether a site's robots.txt is obeyed; what is decided is recorded with every run."""
    second_look: bool = True
    """Whether a page that seems lost or altered is asked for once more as a browser asks, before that
    is more than a suspicion: some sites answer programs with 404, or with another text. That one request
    bears a browser's ``User-Agent``, and is kept as it was sent."""
    allow_private: bool = False
    """Whether loopback and private networks may be asked (link-local ones never)."""
    max_body: int = 50_000_000
    """Bytes kept of one answer; a longer one is cut and says so."""
    concurrency: int = 64
    """Exchanges under way at once, over all hosts."""
    per_host: int = 2
    """Exchanges under way at once with one host."""
    max_redirects: int = 20
    """Hops followed: as many as browsers follow (Fetch, 4.4)."""
    max_wait: float = 60.0
    """Longest ``Retry-After`` (seconds) waited for inside a run; a host that asks for more is left
    for the next night."""
    from_address: str = ""
    """The address of this machine to ask from, where it has several; left out, the system chooses."""
    neutral_hosts: tuple[str, ...] = ("archive.org:443", "www.gob.mx:443", "example.com:443")
    """``host:port`` asked for a connection when no cited host answers: is our own network up?"""
    requisites: str = "at-risk"
    """Of which pages the style sheets, pictures and fonts are fetched that they name, so that a replay is
    recognisable: ``at-risk`` (altered ones, and those of a site that has lost another), ``all``,
    ``none``. What a browser has opened has them already."""
    workers: int = 0
    """Processes that look, each at domains of its own; 0: one a core in a night that is worth it, else one
    (docs/scaling.md)."""
    cluster: str = ""
    """A Dask scheduler (``tcp://…:8786``) whose workers look in place of this machine's processes."""
    shards: str = ""
    """Where what workers look at lies meanwhile: a folder that all machines see, or an address as fsspec has it
    (``s3://…``); left out, the evidence folder."""
    night_hours: float = 8.0
    """A run stops looking after so long, and the rest comes first in the next; 0 is no limit. From
    22:00 to 06:00 nobody at a ministry needs its server, and machines are idle."""


@dataclass(frozen=True, slots=True)
class Standing:
    """When a suspicion is confirmed and when to look again; the reasons for the numbers are in
    :mod:`evidence.verdicts.standing`."""

    missing_looks: int = 3
    """Looks, spaced by ``apart_hours``, that confirm a loss."""
    missing_days: float = 7.0
    """Days from the first of them to the last."""
    redirect_home_looks: int = 3
    """The same for an address that leads to the front page."""
    redirect_home_days: float = 14.0
    """Days from the first of them to the last."""
    unreachable_looks: int = 4
    """Looks that found nobody there until it is called missing."""
    unreachable_days: float = 30.0
    """Days from the first of them to the last."""
    changed_looks: int = 2
    """Looks at the same new text that confirm a change."""
    changed_hours: float = 24.0
    """Hours from the first of them to the last."""
    apart_hours: float = 72.0
    """looks at something missing or unreachable that are closer than this count as one"""
    look_again_hours: float = 20.0
    """what stands is due again every night, also when a night starts a little earlier"""
    look_again_dead_days: float = 14.0
    """what is confirmed missing"""


@dataclass(frozen=True, slots=True)
class Listen:
    """Where others ask us, once something is configured that they can ask."""

    host: str = "127.0.0.1"
    """An address of this machine. Put a proxy with TLS before it to be asked from elsewhere."""
    port: int = 8417
    """0 is any free one."""


@dataclass(frozen=True, slots=True)
class Board:
    """How a results board is walked. All of it may be left out."""

    preset: str = ""
    """The name of one of :mod:`evidence.boards.presets`; chosen by the address where it is left
    out."""
    scope: tuple[str, ...] = ()
    """Where the board's own pages lie: paths on its host or whole addresses, up to a prefix. Left
    out, the first folder of its address, and pages that it points to on the same host."""
    depth: int = 8
    """Links from the first page; turning the pages of a list does not count."""
    pages: int = 4000
    """Asked for in one visit: an hour at one a second. A step on a page in a browser counts as one."""
    seconds: float = 3600.0
    """How long one visit may take."""
    bytes: int = 500_000_000
    """How much one visit may read."""
    documents: tuple[str, ...] = ()
    """More addresses that are documents, as path and query with ``*``:
    ``/aga/*/Documento?doc=*``."""
    labels: tuple[str, ...] = ()
    """CSS selectors of what labels the entries, the outermost first. Left out, the headings do."""
    written: tuple[str, ...] = field(default=(), metadata={NO_KEY: True})
    """The keys that a person wrote down: they win over a preset, also where they say the default."""


@dataclass(frozen=True, slots=True)
class Source:
    """A report or results board to watch."""

    id: str
    """What commands and reports call it; letters, digits, dashes."""
    location: str
    """A file, or an address on the web."""
    kind: str = "report"
    """``report``, or ``board`` for a results board."""
    title: str = ""
    """What reports call it; left out, its own title."""
    published: str = ""
    """When it was published, as ``2018-05-01``: pages are compared with archived copies of about then."""
    language: str = ""
    """``en``, ``es``, ``pt`` or ``fr``."""
    follow_documents: bool | None = None
    """Whether the documents that a cited page offers are looked at, too, each with a verdict of its own.
    Left out, those of boards are."""
    tags: tuple[str, ...] = ()
    """Words to sort sources by: ``["ogp", "agua"]``."""
    follow_limit: int = 5
    """Documents followed of one page: minutes have a few annexes, and what offers more is a list."""
    board: Board = field(default_factory=Board)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When nights begin: on each local date that ``cron`` names, once. :mod:`schedules.calendar`
    reads it."""

    cron: str
    """Minute, hour, day of the month, month, day of the week by name: ``30 2 * * mon-fri``"""
    timezone: str = "UTC"
    """As in the IANA database: ``America/Mexico_City``"""
    sources: tuple[str, ...] = ()
    """Ids; none means all."""
    name: str = "night"
    """What it is called where there are several."""


@dataclass(frozen=True, slots=True)
class Service:
    """How ``testigo serve`` looks after its runs."""

    hang_minutes: float = 30.0
    """A run that has kept nothing for so long is killed. The longest honest pause is that of saves
    under way, ten minutes."""
    stop_seconds: float = 90.0
    """What a run gets to finish its open checks when the service is stopped: three timeouts of one
    exchange, and what systemd waits before it kills."""
    retry_minutes: float = 5.0
    """Pause after a night that failed; each further failure doubles it, up to four hours."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that ``testigo.toml`` can say."""

    language: str = ""
    """Of the readers of this folder, in which every command, report and notice speaks to them: ``en`` or ``es``.
    Left out, it is TESTIGO_LANG, else the locale; ``--lang`` goes before all of them."""
    crawl: Crawl = field(default_factory=Crawl)
    standing: Standing = field(default_factory=Standing)
    archive: Archive = field(default_factory=Archive)
    custody: Custody = field(default_factory=Custody)
    sources: tuple[Source, ...] = ()
    notify: Notify = field(default_factory=Notify)
    schedule: tuple[Schedule, ...] = ()
    series: tuple[Series, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    service: Service = field(default_factory=Service)
    witness: Witnessing = field(default_factory=Witnessing)
    observe: Observe = field(default_factory=Observe)
    observer: tuple[Observer, ...] = ()
    listen: Listen = field(default_factory=Listen)
    browser: Browser = field(default_factory=Browser)
    desk: Desk = field(default_factory=Desk)

    def board_settings(self, source_id: str, location: str) -> Board:
        """How the source with this id or at this place is walked, if it is configured."""
        same = (s.board for s in self.sources if source_id == s.id or location == s.location)
        return next(same, Board())

    def ignored(self, day: str) -> tuple[Ignore, ...]:
        """What is left out on purpose on a day (``2026-11-27``)."""
        return tuple(one for one in self.ignore if not one.until or day <= one.until)

    def followed(self, source_id: str, location: str, *, is_board: bool) -> int:
        """How many documents of each cited page are followed for the source with this id or at this
        place; 0 where none are."""
        same = (s for s in self.sources if source_id == s.id or location == s.location)
        source = next(same, Source(source_id, location))
        on = is_board if source.follow_documents is None else source.follow_documents
        return source.follow_limit if on else 0

    @property
    def sha256(self) -> str:
        """What a run notes, so that two runs tell whether the same was set for them."""
        return hashlib.sha256(repr(asdict(self)).encode()).hexdigest()
