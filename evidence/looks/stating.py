"""A look that is over, as its observer states it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.statements import MOST_ANSWER, Sight
from evidence.looks.examine import examine
from evidence.looks.observed import Against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.looks.observed import Observed
    from evidence.vocabulary import Manner


def sight_of(
    manner: Manner, languages: str, observed: Observed, block: bytes, max_body: int
) -> tuple[Sight, Mapping[str, bytes]]:
    """The statement of one look, and the answer that goes along by its digest; none where ``block``, the
    last answer as it came, is too long or there is none.

    What it shows is judged by itself: an observer knows of no earlier look.
    """
    finding = examine(observed, Against(), Path(), max_body)
    look, failure = finding.look, observed.failure
    content = look.content if look.content and look.content.comparable else None
    goes_along = observed.message is not None and 0 < len(block) <= MOST_ANSWER
    key = hashlib.sha256(block).hexdigest() if goes_along else ""
    sight = Sight(
        manner=manner,
        languages=languages,
        at=clock.stamp(observed.at),
        final_url=observed.final_url,
        verdict=finding.judgement.verdict,
        cause=finding.judgement.cause,
        status=look.status,
        hops=tuple((hop.url, hop.status) for hop in observed.hops),
        failure=(failure.stage, failure.kind, failure.detail) if failure else None,
        tls_problem=observed.tls_problem,
        truncated=observed.truncated,
        payload_sha256=look.payload_sha256 or "",
        text_sha256=content.text_sha256 if content else "",
        main_sha256=content.main_sha256 if content else "",
        parts_sha256=content.part_sha256 if content else (),
        answer=key,
    )
    return sight, {key: block} if goes_along else {}
