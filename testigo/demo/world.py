"""Serve the demo world: one port of 127.0.0.1 a host. Tests share it."""

from __future__ import annotations

import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from testigo.demo.hosts import BOARD, BOARD_ENTRIES, BOARD_STORIES, HOSTS, REFUSED

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.vocabulary import Cause
    from testigo.demo.answers import Answer
    from testigo.demo.hosts import Host


class World:
    """All hosts, running. ``world.night`` is 1 or 2; ``world.requests`` holds what was asked
    for."""

    def __init__(self) -> None:
        self.night = 1
        self.requests: list[tuple[str, str]] = []
        """(host name, path) of every request but robots.txt"""
        self.urls: dict[str, str] = {}
        """host name -> the cited URL"""
        self._servers: dict[str, _Server] = {}
        self._closed = threading.Event()
        self._refusing = socket.socket()

    def __enter__(self) -> World:
        for host in (*HOSTS, BOARD):
            server = _Server(self, host, self._closed)
            threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
            ).start()
            self._servers[host.name] = server
            self.urls[host.name] = f"http://127.0.0.1:{server.server_port}{host.path}"
        # bound and never listening: nothing else can take the port, and every connection is refused
        self._refusing.bind(("127.0.0.1", 0))
        self.urls["refused"] = f"http://127.0.0.1:{self._refusing.getsockname()[1]}/comunicado"
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._refusing.close()
        for server in self._servers.values():
            server.shutdown()
            server.server_close()

    def expected(self) -> dict[str, Cause]:
        """The right cause for every cited URL and board entry, tonight."""
        index = self.night - 1
        found = {self.urls[host.name]: host.causes[index] for host in HOSTS}
        found[self.urls["refused"]] = REFUSED[index]
        base = self.urls[BOARD.name].removesuffix(BOARD.path)
        found.update(
            {
                f"{base}{path}": cause
                for path, causes in BOARD_ENTRIES.items()
                if (cause := causes[index])
            }
        )
        return found

    def story(self, url: str, language: Language) -> str:
        """What happens to ``url`` on the second night."""
        told = {self.urls[host.name]: host.story for host in HOSTS}
        told[self.urls["refused"]] = Words(
            "nobody listens at this address", "nadie responde en esta dirección"
        )
        base = self.urls[BOARD.name].removesuffix(BOARD.path)
        told |= {f"{base}{path}": story for path, story in BOARD_STORIES.items()}
        return told.get(url, BOARD.story).text(language)

    def report(self) -> str:
        """A shadow report in Markdown that cites every host, with notes."""
        notes = {name: url for name, url in self.urls.items() if name != BOARD.name}
        text = [
            "# Informe sombra: gobierno abierto y agua\n",
            (
                "Este informe revisa el cumplimiento del cuarto plan de acción. "
                "Los hechos y los nombres son inventados; lo que les pasa a los enlaces, no.\n"
            ),
        ]
        for number, name in enumerate(notes, 1):
            text.append(f"{CLAIMS[name]}[{number}]\n")
        text.append("## Notas\n")
        text.extend(
            f"[{number}] Disponible en: {url}.\n" for number, url in enumerate(notes.values(), 1)
        )
        return "\n".join(text)


CLAIMS = {
    "unchanged": "El programa hídrico obliga a publicar los volúmenes concesionados cada trimestre.",
    "noisy": "El tablero muestra los acuerdos de la sesión de octubre de 2019.",
    "shortened": "La dependencia se comprometió a publicar todos los contratos de obra hidráulica.",
    "goes-404": "El informe anual reconoce avances en solo dos metas.",
    "goes-410": "El acuerdo dio a las organizaciones un lugar en el comité.",
    "soft-404": "El directorio señala quién responde por cada compromiso.",
    "moves": "Las organizaciones pidieron por carta que los enlaces no cambien.",
    "home": "La minuta de la tercera sesión registra la inconformidad de las organizaciones.",
    "slow": "El presupuesto ejercido quedó por debajo de lo aprobado.",
    "fails": "El padrón de contratos incluye a los principales usuarios.",
    "challenge": "La evaluación externa recomienda ampliar la participación.",
    "pdf": "El plan de acción fija metas para 2021.",
    "viewer": "El anexo técnico detalla los contratos que deben publicarse.",
    "refused": "La salida de las organizaciones se anunció en un comunicado.",
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, world: World, host: Host, closed: threading.Event) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.world = world
        self.host = host
        self.closed = closed

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """No log: the world keeps its own list."""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self._send(404, b"", "text/plain", {})
            return
        self.server.world.requests.append((self.server.host.name, self.path))
        answer = self.server.host.at(self.server.world.night, self.path)
        if answer.wait and self.server.closed.wait(answer.wait):
            self.close_connection = True
            return
        self._respond(answer)

    def _respond(self, answer: Answer) -> None:
        headers = dict(answer.headers)
        status, body = answer.status, answer.body
        if status == 200 and "Cache-Control" not in headers:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
        self._send(status, body, answer.media_type, headers)

    def _send(self, status: int, body: bytes, media_type: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
