"""What Click says by itself, in the reader's language: usage, headings, and what is wrong with a command.

Click asks gettext for its texts, which looks at the environment alone. It is asked in our place here, so that
Click speaks as all else does, by ``--lang`` and the configuration too. In English nothing is touched.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from evidence.bilingual import Words

if TYPE_CHECKING:
    from evidence.bilingual import Language

TEXTS = [
    Words("Usage:", "Uso:"),
    Words("Options", "Opciones"),
    Words("Commands", "Comandos"),
    Words("Positional arguments", "Argumentos"),
    Words("Show this message and exit.", "Muestra esta ayuda y termina."),
    Words("Show the version and exit.", "Muestra la versión y termina."),
    Words("default: {default}", "predeterminado: {default}"),
    Words("env var: {var}", "variable de entorno: {var}"),
    Words("required", "obligatoria"),
    Words("(dynamic)", "(según el caso)"),
    Words("deprecated", "obsoleto"),
    Words("Error: {message}", "Error: {message}"),
    Words("Aborted!", "Interrumpido."),
    Words("Try '{command} {option}' for help.", "Vea la ayuda con “{command} {option}”."),
    Words("Invalid value: {message}", "Valor no válido: {message}"),
    Words(
        "Invalid value for {param_hint}: {message}", "Valor no válido para {param_hint}: {message}"
    ),
    Words("Missing argument", "Falta el argumento"),
    Words("Missing option", "Falta la opción"),
    Words("Missing parameter", "Falta el parámetro"),
    Words("Missing {param_type}", "Falta {param_type}"),
    Words("Missing parameter: {param_name}", "Falta el parámetro: {param_name}"),
    Words("Missing command.", "Falta el comando."),
    Words("No such option {name!r}.", "No existe la opción {name!r}."),
    Words("No such command {name!r}.", "No existe el comando {name!r}."),
    Words("Option {name!r} does not take a value.", "La opción {name!r} no lleva ningún valor."),
    Words(
        "Argument {name!r} takes {nargs} values.", "El argumento {name!r} lleva {nargs} valores."
    ),
    Words("Choose from:\n\t{choices}", "Elija entre:\n\t{choices}"),
    Words("Value must be an iterable.", "El valor debe ser una lista."),
    Words("{value} is not in the range {range}.", "{value} no está en el intervalo {range}."),
    Words(
        "{value!r} is not a valid boolean. Recognized values: {states}",
        "{value!r} no es ni sí ni no. Valores posibles: {states}",
    ),
    Words("{value!r} is not a valid {number_type}.", "{value!r} no es un número válido."),
    Words("{value!r} is not a valid UUID.", "{value!r} no es un UUID válido."),
    Words("file", "archivo"),
    Words("directory", "carpeta"),
    Words("path", "ruta"),
    Words("{name} {filename!r} does not exist.", "{name} {filename!r}: no existe."),
    Words("{name} {filename!r} is a file.", "{name} {filename!r}: es un archivo."),
    Words("{name} {filename!r} is a directory.", "{name} {filename!r}: es una carpeta."),
    Words("{name} {filename!r} is not readable.", "{name} {filename!r}: no se puede leer."),
    Words("{name} {filename!r} is not writable.", "{name} {filename!r}: no se puede escribir."),
    Words("{name} {filename!r} is not executable.", "{name} {filename!r}: no se puede ejecutar."),
    Words(
        "Could not open file {filename!r}: {message}",
        "No se pudo abrir el archivo {filename!r}: {message}",
    ),
    Words("unknown error", "error desconocido"),
]
COUNTED = [
    (
        Words("Did you mean {possibility}?", "¿Quiso decir {possibility}?"),
        Words(
            "(Did you mean one of: {possibilities}?)",
            "(¿Quiso decir alguno de estos: {possibilities}?)",
        ),
    ),
    (
        Words("Got unexpected extra argument ({args})", "Sobra un argumento ({args})"),
        Words("Got unexpected extra arguments ({args})", "Sobran argumentos ({args})"),
    ),
    (
        Words("Option {name!r} requires an argument.", "La opción {name!r} requiere un valor."),
        Words(
            "Option {name!r} requires {nargs} arguments.",
            "La opción {name!r} requiere {nargs} valores.",
        ),
    ),
    (
        Words("Takes {nargs} values but 1 was given.", "Lleva {nargs} valores y se dio 1."),
        Words(
            "Takes {nargs} values but {len} were given.", "Lleva {nargs} valores y se dieron {len}."
        ),
    ),
    (
        Words("{value!r} is not {choice}.", "{value!r} no es {choice}."),
        Words("{value!r} is not one of {choices}.", "{value!r} no es uno de {choices}."),
    ),
    (
        Words(
            "{value!r} does not match the format {format}.",
            "{value!r} no es una fecha como 2018-05-01.",
        ),
        Words(
            "{value!r} does not match the formats {formats}.",
            "{value!r} no tiene ninguno de los formatos {formats}.",
        ),
    ),
    (
        Words(
            "{len_type} values are required, but {len_value} was given.",
            "Se requieren {len_type} valores y se dio {len_value}.",
        ),
        Words(
            "{len_type} values are required, but {len_value} were given.",
            "Se requieren {len_type} valores y se dieron {len_value}.",
        ),
    ),
]
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
"""Of Click, those whose texts a command can show; they import gettext's functions by these names."""


def in_language(language: Language) -> None:
    """Have Click speak a language from now on."""
    texts = {words.en: words for words in TEXTS}
    pairs = {one.en: (one, many) for one, many in COUNTED}

    def text(message: str) -> str:
        return texts[message].text(language) if message in texts else message

    def number(one: str, many: str, count: int) -> str:
        if one not in pairs:
            return one if count == 1 else many
        return pairs[one][count != 1].text(language)

    for name in _MODULES:
        module = sys.modules[f"click.{name}"]
        for theirs, ours in (("_", text), ("ngettext", number)):
            if hasattr(module, theirs):
                setattr(module, theirs, ours)
