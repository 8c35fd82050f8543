"""The rules in their order: the first that fires wins. A new rule is a file and a line here.

The order is part of the meaning: what may only be hidden from us (blocked, unreachable) is asked
before what may be gone (missing), and that before what may have changed.
"""

from evidence.verdicts.rule import Rule, Words
from evidence.verdicts.rules import (
    blocked,
    challenge,
    changed,
    failed,
    gone,
    redirect_home,
    soft_404,
    still_there,
)

RULES: tuple[Rule, ...] = (
    failed.RULE,
    challenge.RULE,
    blocked.RULE,
    gone.RULE,
    redirect_home.RULE,
    soft_404.RULE,
    changed.RULE,
    still_there.RULE,
)

WORDS: dict[str, Words] = {reason: words for rule in RULES for reason, words in rule.words.items()}
