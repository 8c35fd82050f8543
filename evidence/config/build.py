"""A table of TOML as a dataclass: types, finite numbers, and no key that is not known."""

from __future__ import annotations

import difflib
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NO_KEY = "no key"
"""In a field's metadata: it is filled by us and is no key of the configuration."""


def build(path: Path, where: str, entry: object, kind: type[Any]) -> Any:
    """``entry`` as a ``kind``; raises ConfigError, which names it as ``where``."""
    if not isinstance(entry, dict):
        raise ConfigError(
            path, Words("[{where}] is a table", "[{where}] debe ser una tabla"), where=where
        )
    refuse_unknown(path, where, entry, kind)
    values: dict[str, Any] = {}
    for spec in keys_of(kind):
        if spec.name in entry:
            values[spec.name] = _value(
                path, f"{where}: {spec.name}", entry[spec.name], str(spec.type)
            )
        elif spec.default is MISSING and spec.default_factory is MISSING:
            raise ConfigError(
                path,
                Words("{where}: '{name}' is missing", "{where}: falta '{name}'"),
                where=where,
                name=spec.name,
            )
    return kind(**values)


def listed(path: Path, key: str, given: object) -> list[tuple[str, object]]:
    """The blocks ``[[key]]``, each with what errors call it; raises ConfigError where it is no list."""
    if not isinstance(given, list):
        raise ConfigError(
            path,
            Words(
                "'{key}' is a list: write [[{key}]] above each one",
                "'{key}' es una lista: escriba [[{key}]] antes de cada uno",
            ),
            key=key,
        )
    return [(f"{key} #{number}", one) for number, one in enumerate(given, 1)]


def require_one_of(path: Path, where: str, said: object, known: Sequence[str]) -> None:
    """Raises ConfigError where ``said``, which the key ``where`` says, is none of the words that are ``known``."""
    if said not in known:
        raise ConfigError(
            path,
            Words(
                "{where} is one of {known}, not {said!r}",
                "{where} debe ser uno de {known}, no {said!r}",
            ),
            where=where,
            known=", ".join(known),
            said=said,
        )


def keys_of(kind: type[Any]) -> list[Field[Any]]:
    """The fields of a ``kind`` that are keys of its table."""
    return [spec for spec in fields(kind) if NO_KEY not in spec.metadata]


def _value(path: Path, where: str, value: object, kind: str) -> object:
    """``value`` as a field of ``kind``; numbers must be finite and not negative."""
    kind = kind.removesuffix(" | None")  # TOML has no None: the key is left out
    if kind.startswith("tuple"):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(
            path,
            Words(
                "{where} is a list of texts, not {value!r}",
                "{where} debe ser una lista de textos, no {value!r}",
            ),
            where=where,
            value=value,
        )
    if kind == "str" and isinstance(value, date):  # TOML has dates of its own
        return value.isoformat()
    expected: tuple[type, ...] = {
        "str": (str,),
        "int": (int,),
        "float": (int, float),
        "bool": (bool,),
    }[kind]
    wrong_bool = isinstance(value, bool) and kind != "bool"
    if wrong_bool or not isinstance(value, expected):
        names = {
            "str": Words("a text", "un texto"),
            "int": Words("a whole number", "un número entero"),
            "float": Words("a number", "un número"),
            "bool": Words("true or false", "true o false"),
        }
        raise ConfigError(
            path,
            Words("{where} is {kind}, not {value!r}", "{where} debe ser {kind}, no {value!r}"),
            where=where,
            kind=names[kind],
            value=value,
        )
    if kind in ("int", "float") and not 0 <= value < float("inf"):  # type: ignore[operator]
        raise ConfigError(
            path,
            Words("{where} can't be {value!r}", "el valor de {where} no puede ser {value!r}"),
            where=where,
            value=value,
        )
    return value


def refuse_unknown(path: Path, where: str, entry: dict[str, Any], kind: type[Any]) -> None:
    """Raises ConfigError for a key that ``kind`` has not, and names the nearest that it has."""
    known = [spec.name for spec in keys_of(kind)]
    for key in entry:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
            place = _IN.of(where=where) if where else ""
            raise ConfigError(
                path,
                Words(
                    "unknown key '{key}'{place}; did you mean '{near}'?",
                    "clave desconocida '{key}'{place}; ¿quiso decir '{near}'?",
                ),
                key=key,
                place=place,
                near=near[0],
            )


_IN = Words(" in [{where}]", " en [{where}]")
