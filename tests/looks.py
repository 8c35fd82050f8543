"""Looks without a network: what came over the wire is told, and goes the way of every look.

Journeys are filled by hand; examining, probing, keeping and reading back are the program's own.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from crawler.run.journey import Journey
from crawler.run.keeper import Keeper
from crawler.run.prober import Prober
from crawler.wire.exchange import Exchange
from crawler.wire.tls import TlsFacts
from evidence import clock
from evidence.custody.warc import http
from evidence.custody.warc.files import WarcFiles
from evidence.folder import EvidenceFolder
from evidence.looks.examine import examine
from evidence.looks.observed import Against, SecondLook
from evidence.looks.stored import Looks
from evidence.store import Store, checks, due, runs
from evidence.store.sources import put_url
from evidence.verdicts import RULES_VERSION
from evidence.verdicts.model import Failure, Hop
from evidence.verdicts.series import DEFAULT
from evidence.vocabulary import RunKind, RunState, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.looks.finding import Finding
    from evidence.store.checks import StoredCheck
    from evidence.store.records import Run

MAX_BODY = 2_000_000
FIRST = datetime(2026, 11, 2, 3, 0, 0, 123456, tzinfo=UTC)
URL = "http://dependencia.example/programa/acta.html"


@dataclass(frozen=True)
class Told:
    """What came over the wire at one look."""

    block: bytes | None = None
    """the last answer, head and body; None where there was none"""
    failure: Failure | None = None
    hops: tuple[Hop, ...] = ()
    final_url: str = ""
    truncated: str | None = None
    tls_problem: str | None = None
    probes: tuple[bytes, ...] | None = None
    """what two addresses that can't exist are answered, where the judgement asks for them"""
    second: bytes | Failure | None = None
    """what the same look with a browser's request comes to, where the judgement asks for it"""
    claims: str = ""
    breaks: bool = False
    """reading the answer fails by a fault of ours"""
    url: str = URL
    """as cited"""


def answer(
    body: bytes | str = b"", *headers: str, status: int = 200, kind: str = "text/html"
) -> bytes:
    """An answer as it comes over the wire."""
    data = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status} Reason",
        f"Content-Type: {kind}; charset=utf-8",
        *headers,
        f"Content-Length: {len(data)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + data


@dataclass
class Lab:
    """An evidence folder whose looks are told."""

    path: Path
    nights: int = 0
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = EvidenceFolder(self.path)
        self.folder.create()
        self.store = Store(self.folder.database)
        self.looks = Looks(self.path, self.store, MAX_BODY)

    def look(self, told: Told, url: str = "") -> StoredCheck:
        """One night with one look, at ``url`` if that is given; returns the check that it left."""
        at = FIRST + timedelta(days=self.nights)
        self.nights += 1
        run = self._begin()
        warcs = WarcFiles(self.folder, self.store, run.id, "tests")
        keeper = Keeper(self.store, warcs, run.id, DEFAULT)
        prober = Prober(self.store, keeper, self.path, MAX_BODY, run.id)
        journey = self._journey(told, self._due(url or told.url, told.claims), at)
        finding = self._examine(journey, breaks=told.breaks)
        if finding.wants_probes and told.probes:
            finding = self._probed(keeper, prober, journey, finding, told.probes)
        second = None
        if told.second is not None and keeper.wants_other_eyes(journey, finding):
            second = self._second(journey, finding, told.second)
            finding = self._seen_twice(journey, finding, second)
        check = keeper.keep(journey, finding, [second] if second else [])
        keeper.writer.finish()
        warcs.close()
        runs.end(self.store, run, RunState.FINISHED)
        self.findings.append(finding)
        stored = checks.stored(self.store, check.id)
        assert stored is not None
        return stored

    def again(self, stored: StoredCheck) -> Finding:
        """A stored look judged by today's rules."""
        return self.looks.examine(self.looks.restore(stored))

    def _begin(self) -> Run:
        return runs.begin(
            self.store,
            kind=RunKind.NIGHT,
            options={"night": str(uuid.uuid4())},
            tool="tests",
            rules=RULES_VERSION,
            config_sha256="",
            collector={},
        )

    def _due(self, url: str, claims: str) -> due.Due:
        with self.store.transaction("tests") as transaction:
            url_id = put_url(self.store, transaction, url, clock.stamp(FIRST))
        return replace(
            next(due.known(self.store, [due.Target(url_id, url, "dependencia.example")])),
            claims=claims,
        )

    def _journey(self, told: Told, target: due.Due, at: datetime) -> Journey:
        journey = Journey(
            target, started=at, begun=True, failure=told.failure, hops=list(told.hops)
        )
        if told.block is not None:
            exchange = exchanged(told.final_url or target.url, told.block, at)
            exchange.truncated = told.truncated
            if told.tls_problem:
                exchange.tls = TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", (), told.tls_problem)
            journey.exchanges.append(exchange)
        return journey

    def _examine(self, journey: Journey, *, breaks: bool) -> Finding:
        observed, against = journey.observed(), Against.of(journey.due)
        if breaks:
            fault = Failure(Stage.INTERNAL, "RecursionError", "what Python said")
            observed = replace(observed, failure=fault, message=None, truncated=None)
        return examine(observed, against, self.path, MAX_BODY)

    def _second(self, journey: Journey, finding: Finding, told: bytes | Failure) -> Journey:
        second = journey.again_as_a_browser(finding)
        second.started, second.begun = journey.started + timedelta(seconds=2), True
        if isinstance(told, Failure):
            second.failure = told
        else:
            second.exchanges.append(exchanged(journey.due.url, told, second.started))
            second.exchanges[-1].request_block = b"GET / HTTP/1.1\r\n\r\n"
        return second

    def _seen_twice(self, journey: Journey, finding: Finding, second: Journey) -> Finding:
        against = replace(Against.of(journey.due), latest=None, probes=finding.look.probes)
        again = examine(second.observed(), against, self.path, MAX_BODY)
        return finding.with_second(SecondLook(second.observed(), unread=again.unread), again)

    def _probed(
        self,
        keeper: Keeper,
        prober: Prober,
        journey: Journey,
        finding: Finding,
        answers: tuple[bytes, ...],
    ) -> Finding:
        known = prober.known(journey.due.url, prober.near(journey.due.url))
        if known:
            return finding.with_probes(known)
        for probe, block in zip(prober.ask(journey, finding), answers, strict=True):
            probe.started = journey.started
            probe.exchanges.append(exchanged(probe.due.url, block, journey.started))
            kept = prober.take(probe)
        keeper.writer.finish()
        assert probe.probe_of is not None
        waiting, captured = prober.answer(probe.probe_of, kept)
        ((waited, before),) = waiting
        assert waited is journey
        return before.with_probes(prober.read(captured))


def exchanged(url: str, block: bytes, at: datetime) -> Exchange:
    """An exchange that is over."""
    exchange = Exchange(url, MAX_BODY, started=at)
    exchange.request_block = b'GET / HTTP/1.1\r\nIf-None-Match: "1"\r\n\r\n'
    exchange.received.pieces.append(block)
    exchange.size = len(block)
    exchange.message = http.parse(block)
    return exchange
