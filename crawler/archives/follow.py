"""Mementos that redirect: what was archived as a redirect is followed inside the same archive."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.archives import choose
from crawler.archives.model import Copy
from crawler.archives.problems import ArchiveProblem, Fault
from evidence import addresses
from evidence.addresses import same_place
from evidence.verdicts.facts import REDIRECTS
from evidence.verdicts.model import Hop

if TYPE_CHECKING:
    from crawler.archives.context import Context
    from crawler.archives.model import Replay

MOST_HOPS = 5
"""A citation of a ministry's page hops from http to https to www at most; every hop is two
requests."""
_REWRITTEN = re.compile(r"/\d{4,14}(?:[a-z]{2}_)?/(?=https?://)(.+)", re.DOTALL)
_BEFORE_DIGITS = re.compile(r"(.*?)/\d{14}/")


def followed(
    context: Context, copy: Copy, window: timedelta, *, fresh: bool = False
) -> list[Replay]:
    """The memento, and after it those that its archived redirects lead to, each nearest to the one
    before.

    The last one's ``hops`` tell the way. ``fresh``: it was made just now, so the index is read to
    the second. Raises ArchiveProblem; a way that ends nowhere within ``window``, runs in a circle,
    or leads to an address that may not be told, with Fault.PERMANENT. An archive's own redirect to
    another capture time is none of these: it carries no Memento-Datetime, and :meth:`Archive.fetch`
    refuses it.
    """
    replays = [context.archive.fetch(copy)]
    hops = list(replays[0].hops)
    while target := target_of(replays[-1]):
        hops.append(Hop(replays[-1].url, replays[-1].message.status))
        if target in {hop.url for hop in hops}:
            raise ArchiveProblem(Fault.PERMANENT, "its archived redirects run in a circle")
        if len(hops) > MOST_HOPS:
            raise ArchiveProblem(Fault.PERMANENT, f"more than {MOST_HOPS} archived redirects")
        if not choose.may_be_told(target, context.archive.base_url):
            raise ArchiveProblem(
                Fault.PERMANENT, "its archived redirect leads to an address that is not public"
            )
        replays.append(_nearest(context, target, replays, window, fresh=fresh))
    replays[-1] = replace(replays[-1], hops=tuple(hops))
    return replays


def _nearest(
    context: Context, target: str, replays: list[Replay], window: timedelta, *, fresh: bool
) -> Replay:
    """The capture of ``target`` nearest to the last of ``replays``, and none of them again.

    An index joins http and https, so the redirect from one to the other is itself listed for its
    target.
    """
    at = replays[-1].at
    been = {one.at for one in replays if same_place(one.url, target)}
    listed = choose.answered(
        target, context.archive.captures(target, at - timedelta(hours=1) if fresh else None)
    )
    within = [one for one in listed if abs(one.at - at) <= window and one.at not in been]
    if not within:
        # a capture made just now can lag in the index: then this is for later
        fault = Fault.TRANSIENT if fresh else Fault.PERMANENT
        raise ArchiveProblem(
            fault, f"it was a redirect, and no capture near it shows {target[:200]}"
        )
    found = min(within, key=lambda one: (one.url.partition("#")[0] != target, abs(one.at - at)))
    return context.archive.fetch(Copy(target, found.memento_url, found.at, found.url))


def target_of(replay: Replay) -> str | None:
    """Where an archived redirect led to, as a URL of the live web; None when it is no redirect.

    Archives rewrite ``Location`` to a capture of theirs; some keep the original beside it.
    """
    message = replay.message
    location = message.header("x-archive-orig-location") or message.header("location")
    if message.status not in REDIRECTS or not location:
        return None
    base = _BEFORE_DIGITS.match(replay.memento_url)
    try:
        rewritten = base and _rewritten(base[1], addresses.location(replay.memento_url, location))
        return rewritten or addresses.location(replay.url, location)
    except ValueError:  # no address at all: the redirect is what there is to judge
        return None


def _rewritten(base: str, address: str) -> str | None:
    found = _REWRITTEN.match(address.removeprefix(base)) if address.startswith(base) else None
    return found[1] if found else None
