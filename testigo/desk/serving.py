"""Answering on this machine until SIGTERM or Ctrl-C: the desk, and on the next port the kept copies."""

from __future__ import annotations

import asyncio
import dataclasses
import signal
import socket
from contextlib import ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING

import uvicorn

from evidence.bilingual import Words
from evidence.errors import UsageError
from evidence.files import reason
from testigo.desk.app import build
from testigo.desk.copies.addresses import Addresses
from testigo.desk.copies.server import build as copies_of
from testigo.desk.guard import hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from starlette.types import ASGIApp

    from testigo.api.folder import Folder
    from testigo.desk.settings import Settings

_STOPS = (signal.SIGINT, signal.SIGTERM)
_LAST_PORT = 65_535
_GRACE = 1
"""Seconds that open answers have when the desk is closed: a stream of a look's progress never ends by itself."""
_SILENT = 15
"""Seconds that a connection may stay open without a request, as ``crawler.listen`` has it."""


class _Server(uvicorn.Server):
    """One that is told when to end, and leaves signals to whoever started it."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


def serve(folder: Folder, settings: Settings, told: Callable[[str], None]) -> None:
    """Answer until SIGTERM or Ctrl-C; ``told`` hears the address once it is asked for in vain no more.

    Raises UsageError where the place can't be bound.
    """
    with ExitStack() as stack:
        ours = stack.enter_context(_bound(settings.host, settings.port))
        port = ours.getsockname()[1]
        beside = port + 1 if settings.port and port < _LAST_PORT else 0
        theirs = stack.enter_context(_bound(settings.host, beside))
        near = f"http://{_shown(settings.host)}:{theirs.getsockname()[1]}"
        copies = Addresses(settings.copies or near)
        settings = dataclasses.replace(settings, port=port, copies=copies.origin)
        # a policy can't name an IPv6 address (CSP 3, section 2.3.1)
        desks = [
            f"{scheme}://{name}"
            for name in hosts(settings)
            for scheme in ("http", "https")
            if not name.startswith("[")
        ]
        apps: list[tuple[ASGIApp, socket.socket]] = [
            (build(folder, settings, copies), ours),
            (copies_of(folder, copies, desks), theirs),
        ]
        asyncio.run(_served(apps, lambda: told(f"http://{_shown(settings.host)}:{port}/")))


async def _served(apps: Sequence[tuple[ASGIApp, socket.socket]], ready: Callable[[], None]) -> None:
    servers = [_Server(_config(app)) for app, _ in apps]
    loop = asyncio.get_running_loop()
    for number in _STOPS:
        loop.add_signal_handler(number, _end, servers)
    sockets = [place for _, place in apps]
    tasks = [
        asyncio.create_task(server.serve([place]))
        for server, place in zip(servers, sockets, strict=True)
    ]
    while not all(server.started for server in servers):
        if any(task.done() for task in tasks):
            break
        await asyncio.sleep(0.01)
    else:
        ready()
    await asyncio.gather(*tasks)


def _end(servers: Sequence[uvicorn.Server]) -> None:
    for server in servers:
        server.should_exit = True


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_SILENT,
        timeout_graceful_shutdown=_GRACE,
    )


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there; port 0 is a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, port))
        except OSError as error:
            raise UsageError(
                Words(
                    "can't listen on {host} port {port}: {why}; choose another with --port N",
                    "no se puede escuchar en {host}, puerto {port}: {why}; elija otro con --port N",
                ),
                host=host,
                port=port,
                why=reason(error),
            ) from error
        yield made


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
