"""The signatures of a package: one by our key, one that viewers check, and neither stands alone."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.custody.log import keys
from evidence.custody.wacz.signing import Signature, p384_of, sign
from evidence.store.ledger import canonical

DIGEST = f"sha256:{'ab' * 32}"
CREATED = "2026-11-26T21:00:00.000000Z"
FIRST = (
    "fc11ae750887fdeefe377d97b3c698ba4932fcc50b56ad5e"
    "5f181b9f1a9287a7ea0cc39bba3fa2234d0d159d1809c960"
)
LISTED = {"hash", "created", "software", "version", "signature", "publicKey"}
"""What WACZ Signing and Verification 0.1.0 lists for an anonymous signature; more is not allowed."""


def test_viewers_find_a_signature_on_p384_over_the_text_of_the_digest() -> None:
    data = json.loads(sign(DIGEST, CREATED, Ed25519PrivateKey.generate()))["signedData"]
    assert data.keys() == LISTED
    public = serialization.load_der_public_key(base64.b64decode(data["publicKey"]))
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert public.curve.name == "secp384r1"
    numbers = base64.b64decode(data["signature"])
    assert len(numbers) == 96
    r, s = (int.from_bytes(half) for half in (numbers[:48], numbers[48:]))
    public.verify(utils.encode_dss_signature(r, s), DIGEST.encode(), ec.ECDSA(hashes.SHA256()))


def test_one_key_gives_the_other_on_any_machine() -> None:
    private, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    assert p384_of(private).private_numbers() == p384_of(private).private_numbers()
    assert p384_of(private).private_numbers() != p384_of(other).private_numbers()
    fixed = p384_of(Ed25519PrivateKey.from_private_bytes(bytes(32))).public_key().public_numbers()
    assert fixed.x.to_bytes(48).hex() == FIRST, (
        "packages of one folder are known by one key for good"
    )


def _signed(**edit: str) -> Signature:
    outer = json.loads(sign(DIGEST, CREATED, Ed25519PrivateKey.generate()))
    outer["signedData"].update(edit)
    return Signature.read(canonical(outer))


def test_what_was_signed_is_read() -> None:
    signature = _signed()
    assert (signature.is_signed, signature.is_signed_for_viewers) == (True, True)
    assert set(signature.hashes) == {DIGEST}


@pytest.mark.parametrize(
    "edit",
    [
        {"hash": DIGEST.replace("ab", "cd")},
        {"created": "2020-01-01T00:00:00Z"},
        {"software": "another"},
        {"publicKey": "AAAA"},
        {"signature": base64.b64encode(bytes(96)).decode()},
        {"signature": base64.b64encode(bytes(97)).decode()},
        {"signature": ""},
    ],
)
def test_what_viewers_show_is_what_our_key_vouches_for(edit: dict[str, str]) -> None:
    assert not _signed(**edit).is_signed_for_viewers


def test_a_signature_by_another_p384_key_is_not_ours() -> None:
    other = json.loads(sign(DIGEST, CREATED, Ed25519PrivateKey.generate()))["signedData"]
    signature = _signed(**other)
    assert (signature.is_signed, signature.is_signed_for_viewers) == (True, False)


@pytest.mark.parametrize(
    "key",
    [
        b"",
        # SubjectPublicKeyInfo of an algorithm that nobody has: 1.2.3.4
        bytes.fromhex("300c300506032a03040303000000"),
        Ed25519PrivateKey.generate()
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
    ],
    ids=["none", "of an unknown kind", "Ed25519"],
)
def test_a_key_of_another_kind_is_a_finding(key: bytes) -> None:
    outer = json.loads(sign(DIGEST, CREATED, Ed25519PrivateKey.generate()))
    named = base64.b64encode(key).decode()
    outer["signedData"]["publicKey"] = outer["testigo"]["waczPublicKey"] = named
    assert not Signature.read(canonical(outer)).is_signed_for_viewers


def test_packages_of_earlier_versions_are_read() -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    signed = {"hash": DIGEST, "created": CREATED, "software": "Testigo/0.1.0"}
    text = canonical({
        "path": "datapackage.json",
        "hash": DIGEST,
        "signedData": {
            **signed,
            "algorithm": "Ed25519",
            "publicKey": base64.b64encode(public).decode(),
            "signature": base64.b64encode(private.sign(canonical(signed))).decode(),
        },
    })  # fmt: skip
    signature = Signature.read(text)
    assert signature.signer == keys.key_id(public)
    assert (signature.is_signed, signature.is_signed_for_viewers) == (True, True)


def test_a_signature_that_names_another_file_is_none_of_ours() -> None:
    signed = sign(DIGEST, CREATED, Ed25519PrivateKey.generate())
    with pytest.raises(ValueError, match="another file"):
        Signature.read(signed.replace(b"datapackage.json", b"datapackage.jsom"))
