"""In which language the desk answers; its words, and the templates that name them."""

from __future__ import annotations

import re

import pytest
from starlette.requests import Request

from testigo.desk.language import language_of
from testigo.desk.words import WORDS
from tests.commands import ROOT

TEMPLATES = sorted((ROOT / "testigo" / "desk" / "templates").glob("*.j2"))


def asked(query: str = "", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "query_string": query.encode(), "headers": raw})


@pytest.mark.parametrize(
    ("request_", "language"),
    [
        (asked(), "en"),
        (asked(accept_language="es-MX,es;q=0.9,en;q=0.8"), "es"),
        (asked(accept_language="fr, es;q=0.2, en;q=0.1"), "es"),
        (asked(accept_language="es;q=0, en;q=0.1"), "en"),
        (asked(accept_language="es;q=x,,;;q=2"), "en"),
        (asked(accept_language="en", cookie="lang=es"), "es"),
        (asked("lang=en", cookie="lang=es"), "en"),
        (asked("lang=fr", cookie="lang=xx", accept_language="es"), "es"),
    ],
)
def test_the_address_goes_before_the_choice_before_the_browser(
    request_: Request, language: str
) -> None:
    assert language_of(request_, "en") == language


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_template_is_there(path: object) -> None:
    named = re.findall(r"\bt\('([\w-]+)'[),]", path.read_text("utf-8"))  # type: ignore[attr-defined]
    assert not [key for key in named if key not in WORDS]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    bare = re.sub(r"(?s)<pre.*?</pre>|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text)
    assert not set(re.findall(r"[A-Za-zÀ-ÿ]{3,}", bare)) - {"Testigo", "UTC", "SHA"}
