"""Plans in three versions: what each says, and what was done to each commitment between two of
them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from benchmarks.series_world.phrases import PHRASES

KINDS = ("modal", "number", "date", "scope", "actor", "deliverable", "indicator")
POOLS = {kind: PHRASES[kind] for kind in KINDS}
STRUCTURES = (
    *(
        ("es", shape)
        for shape in ("commitments", "articles", "decimals", "table", "headings", "bullets")
    ),
    *(("en", shape) for shape in ("commitments", "table", "decimals")),
    *(("pt", shape) for shape in ("commitments", "headings")),
    *(("es", shape) for shape in ("letters", "romans", "actions")),
)
"""Language and shape of each plan."""
UNITS = 18


@dataclass(frozen=True)
class Commitment:
    """One commitment of one version."""

    key: str
    title: str
    office: str
    parts: tuple[tuple[str, str], ...]
    """kind -> sentence"""

    @property
    def text(self) -> list[str]:
        return [sentence for _, sentence in self.parts if sentence]


@dataclass(frozen=True)
class Planted:
    """What was done to one commitment."""

    fates: tuple[str, ...]
    """any of these is right"""
    kind: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass
class Plan:
    """Three versions, and what was planted between them."""

    name: str
    language: str
    shape: str
    versions: list[list[Commitment]] = field(default_factory=list)
    planted: list[list[Planted]] = field(default_factory=list)


def plans(seed: int = 24) -> list[Plan]:
    return [
        _plan(n, language, shape, random.Random(f"{seed}-{n}"))
        for n, (language, shape) in enumerate(STRUCTURES)
    ]


def _plan(number: int, language: str, shape: str, chance: random.Random) -> Plan:
    plan = Plan(f"{number:02}-{language}-{shape}", language, shape)
    topics = list(PHRASES["topics"][language])
    chance.shuffle(topics)
    count = min(UNITS, len(topics) - 2)
    spare = topics[count:]
    units = [
        _commitment(f"c{n}", topic, language, chance) for n, topic in enumerate(topics[:count])
    ]
    plan.versions.append(units)
    for step in range(2):
        units, planted = _next(plan, units, step, spare, chance)
        plan.versions.append(units)
        plan.planted.append(planted)
    return plan


def _commitment(key: str, topic: str, language: str, chance: random.Random) -> Commitment:
    office, product = (
        chance.choice(pool[language]) for pool in (PHRASES["offices"], PHRASES["products"])
    )
    fill = {"t": topic, "o": office, "d": product}
    parts = []
    for kind in KINDS:
        before, after = chance.choice(POOLS[kind][language])
        parts.append((kind, before.format(**fill), after.format(**fill)))
    title = topic[0].upper() + topic[1:]
    _AFTER[key, title] = {kind: after for kind, _, after in parts}
    return Commitment(key, title, office, tuple((kind, before) for kind, before, _ in parts))


_AFTER: dict[tuple[str, str], dict[str, str]] = {}


def _with(one: Commitment, kind: str, sentence: str) -> Commitment:
    return replace(one, parts=tuple((k, sentence if k == kind else s) for k, s in one.parts))


def _next(plan: Plan, units: list[Commitment], step: int, spare: list[str], chance: random.Random):
    """The next version: one of every kind of change, in an order of its own."""
    order = [one for one in units if len(one.parts) == len(KINDS)]
    rest = [one for one in units if one not in order]
    chance.shuffle(order)
    made: dict[str, list[Commitment]] = {one.key: [one] for one in units}
    planted: list[Planted] = [Planted(("kept", "re-typeset"), "", (o.key,), (o.key,)) for o in rest]
    weak = list(KINDS) if step == 0 else list(reversed(KINDS))
    acts = (*weak[:6], "condition", "extended", "better", "core", "merged", "split", "dropped")
    for act in acts:
        if not order:
            break
        one = order.pop()
        _do(act, one, plan, made, planted, order, chance, step)
    planted += [Planted(("kept", "re-typeset"), "", (o.key,), (o.key,)) for o in order]
    listed = [unit for one in units for unit in made[one.key]]
    new = _commitment(f"n{step}", spare.pop(), plan.language, chance)
    at = chance.randrange(len(listed))
    listed.insert(at, new)
    planted.append(Planted(("new",), "", (), (new.key,)))
    listed.insert(0, listed.pop(chance.randrange(len(listed))))  # one moves, all are renumbered
    return listed, planted


def _do(act, one, plan, made, planted, order, chance, step):
    language, key = plan.language, one.key
    fill = {"t": one.title.lower()}
    parts = dict(one.parts)
    if act in KINDS:
        after = _AFTER[key, one.title]
        act = next(k for k in (act, *KINDS) if parts[k] != after[k])
        made[key] = [_with(one, act, _AFTER[key, one.title][act])]
        fates = (
            ("reduced", "weakened")
            if act in ("actor", "deliverable", "indicator")
            else ("weakened",)
        )
        planted.append(Planted(fates, act, (key,), (key,)))
    elif act == "condition":
        phrase = chance.choice(PHRASES["condition"][language])
        made[key] = [_with(one, "modal", parts["modal"].rstrip(".") + phrase + ".")]
        planted.append(Planted(("weakened",), "condition", (key,), (key,)))
    elif act == "extended":
        more = chance.choice(PHRASES["more"][language]).format(**fill)
        made[key] = [_with(one, "deliverable", f"{parts['deliverable']} {more}")]
        planted.append(Planted(("extended",), "", (key,), (key,)))
    elif act == "better":  # what was less is more now
        after = _AFTER[key, one.title]
        if step:  # an older version is told of already
            made[key] = [one]
            planted.append(Planted(("kept", "re-typeset"), "", (key,), (key,)))
            return
        worse = _with(one, "number", after["number"])
        plan.versions[-1][[u.key for u in plan.versions[-1]].index(key)] = worse
        made[key] = [one]
        planted.append(Planted(("extended", "kept"), "", (key,), (key,)))
    elif act == "core":
        made[key] = [
            replace(
                one,
                parts=(("modal", PHRASES["core"][language]), ("x", f"{one.title}: {step + 2016}.")),
            )
        ]
        planted.append(Planted(("changed-at-the-core",), "", (key,), (key,)))
    elif act == "merged" and order:
        other = order.pop()
        made[key] = [replace(one, parts=(*one.parts, *((f"{k}2", s) for k, s in other.parts)))]
        made[other.key] = []
        planted.append(Planted(("merged",), "", (key, other.key), (key,)))
    elif act == "split":
        first, second = one.parts[:3], one.parts[3:]
        half = replace(one, key=f"{key}b", title=f"{one.title} (II)", parts=second)
        made[key] = [replace(one, parts=first), half]
        planted.append(Planted(("split",), "", (key,), (key, f"{key}b")))
    elif act == "dropped":
        made[key] = []
        planted.append(Planted(("dropped",), "", (key,), ()))
