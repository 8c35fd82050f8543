"""URLs in the marks of wikis, chats and other plain text, which say where they end."""

from __future__ import annotations

import pytest

from evidence.formats.kinds import JSON, kind_of
from tests.unit.plain_text import found, read

A, B = "https://www.gob.mx/a", "https://www.gob.mx/b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{{{{cita web|url={A}|título=Acta|fechaacceso=3 de mayo}}}}", [A]),
        (f"{{{{cita web\n | url = {A} | título = Acta}}}}", [A]),
        (f"{{{{cite web|url={A}|archive-url=https://web.archive.org/web/2019/{B}}}}}",
         [A, f"https://web.archive.org/web/2019/{B}"]),
        (f"{{{{cita web|url={A}}}}}</ref>", [A]),
        (f"{{{{cita web|url={A}?x=1|título=Acta}}}}", [f"{A}?x=1"]),
        (f"{{{{enlace|{A}|Acta}}}}", [A]),
        (f"|{A}|texto|{B}|", [A, B]),
        (f"<{A}|Acta> y <{B}|Acta final>", [A, B]),
        (f"[{A}|Acta] y [[{B}|Acta]]", [A, B]),
        (f"({A}|Acta)", [A]),
        (f"link:{A}[Acta] y link:{B}[Acta final]", [A, B]),
        (f"~~{A}~~ y ~~{B}~~.", [A, B]),
        (f"'{A}'y '{B}'", [A, B]),
    ],
)  # fmt: skip
def test_a_mark_that_opens_before_a_url_ends_it(text: str, expected: list[str]) -> None:
    assert read(text) == expected
    for item in found(text):
        assert text[item.start : item.end] == item.raw
        assert item.alternatives == ()


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.org/w/api.php?titles=Uno|Dos", "<https://www.example.org/?family=Uno|Dos>",
        "(https://www.example.org/?q=uno|dos)", "https://www.example.org/~ana/~~x", "https://www.example.org/~~",
        "https://www.example.org/?q=a|url=b", "enlace:https://www.example.org/?a[0]=1", "https://www.example.org/it's",
        "'https://www.example.org/it's'", "[https://www.example.org/a?x=1|2]",
    ],
)  # fmt: skip
def test_marks_within_a_url_are_its_own(text: str) -> None:
    assert read(f"Ver {text} y") == [text.strip("<>()[]'").removeprefix("enlace:")]


def test_words_behind_a_line_may_be_of_the_path_or_not() -> None:
    (item,) = found(f"Ver {A}|Acta y")
    assert (item.url, item.alternatives) == (f"{A}|Acta", (A,))


@pytest.mark.parametrize(
    "words", ["el/la titular", "los/las jueces", "de/del mes", "he/she said", "y/o"]
)
def test_two_small_words_with_a_slash_are_no_more_of_a_url(words: str) -> None:
    assert read(f"ver {A}/\n{words}") == [f"{A}/"]


def test_a_path_of_two_words_still_runs_over() -> None:
    assert read(f"ver {A}/documentos/\nanexos/actas") == [f"{A}/documentos/anexos/actas"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"url":"https://www.gob.mx/a"} y dijo https://www.gob.mx/b', "text/plain"),
        ('[{"a": 1}] según la tabla.', "text/plain"),
        ('{"a": 1}', JSON),
        ('{"a": 1}\n{"b": 2}\n', JSON),
        ('{"a": 1},\n{"b": 2}', JSON),
        ('{"a": 1', JSON),
        ('{"a":' * 5_000, JSON),
    ],
)
def test_a_text_that_begins_as_json_is_told_from_json(text: str, kind: str) -> None:
    assert kind_of(text.encode(), "nota.txt") == kind


def test_a_file_named_json_is_json() -> None:
    assert kind_of(b'{"a": 1} y luego', "nota.json") == JSON


def test_the_ampersand_of_scripts_is_read() -> None:
    (item,) = found(f'"{A}?x=1\\u0026y=2"')
    assert (item.url, item.repairs) == (f"{A}?x=1&y=2", ("entity",))


@pytest.mark.parametrize("before", ["|", "<", "link:", "~~", "'", "|url="])
@pytest.mark.parametrize("unit", ["|a", "}}", "[", "~~", "'"])
def test_a_long_run_takes_no_long_time(before: str, unit: str) -> None:
    text = before + A + unit * (8_000 // len(unit))
    assert found(text)[0].url.startswith("https://www.gob.mx")
