"""What would cost more than the night itself, without being part of it."""

from __future__ import annotations

import os
from typing import Any

from scrapy.settings import BaseSettings, SettingsAttribute

_NAMES = ("HOME", "LANG", "PATH", "PYTHONHASHSEED", "SIMULATION_KEEP", "TMPDIR")
"""Of the environment; the rest would be read with each request to an archive, for proxies."""


def install() -> None:
    """A small environment, the same on every machine, and settings that are copied once."""
    for name in set(os.environ) - set(_NAMES):
        del os.environ[name]
    settings: Any = BaseSettings
    settings.copy = _copied


def _copied(self: BaseSettings) -> BaseSettings:
    """Scrapy copies its two hundred settings twice a night, each value as deep as it goes."""
    twin = object.__new__(type(self))
    twin.__dict__.update(self.__dict__)
    twin.attributes = {name: _attribute(one) for name, one in self.attributes.items()}
    return twin


def _attribute(one: SettingsAttribute) -> SettingsAttribute:
    twin = object.__new__(SettingsAttribute)
    held = isinstance(one.value, BaseSettings | dict | list)
    twin.value, twin.priority = one.value.copy() if held else one.value, one.priority
    return twin
