"""Is our own network up? When nothing can be reached, the fault is ours, and nobody is missing."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from crawler.wire.addresses import refusal
from crawler.wire.dates import time_told
from crawler.wire.urls import problem_of
from evidence.bilingual import Words
from evidence.domains import host_of
from evidence.errors import Offline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from evidence.config import Crawl

_SAMPLE = 12
"""Cited hosts asked; with 38 % of links a decade old dead (Pew 2024), all of 12 are dead by chance
once in 100,000 lists, and then the neutral hosts still stand."""
_SECONDS = 8.0
"""For one host, shared by its addresses."""
_ADDRESSES = 4
"""Of one host that are tried, as many as when it is looked at (:mod:`crawler.wire.endpoint`)."""


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
            Words(
                "offline: none of {cited} cited hosts and {neutral} neutral ones can be reached, so nothing was "
                "checked and nothing is recorded as missing; see to the network and run again",
                "sin red: no hay conexión con los servidores citados ({cited}) ni con los "
                "neutrales ({neutral}), así que no se revisó nada y nada se da por "
                "desaparecido; revise la red y vuelva a intentarlo",
            ),
            cited=len(sample),
            neutral=len(config.neutral_hosts),
        )


def is_theirs(failing: Iterable[str], answered: Iterable[str], config: Crawl) -> bool:
    """Whether hosts (by URLs) that failed together fail by themselves, and not for want of a network of
    ours or of a loop of ours that was late.

    They are asked anew, in threads with timers of their own, once a public host that ``answered`` before
    or a neutral one takes a connection: then theirs is the fault where most of them fail again. Where no
    such host does, it is not. A host that answers with anything at all does not fail.
    """
    known = [_with_port(url) for url in answered]
    if _Outcome.REACHED not in _try([*known, *config.neutral_hosts], allow_private=False):
        return False
    asked = list({_with_port(url): url for url in failing}.items())
    asked = asked[:: max(1, len(asked) // _SAMPLE)][:_SAMPLE]
    with ThreadPoolExecutor(_SAMPLE, "connectivity") as threads:
        answers = threads.map(lambda one: _answers(one[0], one[1], config), asked)
        return sum(answers) * 2 < len(asked) or not asked


def _answers(place: str, url: str, config: Crawl) -> bool:
    """Whether a host answers a small question with a byte. Its certificate is no matter."""
    host = place.rpartition(":")[0]
    for family, kind, address, seconds in _addresses(place):
        if refusal(address[0], allow_private=config.allow_private):
            continue
        try:
            with socket.socket(family, kind) as plain:
                plain.settimeout(seconds)
                plain.connect(address)
                if _says(plain, host, is_plain=url.lower().startswith("http:")):
                    return True
        except (OSError, ValueError):
            continue  # another may answer
    return False


def _says(plain: socket.socket, host: str, *, is_plain: bool) -> bool:
    question = _question(host)
    if is_plain:
        plain.sendall(question)
        return bool(plain.recv(1))
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(plain, server_hostname=host.strip("[]")) as secured:
        secured.sendall(question)
        return bool(secured.recv(1))


def server_time(hosts: Iterable[str], *, allow_private: bool) -> datetime | None:
    """The time by the clock of the first of these hosts (``host:port``) that says it, with ``Age`` where
    a cache stands before it; None when none does.

    Asked without TLS, because a clock that is wrong refuses the certificates that could tell.
    """
    import requests  # noqa: PLC0415 - a night never asks

    with requests.Session() as session:
        session.trust_env = False  # no proxy of the environment, no password of a .netrc
        for host in hosts:
            place = host.removesuffix(":443")
            try:
                if not _may_be_asked(place, allow_private=allow_private):
                    continue
                answer = session.head(f"http://{place}/", timeout=_SECONDS, allow_redirects=False)
                return time_told(answer.headers["Date"], answer.headers.get("Age", ""))
            except (requests.RequestException, OSError, KeyError, ValueError):
                continue
    return None


def _may_be_asked(place: str, *, allow_private: bool) -> bool:
    """Whether all addresses of a host may be connected to; raises OSError where it has none."""
    host, _, port = place.rpartition(":") if ":" in place else (place, "", "80")
    found = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
    return not any(refusal(str(one[4][0]), allow_private=allow_private) for one in found)


def _question(host: str) -> bytes:
    return f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("ascii")


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
    outcome = None
    for family, kind, address, seconds in _addresses(place):
        if refusal(address[0], allow_private=allow_private):
            outcome = outcome or _Outcome.NOT_ALLOWED
            continue
        near = not ipaddress.ip_address(address[0].partition("%")[0]).is_global
        try:
            with socket.socket(family, kind) as connection:
                connection.settimeout(seconds)
                connection.connect(address)
                return _Outcome.NEAR if near else _Outcome.REACHED
        except OSError:  # another may answer
            is_far = not near or outcome is _Outcome.FAILED
            outcome = _Outcome.FAILED if is_far else _Outcome.NEAR_FAILED
    return outcome or _Outcome.FAILED


def _addresses(place: str) -> list[tuple[int, int, Any, float]]:
    """The addresses of a host to try, one after another: family, kind, address as a socket takes it, and the seconds
    for each; none where it has none."""
    host, _, port = place.rpartition(":")
    try:
        found = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        return []
    found = found[:_ADDRESSES]
    return [(one[0], one[1], one[4], _SECONDS / len(found)) for one in found]
