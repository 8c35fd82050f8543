"""A stray NUL makes no binary file, and a binary file is none by a few words."""

from __future__ import annotations

import random

import pytest

from evidence.content import extract
from evidence.formats.sniff import sniff

TEXT = b"La dependencia publicara el informe trimestral sobre el ejercicio del presupuesto. " * 5


@pytest.mark.parametrize(
    ("body", "declared", "media_type"),
    [
        (b"<html><p>" + TEXT[:50] + b"\0" + TEXT, "text/html", "text/html"),
        (b"<html><p>\0" + TEXT, "", "text/html"),
        (b"\0<html><p>" + TEXT, "application/octet-stream", "text/html"),
        (TEXT + b"\0" + TEXT, "text/plain", "text/plain"),
        (TEXT + b"\0", "", "text/plain"),
        (b"a,b\n1,2\0\n", "text/csv", "text/csv"),
        (b'{"a": "b\0"}', "application/json", "application/json"),
        ("<p>Año</p>".encode("utf-16-le"), "text/html; charset=utf-16le", "text/html"),
        (b"<html><p>a\0b" * 100, "text/html", "text/html"),
        (TEXT + b"\0" * 20, "text/plain", "application/octet-stream"),
        (TEXT + b"\0", "application/msword", "application/msword"),
        (
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + b"\0" * 50,
            "text/html",
            "application/octet-stream",
        ),
        (random.Random(1).randbytes(4000), "text/html", "application/octet-stream"),
    ],
    ids=range(13),
)
def test_nul_bytes(body: bytes, declared: str, media_type: str) -> None:
    assert sniff(body, declared) == media_type


def test_a_nul_is_not_part_of_the_text() -> None:
    for body, declared in (
        (b"<p>pre\0supuesto</p>", "text/html"),
        (b"pre\0supuesto", "text/plain"),
    ):
        assert extract(body, declared).lines == ("presupuesto",)


def test_utf_16_without_a_mark_is_read_where_it_is_named() -> None:
    body = "<p>Acción y año</p>".encode("utf-16-le")
    assert extract(body, "text/html; charset=utf-16le").lines == ("Acción y año",)
