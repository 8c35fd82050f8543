"""Hosts that never answered anybody: most likely the address is misprinted, and nothing was lost.

A look knows what it met itself. Whether the host ever answered another look, and what web archives
said of it, is known only when somebody reads the look: so that is put beside its reasons then.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING

from evidence.domains import host_of
from evidence.misprints import nearest
from evidence.reports.answer import reasons
from evidence.store import hosts
from evidence.verdicts.model import Reason
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.store.answers import CheckView
    from evidence.store.hosts import KnownHost

_KNOWN_TO_NOBODY = frozenset({"domain.never-answered", "domain.never-asked", "domain.not-told"})
_LOST = frozenset({Cause.DOMAIN_GONE, Cause.UNREACHABLE_LONG})
"""Causes of what seems lost and may never have been."""
_HOST = re.compile(r"^[a-z]+:/*([^/?#\\]*)", re.IGNORECASE)
"""What stands in the place of the host in what is no valid address."""


def is_misprint(check: CheckView | None) -> bool:
    """Whether the reasons of a check say that its host is known to nobody."""
    return check is not None and any(told.rule in _KNOWN_TO_NOBODY for told in reasons(check))


class UnknownHosts:
    """Tells of the hosts of one evidence folder; what it knows is read once, when it is needed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def explained(self, check: CheckView, cause: Cause) -> CheckView:
        """``check``, which stands for ``cause``, with what is known of its host in its reasons."""
        if cause not in _LOST and check.cause is not Cause.MALFORMED:
            return check
        said = list(reasons(check))
        if cause in _LOST:
            said = self._of_lost(check, said)
        else:
            said += self._near(_in_place_of_host(check.final_url))
        return check._replace(reasons_json=json.dumps([asdict(told) for told in said]))

    def _of_lost(self, check: CheckView, said: list[Reason]) -> list[Reason]:
        """The reasons of what seems lost, as the host is known."""
        host = host_of(check.final_url)
        if check.redirects_json or not host:
            return said
        if not self._is_known(host):
            return [*said, self._nobody_knows(host), *self._near(host)]
        return [
            Reason("domain.gone", told.facts) if told.rule == "domain.unknown" else told
            for told in said
        ]

    def _is_known(self, host: str) -> bool:
        found = self._hosts.get(host)
        return found is not None and (found.answered or found.archived)

    def _nobody_knows(self, host: str) -> Reason:
        """Why a host that is not known is taken for a misprint: it never answered us, and what was
        asked about it."""
        asked = hosts.asked(self._store, host)
        told = [archive.archive for archive in asked if archive.answered]
        if told:
            return Reason("domain.never-answered", {"host": host, "archives": ", ".join(told)})
        if not asked:
            return Reason("domain.never-asked", {"host": host})
        names = ", ".join(archive.archive for archive in asked)
        return Reason("domain.not-told", {"host": host, "archives": names})

    def _near(self, host: str) -> list[Reason]:
        """The name that was meant, where one is near enough to be it: one that answered us or an
        archive, else one that is cited elsewhere and was not looked at yet."""
        name = _name(host)
        for names in (self._known, self._cited):
            near = nearest(name, names) if name else None
            if near:
                return [Reason("domain.nearest", {"host": host, "nearest": near})]
        return []

    @cached_property
    def _hosts(self) -> dict[str, KnownHost]:
        return {host.host: host for host in hosts.known(self._store)}

    @cached_property
    def _known(self) -> list[str]:
        return [_name(host) for host in self._hosts if self._is_known(host) and self._lives(host)]

    @cached_property
    def _cited(self) -> list[str]:
        return [_name(host) for host in self._hosts if self._lives(host)]

    def _lives(self, host: str) -> bool:
        return not self._hosts[host].gone


def _name(host: str) -> str:
    """A host without its port."""
    return re.sub(r":\d+$", "", host)


def _in_place_of_host(text: str) -> str:
    found = _HOST.match(text)
    return found[1].rpartition("@")[2].lower() if found else ""
