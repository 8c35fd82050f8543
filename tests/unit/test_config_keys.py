"""Every key of testigo.toml, whichever it is: taken over, checked for its type, and told by name."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import config
from evidence.errors import ConfigError, ExitCode
from tests.commands import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TABLES: dict[str, type[Any]] = {
    "crawl": config.Crawl,
    "standing": config.Standing,
    "archive.wayback": config.Wayback,
    "archive.perma": config.Perma,
    "custody": config.Custody,
    "notify": config.Notify,
    "notify.email": config.Email,
    "service": config.Service,
    "witness": config.Witnessing,
    "listen": config.Listen,
    "browser": config.Browser,
    "desk": config.Desk,
}
LISTS: dict[str, tuple[type[Any], str]] = {
    "sources": (config.Source, "id = 'a'\nlocation = 'a.html'"),
    "archive.memento": (config.Memento, "name = 'a'\nbase_url = 'https://a.example'"),
    "schedule": (config.Schedule, "cron = '30 2 * * *'"),
}
VALID: dict[str, Any] = {
    "base_url": "https://archive.example",
    "site": "https://perma.example",
    "saves": "all",
    "authorities": ["https://tsa.example"],
    "calendars": ["https://ots.example"],
    "to": ["https://hook.example/x"],
    "what": ["broken"],
    "language": "es",
    "certainty": "confirmed",
    "every": "week",
    "feed": "/srv/www/testigo.atom.xml",
    "security": "ssl",
    "ping": "https://ping.example/x",
    "kind": "board",
    "requisites": "all",
    "when": "broken",
    "device": "phone",
    "timezone": "America/Bogota",
    "published": "2019-09-30",
    "id": "b",
    "name": "b",
    "cron": "0 3 * * mon",
    "logs": ["example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"],
    "copies": "https://copias.example",
    "readers": ["sha256:" + "0" * 64],
}
"""Keys of which not every text will do."""
BY_TYPE: dict[str, Any] = {"str": "otra", "int": 7, "float": 7.5, "bool": None}


def keys(kind: type[Any]) -> list[tuple[str, str, Any]]:
    """Name, type and default of each key that holds a plain value."""
    plain = [
        (f.name, str(f.type), None if f.default is MISSING else f.default) for f in fields(kind)
    ]
    return [key for key in plain if key[1] in BY_TYPE or key[1].startswith("tuple[str")]


KEYS = [(table, *key) for table, kind in TABLES.items() for key in keys(kind)]
LISTED = [(table, *key) for table, (kind, _) in LISTS.items() for key in keys(kind)]


def other(name: str, kind: str, default: Any) -> Any:
    """A value that is allowed and is not the default."""
    if name in VALID:
        return VALID[name]
    if kind == "bool":
        return not default
    return ["otra"] if kind.startswith("tuple") else BY_TYPE[kind]


def load(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / "testigo.toml"
    path.write_text(text, "utf-8")
    return config.load(path)


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert caught.value.exit_code is ExitCode.USAGE
    message = str(caught.value)
    assert "\n" not in message
    assert "testigo.toml" in message
    return message


def at(loaded: config.Config, table: str) -> Any:
    found: Any = loaded
    for part in table.split("."):
        found = getattr(found, part)
    return found[0] if isinstance(found, tuple) else found


def written(table: str, name: str, value: Any) -> str:
    """The table with one key set; a list's entry with what it can't do without."""
    head = f"[[{table}]]\n" if table in LISTS else f"[{table}]\n"
    needed = LISTS[table][1].splitlines() if table in LISTS else []
    rest = [line for line in needed if not line.startswith(f"{name} ")]
    return head + "\n".join([*rest, f"{name} = {json.dumps(value)}"]) + "\n"


@pytest.mark.parametrize(("table", "name", "kind", "default"), [*KEYS, *LISTED])
def test_what_is_set_is_taken_over_and_nothing_else(
    tmp_path: Path, table: str, name: str, kind: str, default: Any
) -> None:
    value = other(name, kind, default)
    loaded = load(tmp_path, written(table, name, value))
    wanted = tuple(value) if isinstance(value, list) else value
    found = at(loaded, table)
    assert getattr(found, name) == wanted
    assert loaded.sha256 != config.Config().sha256
    if table in TABLES:
        assert replace(found, **{name: default}) == at(config.Config(), table)


WRONG: dict[str, list[Any]] = {
    "str": [1, True, ["a"], 1.5],
    "int": ["1", True, 1.5, [1]],
    "float": ["1", True, [1.0]],
    "bool": [1, 0, "true", "yes", [True]],
    "tuple": ["a", 1, [1], [["a"]], True],
}


@pytest.mark.parametrize(("table", "name", "kind", "default"), [*KEYS, *LISTED])
def test_a_value_of_another_type_is_refused_and_named(
    tmp_path: Path, table: str, name: str, kind: str, default: Any
) -> None:
    for value in WRONG["tuple" if kind.startswith("tuple") else kind]:
        message = refused(tmp_path, written(table, name, value))
        assert f"{name} is " in message, message
        # an address of a receiver may be as good as a password
        assert (f"not {value!r}" in message) is (name not in {"to", "ping"}), message


@pytest.mark.parametrize(
    ("table", "name", "kind", "default"), [key for key in KEYS if key[2] in {"int", "float"}]
)
def test_a_number_is_finite_and_not_negative(
    tmp_path: Path, table: str, name: str, kind: str, default: Any
) -> None:
    values = ["-1", "-0.5", "inf", "-inf", "nan"] if kind == "float" else ["-1"]
    for value in values:
        assert "can't be" in refused(tmp_path, f"[{table}]\n{name} = {value}\n")


@pytest.mark.parametrize(("table", "name", "kind", "default"), [*KEYS, *LISTED])
def test_a_misspelt_key_is_refused_with_the_one_that_was_meant(
    tmp_path: Path, table: str, name: str, kind: str, default: Any
) -> None:
    misspelt = name[:-1] if len(name) > 2 else name + "x"
    message = refused(tmp_path, written(table, misspelt, other(name, kind, default)))
    assert f"unknown key '{misspelt}'" in message
    near = message.rpartition("did you mean '")[2].partition("'")[0]
    kinds = TABLES | {listed: kind for listed, (kind, _) in LISTS.items()}
    known = {f.name for f in fields(kinds[table])}
    assert near in known
    if not any(other_name.startswith(misspelt) for other_name in known - {name}):
        assert near == name


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("value", ["1", "'a'", "true", "[1]"])
def test_a_table_is_a_table(tmp_path: Path, table: str, value: str) -> None:
    outer, _, inner = table.partition(".")
    text = f"[{outer}]\n{inner} = {value}\n" if inner else f"{outer} = {value}\n"
    assert "is a table" in refused(tmp_path, text)


@pytest.mark.parametrize("table", LISTS)
@pytest.mark.parametrize("value", ["1", "'a'", "true", "{id = 'a'}"])
def test_a_list_of_tables_is_a_list_of_tables(tmp_path: Path, table: str, value: str) -> None:
    outer, _, inner = table.partition(".")
    text = f"[{outer}]\n{inner} = {value}\n" if inner else f"{outer} = {value}\n"
    assert "is a list" in refused(tmp_path, text)


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (table, f.name)
        for table, (kind, _) in LISTS.items()
        for f in fields(kind)
        if f.default is MISSING and f.default_factory is MISSING
    ],
)
def test_what_an_entry_can_not_do_without_is_asked_for(
    tmp_path: Path, table: str, name: str
) -> None:
    lines = [line for line in LISTS[table][1].splitlines() if not line.startswith(f"{name} ")]
    assert f"'{name}' is missing" in refused(tmp_path, "\n".join([f"[[{table}]]", *lines]))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[sources]]\nid = 'a b'\nlocation = 'x'", "a source's id"),
        ("[[sources]]\nid = ''\nlocation = 'x'", "a source's id"),
        (f"[[sources]]\nid = '{'a' * 65}'\nlocation = 'x'", "a source's id"),
        ("[[sources]]\nid = '.a'\nlocation = 'x'", "a source's id"),
        ("[[sources]]\nid = 'a'\nlocation = 'x'\npublished = '2019-13-01'", "a date such as"),
        ("[[sources]]\nid = 'a'\nlocation = 'x'\n[sources.board]\ndepth = -1", "can't be -1"),
        ("[notify]\nto = ['ana@']", "to takes e-mail addresses"),
        ("[notify]\nto = ['env:']", "to takes e-mail addresses"),
        ("[notify]\nto = ['env:A B']", "to takes e-mail addresses"),
        ("[notify]\nto = ['http://']", "to takes e-mail addresses"),
        ("[notify]\nto = ['a@b.mx']\n[notify.email]\nsender = 'nadie'", "sender, the address"),
        ("[notify]\nping = 'env:A B'", "ping is a web address"),
        ("[notify]\ncertainty = 'sure'", "certainty is one of"),
        ("[notify]\nevery = 'month'", "every is one of night, week"),
        ("[notify]\nfeed = 'feed.xml'", "feed is a whole path to a file outside the folder"),
        ("[archive.perma]\nsaves = 'some'", "saves is one of"),
        ("[archive.perma]\nper_minute = 0", "per_minute can't be 0"),
        ("[archive.perma]\nbase_url = 'ftp://a'", "base_url is a web address"),
        ("[[archive.memento]]\nname='a'\nbase_url='http://a'\n[[archive.memento]]\nname='a'\nbase_url='http://b'",
         "a name of its own"),
        ("[[archive.memento]]\nname='perma'\nbase_url='http://a'", "a name of its own"),
        ("[custody]\nauthorities = ['tsa.example']", "an http or https address"),
        ("\ufeff[crawl]\ndelay = 1\n[crawl]\ndelay = 2", "not valid TOML"),
    ],
)  # fmt: skip
def test_values_that_can_not_be_meant(tmp_path: Path, text: str, says: str) -> None:
    assert says in refused(tmp_path, text)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "testigo.toml"
    path.write_bytes(b"[crawl]\ncontact = '\xff'\n")
    with pytest.raises(ConfigError, match="can't be read"):
        config.load(path)


def test_two_files_that_say_the_same_are_the_same(tmp_path: Path) -> None:
    one = load(tmp_path, "[crawl]\ndelay = 2\ntimeout = 9\n")
    other_order = load(tmp_path, "[crawl]\ntimeout = 9.0 # seconds\ndelay = 2\n")
    assert one == other_order
    assert load(tmp_path, "") == config.Config()
    assert load(tmp_path, "[crawl]\n").sha256 == config.Config().sha256


@given(st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_configuration_or_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "testigo.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        config.load(path)
    except ConfigError as error:
        message = str(error)
    else:
        return
    assert "\n" not in message


def test_the_reference_heads_a_table_that_may_be_given_again_with_two_brackets() -> None:
    told = (ROOT / "docs/configuration.md").read_text("utf-8")
    for table in (*LISTS, "ignore", "observer", "series", "custody.witness"):
        assert f"## `[[{table}]]`" in told
        assert f"## `[{table}]`" not in told
