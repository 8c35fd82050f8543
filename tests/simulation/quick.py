"""What would cost more than the night itself, without being part of it."""

from __future__ import annotations

import gc
import os
from concurrent.futures import Future
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scrapy.settings import BaseSettings, SettingsAttribute

from crawler.run import reactor, writer
from evidence.config import Crawl
from evidence.looks import contents, examine
from evidence.verdicts import text
from evidence.verdicts.text import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NAMES = ("HOME", "LANG", "PATH", "PYTHONHASHSEED", "SIMULATION_KEEP", "TESTIGO_BROWSER", "TMPDIR")
"""Of the environment; the rest would be read with each request to an archive, for proxies."""


def install() -> None:
    """A small environment, the same on every machine; settings that are copied once, pages that are read
    once, and no thread beside the loop."""
    for name in set(os.environ) - set(_NAMES):
        del os.environ[name]
    settings: Any = BaseSettings
    settings.copy = _copied
    own = reactor.settings_for(Crawl())
    runs: Any = reactor
    runs.Settings = own.copy  # those of the project are the same in every run, and set again
    own.setmodule = lambda *_, **__: None
    gc.set_threshold(20_000, 20, 100)  # a process is over before its garbage is worth a search
    threads: Any = writer
    threads.ThreadPoolExecutor = _NoThread
    _remember()


def _remember() -> None:
    """A world has a few dozen pages, and what they say and show is asked a hundred times a story: of the
    same bytes it is the same. Forks find it in their parent's memory."""
    modules: tuple[Any, ...] = (contents, examine)
    read = lru_cache(1_000)(contents.extract)
    for module in modules:
        module.extract = read
    folded: Any = text
    folded.caseless = lru_cache(20_000)(text.caseless)
    phrases: Any = Phrases
    for name in ("label", "within"):
        setattr(phrases, name, _remembered(getattr(Phrases, name)))


def _remembered(
    find: Callable[[Phrases, Iterable[str]], str],
) -> Callable[[Phrases, Iterable[str]], str]:
    known: dict[tuple[int, tuple[str, ...]], str] = {}

    def remembering(self: Phrases, places: Iterable[str]) -> str:
        key = (id(self), tuple(places))  # they live as long as their modules
        if key not in known:
            known[key] = find(self, key[1])
        return known[key]

    return remembering


class _NoThread:
    """In the place of a pool of one thread, which would do one thing after the other, too."""

    def __init__(self, *_: Any) -> None:
        """There is nothing to start."""

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work())
        return done

    def shutdown(self) -> None:
        """There is nothing to wait for."""


def _copied(self: BaseSettings) -> BaseSettings:
    """Scrapy copies its two hundred settings twice a night, each value as deep as it goes."""
    twin = object.__new__(type(self))
    twin.__dict__.update(self.__dict__)
    twin.attributes = {name: _attribute(one) for name, one in self.attributes.items()}
    return twin


_HELD = (BaseSettings, dict, list)


def _attribute(one: SettingsAttribute) -> SettingsAttribute:
    twin = object.__new__(SettingsAttribute)
    value = one.value
    twin.value, twin.priority = value.copy() if type(value) in _HELD else value, one.priority
    return twin
