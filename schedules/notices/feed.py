"""The feed of ``[notify] feed``: what is new, written anew after each night for whoever reads feeds.

It is no report of the custody log: nobody asked for it, and what a report calls new is new since a report that
somebody asked for.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import TestigoError
from evidence.files import HANDED_OVER, written_whole
from evidence.reader import reader_language
from evidence.reports import FORMS
from evidence.reports.building import build

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store

log = logging.getLogger(__name__)


def write(folder: EvidenceFolder, store: Store, config: Config, now: datetime) -> None:
    """Write it, whole or not at all; nothing where no place is named. That it can't be written is said in the
    log, and fails no night."""
    if not config.notify.feed:
        return
    try:
        language = reader_language(config.notify.language)
        ignore = config.ignored(clock.stamp(now)[:10])
        report = build(store, language=language, folder=folder.path, ignore=ignore)
        with (
            written_whole(Path(config.notify.feed), mode=HANDED_OVER) as new,
            new.open("wb") as file,
        ):
            file.writelines(FORMS["atom"](report))
    except (TestigoError, OSError) as problem:
        log.warning(
            Words(
                "the feed can't be written: {why}",
                "no se puede escribir el canal de novedades: {why}",
            ).of(why=problem)
        )
