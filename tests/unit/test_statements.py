"""What an observer says is believed only when it is signed by its key, of now, about what was asked."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from evidence import clock
from evidence.custody import statements
from evidence.custody.log import keys
from evidence.custody.statements import (
    MOST_ANSWER,
    Sight,
    Statement,
    StatementError,
    accepted,
    written,
)
from evidence.vocabulary import Manner, Silence

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
NOW = clock.parse("2026-11-26T03:00:20Z")
URL = "https://dependencia.example/acta.html"
BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>El acta de la sesi\xc3\xb3n</p>"
DIGEST = hashlib.sha256(BLOCK).hexdigest()
SIGHT = Sight(
    Manner.PROGRAM, "es", "2026-11-26T03:00:10Z", URL, "alive", "first-look", 200,
    hops=(("https://dependencia.example/acta", 301),), payload_sha256="ab", answer=DIGEST,
)  # fmt: skip
STATEMENT = Statement(
    URL, "n" * 32, base64.b64encode(PUBLIC).decode(), "Testigo", "2026-11-26T03:00:09Z",
    "2026-11-26T03:00:15Z", "MX", "Uninet", (SIGHT,), {DIGEST: BLOCK},
)  # fmt: skip


def taken(text: str, signature: str, **asked: Any) -> Statement:
    wanted = {"key_id": keys.key_id(PUBLIC), "url": URL, "nonce": "n" * 32, "now": NOW, **asked}
    return accepted(text, signature, **wanted)


def test_a_statement_is_what_was_written() -> None:
    text = written(STATEMENT)
    assert taken(text, statements.sign(KEY, text)) == STATEMENT
    assert written(statements.read(text)) == text


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"key_id": "0" * 64}, Silence.FORGED),
        ({"nonce": "m" * 32}, Silence.OLD),
        ({"url": URL + "?"}, Silence.OLD),
        ({"now": NOW + timedelta(hours=1)}, Silence.CLOCK),
        ({"now": NOW - timedelta(hours=1)}, Silence.CLOCK),
    ],
)
def test_what_is_not_of_now_and_of_ours_is_not_taken(asked: dict[str, Any], why: Silence) -> None:
    text = written(STATEMENT)
    with pytest.raises(StatementError) as found:
        taken(text, statements.sign(KEY, text), **asked)
    assert found.value.why is why


def test_a_signature_of_something_else_is_none() -> None:
    text = written(STATEMENT)
    for signature in (
        base64.b64encode(KEY.sign(text.encode())).decode(),  # the same text as something else
        statements.sign(Ed25519PrivateKey.generate(), text),
        "",
        "no base64",
    ):
        with pytest.raises(StatementError) as found:
            taken(text, signature)
        assert found.value.why is Silence.FORGED


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("sights"),
        lambda told: told.update(statement=2),
        lambda told: told.update(sights=[]),
        lambda told: told.update(sights=told["sights"] * 13),
        lambda told: told.update(url=5),
        lambda told: told.update(software="x" * 5000),
        lambda told: told.update(answers={}),
        lambda told: told.update(answers={DIGEST: "!"}),
        lambda told: told.update(answers={"0" * 64: next(iter(told["answers"].values()))}),
        lambda told: told["answers"].update(
            {DIGEST: base64.b64encode(gzip.compress(bytes(MOST_ANSWER * 400))).decode()}
        ),
        lambda told: told["sights"][0].update(status=10**9),
        lambda told: told["sights"][0].update(status=True),
        lambda told: told["sights"][0].update(manner="as-a-spy"),
        lambda told: told["sights"][0].update(at="yesterday"),
        lambda told: told["sights"][0].update(more=1),
        lambda told: told["sights"][0].update(hops=[["u", 301]] * 31),
        lambda told: told["sights"][0].update(failure=["dns"]),
        lambda told: told.update(key="?"),
    ],
)
def test_garbage_is_told_as_garbage(spoil: Callable[[dict[str, Any]], object]) -> None:
    told = json.loads(written(STATEMENT))
    spoil(told)
    with pytest.raises(StatementError) as found:
        statements.read(json.dumps(told))
    assert found.value.why is Silence.GARBLED


@given(
    st.text(max_size=60)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["statement", "sights", "answers", "url"]), inner, max_size=4
            )
        ),
        max_leaves=8,
    ).map(json.dumps)
)
def test_any_text_is_a_statement_or_an_error(text: str) -> None:
    with pytest.raises(StatementError):
        statements.read(text)


def test_a_longer_answer_stays_behind_its_digests() -> None:
    alone = replace(STATEMENT, sights=(replace(SIGHT, answer=""),), answers={})
    text = written(alone)
    assert taken(text, statements.sign(KEY, text)).sights[0].payload_sha256 == "ab"
