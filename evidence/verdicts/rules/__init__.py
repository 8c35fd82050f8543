"""The rules in their order: of equally strong evidence the first counts. A new rule is a file and a
line here.

The order is part of the meaning: what may only be hidden from us (blocked, unreachable) is asked
before what may be gone (missing), and that before what may have changed.
"""

from evidence.bilingual import Words
from evidence.verdicts import (
    before,
    document,
    elsewhere,
    eyes,
    hours,
    observers,
    passing,
    sent_with,
)
from evidence.verdicts.rule import Rule
from evidence.verdicts.rules import (
    alive,
    certificate,
    changed,
    domain_gone,
    forbidden,
    legal,
    login,
    moved,
    not_found,
    not_shown,
    parked,
    place,
    rate_limited,
    redirect_home,
    robots,
    soft_404,
    taken_over,
    unchecked,
    unreachable,
    unrendered,
    waf,
)

RULES: tuple[Rule, ...] = (
    unchecked.RULE,
    robots.RULE,
    waf.RULE,
    rate_limited.RULE,
    legal.RULE,
    taken_over.RULE,  # before log-ins: casinos ask for one as well
    login.RULE,
    forbidden.RULE,
    unrendered.RULE,
    certificate.RULE,
    unreachable.RULE,
    not_found.RULE,
    domain_gone.RULE,
    parked.RULE,
    redirect_home.RULE,
    soft_404.RULE,
    place.RULE,  # before what else changed on the way
    moved.RULE,
    not_shown.RULE,  # before changes: what took a document's place is a document
    changed.RULE,
    alive.RULE,
)

WORDS: dict[str, Words] = {
    **{reason: words for rule in RULES for reason, words in rule.words.items()},
    **before.WORDS,
    **eyes.WORDS,
    **observers.WORDS,
    **hours.WORDS,
    **document.WORDS,
    **elsewhere.WORDS,
    **passing.WORDS,
    **sent_with.WORDS,
}
