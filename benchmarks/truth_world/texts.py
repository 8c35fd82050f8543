"""Made-up documents of public offices in four languages: a title and four paragraphs each, another for
every number."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

Tongue = Literal["es", "en", "fr", "pt"]


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader comes to see."""

    tongue: Tongue
    office: str
    title: str
    paragraphs: tuple[str, ...]
    claim: str
    """a sentence of a report that cites it"""

    def edited(self, old: str, new: str) -> Document:
        """The document with one passage written otherwise; ``old`` must be there."""
        assert any(old in paragraph for paragraph in self.paragraphs), old
        told = tuple(paragraph.replace(old, new) for paragraph in self.paragraphs)
        return Document(self.tongue, self.office, self.title, told, self.claim)

    def without_sentence(self, sentence: str) -> Document:
        """The document without one of its sentences, which must be there."""
        cut = self.edited(sentence, "")
        told = tuple(" ".join(paragraph.split()) for paragraph in cut.paragraphs)
        return Document(self.tongue, self.office, self.title, told, self.claim)

    def without(self, paragraph: int) -> Document:
        """The document without one of its paragraphs."""
        told = self.paragraphs[:paragraph] + self.paragraphs[paragraph + 1 :]
        return Document(self.tongue, self.office, self.title, told, self.claim)

    def with_more(self, paragraph: str) -> Document:
        """The document with one more paragraph, before its last."""
        told = (*self.paragraphs[:-1], paragraph, self.paragraphs[-1])
        return Document(self.tongue, self.office, self.title, told, self.claim)


_TOPICS: dict[Tongue, tuple[str, ...]] = {
    "es": (
        "agua concesionada", "obra hidráulica", "compras públicas", "becas escolares", "registro de tierras",
        "hospitales rurales", "transporte colectivo", "archivo histórico", "residuos urbanos", "pesca ribereña",
        "bosques comunitarios", "vivienda social", "energía solar", "patrimonio arqueológico",
    ),
    "en": (
        "river basins", "school meals", "land records", "rural clinics", "public tenders", "coastal erosion",
        "bus corridors", "parole hearings", "seed banks", "noise abatement", "harbour dues", "peat restoration",
    ),
    "fr": (
        "bassins versants", "cantines scolaires", "marchés publics", "cliniques rurales", "registres fonciers",
        "lignes de bus",
    ),
    "pt": (
        "bacias hidrográficas", "merenda escolar", "compras públicas", "clínicas rurais", "cadastro de terras",
        "linhas de ônibus",
    ),
}  # fmt: skip
_OFFICES: dict[Tongue, str] = {
    "es": "Dirección de {}", "en": "Office for {}", "fr": "Office des {}", "pt": "Secretaria de {}",
}  # fmt: skip
_TITLES: dict[Tongue, str] = {
    "es": "Informe {y} sobre {t}",
    "en": "Report {y} on {t}",
    "fr": "Rapport {y} : {t}",
    "pt": "Relatório {y} sobre {t}",
}
_CLAIMS: dict[Tongue, str] = {
    "es": "El informe sobre {t} fija {n} metas para el año siguiente.",
    "en": "The report on {t} sets {n} targets for the following year.",
    "fr": "Le rapport sur le thème {t} fixe {n} objectifs pour l’année suivante.",
    "pt": "O relatório sobre {t} fixa {n} metas para o ano seguinte.",
}
_FIRST: dict[Tongue, str] = {
    "es": (
        "La dependencia deberá publicar {n} metas sobre {t} antes del 30 de junio de {y}. "
        "El presupuesto aprobado asciende a {m} millones de pesos y se ejerce por trimestres."
    ),
    "en": (
        "The office must publish {n} targets on {t} before 30 June {y}. "
        "The approved budget amounts to {m} million pounds and is spent quarter by quarter."
    ),
    "fr": (
        "L’office doit publier {n} objectifs pour {t} avant le 30 juin {y}. "
        "Le budget approuvé s’élève à {m} millions d’euros et se dépense par trimestre."
    ),
    "pt": (
        "O órgão deverá publicar {n} metas sobre {t} até 30 de junho de {y}. "
        "O orçamento aprovado soma {m} milhões de reais e é executado por trimestre."
    ),
}
_SENTENCES: dict[Tongue, tuple[str, ...]] = {
    "es": (
        "El comité sesiona cada dos meses y levanta un acta que firman todas las partes.",
        "Las organizaciones vecinales proponen indicadores y revisan los avances en campo.",
        "Cada municipio entrega sus datos en formatos abiertos, con el desglose por localidad.",
        "La evaluación externa compara lo comprometido con lo realizado en los tres años anteriores.",
        "Quien incumple un plazo explica por escrito las razones y propone otro.",
        "Los contratos se publican completos, con sus anexos técnicos y sus modificaciones.",
        "El padrón de personas beneficiarias protege los datos personales conforme a la ley.",
        "Se capacitó a los enlaces regionales en el uso de la plataforma de seguimiento.",
    ),
    "en": (
        "The committee meets every second month and keeps minutes that all parties sign.",
        "Residents’ groups propose indicators and review progress on the ground.",
        "Every district hands in its data in open formats, broken down by parish.",
        "An outside evaluation compares what was promised with what was done in three earlier years.",
        "Whoever misses a deadline explains the reasons in writing and proposes another.",
        "Contracts are published in full, with their technical annexes and amendments.",
        "The list of beneficiaries protects personal data as the law requires.",
        "Regional officers were trained in the use of the monitoring system.",
    ),
    "fr": (
        "Le comité se réunit tous les deux mois et tient un procès-verbal que toutes les parties signent.",
        "Les associations d’habitants proposent des indicateurs et suivent les progrès sur le terrain.",
        "Chaque commune remet ses données dans des formats ouverts, détaillées par quartier.",
        "Une évaluation externe compare les promesses aux réalisations des trois années précédentes.",
        "Qui manque une échéance en explique les raisons par écrit et en propose une autre.",
        "Les contrats sont publiés en entier, avec leurs annexes techniques et leurs avenants.",
        "La liste des bénéficiaires protège les données personnelles conformément à la loi.",
        "Les agents régionaux ont été formés à l’usage du système de suivi.",
    ),
    "pt": (
        "O comitê reúne-se a cada dois meses e lavra ata assinada por todas as partes.",
        "As associações de moradores propõem indicadores e acompanham os avanços em campo.",
        "Cada município entrega seus dados em formatos abertos, detalhados por distrito.",
        "A avaliação externa compara o prometido com o realizado nos três anos anteriores.",
        "Quem descumpre um prazo explica as razões por escrito e propõe outro.",
        "Os contratos são publicados na íntegra, com anexos técnicos e aditivos.",
        "O cadastro de beneficiários protege os dados pessoais conforme a lei.",
        "Os agentes regionais foram capacitados no uso do sistema de monitoramento.",
    ),
}


def document(tongue: Tongue, number: int) -> Document:
    """The document of this number, always the same."""
    rng = random.Random(f"{tongue}{number}")
    values = {
        "t": _TOPICS[tongue][number % len(_TOPICS[tongue])],
        "y": 2016 + number % 7,
        "n": 7 + number,
        "m": 340 + 11 * number,
    }
    rest = rng.sample(_SENTENCES[tongue], len(_SENTENCES[tongue]))
    return Document(
        tongue,
        _OFFICES[tongue].format(values["t"]),
        _TITLES[tongue].format(**values),
        (
            _FIRST[tongue].format(**values),
            " ".join(rest[:3]),
            " ".join(rest[3:6]),
            " ".join(rest[6:]),
        ),
        _CLAIMS[tongue].format(**values),
    )


_MINUTES = {
    "es": (
        "Secretaría técnica",
        "Minuta de la tercera sesión",
        "A las 11:20 se verificó el quórum con nueve de trece integrantes y se leyó el orden del día.",
        "La representante de los ejidos pidió que conste su desacuerdo con el trazo del nuevo canal.",
        "Se votó turnar el asunto a la mesa jurídica, con seis votos a favor, dos en contra y una abstención.",
        "Sin otro asunto que tratar, la sesión se levantó a las 13:05 y firman quienes en ella intervinieron.",
    ),
    "en": (
        "Harbour board",
        "Tide tables for pilots",
        "Heights are given in metres above chart datum and times in local winter time.",
        "High water at the north pier comes eleven minutes after that at the standard port.",
        "With strong westerly winds the stream in the narrows may run an hour longer than predicted.",
        "Pilots report sightings of drifting buoys to the harbour master on channel twelve.",
    ),
}


def minutes(tongue: Literal["es", "en"]) -> Document:
    """A document that has nothing in common with those of :func:`document`."""
    office, title, *paragraphs = _MINUTES[tongue]
    return Document(tongue, office, title, tuple(paragraphs), f"{title}.")
