"""The comments of ``testigo.toml`` in each language: all of them are, and the settings between them are the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import config
from evidence.bilingual import LANGUAGES
from evidence.config.template import TEMPLATE
from evidence.config.template_examples import EXAMPLES
from evidence.config.template_words import PROSE, begun, prose, template

if TYPE_CHECKING:
    from pathlib import Path


def settings(text: str) -> list[str]:
    told = {line for words in PROSE for line in template_lines(words.es)}
    return [line for line in text.splitlines() if line not in told and line not in COMMENTS]


def template_lines(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(
        text, 118, initial_indent="# ", subsequent_indent="# ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


COMMENTS = {
    line for text in prose() for line in TEMPLATE.splitlines() if line[2:] and line[2:] in text
}


def test_every_comment_is_told_in_spanish() -> None:
    assert set(prose()) == {words.en for words in PROSE}
    assert all(words.es and words.es != words.en for words in PROSE)


def test_the_settings_are_the_same_in_each_language(tmp_path: Path) -> None:
    assert template("en") == TEMPLATE
    for language in LANGUAGES:
        path = tmp_path / f"{language}.toml"
        path.write_text(template(language), "utf-8")
        assert config.load(path) == config.Config()
        ours = {f"# {words.text(language)}": f"# {words.en}" for words in EXAMPLES}
        assert [ours.get(line, line) for line in settings(template(language))] == settings(TEMPLATE)
        assert all(len(line) <= 120 for line in template(language).splitlines())
    assert "Quién pregunta: va en cada solicitud" in template("es")


def test_examples_are_in_the_readers_language_and_still_hold(tmp_path: Path) -> None:
    lines = set(TEMPLATE.splitlines())
    assert all(f"# {words.en}" in lines for words in EXAMPLES)
    told = template("es")
    for english in ("Shadow report", "/home/me/", "author's", "your-uuid", 'name = "night"'):
        assert english not in told
    wanted = ("[[sources]]", "id", "kind", "location", "title", "published", "language", "tags")
    block = told[told.index("# [[sources]]") :].splitlines()
    path = tmp_path / "testigo.toml"
    path.write_text(
        "\n".join(line[2:] for line in block[:20] if line[2:].split(" ")[0] in wanted), "utf-8"
    )
    (source,) = config.load(path).sources
    assert (source.id, source.tags) == ("informe-sombra-2019", ("aga", "agua"))


def test_who_begins_in_spanish_goes_on_in_spanish(tmp_path: Path) -> None:
    path = tmp_path / "testigo.toml"
    for language, said in (("es", "es"), ("en", "")):
        path.write_text(begun(language), "utf-8")
        loaded = config.load(path)
        assert (loaded.language, loaded.notify.language) == (said, said)
        assert replace(loaded, language="", notify=config.Config().notify) == config.Config()
