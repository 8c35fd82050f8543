"""What parsers say is kept in English: each of their texts is known again, and told in Spanish."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from evidence.formats.pdf_file import _ERRORS
from evidence.kept import TEXTS, kept
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("fence", "formats", "content", "citations", "series", "boards")
SAYING = {"Unreadable", "Crashed", "TooLong", "TooMuchMemory", "warn"}
KNOWN = {re.sub(r"\{.*?\}", "{}", words.en) for words in TEXTS}


def _said(tree: ast.AST) -> Iterator[str]:
    """Each text that is raised as a problem, or noted as a warning, with holes for its facts."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        on = getattr(node.func, "value", None)
        warns = name == "append" and getattr(on, "attr", "") == "warnings"
        if name in SAYING or warns:
            for arg in node.args:
                yield from _texts(arg)


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )


SIGNS = ("doctor", "health", "keeping", "observing", "witnessing")


def test_every_text_of_a_sign_is_known() -> None:
    unknown = set()
    for name in SIGNS:
        tree = ast.parse((ROOT / "schedules" / f"{name}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            texts: list[ast.expr] = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Sign":
                texts = [*node.args[2:], *(key.value for key in node.keywords if key.arg == "says")]
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "says":
                texts = [node.value]
            unknown |= {
                f"{name}: {text}"
                for one in texts
                for text in _texts(one)
                if re.search(r"[a-z]{2} [a-z]{2}", text)
                and not text.startswith("pip ")
                and kept(text).text("es") == text
            }
    assert not unknown, "give it words in evidence/kept/signs.py"


NIGHTS = {"Outcome", "NotTaken"}


def test_what_a_night_came_to_and_why_a_notice_was_not_taken_is_known() -> None:
    unknown = set()
    for path in (ROOT / "schedules").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in NIGHTS:
                texts = node.args
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "problem":
                texts = [node.value]
            else:
                continue
            unknown |= {
                text
                for one in texts
                for text in _texts(one)
                if re.search(r"[a-z]{2} [a-z]{2}", text) and kept(text).text("es") == text
            }
    assert not unknown, "give it words in evidence/kept/nights.py"


def test_every_text_of_a_parser_is_known() -> None:
    unknown = {
        f"{path.relative_to(ROOT)}: {text}"
        for room in ROOMS
        for path in sorted((ROOT / "evidence" / room).rglob("*.py"))
        for text in _said(ast.parse(path.read_text("utf-8")))
        if text not in KNOWN
    }
    assert not unknown, "give it words in evidence/kept/parsers.py"
    assert {*_ERRORS.values()} <= KNOWN


@pytest.mark.parametrize(
    ("text", "spanish"),
    [
        ("takes longer than 2.5 s", "tarda más de 2.5 s"),
        ("damaged: ValueError: {x}\nmore", "dañado: ValueError: {x}\nmore"),
        ("3 of 12 pages are pictures without text (scanned?); run OCR over the file",
         "páginas que son imágenes sin texto (¿escaneadas?): 3 de 12; pase un OCR al archivo"),
        ("{never} written by us", "{never} written by us"),
        ("12.5 GB free; make room", "12.5 GB libres; libere espacio"),
        ("wayback: left alone until 2026-11-02T03:00:00Z (status 503)",
         "wayback: en pausa hasta el 2026-11-02T03:00:00Z (código 503)"),
        ("/a/b.pdf: can't be read (No such file or directory); its last reading stands",
         "/a/b.pdf: no se puede leer (no existe el archivo o la carpeta); sigue vigente su última lectura"),
    ],
)  # fmt: skip
def test_a_kept_text_is_told_in_each_language(text: str, spanish: str) -> None:
    assert kept(text).text("en") == text
    assert kept(text).text("es") == spanish


@pytest.mark.parametrize(
    ("text", "spanish"),
    [
        ("Connection refused", "conexión rechazada"),
        ("no answer within 60 s", "sin respuesta en 60 s"),
        ("given up after 5 days: Network is unreachable", "no hay conexión con esa red"),
    ],
)
def test_why_a_notice_waits_is_told_in_spanish(text: str, spanish: str) -> None:
    assert kept(text).text("es").endswith(spanish)
