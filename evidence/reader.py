"""In which language a reader is told: what is asked for, else ``language`` in ``testigo.toml``, else
TESTIGO_LANG, else the locale.

The locale is that of messages by POSIX (Base Definitions, 8.2: LC_ALL before LC_MESSAGES before LANG). The
locale C, and a language that is not ours, mean English.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from evidence.bilingual import LANGUAGES, language_of_readers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evidence.bilingual import Language

VARIABLE = "TESTIGO_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def reader_language(*chosen: str, environ: Mapping[str, str] | None = None) -> Language:
    """The first that is said: of those ``chosen``, the likes of ``--lang`` before the likes of a
    configuration, else of the environment."""
    environ = os.environ if environ is None else environ
    said = next(
        filter(None, [*chosen, *(environ.get(name, "") for name in (VARIABLE, *_LOCALE))]), ""
    )
    return language_of_readers(re.split(r"[-_.@]", said, maxsplit=1)[0].lower())


def language_in(config: Path) -> str:
    """What a configuration says of its readers' language, though nothing else of it may be sound; "" where
    it says nothing. For what must be told before the configuration is read, and of its faults."""
    import tomllib  # noqa: PLC0415 - `testigo --help` needs it in a folder of evidence only

    try:
        said = tomllib.loads(config.read_text("utf-8")).get("language", "")
    except (OSError, ValueError):
        return ""
    return said if said in LANGUAGES else ""
