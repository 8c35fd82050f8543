"""What can be set, with its default and where the default comes from. ``testigo init`` shows all of
it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field

from evidence.version import SOFTWARE

NO_KEY = "no key"
"""In a field's metadata: it is filled by us and is no key of the configuration."""


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
class Wayback:
    """The Wayback Machine. Its keys come from the environment only: IA_ACCESS_KEY,
    IA_SECRET_KEY."""

    enabled: bool = True
    """Whether the Wayback Machine is asked at all."""
    base_url: str = "https://web.archive.org"
    """Where it is; another address for a Wayback of one's own."""
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
    """An archive that is only read, by Memento: its captures lie at ``<base_url>/<14
    digits>/<url>``."""

    name: str
    """What reports call it."""
    base_url: str
    """Where its TimeMaps and mementos are."""
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
    """Where its API is."""
    site: str = "https://perma.cc"
    """Where people see a record: ``<site>/<id>``."""
    saves: str = "refused"
    """What is saved: ``refused`` (what another archive refused or keeps something else of),
    ``all``, ``nothing``."""
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
class Authority:
    """A time-stamp authority (RFC 3161) that wants credentials, or whose replies must fit a profile. A
    secret is written as where it is: ``env:NAME`` in the environment, ``file:/PATH`` in a file outside
    this folder."""

    url: str
    """Where it is asked; https where there are credentials. What stands behind ``?`` is neither
    recorded nor told."""
    user: str = ""
    """For HTTP Basic authentication, beside ``password``."""
    password: str = ""
    """``env:NAME`` or ``file:/PATH``."""
    token: str = ""
    """A bearer token: ``env:NAME`` or ``file:/PATH``."""
    certificate: str = ""
    """PEM file outside this folder with the client certificate and its key, for TLS."""
    roots: str = ""
    """PEM file with the authority's own root certificates. A token that does not lead to one of them
    is refused."""
    policy: str = ""
    """Object identifier of the policy that is asked for, such as ``1.2.3.4.1``; a token under another
    is refused."""
    accuracy: float = 0.0
    """Seconds; a token that claims to be less accurate, or does not say how accurate it is, is refused.
    0 takes any."""
    digest: str = "sha256"
    """What the authority signs a digest by: ``sha256``, ``sha384`` or ``sha512``."""
    nonce: bool = True
    """Whether a number is sent that the reply must repeat; off only for an authority that refuses
    it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness that cosigns this folder's log (c2sp.org/tlog-witness): another Testigo, or one of a
    public network."""

    url: str
    """Its submission prefix: ``<url>/add-checkpoint`` is asked."""
    vkey: str
    """Its verifier key, ``name+id+key``, as its keeper told it."""
    name: str = ""
    """What reports call it; left out, the name in its key."""


@dataclass(frozen=True, slots=True)
class Witnessing:
    """Whose logs are cosigned here."""

    logs: tuple[str, ...] = ()
    """The verifier keys of their logs, ``name+id+key``, as their keepers told them. Nobody else's are
    cosigned."""
    name: str = ""
    """What this witness is called, such as ``archivo.example.org/testigo``; left out, a name made from
    the folder's log. To change it later is to be another witness."""


@dataclass(frozen=True, slots=True)
class Observer:
    """Another Testigo that looks at what seems lost or altered to us, and signs what it was shown."""

    name: str
    """What reports call it."""
    url: str
    """Where it is asked: ``<url>/observe``."""
    key: str
    """The fingerprint of its folder's key, as ``testigo observe key`` printed it there."""
    token: str = ""
    """Where the token is by which it knows us: ``env:NAME`` or ``file:/PATH``."""
    country: str = ""
    """From where it looks, such as ``MX``."""
    network: str = ""
    """Whose network it looks from. What looks from the same as we is no second opinion on what a server
    tells apart by address."""


@dataclass(frozen=True, slots=True)
class Observe:
    """Looking together: how often observers are asked, and who may ask us."""

    country: str = ""
    """From where we look ourselves, such as ``MX``."""
    network: str = ""
    """Whose network we look from."""
    nightly: int = 100
    """Losses and alterations of one night about which observers are asked."""
    minutes: float = 30.0
    """Of one night that looks may wait for observers, in all."""
    seconds: float = 60.0
    """For one observer to look and answer."""
    askers: tuple[str, ...] = ()
    """Who may have us look: the hashes of their tokens, as ``testigo observe token`` prints them. None:
    nobody."""
    hourly: int = 60
    """Addresses that each of them may have us look at in an hour."""


@dataclass(frozen=True, slots=True)
class Browser:
    """When pages are opened in a browser, where one is installed (extra ``browser``)."""

    when: str = "needed"
    """``needed``: pages whose text scripts draw, each loss and alteration once it is new, and one picture of
    each page that stands; ``broken``: without that picture; ``always``: every page at every look;
    ``never``."""
    pages: int = 200
    """Pages of one night that are opened for their picture: at six seconds a page, two at a time, ten
    minutes."""
    timeout: float = 45.0
    """Seconds for one page, with all that it loads."""
    device: str = "desktop"
    """What it passes for: ``desktop`` or ``phone``."""
    locale: str = "es-MX"
    """Whose language it asks for where the source says none."""
    timezone: str = "America/Mexico_City"
    """Whose clock it goes by."""

    @property
    def is_on(self) -> bool:
        """Whether any page is opened."""
        return self.when != "never"


@dataclass(frozen=True, slots=True)
class Listen:
    """Where others ask us, once something is configured that they can ask."""

    host: str = "127.0.0.1"
    """An address of this machine. Put a proxy with TLS before it to be asked from elsewhere."""
    port: int = 8417
    """0 is any free one."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where ``testigo desk`` answers, and who may read from elsewhere."""

    host: str = "127.0.0.1"
    """An address of this machine."""
    port: int = 8420
    """0 is any free one; kept copies are shown on the next."""
    names: tuple[str, ...] = ()
    """Names, with their port if it isn't HTTP's own, that a proxy with TLS before it is asked by."""
    copies: str = ""
    """Origin by which that proxy shows the next port, such as ``https://copias.example.org``: another host than any
    of the names, so that nothing in a copy is at home beside the desk."""
    readers: tuple[str, ...] = ()
    """Who may read from elsewhere, and of a desk that is shared: the hashes of their tokens, as
    ``testigo desk --token`` prints them."""


@dataclass(frozen=True, slots=True)
class Custody:
    """Who else vouches for the evidence."""

    authorities: tuple[str, ...] = ()
    """URLs of RFC 3161 time-stamp authorities, each asked for a token on every night's seal."""
    authority_roots: str = ""
    """PEM file with the root certificates of authorities that browsers don't know."""
    authority: tuple[Authority, ...] = ()
    """More of them, each with what it wants."""
    calendars: tuple[str, ...] = ()
    """URLs of OpenTimestamps calendars, each asked to anchor every night's seal in the Bitcoin block chain;
    needs ``pip install 'testigo[ots]'``."""
    witness: tuple[Witness, ...] = ()
    """Each is asked to cosign every night's seal."""
    witnesses_needed: int = 0
    """How many of them must have cosigned a seal; ``verify`` says where it is fewer."""


@dataclass(frozen=True, slots=True)
class Email:
    """How notices leave by e-mail. Credentials come from the environment only: TESTIGO_SMTP_USER,
    TESTIGO_SMTP_PASSWORD."""

    sender: str = ""
    """Address that notices come from; needed for e-mail."""
    host: str = "localhost"
    """The mail server."""
    port: int = 0
    """0: the port that belongs to ``security``: 587, 465 or 25"""
    security: str = "starttls"
    """``starttls``, ``ssl``, or ``none`` for a server on this machine."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Who is told what. Secrets stay out of the file: an entry ``env:NAME`` is read from the
    environment."""

    to: tuple[str, ...] = ()
    """An e-mail address, the http(s) address of a webhook, or ``env:NAME`` with one of these or an
    address that Apprise understands in the environment variable NAME."""
    what: tuple[str, ...] = ("broken", "changed", "recovered", "board", "series", "trouble")
    """What is told."""
    language: str = ""
    """Of its receivers: ``en`` or ``es``; left out, the ``language`` at the top, else that of the environment."""
    certainty: str = "probable"
    """The least certainty at which a loss or change is told."""
    every: str = "night"
    """``night``, or ``week``: news once a week, with the first night of it (Monday, UTC) on which something is
    new. Troubles are told at once all the same."""
    feed: str = ""
    """A file that ``testigo serve`` and ``testigo notify`` write after each night: what is new as an Atom feed,
    for a web server to publish. A whole path, outside the folder."""
    report: str = ""
    """Where readers find the report: an address or a place, told in digests."""
    ping: str = ""
    """Asked at the start and end of every night, as healthchecks.io has it; may be ``env:NAME``."""
    email: Email = field(default_factory=Email)


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
class Ignore:
    """Addresses that are left out on purpose: nights don't look at them, and reports say so."""

    pattern: str
    """An address with ``*`` for anything; without a scheme, of any: ``www.example.org/blog/*``"""
    reason: str
    """Why, as reports show it."""
    until: str = ""
    """The last day on which it is left out, as ``2027-01-31``; left out itself, for good."""


@dataclass(frozen=True, slots=True)
class Series:
    """A plan whose versions are followed."""

    name: str
    """What commands and notices call it; letters, digits, dashes."""
    location: str = ""
    """An address where its newest version stands. Each night looks whether it says something else, keeps
    that as a version, and tells what was weakened."""
    versions: tuple[str, ...] = ()
    """Its earlier versions, each as ``DATE LOCATION``: ``2016 /home/me/plan-2016.pdf``."""
    archived: bool = False
    """Whether the copies that web archives have of ``location`` are versions, too: each text once."""
    board: str = ""
    """The id of a results board that lists its versions."""
    match: str = ""
    """A phrase in their titles there, with ``*`` for anything: ``plan de acción``."""


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
