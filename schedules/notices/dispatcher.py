"""Sends notices of what the service's nights came to from a thread beside the service: a mail server
that takes a minute to answer must not hold up the night after."""

from __future__ import annotations

import logging
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import TestigoError
from schedules import notices

if TYPE_CHECKING:
    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from schedules.events import Event

log = logging.getLogger(__name__)

_EVERY = 60.0
"""Seconds between two looks for what has to be tried again; the first pause of the outbox is five
minutes."""
_STOP = 15.0
"""Seconds that a stop waits for what is being sent. What waits longer lies in the outbox for the
next start."""


class Dispatcher:
    """Takes the service's events, and tells readers and monitors of them in their order."""

    def __init__(self, folder: EvidenceFolder, config: Config) -> None:
        self._folder = folder
        self._config = config
        self._events: SimpleQueue[Event | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="notices", daemon=True)

    def __enter__(self) -> Dispatcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._events.put(None)
        self._thread.join(_STOP)
        if self._thread.is_alive():
            self._put_down_the_rest()

    def put(self, event: Event) -> None:
        """What :class:`schedules.service.Service` calls ``on_event``; comes back at once."""
        self._events.put(event)

    def _work(self) -> None:
        while True:
            try:
                event = self._events.get(timeout=_EVERY)
            except Empty:
                self._guarded(None)
                continue
            if event is None:
                return
            self._guarded(event)

    def _put_down_the_rest(self) -> None:
        """Keep what waits behind a delivery that takes long: nobody else knows of it."""
        while True:
            try:
                event = self._events.get_nowait()
            except Empty:
                break
            if event is not None:
                try:
                    notices.put_down(self._folder, self._config, event)
                except TestigoError as error:
                    log.warning(Words("notices: {why}", "avisos: {why}").of(why=error))
        self._events.put(None)

    def _guarded(self, event: Event | None) -> None:
        try:
            if event:
                notices.after_night(self._folder, self._config, event)
            elif self._config.notify.to and self._folder.database.exists():
                notices.deliver(self._folder, self._config, compose_too=False)
        except TestigoError as error:
            log.warning(Words("notices: {why}", "avisos: {why}").of(why=error))
        except Exception:  # the nights to come are to be told as well
            log.exception(Words("a notice could not be told", "no se pudo dar un aviso").of())
