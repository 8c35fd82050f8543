"""``GET /<hash of a log's origin>/checkpoint``: what was cosigned last of a log, for whoever watches it
(c2sp.org/tlog-witness, "Monitor Retrieval Mechanism")."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from crawler.listen.endpoints.add_checkpoint import known
from crawler.listen.model import Answer, Asked, Endpoint
from evidence.custody.witness import cosign
from evidence.store import Store

if TYPE_CHECKING:
    from evidence.config import Config
    from evidence.folder import EvidenceFolder


def endpoint(folder: EvidenceFolder, config: Config) -> Endpoint | None:
    """None where no log is named."""
    if not config.witness.logs:
        return None
    logs = known(config)

    def answer(asked: Asked) -> Answer:
        with closing(Store(folder.database)) as store:
            found = cosign.latest(store, asked.path.split("/")[1], logs)
        return Answer(200, bytes(found)) if found else Answer(404)

    return Endpoint("GET", "/*/checkpoint", answer)
