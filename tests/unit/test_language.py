"""Which language a text is in, where that can be told."""

from __future__ import annotations

import pytest

from evidence.language import language_of, likeliest

TEXTS = {
    "es": "El ministerio publica en su portal el padrón de las personas que reciben el apoyo, y lo hace "
    "con los datos del año en que se otorga para que una comisión los revise.",
    "en": "The ministry publishes the register of the persons that receive support on its portal, and "
    "it is to do so with the data of the year in which the support is given to them by the state.",
    "fr": "Le ministère publie sur son portail les noms des personnes qui reçoivent une aide, et il le "
    "fait dans une liste que le public peut consulter avec les données du mois pour les communes.",
    "pt": "O ministério publica em seu portal os nomes das pessoas que recebem o apoio, e isso não se "
    "faz com os dados do ano, mas com uma lista que os conselhos revisam para a sociedade e pelo povo.",
    "de": "Das Ministerium veröffentlicht die Liste der Personen auf dem Portal und die Daten werden "
    "von der Kommission mit den Angaben für das Jahr geprüft, das ist nicht im Gesetz geregelt oder.",
    "it": "Il ministero pubblica la lista delle persone che sono nel programma con i dati della regione, "
    "e non è una scelta del governo ma della commissione che si riunisce per il controllo di legge.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_paragraph_is_enough(code: str) -> None:
    assert language_of(TEXTS[code].lower().replace(",", "").split()) == code


@pytest.mark.parametrize(
    "text", ["", "the of and", f"{TEXTS['es']} {TEXTS['en']}", "aviso 404 " * 50]
)
def test_a_short_or_a_mixed_text_is_in_no_language(text: str) -> None:
    assert language_of(text.lower().split()) is None


def test_the_likeliest_always_answers() -> None:
    assert likeliest("Ver el acta de la sesión.", ("en", "es")) == "es"
    assert likeliest("See the minutes.", ("en", "es")) == "en"
    assert likeliest("2019", ("en", "es")) == "en"
