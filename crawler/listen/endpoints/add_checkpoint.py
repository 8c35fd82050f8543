"""``POST /add-checkpoint``: cosign the checkpoint of another's log (c2sp.org/tlog-witness)."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from crawler.listen.model import Answer, Asked, Endpoint
from evidence.bilingual import Words
from evidence.custody.log.notes import Key, NoteError
from evidence.custody.witness import cosign, identity
from evidence.custody.witness.request import LONGEST
from evidence.errors import UsageError
from evidence.store import Store

if TYPE_CHECKING:
    from evidence.config import Config
    from evidence.folder import EvidenceFolder


def endpoint(folder: EvidenceFolder, config: Config) -> Endpoint | None:
    """None where no log is named. Raises UsageError for a key that is none, and where the folder's own
    key is not here."""
    if not config.witness.logs:
        return None
    logs = known(config)
    with closing(Store(folder.database)) as store:
        witness = identity.of(store, config.witness.name)

    def answer(asked: Asked) -> Answer:
        with closing(Store(folder.database)) as store:
            told = cosign.cosign(store, witness, logs, asked.body)
        return Answer(told.status, told.body.encode(), told.content_type)

    return Endpoint("POST", "/add-checkpoint", answer, most=LONGEST)


def known(config: Config) -> list[Key]:
    """The keys of the logs that are cosigned here; raises UsageError for one that is none."""
    try:
        return [Key.read(vkey) for vkey in config.witness.logs]
    except NoteError as error:
        raise UsageError(
            Words("[witness] logs: {why}", "[witness] logs: {why}"), why=error
        ) from error
