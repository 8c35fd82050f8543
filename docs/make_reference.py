"""Writes ``docs/configuration.md`` out of the settings, ``docs/schemas.md`` out of the JSON schemas and
``docs/commands.md`` out of the help: ``python docs/make_reference.py``. A test holds the pages to what this
writes.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
import typing
from functools import partial
from pathlib import Path
from typing import Any

import click

from evidence.bilingual import Language, Words
from evidence.config import build, settings
from testigo.cli import COMMANDS, cli
from testigo.speech import speak, spoken

HERE = Path(__file__).parent


def notes(cls: type) -> dict[str, str]:
    """What stands below each field of a dataclass."""
    tree = ast.parse(inspect.cleandoc(inspect.getsource(cls)))
    told, name = {}, ""
    for node in tree.body[0].body:  # type: ignore[attr-defined]
        if isinstance(node, ast.AnnAssign):
            name = node.target.id  # type: ignore[union-attr]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and name:
            told[name] = plain(str(node.value.value))
            name = ""
    return told


def plain(text: str) -> str:
    """A docstring as one line of Markdown."""
    text = re.sub(r":(?:mod|class|func|data|attr|meth):`~?([^`]+)`", r"`\1`", text)
    return " ".join(text.replace("``", "`").split())


def tables(cls: type, heading: str) -> typing.Iterator[tuple[str, type]]:
    """A table of the configuration and those inside it."""
    yield heading, cls
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        inner = (hints[field.name], *typing.get_args(hints[field.name]))
        for table in inner:
            if dataclasses.is_dataclass(table):
                path = heading.strip("[]")
                inside = f"{path}.{field.name}" if path else field.name
                again = typing.get_origin(hints[field.name]) is tuple  # as often as wanted
                name = f"[[{inside}]]" if again else f"[{inside}]"
                if field.name == "board":
                    name = "[sources.board]"
                yield from tables(typing.cast("type", table), name)


def keys(cls: type) -> typing.Iterator[tuple[str, str, str, str]]:
    """Key, kind, default and meaning of each plain value of a table."""
    hints, told = typing.get_type_hints(cls), notes(cls)
    for field in dataclasses.fields(cls):
        hint = hints[field.name]
        inner = (hint, *typing.get_args(hint))
        if build.NO_KEY in field.metadata or any(map(dataclasses.is_dataclass, inner)):
            continue
        default = "" if field.default is dataclasses.MISSING else toml(field.default)
        yield field.name, kind(hint), default, told.get(field.name, "")


def kind(hint: Any) -> str:
    """A type as a person who writes TOML says it."""
    names = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    if typing.get_origin(hint) is tuple:
        return "list"
    options = [kind(t) for t in typing.get_args(hint) if t is not type(None)]
    return names.get(hint) or " or ".join(dict.fromkeys(options)) or "text"


def toml(value: Any) -> str:
    """A default as it would stand in the file."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f"`{json.dumps(list(value), ensure_ascii=False)}`"
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def configuration() -> str:
    """The page of the configuration."""
    out = [
        "# Configuration",
        "",
        "What can be set in `testigo.toml`, which `testigo init` writes with comments. Unknown keys are",
        "refused with the nearest known one. Keys of services come from the environment and never stand here.",
        "This page is written by `docs/make_reference.py`.",
        "",
    ]
    seen = set()
    for heading, cls in tables(settings.Config, ""):
        rows = list(keys(cls))
        if not rows or heading in seen:
            continue
        seen.add(heading)
        out += [f"## `{heading}`" if heading else "## At the top", ""]
        out += [plain(inspect.getdoc(cls) or ""), ""] if heading else []
        out += ["| key | kind | default | meaning |", "|---|---|---|---|"]
        out += [
            f"| `{name}` | {what} | {default} | {told.replace('|', '/')} |"
            for name, what, default, told in rows
        ]
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def members(schema: dict[str, Any], path: str = "") -> typing.Iterator[tuple[str, str, str]]:
    """Path, kind and meaning of everything that a schema describes, depth first."""
    for option in schema.get("anyOf", schema.get("oneOf", ())):
        yield from members(option, path)
    for name, inner in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        yield here, said(inner), inner.get("description", "")
        yield from members(inner, here)
    if isinstance(schema.get("items"), dict):
        yield from members(schema["items"], f"{path}[]")


def said(schema: dict[str, Any]) -> str:
    """What values a schema allows, in a few words."""
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value, ensure_ascii=False)}`" for value in schema["enum"])
    types = schema.get("type", "")
    names = types if isinstance(types, list) else [types]
    if "anyOf" in schema or "oneOf" in schema:
        options = schema.get("anyOf", schema.get("oneOf", []))
        names = [said(option) for option in options]
    return " or ".join(dict.fromkeys(name for name in names if name)) or "any"


def schemas() -> str:
    """The page of the JSON forms."""
    out = [
        "# JSON forms",
        "",
        "What programs can rely on. Each form says its version in `schema`; keys are added, never taken away or",
        "given another meaning, within a version. The schemas themselves lie in `docs/schema/`.",
        "This page is written by `docs/make_reference.py`.",
        "",
    ]
    for path in sorted((HERE / "schema").glob("*.json")):
        schema = json.loads(path.read_text("utf-8"))
        out += [f"## {schema['title']}", "", f"[`{path.name}`](schema/{path.name})", ""]
        out += ["| member | value | meaning |", "|---|---|---|"]
        out += [f"| `{name}` | {what} | {told} |" for name, what, told in members(schema)]
        out.append("")
    return "\n".join(out).rstrip() + "\n"


_OF_COMMANDS = Words(
    "# Commands\n\n*En español: [commands.es.md](commands.es.md).*\n\n"
    "What `--help` says of each, written by `docs/make_reference.py`. Exit codes stand in the first.\n",
    "# Comandos\n\n*In English: [commands.md](commands.md).*\n\n"
    "Lo que dice `--help` de cada uno, escrito por `docs/make_reference.py`. Los códigos de salida están en el "
    "primero.\n",
)
_AS_A_TERMINAL: dict[str, Any] = {
    "terminal_width": 100,
    "help_option_names": cli.context_settings["help_option_names"],
}


def _help(command: click.Command, context: click.Context) -> str:
    command._help_option = (
        None  # it keeps the words of the language in which it was asked for first
    )
    return command.get_help(context)


def commands(language: Language) -> str:
    """The help of each command in a language."""
    before = spoken()
    speak(language)
    try:
        top = click.Context(cli, info_name="testigo", **_AS_A_TERMINAL)
        out = [_OF_COMMANDS.text(language), f"```text\n{_help(cli, top)}\n```\n"]
        for name in COMMANDS:
            command = cli.get_command(top, name)
            assert command is not None
            context = click.Context(command, top, name, **_AS_A_TERMINAL)
            out.append(f"## {name}\n\n```text\n{_help(command, context)}\n```\n")
    finally:
        speak(before)
    return "\n".join(out)


PAGES = {
    "configuration.md": configuration,
    "schemas.md": schemas,
    "commands.md": partial(commands, "en"),
    "commands.es.md": partial(commands, "es"),
}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (HERE / name).write_text(write(), "utf-8")
