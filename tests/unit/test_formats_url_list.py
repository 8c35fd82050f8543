"""Lists of addresses with notes: what is said of an address is said of that one alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.citations import reading
from evidence.formats.kinds import URL_LIST, kind_of

LIST = """# Capítulo 3

# La minuta de la sesión de marzo
# (la aprobó el comité)
https://gob.example/minuta.pdf
https://gob.example/anexo.pdf  # el anexo, en la página 12
https://gob.example/x#seccion
- <https://gob.example/y> – citado dos veces
www.gob.example/z\tsin esquema

# Capítulo 4

HTTPS://gob.example/w # antes en https://viejo.example/w
# una nota al final, de nada
"""


def told(text: str, name: str = "lista.txt") -> list[tuple[str, str | None, str | None]]:
    """Of each citation: address, what is said of it, heading."""
    found = reading.read(text.encode(), name, "").citations
    return [(one.url, one.claim, one.heading) for one in found]


def test_a_list_with_notes() -> None:
    assert told(LIST) == [
        ("https://gob.example/minuta.pdf", "La minuta de la sesión de marzo (la aprobó el comité)", "Capítulo 3"),
        ("https://gob.example/anexo.pdf", "el anexo, en la página 12", "Capítulo 3"),
        ("https://gob.example/x#seccion", None, "Capítulo 3"),
        ("https://gob.example/y", "citado dos veces", "Capítulo 3"),
        ("http://www.gob.example/z", "sin esquema", "Capítulo 3"),
        ("HTTPS://gob.example/w", "antes en https://viejo.example/w", "Capítulo 4"),
        ("https://viejo.example/w", "antes en https://viejo.example/w", "Capítulo 4"),
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_however_its_lines_end_and_its_letters_are_written(end: str, encoding: str) -> None:
    text = "# año\nhttps://a.example/x\n\nhttps://a.example/y # ¿dónde?\n".replace("\n", end)
    data = text.encode(encoding)
    assert kind_of(data, "lista.txt") == URL_LIST
    found = reading.read(data, "lista.txt", "").citations
    assert [(one.url, one.claim) for one in found] == [
        ("https://a.example/x", "año"),
        ("https://a.example/y", "¿dónde?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "El plan está en https://a.example/x y en otra parte.\n",
        "https://a.example/x\ny esto es prosa\n",
        "# solo un comentario\n",
        "",
        "httpss://a.example\n",
        "https://a.example/x\nhttps://a.example/y\nhttps://a.example/z\n",
    ],
)
def test_what_is_no_list_is_none(text: str) -> None:
    assert kind_of(text.encode(), "a.txt") != URL_LIST


def test_a_list_that_is_longer_than_what_is_looked_at() -> None:
    text = "".join(f"https://a.example/{n} # nota {n}\n" for n in range(5_000))
    found = told(text + "y al final prosa con https://b.example/\n")
    assert len(found) == 5_001
    assert found[4_999][:2] == ("https://a.example/4999", "nota 4999")


def test_a_table_of_the_same_tells_the_same() -> None:
    rows = [
        ("https://a.example/x", "La nota, de x"),
        ("https://a.example/y", ""),
        ("https://a.example/z", "z"),
    ]
    text = "url;nota\n" + "".join(f'{url};"{note}"\n' for url, note in rows)
    assert [one[:2] for one in told(text, "lista.csv")] == [
        (url, note or None) for url, note in rows
    ]
    listed = "".join(f"{url} # {note}\n" if note else f"{url}\n" for url, note in rows)
    assert [one[:2] for one in told(listed)] == [(url, note or None) for url, note in rows]
    tabbed = "".join(f"{url}\t{note}\n" for url, note in rows)
    assert [one[:2] for one in told(tabbed)] == [(url, note or None) for url, note in rows]


@given(
    st.lists(
        st.tuples(st.integers(0, 999), st.sampled_from(["", "una nota", "# dos ##", "a | b"])),
        min_size=1,
    )
)
def test_each_address_has_its_own_note_and_no_other(rows: list[tuple[int, str]]) -> None:
    text = "# una lista\n\n" + "".join(f"https://a.example/{n} {note}\n" for n, note in rows)
    found = told(text)
    assert [one[0] for one in found] == [f"https://a.example/{n}" for n, _ in rows]
    assert [bool(one[1]) for one in found] == [bool(note) for _, note in rows]
