"""The chain of custody of a court package in whole sentences, each with the row or entry it is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from evidence import clock
from evidence.custody.merge.rows import COPIED, RENAMED
from evidence.custody.warc.announced import MERGED
from evidence.days import MONTHS
from evidence.reports import annex_words as words
from evidence.reports.annex_kinds import address, kind, named, view
from evidence.reports.safe import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence.bilingual import Language, Words
    from evidence.custody.court.facts import Case, Kept, Sealed, Stamped

RECONSTRUCTED = "reconstructed"
_TAKEN = (COPIED, RENAMED, MERGED)
"""Acts by which rows of another folder are taken in; the last of them in logs of earlier versions."""
_SERIAL = 40
"""Characters of a token's number: RFC 3161 has at most 160 bits."""


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences, and what stands in the margin beside them."""

    text: str
    margin: str
    """what they are taken from, with its number"""
    id: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts facts into one language, and times into words with their zone."""

    language: Language
    zone: str = "UTC"

    def say(self, words_: Words, **facts: object) -> str:
        """The words with their facts; what is remote in them is one line of bounded length."""
        return words_.filled(self.language, {name: short(str(f)) for name, f in facts.items()})

    def at(self, moment: str | datetime) -> str:
        """A time in UTC, and in the configured zone where that is another."""
        when = moment if isinstance(moment, datetime) else clock.parse(moment)
        told = self._told(words.MOMENT, when.astimezone(UTC))
        if self.zone == "UTC":
            return told
        return told + self._told(words.LOCAL, when.astimezone(ZoneInfo(self.zone)))

    def _told(self, form: Words, when: datetime) -> str:
        month = MONTHS.text(self.language).split()[when.month - 1]
        time = f"{when:%H:%M:%S}"
        return self.say(form, day=when.day, month=month, year=when.year, time=time, zone=self.zone)

    def margin(self, kind: str, number: object = "") -> str:
        """What a sentence is taken from."""
        return self.say(words.MARGIN[kind], number=number)


def chain(case: Case, teller: Teller) -> Iterator[tuple[str, list[Told]]]:
    """Headings, and what is told under each: the key, capture by capture, files, seals, the package."""

    def part(name: str) -> str:
        return words.PARTS[name].text(teller.language)

    if case.key_entry:
        facts = {"at": teller.at(case.key_entry.at), "fingerprint": case.fingerprint}
        margin = teller.margin("entry", case.key_entry.seq)
        text = teller.say(words.CHAIN["key"], **facts)
        if before := case.key_entry.seq - 1:
            text = f"{text} {teller.say(words.CHAIN['late'], count=before)}"
        yield part("key"), [Told(text, margin, case.key_entry.id)]
    numbers = {kept.id: kept.number for kept in case.captures}
    for kept in case.captures:
        heading = f"{kept.number} · {short(named(kept, teller.language))}"
        yield heading, list(_capture(kept, numbers, teller))
    yield part("files"), [*_files(case, teller), *_acts(case, teller)]
    sealed = [told for one in case.seals for told in _seal(one, case, teller)]
    yield part("seals"), sealed
    text = teller.say(words.CHAIN["packed"], at=teller.at(case.packed_at), software=case.software)
    margin = teller.margin("package")
    yield part("package"), [Told(text, margin, f"evidence.wacz sha256 {case.wacz_sha256}")]


def _capture(kept: Kept, numbers: Mapping[str, int], teller: Teller) -> Iterator[Told]:
    record = kept.record
    if kind(kept) == "view":
        said = [_viewed(kept, teller), _kept(kept, numbers, teller)]
    else:
        said = [_asked(kept, teller), *_answered(record, teller), _kept(kept, numbers, teller)]
    yield Told(" ".join(said), teller.margin("capture", kept.number), kept.id)
    form = words.CHAIN["taken" if kept.entry.act in _TAKEN else "entered"]
    entered = teller.say(form, at=teller.at(kept.entry.at))
    yield Told(entered, teller.margin("entry", kept.entry.seq), kept.entry.id)


def _viewed(kept: Kept, teller: Teller) -> str:
    record = kept.record
    return teller.say(
        words.CHAIN["viewed"],
        at=teller.at(record["time"]["started"]),
        url=address(kept),
        shows=view(kept).text(teller.language),
        bytes=record["exchange"]["payload_bytes"],
    )


def _asked(kept: Kept, teller: Teller) -> str:
    record = kept.record
    by = record["collector"]
    facts = {
        "at": teller.at(record["time"]["started"]),
        "url": record["url"]["requested"],
        "method": record["exchange"]["method"],
    }
    if record["exchange"]["fidelity"] == RECONSTRUCTED:
        return teller.say(words.CHAIN["copied"], **facts)
    if kind(kept) == "received":
        return teller.say(words.CHAIN["browsed"], **facts)
    if not by:
        return teller.say(words.CHAIN["asked"], **facts)
    host = by.get("host") or words.NOBODY.text(teller.language)
    tool = f"Testigo {by['tool_version']}"
    return teller.say(words.CHAIN["sent"], tool=tool, host=host, **facts)


def _answered(record: Mapping[str, Any], teller: Teller) -> Iterator[str]:
    exchange, network = record["exchange"], record["network"]
    unknown = words.FIELDS["unknown"].text(teller.language)
    if exchange["fidelity"] == RECONSTRUCTED:
        yield words.CHAIN["rebuilt"].text(teller.language)
        return
    yield teller.say(
        words.CHAIN["answered"],
        ip=network.get("ip") or unknown,
        status=exchange["status"],
        bytes=exchange["payload_bytes"],
        type=exchange["media_type"] or unknown,
    )
    tls = network.get("tls")
    if tls:
        shown = (tls["certificates"] or [{}])[0]
        yield teller.say(
            words.CHAIN["tls"],
            version=tls["version"],
            subject=shown.get("subject") or unknown,
            checked=tls["problem"] or words.VERIFIED.text(teller.language),
        )
    elif record["url"]["requested"].startswith("http:"):
        yield words.CHAIN["plain"].text(teller.language)
    if exchange["truncated"]:
        yield teller.say(words.CHAIN["cut"], why=exchange["truncated"])


def _kept(kept: Kept, numbers: Mapping[str, int], teller: Teller) -> str:
    storage = kept.record["storage"]
    text = teller.say(
        words.CHAIN[{"view": "kept-view", "received": "kept-browser"}.get(kind(kept), "kept")],
        warc=storage["warc"],
        offset=storage["offset"],
        sha256=kept.record["exchange"]["payload_sha256"],
    )
    if kept.body == kept.id:
        return text
    return f"{text} {teller.say(words.CHAIN['same'], number=numbers[kept.body])}"


def _acts(case: Case, teller: Teller) -> Iterator[Told]:
    told = [
        (str(row.get("accepted_at") or row["overruled_at"]), "overruled_at" in row, row)
        for row in case.acts
    ]
    for stamped, is_overruling, act in sorted(told, key=lambda one: one[0]):
        form = words.CHAIN["overruled" if is_overruling else "person"]
        text = teller.say(form, at=teller.at(stamped), by=act["by"], note=act["note"])
        yield Told(text, teller.margin("act"), str(act["id"]))


def _files(case: Case, teller: Teller) -> Iterator[Told]:
    used = {str(kept.record["storage"]["warc"]) for kept in case.captures}
    for name, row in sorted(case.files.items()):
        if name in used:
            text = teller.say(
                words.CHAIN["closed"],
                at=teller.at(str(row["sealed_at"])),
                warc=name,
                bytes=row["bytes"],
                sha256=row["sha256"],
            )
            yield Told(text, teller.margin("file"), name)


def _seal(sealed: Sealed, case: Case, teller: Teller) -> Iterator[Told]:
    seal = sealed.seal
    form = words.CHAIN["sealed" if seal.signature else "unsigned"]
    facts = {"first": seal.first, "last": seal.last, "key": case.fingerprint}
    text = teller.say(form, at=teller.at(seal.at), **facts)
    if not sealed.stamps:
        text = f"{text} {words.CHAIN['undated'].text(teller.language)}"
    yield Told(text, teller.margin("entry", sealed.seq), sealed.id)
    for stamped in sealed.stamps:
        margin = teller.margin("entry", stamped.seq)
        yield Told(_stamped(stamped, teller), margin, stamped.id)
    yield from _others(sealed, teller)


def _stamped(stamped: Stamped, teller: Teller) -> str:
    said = stamped.said
    accuracy = words.NO_ACCURACY.text(teller.language)
    if said.accuracy is not None:
        accuracy = teller.say(words.ACCURACY, seconds=f"{said.accuracy:g}")
    return teller.say(
        words.CHAIN["stamped"],
        authority=stamped.token.authority,
        at=teller.at(said.at),
        serial=str(said.serial)[:_SERIAL],
        policy=said.policy,
        accuracy=accuracy,
    )


def _others(sealed: Sealed, teller: Teller) -> Iterator[Told]:
    """What witnesses and calendars said."""
    for one in sealed.cosigned:
        witness = one.word.witness
        text = teller.say(
            words.CHAIN["cosigned"], name=witness.name, at=teller.at(one.at), key=witness
        )
        yield Told(text, teller.margin("entry", one.seq), one.id)
    if sealed.anchored:
        blocks = sealed.anchored.anchor.blocks
        text = teller.say(
            words.CHAIN["anchored" if blocks else "pending"],
            number=sealed.seq,
            blocks=", ".join(map(str, sorted(set(blocks)))),
        )
        yield Told(text, teller.margin("entry", sealed.anchored.seq), sealed.anchored.id)
