"""The annex of a court package: what a lawyer files, as PDF, in English or Spanish."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.custody.court.plain import plain
from evidence.reports import annex_words as words
from evidence.reports import printing, safe
from evidence.reports.annex_chain import Teller, chain
from evidence.reports.annex_kinds import address, kind, named, view
from evidence.reports.causes import cause
from evidence.reports.templating import environment
from evidence.verdicts.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Template

    from evidence.bilingual import Language
    from evidence.custody.court.facts import Case, Kept

NAME = Words("annex.pdf", "anexo.pdf")
_OF_PROBES = ("requested", "sent", "status", "sha256", "file")
"""What is shown of a request that was made only to see how a server answers."""
_OF_SERVERS = ("cited", "status", "ip", "block")
"""What is shown of answers alone, and not of what a browser made of a page."""


@cache
def _template() -> Template:
    return environment(sparse=True, line=safe.short).get_template("annex.html.j2")


def render(case: Case, names: Mapping[str, str], language: Language, zone: str) -> bytes:
    """The annex as PDF. ``names`` has the file of each capture's content, ``zone`` is the time zone that
    times are told in beside UTC. Raises UsageError where no browser can print it."""
    return printing.printed([page(case, names, language, zone)])


def page(case: Case, names: Mapping[str, str], language: Language, zone: str) -> str:
    """The page that is printed; all that is remote in it is escaped."""
    teller = Teller(language, zone)

    def told(words_: Words) -> str:
        return words_.text(language)

    return _template().render(
        language=language,
        told=told,
        words=words,
        about=_about(case, teller),
        captures=[(kept, kind(kept), _shown(kept, names, teller)) for kept in case.captures],
        overview=[_overview(kept, teller) for kept in case.captures],
        chain=list(chain(case, teller)),
        command=f"sh verify.sh {case.fingerprint} {told(words.ROOTS)}",
        by_hand=_by_hand(case, names, told(words.ROOTS)),
        dated=all(one.stamps for one in case.seals),
    )


def _about(case: Case, teller: Teller) -> list[tuple[str, str]]:
    """The package in pairs of a name and a value."""
    by = [kept.record["collector"] for kept in case.captures if kept.record["collector"]]
    none = words.FIELDS["none"].text(teller.language)
    unknown = words.FIELDS["unknown"].text(teller.language)

    def of(name: str, nothing: str = unknown) -> str:
        return _joined((one.get(name) for one in by), nothing)

    versions = {f"Testigo {one['tool_version']}, Python {one.get('python', '?')}" for one in by}
    pairs = [
        ("packed", teller.at(case.packed_at)),
        ("captures", str(len(case.captures))),
        ("operator", of("operator", none)),
        ("machine", of("host")),
        ("system", of("os")),
        ("program", _joined(versions, unknown)),
        ("libraries", of("libraries")),
        ("agent", of("user_agent")),
        ("clock", _joined((_clock(one.get("clock"), teller) for one in by), unknown)),
        ("packer", case.software),
        ("key", case.fingerprint),
        ("wacz", case.wacz_sha256),
    ]
    return [(words.FIELDS[name].text(teller.language), value) for name, value in pairs]


def _joined(values: Iterable[Any], nothing: str) -> str:
    return "; ".join(sorted({str(value) for value in values if value})) or nothing


def _clock(said: str | None, teller: Teller) -> str | None:
    known = words.CLOCKS.get(said or "")
    return known.text(teller.language) if known else said


def _overview(kept: Kept, teller: Teller) -> tuple[str, ...]:
    """A capture in one line: number, time, address, status, verdict."""
    record = kept.record
    values = (
        kept.number,
        str(record["time"]["started"]).replace("T", " ")[:19],
        named(kept, teller.language),
        "–" if kind(kept) == "view" else record["exchange"]["status"],
        _verdict(record, teller) or "–",
    )
    return tuple(safe.short(str(value)) for value in values)


def _shown(kept: Kept, names: Mapping[str, str], teller: Teller) -> list[tuple[str, str]]:
    """A capture in pairs of a name and a value; those without a value are left out."""
    record = kept.record
    exchange, url = record["exchange"], record["url"]
    cited = url.get("cited")
    pairs = [
        ("requested", url["requested"]),
        ("cited", cited if cited != url["requested"] else None),
        ("citing", "; ".join(dict.fromkeys(_citing(one) for one in record["citations"]))),
        ("sent", record["time"]["started"]),
        ("status", exchange["status"]),
        ("type", exchange["media_type"]),
        ("ip", record["network"].get("ip")),
        ("bytes", exchange["payload_bytes"]),
        ("sha256", exchange["payload_sha256"]),
        ("file", f"payloads/{names[kept.body]}"),
        ("block", exchange["block_sha256"]),
        ("record", kept.id),
        ("verdict", _verdict(record, teller)),
    ]
    if kind(kept) == "view":
        opened = {
            "requested": ("page", address(kept)),
            "sent": ("opened", record["time"]["started"]),
        }
        pairs = [opened.get(pair[0], pair) for pair in pairs if pair[0] not in _OF_SERVERS]
        pairs.insert(1, ("shows", view(kept).text(teller.language)))
    if kind(kept) == "probe":
        pairs = [pair for pair in pairs if pair[0] in _OF_PROBES]
    told = [(name, safe.short(str(value))) for name, value in pairs if value not in (None, "")]
    return [(words.FIELDS[name].text(teller.language), value) for name, value in told]


def _citing(citation: Mapping[str, Any]) -> str:
    place = ", ".join(str(citation[name]) for name in ("marker", "page") if citation[name])
    return f"{citation['title'] or citation['source']}{f' ({place})' if place else ''}"


def _verdict(record: Mapping[str, Any], teller: Teller) -> str | None:
    if not record["verdict"]:
        return None
    found = record["verdict"]
    return f"{label(found['verdict'], teller.language)}: {cause(found['cause'], teller.language)}"


def _by_hand(case: Case, names: Mapping[str, str], roots: str) -> list[str]:
    """What can be typed for the first capture."""
    kept = case.captures[0]
    sealed = case.seal_of(kept.entry)
    seal = f"proof/seals/{sealed.seq}"
    bytes_of = plain(sealed.seal, case.key)
    commands = [
        f"sha256sum payloads/{names[kept.body]}",
        f'grep -o \'"payload_sha256":"[^"]*"\' proof/rows/{kept.number:04d}.json',
        f"dd bs=1 skip={bytes_of.start} count={bytes_of.size} if={seal}.seal of=signed",
        f"openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed -sigfile {seal}.sig",
    ]
    if sealed.stamps:
        token = f"{seal}.0.tsr"
        commands += [
            f"openssl ts -verify -data {seal}.seal -in {token} -CAfile {roots}",
            f"openssl ts -reply -in {token} -text",
        ]
    return commands
