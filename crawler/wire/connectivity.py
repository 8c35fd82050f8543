"""Is our own network up? When nothing can be reached, the fault is ours, and nobody is missing."""

from __future__ import annotations

import ipaddress
import socket
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from crawler.wire.addresses import refusal
from crawler.wire.urls import problem_of
from evidence.domains import host_of
from evidence.errors import Offline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.config import Crawl

_SAMPLE = 12
"""Cited hosts asked; with 38 % of links a decade old dead (Pew 2024), all of 12 are dead by chance
once in 100,000 lists, and then the neutral hosts still stand."""
_SECONDS = 8.0


class _Outcome(Enum):
    REACHED = 1
    FAILED = 2
    NOT_ALLOWED = 3
    """only private addresses, which we refuse: says nothing of the network"""
    NEAR = 4
    """a private address that answers: our own machine does so without any network"""
    NEAR_FAILED = 5


def require_network(urls: Iterable[str], config: Crawl) -> None:
    """Raises Offline when no cited host of the public network and no neutral host accepts a
    connection."""
    hosts = dict.fromkeys(_with_port(url) for url in urls if problem_of(url) is None)
    sample = list(hosts)[:_SAMPLE]
    outcomes = _try(sample, allow_private=config.allow_private)
    far = [outcome for outcome in outcomes if outcome not in (_Outcome.NEAR, _Outcome.NEAR_FAILED)]
    if _Outcome.REACHED in far or (far and _Outcome.FAILED not in far):
        return
    # nothing public is cited, and what is answers; or there is nobody to ask what else it may be
    if _Outcome.NEAR in outcomes and (not far or not config.neutral_hosts):
        return
    if sample and _Outcome.REACHED not in _try(list(config.neutral_hosts), allow_private=False):
        raise Offline(
            f"offline: none of {len(sample)} cited hosts and {len(config.neutral_hosts)} neutral ones can be "
            "reached, so nothing was checked and nothing is recorded as missing; see to the network and "
            "run again"
        )


def server_time(hosts: Iterable[str]) -> datetime | None:
    """The time by the clock of the first of these hosts (``host:port``) that says it; None when
    none does.

    Asked without TLS, because a clock that is wrong refuses the certificates that could tell.
    """
    import requests  # noqa: PLC0415 - a night never asks

    for host in hosts:
        try:
            answer = requests.head(
                f"http://{host.removesuffix(':443')}/", timeout=_SECONDS, allow_redirects=False
            )
            return parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
        except (requests.RequestException, KeyError, ValueError):
            continue
    return None


def _with_port(url: str) -> str:
    host = host_of(url)
    if ":" in host:
        return host
    return f"{host}:{80 if url.lower().startswith('http:') else 443}"


def _try(hosts: list[str], *, allow_private: bool) -> list[_Outcome]:
    """The outcome for each host until one is reached or time is up; threads may outlive the
    call."""
    results: Queue[_Outcome] = Queue()
    for host in hosts:
        Thread(target=lambda h=host: results.put(_connect(h, allow_private)), daemon=True).start()
    outcomes: list[_Outcome] = []
    end = monotonic() + _SECONDS
    while len(outcomes) < len(hosts) and _Outcome.REACHED not in outcomes:
        try:
            outcomes.append(results.get(timeout=max(0.01, end - monotonic())))
        except Empty:
            outcomes.extend([_Outcome.FAILED] * (len(hosts) - len(outcomes)))
    return outcomes


def _connect(place: str, allow_private: bool) -> _Outcome:
    host, _, port = place.rpartition(":")
    outcome, near = _Outcome.FAILED, False
    try:
        for family, kind, _, _, address in socket.getaddrinfo(
            host.strip("[]"), int(port), type=socket.SOCK_STREAM
        ):
            if refusal(str(address[0]), allow_private=allow_private):
                outcome = _Outcome.NOT_ALLOWED
                continue
            near = not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global
            with socket.socket(family, kind) as connection:
                connection.settimeout(_SECONDS)
                connection.connect(address)
                return _Outcome.NEAR if near else _Outcome.REACHED
    except (OSError, ValueError):
        return _Outcome.NEAR_FAILED if near else _Outcome.FAILED
    return outcome
