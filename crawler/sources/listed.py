"""Versions of a plan that a results board lists."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import unquote

from crawler.sources.taken import Candidate, take
from crawler.sources.versions import version
from evidence.bilingual import Words
from evidence.errors import SourceError, SourceUnseen, UsageError
from evidence.folding import caseless
from evidence.series.chains import Version
from evidence.series.dated import in_name
from evidence.store import answers, board_entries, registered
from evidence.vocabulary import SourceKind

if TYPE_CHECKING:
    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.board_entries import EverListed

MOST = 50
"""Documents of a board that one plan's versions are looked for in; a plan has a dozen versions."""
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
"""A day as boards of Spanish and Portuguese speaking countries write it."""


def take_listed(
    folder: EvidenceFolder, config: Config, store: Store, name: str, board: str, match: str,
    problems: list[str],
) -> list[Version]:  # fmt: skip
    """Keep each document that the board with the id ``board`` lists, or listed, under a title that matches
    ``match`` as a version of the plan ``name``, and return those that are new.

    ``match`` is a phrase, with ``*`` for anything; case and accents say nothing. A version is dated by the one
    year or day in its title, the labels above it or its address, else by the day on which it was first listed
    after our first visit. The last capture is read, else what stands there now. Raises UsageError when there is no
    such board, SourceUnseen when it lists nothing of the kind, StoreError. The caller holds the folder.
    """
    source = registered.source(store, board)
    if source is None or source.kind is not SourceKind.BOARD:
        raise UsageError(
            Words(
                "no board is called {board!r}; testigo status names what is watched",
                "ningún tablero se llama {board!r}; testigo status muestra qué se vigila",
            ),
            board=board,
        )
    entries = [one for one in board_entries.ever_listed(store, board) if _matches(one, match)]
    if not entries:
        raise SourceUnseen(
            board,
            Words(
                "this board lists no document whose title matches {match!r}",
                "en este tablero no hay ningún documento cuyo título corresponda a {match!r}",
            ),
            match=match,
        )
    if len(entries) > MOST:
        raise UsageError(
            Words(
                "{count} documents of {board} match {match!r}; match fewer than {most}",
                "{count} documentos de {board} corresponden a {match!r}; acote la búsqueda a "
                "menos de {most}",
            ),
            count=len(entries),
            board=board,
            match=match,
            most=MOST,
        )
    found = []
    for entry in entries:
        captures = answers.captures_of(store, entry.url_id)
        capture = captures[-1].id if captures else None
        try:
            read = version(capture or entry.url, _date(entry), config.crawl, folder, store)
        except SourceError as error:
            problems.append(str(error))
            continue
        found.append(Candidate(Version(entry.url, _date(entry), read.plan), capture))
    return take(store, name, found, problems)


def _title(entry: EverListed) -> str:
    return " ".join([*json.loads(entry.label_path or "[]"), entry.link_text or ""])


def _matches(entry: EverListed, match: str) -> bool:
    wanted = f"*{caseless(match)}*"
    name = unquote(entry.url.rstrip("/").rsplit("/", 1)[-1])
    return any(fnmatchcase(caseless(text), wanted) for text in (_title(entry), name))


def _date(entry: EverListed) -> str:
    """ "" where nothing tells it: such a version stands last, and that is said."""
    labels = reversed(json.loads(entry.label_path or "[]"))
    for text in (entry.link_text or "", *labels, unquote(entry.url)):
        days = {
            f"{year}-{int(month):02}-{int(day):02}"
            for day, month, year in _DAY.findall(text)
            if 0 < int(month) <= 12 and 0 < int(day) <= 31
        }
        if len(days) == 1:
            return days.pop()
        if not days and (date := in_name(text.replace("/", " "))):
            return date
    return entry.come_later[:10] if entry.come_later else ""
