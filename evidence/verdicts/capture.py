"""May the bytes of a look be called a capture of the cited document?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.verdicts.facts import answered, page_instead
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look


def is_document_capture(look: Look, judgement: Judgement) -> bool:
    """Whether the look's bytes are the whole document by an answer that can be trusted.

    Never what was judged missing, blocked or unreachable: a challenge under ``.xlsx`` is kept as
    evidence of the exchange, not as the document, and is no baseline for later looks.
    """
    whole = answered(look) and look.truncated is None and look.tls_problem is None
    other_kind = look.baseline is not None and page_instead(look)
    return whole and not other_kind and judgement.verdict in GOOD
