"""The two signatures over a package's manifest, in ``datapackage-digest.json``.

``signedData`` is the anonymous signature of WACZ Signing and Verification 0.1.0, by a key on the curve
P-384, which ReplayWeb.page and other readers check. Beside it stands ours, by the folder's Ed25519 key,
over the same hash, the same time, and the P-384 key: so whoever knows the fingerprint of the folder
knows the other key, too.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evidence.custody import plain_json
from evidence.custody.log import keys
from evidence.custody.wacz import layout
from evidence.store.ledger import canonical
from evidence.version import SOFTWARE

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_OURS = "testigo"
"""Where our signature stands: ``signedData`` may hold only what the specification lists."""
_CURVE = ec.SECP384R1()
_ORDER = int(
    "ffffffffffffffffffffffffffffffffffffffffffffffff"
    "c7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    16,
)
"""Of P-384 (NIST SP 800-186, section 3.2.1.4)."""
_COORDINATE = 48
"""Bytes of a number on P-384."""


def p384_of(private: Ed25519PrivateKey) -> ec.EllipticCurvePrivateKey:
    """The P-384 key that goes with a folder's key: derived from it, so there is one key to keep.

    By HKDF (RFC 5869) with 64 bits more than the order has, as FIPS 186-5, A.2.1 wants it.
    """
    kdf = HKDF(hashes.SHA512(), _COORDINATE + 8, salt=None, info=b"testigo WACZ signature P-384")
    number = int.from_bytes(kdf.derive(private.private_bytes_raw()))
    return ec.derive_private_key(number % (_ORDER - 1) + 1, _CURVE)


def sign(digest: str, created: str, private: Ed25519PrivateKey) -> bytes:
    """The text of ``datapackage-digest.json``: ``digest`` is ``sha256:<hex>`` of the manifest,
    ``created`` the time that stands in it."""
    p384 = p384_of(private)
    r, s = utils.decode_dss_signature(p384.sign(digest.encode(), ec.ECDSA(hashes.SHA256())))
    spki = p384.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    common = {"hash": digest, "created": created, "software": SOFTWARE}
    ours = {**common, "waczPublicKey": _text(spki)}
    return canonical({
        "path": layout.DATAPACKAGE,
        "hash": digest,
        "signedData": {
            **common,
            "version": "0.1.0",
            # two numbers one after the other, as the Web Cryptography API verifies them
            "signature": _text(r.to_bytes(_COORDINATE) + s.to_bytes(_COORDINATE)),
            "publicKey": _text(spki),
        },
        _OURS: {
            **ours,
            "algorithm": "Ed25519",
            "publicKey": _text(private.public_key().public_bytes_raw()),
            "signature": _text(private.sign(canonical(ours))),
        },
    })  # fmt: skip


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands in ``datapackage-digest.json``."""

    public: bytes
    """raw Ed25519 public key"""
    signature: str
    signed: bytes
    """the canonical form of what the signature is over"""
    hashes: tuple[str, ...]
    """of the manifest: the one in clear, and those that are signed"""
    wacz: dict[str, Any] | None
    """``signedData``; None in a package of an earlier version, whose own signature stood there"""

    @classmethod
    def read(cls, text: bytes) -> Signature:
        """Raises one of :data:`evidence.custody.faults.FAULTS` for a file of another shape."""
        outer = plain_json.read(text)
        if outer["path"] != layout.DATAPACKAGE:
            raise ValueError("it speaks of another file")
        wacz = dict(outer["signedData"]) if _OURS in outer else None
        data = dict(outer[_OURS] if wacz is not None else outer["signedData"])
        signature = data.pop("signature")
        public = base64.b64decode(data.pop("publicKey"))
        data.pop("algorithm")
        signed = (data["hash"],) if wacz is None else (data["hash"], wacz["hash"])
        return cls(public, signature, canonical(data), (outer["hash"], *signed), wacz)

    @property
    def signer(self) -> str:
        """The fingerprint of the Ed25519 key."""
        return keys.key_id(self.public)

    @property
    def is_signed(self) -> bool:
        """Whether the signature by the Ed25519 key holds."""
        return keys.is_signed(self.public, self.signature, self.signed)

    @property
    def is_signed_for_viewers(self) -> bool:
        """Whether the signature that viewers check holds, and what they show of it is what ours says;
        so, too, for a package that has none because it is of an earlier version."""
        if self.wacz is None:
            return True
        ours = plain_json.read(self.signed)
        shown = {name: self.wacz[name] for name in ("hash", "created", "software")}
        if {**shown, "waczPublicKey": self.wacz["publicKey"]} != ours:
            return False
        numbers = base64.b64decode(self.wacz["signature"])
        pair = [int.from_bytes(half) for half in (numbers[:_COORDINATE], numbers[_COORDINATE:])]
        try:
            public = serialization.load_der_public_key(base64.b64decode(self.wacz["publicKey"]))
            if not isinstance(public, ec.EllipticCurvePublicKey) or len(numbers) != 2 * _COORDINATE:
                return False
            signed = str(self.wacz["hash"]).encode()
            public.verify(utils.encode_dss_signature(*pair), signed, ec.ECDSA(hashes.SHA256()))
        except (InvalidSignature, UnsupportedAlgorithm, ValueError):
            return False
        return True
