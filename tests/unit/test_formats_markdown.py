"""Markdown: what cites though no marker and no link leads there."""

from __future__ import annotations

import time

from evidence.citations.reading import read
from evidence.formats import markdown
from evidence.formats.document import Body


def cited(text: str) -> list[tuple[str, str | None]]:
    return [(one.url, one.marker) for one in read(text.encode(), "a.md", "").citations]


def test_a_note_without_a_marker_is_still_a_citation() -> None:
    text = (
        "Dice algo[^1].\n\n[^1]: Ver https://a.example/1\n[^9]: Ver https://a.example/9\n\n"
        "    y https://a.example/9b.\n"
    )
    assert cited(text) == [
        ("https://a.example/1", "1"),
        ("https://a.example/9", None),
        ("https://a.example/9b", None),
    ]


def test_of_notes_with_one_label_none_is_lost() -> None:
    text = "Dice[^1].\n\n[^1]: Ver https://a.example/a\n[^1]: Ver https://a.example/b\n"
    assert sorted(cited(text)) == [("https://a.example/a", None), ("https://a.example/b", "1")]


def test_a_link_that_is_defined_and_not_used_is_a_citation_and_no_text() -> None:
    text = (
        "Ver [a][uno] y ![b][dos] y [el plan].\n\n[uno]: https://a.example/1\n[dos]: https://a.example/2.png\n"
        '[El plan]: <https://a.example/3>\r\n[Tres]: https://a.example/4 "El acta"\n[uno]: https://a.example/5\n'
        "> [cinco]: https://a.example/6\n\n[rel]: otra.md\n"
    )
    assert [url for url, _ in cited(text)] == [f"https://a.example/{n}" for n in (1, 3, 4, 5, 6)]
    found = markdown.read(Body(text.encode(), "text/markdown"))
    margins = [found.text[span.start : span.end] for span in found.margins]
    assert margins == [
        "[Tres]: https://a.example/4 El acta",
        "[uno]: https://a.example/5",
        "[cinco]: https://a.example/6",
    ]


def test_what_is_code_or_used_is_not_told_twice() -> None:
    text = "Ver [a] y [a][].\n\n[a]: https://a.example/1\n\n```\n[b]: x\n[^7]: y\n```\n"
    assert cited(text) == [("https://a.example/1", None)] * 2
    assert markdown.read(Body(text.encode(), "text/markdown")).margins == []


def test_many_definitions_cost_no_time() -> None:
    text = "".join(f"[x{n}]: https://a.example/{n}\n[^{n}]: y\n" for n in range(3_000))
    begun = time.process_time()
    assert len(cited(text)) == 3_000
    assert time.process_time() - begun < 30
