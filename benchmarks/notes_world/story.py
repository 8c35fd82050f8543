"""A report made up at random: sentences, the notes on them, and the URLs in those, all known."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

_WORDS = {
    "en": (
        "ministry committee report action plan board budget register inspector district tender audit "
        "survey school clinic forest river portal council agency citizen promise indicator meeting "
        "minute figure deadline target contract permit well pipeline training office archive list"
    ),
    "es": (
        "secretaría comité informe plan tablero presupuesto registro inspección distrito licitación "
        "auditoría encuesta escuela clínica bosque río portal consejo agencia ciudadanía promesa "
        "indicador reunión minuta cifra plazo meta contrato permiso pozo acueducto capacitación"
    ),
}
_FRAMES = {
    "en": (
        "The {0} did not publish the {1} of the {2} before the {3} was closed",
        "According to the {0}, {n} of the {1} were delivered to the {2} in {y}",
        "In {y} the {0} answered that no {1} exists for the {2}, and closed the {3}",
        "A {0} without a {1} is, in the words of the {2}, “a {3} in name only”",
        "Between {y} and {z} the {0} moved its {1} twice without telling the {2}",
        "The {1} that the {0} shows as proof is a scan of the {2} from {y}",
    ),
    "es": (
        "La {0} no publicó el documento de {1} sobre {2} antes del cierre de {3}",
        "Según la versión de {0}, {n} de los casos de {1} llegaron a {2} en {y}",
        "En {y} la oficina de {0} respondió que no existe {1} para {2} y cerró {3}",
        "Un compromiso de {0} sin {1} es, según {2}, “un acuerdo de {3} en el papel”",
        "Entre {y} y {z} el área de {0} cambió dos veces {1} sin avisar a {2}",
        "El archivo de {1} que {0} presenta como prueba es una copia de {2} de {y}",
    ),
}
_TAILS = {
    "en": ("the {0} of {1}", "its {0} N{d}", "the {0} for {y}", "the ({0})", "“{0} of the {1}”"),
    "es": ("el {0} de {1}", "su {0} N{d}", "la versión de {y}", "el ({0})", "«{0} de {1}»"),
}
_BEFORE = {
    "en": (
        "See ",
        "",
        "Available at: ",
        "Ministry, Report of the {0}, {y}, ",
        "Minutes of the {0}: ",
    ),
    "es": ("Véase ", "", "Disponible en: ", "Secretaría, Informe de {0}, {y}, ", "Minuta de {0}: "),
}
_AFTER = {
    "en": ("", ".", " (accessed 3 May {y}).", ", p. {d}.", ". Last visited in {y}."),
    "es": ("", ".", " (consultado el 3 de mayo de {y}).", ", p. {d}.", ". Última consulta: {y}."),
}
_PLAIN = {
    "en": "Interview with the head of the {0}, {y}.",
    "es": "Entrevista con la persona titular de {0}, {y}.",
}
_HOSTS = (
    "www.transparencia.gob.mx www.aguaparatodos.org tablero.accion-abierta.mx www.sfp.gob.mx "
    "datos.example.org www.example-ministry.gov.uk archivo.senado.cl portal.municipio.gob.ar "
    "observatorio.example.com monitoreo.org.mx www.open-plan.eu gestion.example.net"
).split()


@dataclass(frozen=True)
class Note:
    """A note of the report: ``words`` around its URLs as they are shown, and what they mean."""

    number: int
    parts: tuple[tuple[str, str], ...]
    """words, and the URL shown behind them or "" """
    urls: tuple[str, ...]
    """with their scheme, in order"""


@dataclass(frozen=True)
class Sentence:
    """``head`` carries the note's marker at its end, ``tail`` follows it."""

    head: str
    tail: str
    note: Note | None

    @property
    def words(self) -> str:
        return self.head + self.tail


@dataclass
class Story:
    """Sections of paragraphs of sentences; and rows of a table that cite, too."""

    language: str
    sections: list[tuple[str, list[list[Sentence]]]] = field(default_factory=list)
    table: list[tuple[str, str]] = field(default_factory=list)
    """what a row tells, and the URL that it cites"""

    @property
    def notes(self) -> list[Note]:
        return [s.note for s in self.sentences if s.note]

    @property
    def sentences(self) -> list[Sentence]:
        return [s for _, paragraphs in self.sections for p in paragraphs for s in p]


def story(seed: int, language: str, notes: int = 24, long: int = 3) -> Story:
    """A report with ``notes`` notes; ``long`` is the number of longest words of a path."""
    chance = random.Random(f"{seed} {language}")
    made = Story(language)
    number = 0
    while number < notes:
        paragraphs = []
        for _ in range(chance.randint(2, 3)):
            sentences = []
            for _ in range(chance.randint(2, 5)):
                note = None
                if number < notes and chance.random() < 0.55:
                    number += 1
                    note = _note(chance, language, number, long)
                sentences.append(_sentence(chance, language, note))
            paragraphs.append(sentences)
        made.sections.append((_words(chance, language, 2).capitalize(), paragraphs))
    for _ in range(6):
        made.table.append((_words(chance, language, 2), url(chance, long)))
    return made


def _words(chance: random.Random, language: str, count: int) -> str:
    return " ".join(chance.sample(_WORDS[language].split(), count))


def _filled(chance: random.Random, language: str, frame: str) -> str:
    y = chance.randint(2009, 2023)
    return frame.format(
        *chance.sample(_WORDS[language].split(), 4),
        n=chance.randint(11, 980), d=chance.randint(1, 9), y=y, z=y + chance.randint(1, 3),
    )  # fmt: skip


def _sentence(chance: random.Random, language: str, note: Note | None) -> Sentence:
    words = _filled(chance, language, chance.choice(_FRAMES[language]))
    tail = _filled(chance, language, chance.choice(_TAILS[language]))
    joint = {"en": " and ", "es": " y "}[language]
    place = chance.choice(("closed", "closed", "before", "before", "middle"))
    if place == "closed":
        return Sentence(f"{words}{joint}{tail}.", "", note)
    if place == "before":
        return Sentence(f"{words}{joint}{tail}", ".", note)
    return Sentence(words, f"{joint}{tail}.", note)


def _note(chance: random.Random, language: str, number: int, long: int) -> Note:
    if chance.random() < 0.1:
        return Note(number, ((_filled(chance, language, _PLAIN[language]), ""),), ())
    parts, cited = [], []
    for again in range(1 + (chance.random() < 0.15)):
        address = url(chance, long)
        shown = address
        if chance.random() < 0.35:
            shown = address.partition("://")[2]
            address = "http://" + shown
        before = _filled(chance, language, chance.choice(_BEFORE[language])) if not again else ""
        parts.append((before if not again else {"en": " and ", "es": " y "}[language], shown))
        cited.append(address)
    parts.append((_filled(chance, language, chance.choice(_AFTER[language])), ""))
    return Note(number, tuple(parts), tuple(cited))


def url(chance: random.Random, long: int) -> str:
    """An address as reports cite them, with a path."""
    vocabulary = [w for w in (_WORDS["en"] + " " + _WORDS["es"]).split() if w.isascii()]

    def slug(sign: str) -> str:
        return sign.join(chance.sample(vocabulary, chance.randint(1, long)))

    host = chance.choice(_HOSTS)
    path = "/".join(slug(chance.choice("-_-")) for _ in range(chance.randint(1, 3)))
    end = chance.choice(
        (
            "/", "", ".pdf", ".html", f"?id={chance.randint(10, 99999)}", f"/{chance.randint(2009, 2023)}",
            f"?doc={slug('_')}.pdf&v={chance.randint(1, 9)}", f"/~{slug('-')}/index.php",
            f"_v{chance.randint(1, 9)}.xlsx",
        )
    )  # fmt: skip
    address = f"{chance.choice(('http', 'https'))}://{host}/{path}{end}"
    if chance.random() < 0.06:
        return f"https://web.archive.org/web/20{chance.randint(10, 23)}0415112233/{address}"
    return address
