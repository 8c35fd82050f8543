"""A text in both languages: which one is given, and what becomes of its facts."""

from __future__ import annotations

from evidence.bilingual import Words


def test_each_reader_gets_the_text_in_his_language() -> None:
    words = Words("{n} missing", "{n} desaparecidos")
    assert (words.text("en"), words.text("es")) == ("{n} missing", "{n} desaparecidos")
    assert words.filled("es", {"n": 2}) == "2 desaparecidos"
    assert words.filled("en", {}) == "? missing", "an unknown fact is no error"


def test_a_text_can_be_written_once_for_each_language() -> None:
    assert Words.each(lambda language: f"in {language}") == Words("in en", "in es")
