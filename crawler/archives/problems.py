"""How an archive fails, and what that means for asking again."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Why an archive did not do what was asked; :mod:`crawler.archives.retry` says when to ask
    again."""

    TRANSIENT = "transient"
    """its trouble or the network's; the same may work later"""
    BACK_OFF = "back-off"
    """we ask too much: nothing more to this archive for a while"""
    PERMANENT = "permanent"
    """it will never do this"""
    STRANGE = "strange"
    """an answer that we don't know: not again in this run"""
    UNKNOWN = "unknown"
    """it may have done it all the same"""


class ArchiveProblem(Exception):
    """An archive did not do what was asked."""

    def __init__(
        self,
        fault: Fault,
        detail: str,
        *,
        wait: float | None = None,
        service: bool = False,
        silent: bool = False,
    ) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
        self.wait = wait
        """seconds that the archive asked for"""
        self.service = service
        """whether the whole service is in trouble, not only this URL: 5xx, no answer"""
        self.silent = silent
        """whether there was no connection at all: it may be our own network"""
