"""Who stands behind every name and address, at every hour of the script."""

from __future__ import annotations

import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulation import archive, clock, hosts, mail, readers
from tests.simulation.network import Answer

if TYPE_CHECKING:
    from tests.simulation.journal import Journal
    from tests.simulation.script import Host, Script

NEUTRAL, NEUTRAL_ADDRESS = "neutral.example", "93.184.216.99"
_LOOPBACK = "127.0.0.1"


class ScriptedWorld:
    """The world as the script has it; what is asked of it is written into the journal."""

    def __init__(self, script: Script, journal: Journal) -> None:
        self._script = script
        self.journal = journal
        self._archive = archive.WebArchive(script, journal)
        self._by_name = {host.name: host for host in script.hosts}
        self._by_address = {host.address: host for host in script.hosts}
        self._offline_until = 0.0

    @property
    def hour(self) -> float:
        """Hours since the story began, as they really are."""
        return (clock.truth() - self._script.start).total_seconds() / 3600

    def be_offline(self, seconds: float) -> None:
        """Our own network is down for so long."""
        self._offline_until = clock.truth().timestamp() + seconds

    @property
    def offline(self) -> bool:
        """Whether our own network is down."""
        return clock.truth().timestamp() < self._offline_until

    def names(self, host: str) -> tuple[float, list[str] | int]:
        if host in (archive.HOST, _LOOPBACK):
            return 0.0, [_LOOPBACK]
        if self.offline:
            return 5.0, socket.EAI_AGAIN
        if host == NEUTRAL:
            return 0.02, [NEUTRAL_ADDRESS]
        if host == readers.HOST:
            return 0.02, [readers.ADDRESS]
        known = self._by_name.get(host)
        if known is None or (known.died is not None and known.died <= self.hour):
            self.journal.note("no-name", host=host)
            return 0.05, socket.EAI_NONAME
        if self._has(known, "no-answer"):
            return 6.0, socket.EAI_AGAIN
        return 0.03, [known.address]

    def connects(self, address: str, port: int) -> str:
        if (address, port) == (_LOOPBACK, archive.PORT):
            return "ok"
        if (address, port) == (_LOOPBACK, mail.PORT):
            return "refused" if self._post == "refused" else "ok"
        if self.offline:
            return "timeout"
        if address == NEUTRAL_ADDRESS:
            return "ok"
        if address == readers.ADDRESS:
            return readers.connects(self._script, self.hour)
        host = self._by_address.get(address)
        if host is None:
            self.journal.note("stray", address=address, port=port)
            return "refused"
        if self._has(host, "down"):
            return "timeout"
        return next((kind for kind in ("refused", "unreachable") if self._has(host, kind)), "ok")

    @property
    def _post(self) -> str:
        """What is wrong with the mail server now."""
        return next((one.kind for one in self._script.mail or () if one.is_now(self.hour)), "")

    def speaks(self, address: str, port: int) -> mail.Dialogue | None:
        if (address, port) != (_LOOPBACK, mail.PORT):
            return None
        weather = self._post

        def take(name: str, text: str) -> None:
            self.journal.note("mail", id=name, text=text, weather=weather)

        return mail.Dialogue(weather, take)

    def answers(self, address: str, port: int, request: bytes) -> Answer:
        if (address, port) == (_LOOPBACK, archive.PORT):
            return self._archive.answer(self.hour, clock.truth(), request)
        if self.offline:  # over a connection that was made before
            return Answer((), "stall")
        if address == readers.ADDRESS:
            return readers.answer(self._script, self.journal, self.hour, request)
        if address == NEUTRAL_ADDRESS:
            return hosts.dated(hosts.nothing(), clock.truth())
        host = self._by_address[address]
        path = request.split(b" ", 2)[1].decode("latin-1")
        self.journal.note(
            "request", url=f"http://{host.name}{path}", browser=b"Mozilla/5.0" in request
        )
        ahead = timedelta(hours=host.clock)
        return hosts.dated(hosts.answer(host, self.hour, request), clock.truth() + ahead)

    def _has(self, host: Host, kind: str) -> bool:
        return any(one.kind == kind and one.is_now(self.hour) for one in host.weather)
