"""Texts that cost more than their length: Unicode, charsets that lie, bait for patterns, JSON, CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.hostile.model import html, ok, raw

if TYPE_CHECKING:
    from tests.hostile.model import Make

MB = 1_000_000

TEXTS: dict[str, Make] = {
    "right-to-left marks": lambda: html("\u202e\u202d\u2066" * 200_000 + "plan"),
    "nothing but zero width": lambda: html("\u200b\u200d\ufeff" * 600_000),
    "zero width between all letters": lambda: html("\u200b".join("palabra " * 60_000)),
    "a letter with a million accents": lambda: html("a" + "\u0301" * MB),
    "accents in the wrong order": lambda: html(("a" + "\u0315\u0300\u05ae" * 10_000) * 20),
    "letters that unfold to eighteen": lambda: html("\ufdfa" * 300_000),
    "Hangul that composes": lambda: html("\u1100\u1161\u11a8" * 300_000),
    "ligatures and wide letters": lambda: html("\ufb03\uff21\u2460" * 300_000),
    "surrogates on their own": lambda: html("\ud800\udc00" * 200_000),
    "nothing but NUL": lambda: html(b"\0" * 5 * MB),
    "UTF-16 that is said to be UTF-8": lambda: raw(
        "<p>El plan " * 200_000, "text/html; charset=utf-16"
    ),
    "UTF-7": lambda: ok(b"+ADw-p+AD4-" * 100_000, "text/html; charset=utf-7"),
    "ISO-2022 escapes": lambda: ok(b"<p>\x1b$B\x1b(B" * 300_000, "text/html; charset=iso-2022-jp"),
    "HZ escapes": lambda: ok(b"<p>~{~}" * 300_000, "text/html; charset=hz-gb-2312"),
    "GB 18030 of four bytes": lambda: ok(
        b"<p>\x81\x30\x81\x30" * 300_000, "text/html; charset=gb18030"
    ),
    "UTF-8 broken at every second byte": lambda: html(b"\xc3a\xe2\x82" * 400_000),
    "a charset of a megabyte": lambda: html("x", f'<meta charset="{"a" * MB}">'),
    "9,000 charsets": lambda: html("x", "<meta charset=x>" * 9_000),
    "charset= a hundred thousand times": lambda: html(
        "x", f'<meta http-equiv=content-type content="{"charset= " * 7_000}">'
    ),
    "JSON of 10 MB, nested": lambda: raw("[" * 5 * MB, "application/json"),
    "JSON of one string of 20 MB": lambda: raw('"' + "a " * 10 * MB + '"', "application/json"),
    "JSON with a number of 2 million digits": lambda: raw(
        "[" + "9" * 2 * MB + "]", "application/json"
    ),
    "JSON of 300,000 records": lambda: raw(
        json.dumps([{"id": n, "titulo": "El plan tiene metas"} for n in range(300_000)]),
        "application/json",
    ),
    "JSON in a page's name": lambda: raw("{" * 500_000, "text/html"),
    "CSV of one line of 20 MB": lambda: raw("a,b;" * 5 * MB, "text/csv"),
    "CSV of 3 million lines": lambda: raw("a,b\n" * 3 * MB, "text/csv"),
    "CSV with a quote that never ends": lambda: raw('a,"b\n' * MB, "text/csv"),
    "Markdown of brackets": lambda: raw("[" * 500_000 + "](", "text/markdown"),
    "Markdown of stars": lambda: raw("**a_" * 300_000, "text/markdown"),
    "a text of 45 MB": lambda: raw("El plan tiene metas y plazos.\n" * 1_500_000, "text/plain"),
    "45 MB without a type": lambda: raw(bytes(range(256)) * 176_000, "application/octet-stream"),
    "45 MB of blanks": lambda: raw(" " * 45 * MB, "text/html"),
    "10 MB of line ends": lambda: raw("\n" * 10 * MB, "text/plain"),
    "RTF in braces": lambda: raw("{\\rtf1" + "{\\b " * 500_000, "application/rtf"),
}

BAITS: dict[str, str] = {
    "blanks": " " * 900_000,
    "blanks and tabs before a dot": (" \t" * 50_000 + ".") * 8,
    "line ends": "\n" * 900_000,
    "digits": "1" * 900_000,
    "digits and dots": "1.1" * 300_000,
    "digits and blanks": "1 2 " * 200_000,
    "a word of letters and hyphens": "a-" * 450_000,
    "words of two letters": "de " * 300_000,
    "dots": "." * 900_000,
    "letters and dots": "a." * 450_000,
    "an address of at signs": "a@a." * 200_000,
    "an address that does not end": "http://" + "a." * 450_000,
    "a path that does not end": "http://a.mx/" + "a/" * 400_000,
    "percent signs": "http://a.mx/" + "%41" * 300_000,
    "quotation marks": "“" * 300_000,
    "brackets that open": "(" * 900_000,
    "brackets that open and close": "()" * 450_000,
    "signs of currency": "$1,000." * 120_000,
    "dates": "1 de enero de 2016 " * 45_000,
    "half dates": "1 de " * 180_000,
    "error words": "página no encontrada error 404 " * 28_000,
    "half error words": "no se encontró el la los " * 35_000,
    "words of walls": "checking your browser verificando " * 26_000,
    "words of parking": "this domain is for sale comprar dominio " * 22_000,
    "casino words": "casino slot gacor bonus " * 36_000,
    "cookies": "cookies consent aceptar " * 36_000,
    "numbers with signs": "-+-+1e" * 150_000,
    "ampersands": "&#" * 450_000,
    "half tags": "< " * 19_000 + "a" * 800_000,
    "underscores": "_" * 900_000,
    "times": "12:" * 300_000,
    "capitals": "A" * 900_000,
    "capitals and small": "Aa" * 450_000,
    "slashes": "/" * 900_000,
    "backslashes": "\\" * 900_000,
    "equals and ands": "a=&" * 300_000,
    "zeros": "0" * 900_000,
    "equal lines": "<p>El plan" * 19_000,
    "lines that differ in a number": "".join(f"<p>Visita {n}" for n in range(19_000)),
}
"""Bait for patterns: what is put into a page that is read at once."""

TEXTS |= {f"bait: {name}": lambda text=text: html(text) for name, text in BAITS.items()}  # type: ignore[misc]
TEXTS |= {
    f"bait in a title: {name}": lambda name=name: html("x", f"<title>{BAITS[name]}</title>")  # type: ignore[misc]
    for name in ("blanks", "digits", "a word of letters and hyphens", "dots", "error words")
}
