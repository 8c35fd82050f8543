"""The closed sets of words that evidence is told in: verdicts, causes, states.

They stand in the database as their values, and are these enums everywhere else. What makes a verdict
is in :mod:`evidence.verdicts`; here are the words alone, so that the store can read and write them.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What one look says of one URL."""

    ALIVE = "alive"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    UNCHECKED = "unchecked"

    @property
    def is_broken(self) -> bool:
        """Whether the document is not there any more as it was cited."""
        return self in _BROKEN

    @property
    def is_unseen(self) -> bool:
        """Whether it may well be there, and we could not see."""
        return self in _UNSEEN


_BROKEN = frozenset({Verdict.MISSING, Verdict.CHANGED})
_UNSEEN = frozenset({Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.UNCHECKED})


class Cause(StrEnum):
    """Why; each belongs to one verdict (see :data:`VERDICT_OF`)."""

    IDENTICAL = "identical"
    COSMETIC = "cosmetic"
    BOILERPLATE = "boilerplate"
    FIRST_LOOK = "first-look"
    INCOMPARABLE = "incomparable"
    REDIRECT = "redirect"
    ELSEWHERE = "elsewhere"
    """of a standing alone: gone at its address, and found by what it is at another"""
    REPLACED = "replaced"
    REMOVED = "removed"
    ADDED = "added"
    EDITED = "edited"
    LINKS = "links"
    PLACE_GONE = "place-gone"
    HTTP_404 = "http-404"
    HTTP_410 = "http-410"
    SOFT_404 = "soft-404"
    REDIRECT_HOME = "redirect-home"
    PARKED = "parked"
    TAKEN_OVER = "taken-over"
    DOMAIN_GONE = "domain-gone"
    UNREACHABLE_LONG = "unreachable-long"
    WAF = "waf"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    LEGAL = "legal"
    ROBOTS = "robots"
    UNRENDERED = "unrendered"
    SHOWN_TO_SOME = "shown-to-some"
    SERVER_ERROR = "server-error"
    TIMEOUT = "timeout"
    TLS = "tls"
    DNS = "dns"
    REFUSED = "refused"
    PROTOCOL = "protocol"
    REDIRECT_LOOP = "redirect-loop"
    MALFORMED = "malformed"
    SCHEME = "scheme"
    PRIVATE_ADDRESS = "private-address"
    INTERNAL = "internal"


VERDICT_OF: dict[Cause, Verdict] = {
    cause: verdict
    for verdict, causes in {
        Verdict.ALIVE: (
            Cause.IDENTICAL,
            Cause.COSMETIC,
            Cause.BOILERPLATE,
            Cause.FIRST_LOOK,
            Cause.INCOMPARABLE,
        ),
        Verdict.MOVED: (Cause.REDIRECT, Cause.ELSEWHERE),
        Verdict.CHANGED: (
            Cause.REPLACED,
            Cause.REMOVED,
            Cause.ADDED,
            Cause.EDITED,
            Cause.LINKS,
            Cause.PLACE_GONE,
        ),
        Verdict.MISSING: (
            Cause.HTTP_404,
            Cause.HTTP_410,
            Cause.SOFT_404,
            Cause.REDIRECT_HOME,
            Cause.PARKED,
            Cause.TAKEN_OVER,
            Cause.DOMAIN_GONE,
            Cause.UNREACHABLE_LONG,
        ),
        Verdict.BLOCKED: (
            Cause.WAF,
            Cause.LOGIN,
            Cause.FORBIDDEN,
            Cause.RATE_LIMITED,
            Cause.LEGAL,
            Cause.ROBOTS,
            Cause.UNRENDERED,
            Cause.SHOWN_TO_SOME,
        ),
        Verdict.UNREACHABLE: (
            Cause.SERVER_ERROR,
            Cause.TIMEOUT,
            Cause.TLS,
            Cause.DNS,
            Cause.REFUSED,
            Cause.PROTOCOL,
            Cause.REDIRECT_LOOP,
        ),
        Verdict.UNCHECKED: (Cause.MALFORMED, Cause.SCHEME, Cause.PRIVATE_ADDRESS, Cause.INTERNAL),
    }.items()
    for cause in causes
}


class Stage(StrEnum):
    """How far an exchange came before it failed."""

    URL = "url"
    """never sent: malformed, unsupported scheme"""
    ROBOTS = "robots"
    """never sent: robots.txt says no"""
    WAIT = "wait"
    """never sent: the host asked us to wait longer than a run lasts"""
    ADDRESS = "address"
    """never sent: the name leads to an address that we refuse"""
    DNS = "dns"
    TCP = "tcp"
    TLS = "tls"
    HTTP = "http"
    """the answer was no HTTP, or broke off"""
    TIMEOUT = "timeout"
    REDIRECT = "redirect"
    """too many hops, or a circle"""
    INTERNAL = "internal"
    """our own fault"""


class Certainty(StrEnum):
    """How far a standing is from a mere suspicion."""

    SUSPECTED = "suspected"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"

    @property
    def rank(self) -> int:
        """0 to 2: certainties compare by this."""
        return _RANK[self]


_RANK = {certainty: place for place, certainty in enumerate(Certainty)}


class RunKind(StrEnum):
    """What a run was for."""

    NIGHT = "night"
    SINGLE = "single"
    """a check of a few URLs"""
    ARCHIVE = "archive"
    """a pass over the outbox of web archives, or looks judged again: no look at the web"""


class RunState(StrEnum):
    """How far a run has come."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    OFFLINE = "offline"
    """our own network was down: what it says of hosts does not count"""


class RecordType(StrEnum):
    """What a capture's WARC record is (WARC 1.1, section 6)."""

    RESPONSE = "response"
    REVISIT = "revisit"
    RESOURCE = "resource"
    """no answer of a server: what a browser made of some"""


class Fidelity(StrEnum):
    """Whose bytes a capture holds."""

    EXACT = "exact"
    """as they came over the wire to us"""
    RECONSTRUCTED = "reconstructed"
    """as a web archive gave them back"""
    BROWSER = "browser"
    """as a browser decoded them, or made them of what it had decoded"""


class JobAct(StrEnum):
    """What a job of the outbox asks of a web archive."""

    LOOKUP = "lookup"
    FETCH = "fetch"
    SAVE = "save"
    CONFIRM = "confirm"


class JobState(StrEnum):
    """How far a job of the outbox has come."""

    NOT_ATTEMPTED = "not-attempted"
    SUBMITTED = "submitted"
    """about to leave, or left: written down before the wire"""
    PENDING = "pending"
    """the archive is working on it"""
    OUTCOME_UNKNOWN = "outcome-unknown"
    """it may have left: looked for in the index before it is sent again"""
    CAPTURED = "captured"
    VERIFIED = "verified"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class MementoState(StrEnum):
    """What is known of a copy in a web archive."""

    LISTED = "listed"
    """the archive's index names it"""
    KEPT = "kept"
    """its bytes lie in our WARC, and show the document"""
    CAPTURED = "captured"
    """made at our request"""
    VERIFIED = "verified"
    """made at our request, and it shows what we saw"""
    DIFFERS = "differs"
    """made at our request, and it shows something else than we saw"""
    REFUSED = "refused"
    """it shows no document, or could not be had"""


class SourceKind(StrEnum):
    """What a source is."""

    REPORT = "report"
    BOARD = "board"
    """a results board: walked, not read"""


class PartRole(StrEnum):
    """What an exchange is to the page that it is a part of."""

    EMBEDDED = "embedded"
    """a file shown in the page"""
    FRAMED = "framed"
    """a page shown in a frame of the page"""
    VIEWER = "viewer"
    """the file that a viewer shows"""
    DOWNLOAD = "download"
    """the one document that a page with next to no text offers"""
    DATA = "data"
    """what a script of the page loads and shows"""
    RENDERED = "rendered"
    """the page itself, as a browser draws it"""


class GoneWhy(StrEnum):
    """Why a citation ended that still stands in its source."""

    READING_MENDED = "reading-mended"
    """the same bytes are read better now: what was taken for it is another address, or no citation"""


class CandidateKind(StrEnum):
    """Why another URL is looked at beside the one that is cited."""

    READING = "reading"
    """the other way to read what was broken in print"""
    DOCUMENT = "document"
    """where the viewer at the cited address keeps the document"""
    FOLLOWED = "followed"
    """a document that the cited page offers, where its source has them followed"""


class PlaceKind(StrEnum):
    """How another address was found at which a lost document may stand."""

    SAME_BYTES = "same-bytes"
    SAME_TEXT = "same-text"
    REDIRECTED_ONCE = "redirected-once"
    """the lost address forwarded to it once"""
    SIBLING_PATTERN = "sibling-pattern"
    """what became of other addresses of the host says that it would be there"""
    LISTED = "listed"
    """a board or another source of the same owner names it, under the same name"""
    ARCHIVE = "archive"
    """a web archive kept a redirect to it"""


class Manner(StrEnum):
    """How an observer asks for a page: in one look, one thing is otherwise than in the first."""

    PROGRAM = "as-program"
    """as our own looks are made: it says what asks, in the languages of who wants to know"""
    BROWSER = "as-browser"
    LANGUAGE = "in-another-language"
    """as a browser that reads another language"""
    RETURNING = "on-return"
    """as a browser that was there before: it shows the cookies that it was given"""
    REFERRED = "from-a-search"
    """as a browser that comes from a search engine"""


class Shows(StrEnum):
    """What a look of an observer was shown, beside what ours was."""

    SAME = "the-same"
    """the same substance; of a loss: no document either"""
    OTHER = "another-text"
    """a document of other substance; where we were shown none: a document"""
    UNSURE = "another-perhaps-personal"
    """what differs may be made for each visitor, or was not there at every look of one side"""
    NONE = "no-document"
    """no document, where we were shown one"""
    UNSEEN = "nothing-seen"
    """it was held up, or nobody answered"""


class Silence(StrEnum):
    """Why an observer that was asked counts as silent."""

    AWAY = "no-answer"
    LATE = "too-late"
    REFUSED = "refused-us"
    """it does not know our token, or will not be asked so often"""
    BUSY = "too-busy"
    GARBLED = "no-statement"
    """what it answered is no statement, or goes beyond the limits"""
    FORGED = "wrong-signature"
    """it is signed by another key than the one that is configured, or by none"""
    OLD = "not-of-now"
    """an answer to another question: it may be an old one"""
    CLOCK = "wrong-clock"


class Apart(StrEnum):
    """By what a server tells apart to whom it shows a document."""

    ADDRESS = "by-address"
    """by where the request comes from"""
    COUNTRY = "by-country"
    AGENT = "by-agent"
    LANGUAGE = "by-language"
    VISIT = "by-visit"
    """by whether somebody was there before"""
    REFERRER = "by-referrer"


class VisitState(StrEnum):
    """How much a visit saw of a results board."""

    COMPLETE = "complete"
    CUT = "cut"
    """some lists went on where it stopped"""
    INCOMPLETE = "incomplete"
    """what was there before could not be seen: it says nothing of what is gone"""


class NightState(StrEnum):
    """How far the service has come with one night of a schedule."""

    BEFORE = "before"
    """the last night that had begun when the schedule was served for the first time"""
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """the service stopped during it; the next run goes on with it"""


class NightEvent(StrEnum):
    """What the service has to say of a night."""

    STARTED = "started"
    FINISHED = "finished"
    FAILED = "failed"
    """the run ended otherwise than a run ends"""
    WAS_DOWN = "was-down"
    """nights began while no service was awake; told with the next digest"""


class NoticeState(StrEnum):
    """How far a notice to one receiver has come."""

    WAITING = "waiting"
    SENDING = "sending"
    """written down before anything leaves"""
    SENT = "sent"
    REFUSED = "refused"
    """the receiver will not have it"""
    FAILED = "failed"
    """given up after days"""
    UNKNOWN = "unknown"
    """it may have arrived: it is not sent again by itself"""


class TroubleKind(StrEnum):
    """What a digest tells besides the news of URLs."""

    FAILED = "failed"
    """a night ended otherwise than a run ends"""
    DISK_FULL = "disk-full"
    OFFLINE = "offline"
    NOT_FINISHED = "not-finished"
    WAS_DOWN = "was-down"
    """nights began while no service was there"""
    BOARD_INCOMPLETE = "board-incomplete"
    VERIFY_FAILED = "verify-failed"
    STORE = "store"
    """the database can't be used"""
    MAYBE_LOST = "maybe-lost"
    """the notice before may not have arrived"""
    CLOCK = "clock"
    """our clock was wrong by hours: looks were taken back"""
    SERIES = "series"
    """no trouble: a new version of a plan weakened, reduced or dropped commitments"""
    BOARD = "board"
    """no trouble: what a board's visit brought waits among them"""


class PersonAct(StrEnum):
    """What a person says of a citation."""

    ACCEPTED = "accepted"
    """a change is all right"""
    OVERRULED = "overruled"
    """what looks lost is not"""
