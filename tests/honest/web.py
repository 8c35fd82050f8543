"""What the keepers of a history look at: pages that are edited, lost and come back, and a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    import random
    import socket

PAGES = 6
_MOODS = ("there", "there", "there", "edited", "gone", "walled", "broken", "breaks off", "moved")


class Web:
    """One host; each page is in a mood that a history changes."""

    def __init__(self) -> None:
        self.server = RawServer({})
        self.moods = ["there"] * PAGES
        self.listed = PAGES - 2
        for number in range(PAGES):
            self.server.replies[f"/p{number}"] = self._page(number)
            self.server.replies[f"/p{number}/now"] = self._page(number, moved=True)
        self.server.replies["/board"] = self._board
        self.server.replies["/robots.txt"] = ok(b"", media_type=b"text/plain")

    @property
    def urls(self) -> list[str]:
        """The pages that reports may cite."""
        return [self.server.url(f"/p{number}") for number in range(PAGES)]

    def turn(self, draw: random.Random) -> str:
        """Something changes; returns what."""
        number = draw.randrange(PAGES)
        self.moods[number] = draw.choice(_MOODS)
        self.listed = draw.randrange(2, PAGES)
        return f"p{number} is {self.moods[number]}, {self.listed} listed"

    def _page(self, number: int, *, moved: bool = False) -> object:
        def reply(connection: socket.socket, _request: bytes) -> None:
            connection.sendall(self._answer(number, "there" if moved else self.moods[number]))

        return reply

    def _answer(self, number: int, mood: str) -> bytes:
        text = f"La dependencia publicará el informe {number} de cada trimestre.\n" * 20
        if mood == "edited":
            text = text.replace("publicará", "podrá publicar")
        whole = ok(page(text))
        said = {
            "gone": _status(b"404 Not Found", b"No existe."),
            "walled": _status(b"403 Forbidden", b"No."),
            "broken": _status(b"503 Service Unavailable", b"Luego."),
            "moved": _status(b"301 Moved", b"", b"Location: /p%d/now" % number),
            "breaks off": whole[: len(whole) // 2],
        }
        return said.get(mood, whole)

    def _board(self, connection: socket.socket, _request: bytes) -> None:
        rows = "".join(
            f'<li><a href="/p{number}">Minuta {number}</a></li>' for number in range(self.listed)
        )
        body = f"<title>Tablero</title><main><h1>Minutas</h1><ul>{rows}</ul></main>"
        connection.sendall(ok(body.encode()))


def _status(line: bytes, body: bytes, *headers: bytes) -> bytes:
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join([b"HTTP/1.1 " + line, length, *headers, b"Connection: close", b"", body])
