"""A mail server on our own machine: up, down, full, deaf, or silent, for days."""

from __future__ import annotations

import email
from email import policy
from typing import TYPE_CHECKING

from tests.simulation.network import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

PORT = 25
READER = "redaccion@lectores.example"
KINDS = ("refused", "later", "silent", "deaf", "breaks")
"""Not there; takes nothing today (451 at each receiver); falls silent at the message; takes it and says
nothing; breaks off in its own greeting."""
_TAKEN = 0.05
"""Seconds until an answer."""
_PLAIN = {
    b"ehlo": b"250 correo.example\r\n",
    b"helo": b"250 correo.example\r\n",
    b"mail": b"250 2.1.0 Ok\r\n",
    b"data": b"354 End data with <CR><LF>.<CR><LF>\r\n",
    b"rset": b"250 2.0.0 Ok\r\n",
    b"quit": b"221 2.0.0 Bye\r\n",
}


class Dialogue:
    """One connection."""

    def __init__(self, weather: str, take: Callable[[str, str], None]) -> None:
        """``take`` is handed the id and the text of a message that the server has."""
        self._weather = weather
        self._take = take
        self._heard = b""
        self._in_message = False

    def greeting(self) -> Answer:
        """What it says first."""
        if self._weather == "breaks":
            return Answer(((_TAKEN, b"220 corr"),), "reset")
        return _say(b"220 correo.example ESMTP\r\n")

    def told(self, data: bytes) -> Answer:
        """What it says when it has heard ``data``, too."""
        self._heard += data
        end = b"\r\n.\r\n" if self._in_message else b"\r\n"
        if not self._heard.endswith(end):
            return Answer(())
        said, self._heard = self._heard.removesuffix(end), b""
        if not self._in_message:
            return self._answer(said)
        self._in_message = False
        if self._weather == "silent":
            return Answer((), "stall")
        self._keep(said)
        return Answer((), "reset") if self._weather == "deaf" else _say(b"250 2.0.0 Queued\r\n")

    def _answer(self, line: bytes) -> Answer:
        verb = line[:4].lower()
        if verb == b"rcpt":
            is_full = self._weather == "later"
            return _say(b"451 4.2.2 Try again later\r\n" if is_full else b"250 2.1.5 Ok\r\n")
        self._in_message = verb == b"data"
        return _say(_PLAIN.get(verb, b"502 5.5.2 What?\r\n"))

    def _keep(self, data: bytes) -> None:
        message = email.message_from_bytes(data, policy=policy.SMTP)
        body = message.get_body(("plain",))
        assert body is not None
        self._take(message["Message-ID"], body.get_content())


def _say(line: bytes) -> Answer:
    return Answer(((_TAKEN, line),))
