"""Who could alter a folder's evidence, or read it: its signing key, and the permissions of its files."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.custody import continuity
from evidence.custody.continuity.place import remembered
from evidence.custody.log import keys
from schedules.health import Sign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.findings import Finding
    from evidence.folder import EvidenceFolder
    from evidence.store import Store

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def signing_key(store: Store) -> Sign:
    """Whether what is kept is signed, by a key that is here and that nobody else can read."""
    public = keys.public_of(store)
    if public is None:
        return Sign("signing key", good=False, says=keys.UNSIGNED.en)
    fingerprint = keys.key_id(public)
    path = keys.file_of(fingerprint)
    if keys.private(fingerprint) is None:
        says = f"{fingerprint} is not here, so nothing can be sealed; put the copy that you keep at {path}"
        return Sign("signing key", good=False, says=says)
    if path.stat().st_mode & _OTHERS:
        says = f"others on this machine can read it: chmod 600 {path}"
        return Sign("signing key", good=False, says=says)
    return Sign("signing key", good=True, says=f"{path}; keep a copy of it elsewhere")


def unaccounted(folder: EvidenceFolder, store: Store) -> Sign:
    """Whether there is anything in the folder that its keeper did not put there, now or before."""
    if known := remembered(folder, store).contradiction:
        return Sign("continuity", good=False, says=known.problem, told=known)
    found = [one for one in continuity.unaccounted(folder, store) if not one.note]
    found += continuity.found_before(store)
    if found:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        says = f"not ours: {found[0].where}: {found[0].problem}{more}; testigo verify names all"
        told = Words.each(lambda language: _not_ours(found, language))
        return Sign("continuity", good=False, says=says, told=told)
    return Sign("continuity", good=True, says="nothing in it that is not ours")


def _not_ours(found: Sequence[Finding], language: Language) -> str:
    facts = {"first": found[0].line(language), "more": len(found) - 1}
    return (_AND_MORE if len(found) > 1 else _ONE).filled(language, facts)


_ONE = Words(
    "not ours: {first}; testigo verify names all", "ajeno: {first}; testigo verify lo señala todo"
)
_AND_MORE = Words(
    "not ours: {first}, and {more} more; testigo verify names all",
    "ajeno: {first}, y {more} más; testigo verify lo señala todo",
)


def privacy(folder: EvidenceFolder) -> Sign:
    """Whether others on this machine can read the folder: whoever made it may have meant that, so it
    is told and is nothing to be done."""
    if not _is_open(folder.path):
        return Sign("privacy", good=True, says="nobody else on this machine can read the folder")
    says = f"others on this machine can read it; if they should not: chmod -R go= {folder.path}"
    return Sign("privacy", good=True, says=says)


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & _OTHERS)
