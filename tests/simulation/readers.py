"""Who is told: a webhook that is up, down, or deaf."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.simulation.network import Answer
from tests.simulation.pages import BUSY, http

if TYPE_CHECKING:
    from tests.simulation.journal import Journal
    from tests.simulation.script import Script

HOST, ADDRESS = "lectores.example", "93.184.216.200"


def connects(script: Script, hour: float) -> str:
    """Whether a connection is taken."""
    kinds = {one.kind for one in script.readers if one.is_now(hour)}
    return "refused" if "refused" in kinds else "ok"


def answer(script: Script, journal: Journal, hour: float, request: bytes) -> Answer:
    """Take a notice, or don't."""
    kinds = {one.kind for one in script.readers if one.is_now(hour)}
    notice = json.loads(request.partition(b"\r\n\r\n")[2])
    if "down" in kinds:
        journal.note("notice-refused", id=notice["id"])
        return Answer(((0.1, http("503 Service Unavailable", BUSY)),), "close")
    if "silent" in kinds:
        return Answer((), "stall")
    journal.note("notice", deaf="deaf" in kinds, notice=notice)
    if "deaf" in kinds:
        return Answer((), "reset")
    return Answer(((0.1, http("200 OK", b"ok")),), "close")
