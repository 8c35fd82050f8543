"""The executors that shards are handed to, one a function: whatever has ``concurrent.futures``' interface will do."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crawler.scale.nursery import NURSERY
from crawler.scale.team import Team
from evidence.bilingual import Words
from evidence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_WAIT = 10
"""Seconds in which a scheduler answers who is there."""

_AWAY = {"connecting", "closing", "closed"}
"""States of a Dask client that has lost its scheduler."""


def team(workers: int, cluster: str = "", root: str = "") -> AbstractContextManager[Team]:
    """So many processes of this machine; or those of a ``cluster``, all that it has where ``workers`` is 0 or 1.
    ``root`` is where shards lie, empty for the evidence folder. Raises UsageError."""
    return dask(cluster, workers, root) if cluster else here(workers, root)


@contextmanager
def here(workers: int, root: str = "") -> Iterator[Team]:
    """Processes of this machine. Each shard's is started by a thread, so that one that is killed takes no
    other with it, as it would in :class:`concurrent.futures.ProcessPoolExecutor`."""
    NURSERY.start()
    try:
        with ThreadPoolExecutor(workers) as executor:
            yield Team(executor, workers, root or None, is_here=True)
    finally:
        NURSERY.close()


@contextmanager
def dask(address: str, workers: int, root: str = "") -> Iterator[Team]:
    """The workers of a Dask scheduler (``tcp://…``), each of which has Testigo installed. Raises UsageError
    where none is there."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and half a second
    except ImportError as error:
        raise UsageError(
            Words(
                "a cluster needs Dask: pip install 'testigo[scale]'",
                "para usar un clúster hace falta Dask: pip install 'testigo[scale]'",
            )
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it loses is handed out again
    try:
        client = Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            Words(
                "no Dask scheduler answers at {address}; start one with dask scheduler",
                "ningún planificador de Dask responde en {address}; inicie uno con dask scheduler",
            ),
            address=address,
        ) from error
    with client:
        there = sum(client.nthreads().values())
        if not there:
            raise UsageError(
                Words(
                    "the Dask scheduler at {address} has no workers; start some with dask worker {address}",
                    "el planificador de Dask en {address} no tiene procesos trabajadores; "
                    "inicie algunos con dask worker {address}",
                ),
                address=address,
            )
        size = workers if workers > 1 else there
        executor = client.get_executor(pure=False)
        yield Team(executor, size, root or None, is_there=lambda: client.status not in _AWAY)
