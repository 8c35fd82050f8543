"""Notes, their markers, and the sentences that carry them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.citations import Citation, read
from evidence.citations.notes import chains_of, find_notes
from evidence.formats.document import Document


def citations(text: str) -> list[Citation]:
    return list(read(text.encode(), "informe.txt").citations)


STYLES = {
    "superscripts": ("{claim}{sup}.", "{sup} Disponible en: {url}"),
    "glued": ("{claim}{n}.", "{n} Disponible en: {url}"),
    "brackets": ("{claim} [{n}].", "[{n}] Disponible en: {url}"),
    "after the full stop": ("{claim}.{sup}", "{n} Disponible en: {url}"),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("count", [3, 12])
def test_notes_are_linked_to_their_sentences(style: str, count: int) -> None:
    words = [
        "cero",
        "uno",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
    ]
    marker, note = STYLES[style]
    claims = {
        n: f"La secretaría publicó el documento número {words[n]}" for n in range(1, count + 1)
    }
    facts = [
        {"n": n, "sup": str(n).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")),
         "claim": claims[n], "url": f"https://a.example/{n}"}
        for n in claims
    ]  # fmt: skip
    text = "Informe\n\n" + " ".join(marker.format(**fact) for fact in facts)
    text += "\n\n" + "\n".join(note.format(**fact) for fact in facts)
    found = citations(text)
    assert [c.url for c in found] == [fact["url"] for fact in facts]
    assert [c.marker for c in found] == [str(n) for n in claims]
    assert [c.claim for c in found] == [claim + "." for claim in claims.values()]


def test_a_sentence_over_a_page_foot_is_put_together() -> None:
    text = (
        "El gobierno considera la publicación de la Ley General de\n\n"
        "1 Ver https://a.example/1\n2 Ver https://a.example/2\n\n"
        "Desapariciones como resultado final³. Otra oración.\n\n3 Ver https://a.example/3"
    )
    text = "Primero esto¹. Luego eso². " + text
    last = citations(text)[-1]
    assert last.claim == (
        "El gobierno considera la publicación de la Ley General de Desapariciones como resultado final."
    )


def test_a_note_of_several_paragraphs_keeps_them() -> None:
    text = (
        "Una cosa[1]. Otra cosa[2].\n\n[1] Primera parte: https://a.example/1.\n\n"
        "Segunda parte: https://a.example/2.\n\n[2] Ver https://a.example/3."
    )
    assert [(c.marker, c.claim) for c in citations(text)] == [
        ("1", "Una cosa."), ("1", "Una cosa."), ("2", "Otra cosa."),
    ]  # fmt: skip


def test_names_with_digits_are_no_markers() -> None:
    text = (
        "Article19 y R3D publicaron el tablero de la SFP1 completo. El informe final2 se entregó.\n\n"
        "1 Disponible en https://a.example/1\n2 Disponible en https://a.example/2"
    )
    assert [c.claim for c in citations(text)] == [
        "Article19 y R3D publicaron el tablero de la SFP completo.", "El informe final se entregó.",
    ]  # fmt: skip


def test_a_numbered_list_is_no_chain_of_notes() -> None:
    text = "Puntos:\n\n1. Ver https://a.example/1 hoy\n2. Ver https://a.example/2 hoy\n3. Ver https://a.example/3"
    assert [c.marker for c in citations(text)] == [None, None, None]


def test_a_marked_heading_stands_for_its_section() -> None:
    text = "Resultados[1]\n\nSe lograron nueve compromisos.\n\nCierre\n\nFin.\n\n[1] Ver https://a.example/1"
    (citation,) = citations(text)
    assert citation.claim is not None
    assert "Se lograron nueve compromisos." in citation.claim


def test_ibid_cites_again() -> None:
    text = "Una cosa¹. Otra cosa².\n\n1 Informe, https://a.example/1, p. 3.\n2 Ibíd., p. 7."
    first, second = citations(text)
    assert (second.url, second.claim, second.repairs) == (first.url, "Otra cosa.", ("ibid",))


def test_numbering_may_start_again() -> None:
    chapter = "{0} uno¹. {0} dos².\n\n1 Ver https://{1}.example/1\n2 Ver https://{1}.example/2\n\n"
    found = citations(chapter.format("Agua", "agua") + chapter.format("Luz", "luz"))
    assert [c.claim for c in found] == ["Agua uno.", "Agua dos.", "Luz uno.", "Luz dos."]


def test_bracketed_notes_with_a_colon_are_no_markdown_references() -> None:
    text = "Una cosa [1]. Otra cosa [2].\n\n[1]: https://a.example/1\n[2]: https://a.example/2\n"
    assert [(c.url[-1], c.marker, c.claim) for c in citations(text)] == [
        ("1", "1", "Una cosa."), ("2", "2", "Otra cosa."),
    ]  # fmt: skip


def test_heading_and_label() -> None:
    text = "# Informe\n\n## Agua\n\n- **Salud**: se publicó https://a.example/1 ayer."
    (citation,) = citations(text)
    assert citation.heading == "Informe > Agua"
    assert citation.label == "Salud"


@given(st.text(alphabet="ab1¹[]. \n-*#http:/.é2", max_size=300))
def test_any_text_is_read(text: str) -> None:
    if text.strip():
        for citation in citations(text):
            assert citation.url


def test_notes_past_number_9999_are_notes() -> None:
    first, last = 9_990, 10_010
    body = "".join(f"Frase número {n} del informe.[{n}] " for n in range(first, last + 1))
    notes = "".join(f"[{n}] https://a.example/{n}\n" for n in range(first, last + 1))
    found = citations(f"{body}\n\n{notes}")
    assert [c.marker for c in found] == [str(n) for n in range(first, last + 1)]
    assert found[-1].claim == "Frase número 10010 del informe."


def test_notes_that_begin_anew_ten_thousand_times_are_told_in_bounded_time() -> None:
    document = Document("p[1] q[2] x\n\n[1] a b\n[2] c d\n\n" * 10_000)
    start = time.process_time()
    notes, markers = find_notes(document, chains_of(document), [])
    assert (len(notes), len(markers)) == (20_000, 20_000)
    assert time.process_time() - start < 2  # 0.3 s; 3.2 s while each looked through all before it
