"""Tells readers and monitors what the service's nights came to, beside the service: a mail server
that takes a minute to answer must not hold up the night after."""

from __future__ import annotations

import logging
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from evidence.errors import TestigoError
from schedules import notices
from schedules.notices import Event

if TYPE_CHECKING:
    from types import TracebackType

    from evidence.config import Config
    from evidence.folder import EvidenceFolder

log = logging.getLogger(__name__)

_EVERY = 60.0
"""Seconds between two looks for what has to be tried again; the first pause of the outbox is five
minutes."""
_STOP = 15.0
"""Seconds that a stop waits for what is being sent. What waits longer lies in the outbox for the
next start."""


class Teller:
    """Hears the service's events and tells them in order, from a thread of its own."""

    def __init__(self, folder: EvidenceFolder, config: Config) -> None:
        self._folder = folder
        self._config = config
        self._heard: SimpleQueue[Event | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="teller", daemon=True)

    def __enter__(self) -> Teller:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._heard.put(None)
        self._thread.join(_STOP)

    def hear(self, kind: str, facts: dict[str, Any]) -> None:
        """What :class:`schedules.service.Service` calls ``on_event``; comes back at once."""
        self._heard.put(Event.of(kind, facts))

    def _work(self) -> None:
        while True:
            try:
                event = self._heard.get(timeout=_EVERY)
            except Empty:
                self._guarded(None)
                continue
            if event is None:
                return
            self._guarded(event)

    def _guarded(self, event: Event | None) -> None:
        try:
            if event:
                notices.after_night(self._folder, self._config, event)
            elif self._config.notify.to and self._folder.database.exists():
                notices.deliver(self._folder, self._config, compose_too=False)
        except TestigoError as error:
            log.warning("notices: %s", error)
        except Exception:  # the nights to come are to be told as well
            log.exception("a notice could not be told")
