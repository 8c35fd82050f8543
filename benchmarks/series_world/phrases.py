"""Sentences of commitments in pairs; see ``phrases.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

PHRASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
