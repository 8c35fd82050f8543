"""What hosts told one walk of a night, another one knows."""

from __future__ import annotations

import time

import pytest

from crawler.run.heard import Heard, Said


def test_a_host_is_left_alone_for_as_long_as_it_asked_whoever_heard_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    heard = Heard()
    heard.note(Said({"a.example": 100.0, "b.example": 10.0}))
    heard.note(Said({"a.example": 50.0}))  # a shorter wish does not undo the longer one
    assert heard.said().peace == {"a.example": 100.0, "b.example": 10.0}
    now = 1020.0
    assert heard.said().peace == {"a.example": 80.0}


def test_sitemaps_are_those_of_the_site() -> None:
    heard = Heard()
    heard.note(Said(sitemaps={"https://a.example": ("https://a.example/m.xml",)}))
    assert heard.sitemaps("https://a.example") == ("https://a.example/m.xml",)
    assert heard.sitemaps("https://b.example") == ()
