"""What happened to the evidence in a package, as PREMIS 3.0: its captures, the acts on them, and who
acted.

It is made of the package alone, so it says nothing that ``testigo verify`` of the package does not
check: an object for the package and one for each capture, an event for each entry of the log.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from evidence.custody.log import keys, seals
from evidence.custody.wacz import layout
from evidence.version import SOFTWARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.wacz.package import Package

NAMESPACE = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SPACES = {None: NAMESPACE, "xsi": _XSI}
_TYPES = {
    seals.SEALED: "digital signature generation",
    seals.STAMPED: "digital signature generation",
    seals.ANCHORED: "digital signature generation",
    seals.COSIGNED: "digital signature generation",
    keys.MADE: "policy assignment",
    "verified": "fixity check",
    "merged": "information package merging",
    "exported": "information package creation",
    "sealed": "message digest calculation",
}
"""Acts of the log, in the words of the Library of Congress' vocabulary ``eventType``."""


@dataclass(frozen=True, slots=True)
class Described:
    """The package itself."""

    name: str
    """path within the bag"""
    sha256: str
    size: int
    signer: str
    """fingerprint of the key that signed it"""
    packed_at: str
    event: str
    """``urn:uuid:…`` of its packing"""


def write(package: Package, described: Described, out: IO[bytes]) -> None:
    """Write the record to ``out``, piece by piece. Raises what :class:`Package` does for one that is
    none of ours."""
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{NAMESPACE}}}premis", nsmap=_SPACES, version="3.0"):
            for element in _elements(package, described):
                xml.write(element)


def _elements(package: Package, described: Described) -> Iterator[Any]:
    """In the order of the schema: objects, events, agents."""
    yield _package(described)
    for _, line in package.lines(layout.ROWS):
        if line["table"] == "captures":
            yield _capture(line["row"], described)
    for _, line in package.lines(layout.LOG):
        yield _event(line["entry"])
    yield _packing(described)
    software = _id("agent", "software", "Testigo")
    yield _made("agent", software, ("agentName", "Testigo"), ("agentType", "software"))
    signer = _id("agent", "Ed25519 key fingerprint (sha256)", described.signer)
    yield _made("agent", signer, ("agentName", "holder of the folder's signing key"))


def _made(name: str, *parts: Any) -> Any:
    """An element; its parts are elements, or pairs of a name and a text."""
    element = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_SPACES)
    for part in parts:
        if isinstance(part, tuple):
            child = etree.SubElement(element, f"{{{NAMESPACE}}}{part[0]}")
            child.text = _text(part[1])
        else:
            element.append(part)
    return element


def _text(value: object) -> str:
    """What XML can hold of a text."""
    return "".join(sign if sign.isprintable() else " " for sign in str(value))


def _id(prefix: str, kind: str, value: str) -> Any:
    name = f"{prefix}Identifier"
    return _made(name, (f"{name}Type", kind), (f"{name}Value", value))


def _object(kind: str, *parts: Any) -> Any:
    element = _made("object", *parts)
    element.set(f"{{{_XSI}}}type", kind)
    return element


def _fixity(sha256: str) -> Any:
    return _made("fixity", ("messageDigestAlgorithm", "SHA-256"), ("messageDigest", sha256))


def _format(name: str, version: str | None = None) -> Any:
    parts = [("formatName", name), *([("formatVersion", version)] if version else [])]
    return _made("format", _made("formatDesignation", *parts))


def _package(described: Described) -> Any:
    size = ("size", str(described.size))
    return _object(
        "file",
        _id("object", "path in the bag", described.name),
        _made("objectCharacteristics", _fixity(described.sha256), size, _format("WACZ", "1.1.1")),
    )


def _capture(row: dict[str, Any], described: Described) -> Any:
    """The block of a capture's WARC record: the HTTP answer as it came."""
    return _object(
        "bitstream",
        _id("object", "WARC-Record-ID", row["id"]),
        *(
            _made("significantProperties", ("significantPropertiesType", name), ("significantPropertiesValue", value))
            for name, value in (
                ("WARC-Target-URI", row["url"]),
                ("WARC-Date", row["captured_at"]),
                ("WARC-Type", row["record_type"]),
            )
        ),
        _made("objectCharacteristics", _fixity(row["block_sha256"]), _format("application/http;msgtype=response")),
        _made(
            "relationship",
            ("relationshipType", "structural"),
            ("relationshipSubType", "is part of"),
            _made(
                "relatedObjectIdentifier",
                ("relatedObjectIdentifierType", "path in the bag"),
                ("relatedObjectIdentifierValue", described.name),
            ),
        ),
    )  # fmt: skip


def _event(entry: dict[str, Any]) -> Any:
    """An entry of the log; one that names captures is their making."""
    captures = json.loads(entry["rows_json"]).get("captures", {})
    act = entry["act"]
    kind = "capture" if captures else _TYPES.get(act, "metadata modification")
    return _made(
        "event",
        _id("event", "id of the entry in the custody log", entry["id"]),
        ("eventType", kind),
        ("eventDateTime", entry["at"]),
        _made("eventDetailInformation", ("eventDetail", f"{act}: entry {entry['seq']} of the custody log")),
        _id("linkingAgent", "software", "Testigo"),
        *(_id("linkingObject", "WARC-Record-ID", capture) for capture in sorted(captures)),
    )  # fmt: skip


def _packing(described: Described) -> Any:
    return _made(
        "event",
        _id("event", "URN", described.event),
        ("eventType", "information package creation"),
        ("eventDateTime", described.packed_at),
        _made("eventDetailInformation", ("eventDetail", f"packed and signed by {SOFTWARE}")),
        _id("linkingAgent", "Ed25519 key fingerprint (sha256)", described.signer),
        _id("linkingObject", "path in the bag", described.name),
    )  # fmt: skip
