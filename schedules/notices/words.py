"""The words of notices in English and Spanish; verdicts and next steps bring their own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.verdicts.wording import Language

WORDS: dict[str, dict[Language, str]] = {
    "broken": {"en": "Newly missing", "es": "Desaparecidos"},
    "changed": {"en": "Changed in substance", "es": "Modificados en lo sustancial"},
    "recovered": {"en": "Back again", "es": "Recuperados"},
    "trouble": {"en": "Problems on our side", "es": "Problemas de nuestro lado"},
    "boards": {"en": "Results boards that changed", "es": "Tableros de resultados con cambios"},
    "boards_more": {
        "en": "and {n} more; all are in: testigo history {source}",
        "es": "y {n} más; todo está en: testigo history {source}",
    },
    "night": {"en": "Night of", "es": "Noche del"},
    "cited_in": {"en": "Cited in", "es": "Citado en"},
    "marker": {"en": "note", "es": "nota"},
    "page": {"en": "page", "es": "página"},
    "cited_more": {"en": "and in {n} more places", "es": "y en {n} lugares más"},
    "why": {"en": "Why", "es": "Por qué"},
    "last_good": {"en": "last seen good", "es": "se vio bien por última vez"},
    "never": {"en": "never by us", "es": "nunca por nosotros"},
    "see-memento": {"en": "Archived copy", "es": "Copia archivada"},
    "see-moved": {"en": "Now at", "es": "Ahora está en"},
    "next": {"en": "What you can do", "es": "Qué puede hacer"},
    "more": {
        "en": "{n} more are not listed here; all are in the report.",
        "es": "Hay {n} más que no se listan aquí; todos están en el informe.",
    },
    "report": {"en": "The report", "es": "El informe"},
    "report_how": {
        "en": "The full report: testigo report",
        "es": "El informe completo: testigo report --lang es",
    },
    "foot": {
        "en": "A loss is told once, and again only if the document came back in between. A block or an outage is not "
        "a loss.",
        "es": "Una pérdida se avisa una sola vez, y de nuevo solo si entretanto el documento volvió. Un bloqueo o una "
        "falla de conexión no es una pérdida.",
    },
    "unsettled-waiting": {
        "en": "{n} waiting; testigo notify delivers what is due",
        "es": "{n} en espera; «testigo notify» entrega lo que toca",
    },
    "unsettled-sending": {
        "en": "{n} being sent, or cut off while it was",
        "es": "{n} en envío, o interrumpidos durante el envío",
    },
    "unsettled-refused": {
        "en": "{n} refused; correct the receiver under [notify], then testigo notify --test",
        "es": "{n} rechazados; corrija el destinatario en [notify] y pruebe con «testigo notify --test»",
    },
    "unsettled-failed": {
        "en": "{n} given up; see why with testigo notify --test",
        "es": "{n} sin entregar tras varios días; averigüe por qué con «testigo notify --test»",
    },
    "unsettled-unknown": {
        "en": "{n} that may not have arrived; testigo notify --resend sends them again",
        "es": "{n} que quizá no llegaron; «testigo notify --resend» los envía de nuevo",
    },
    "notices": {"en": "notices", "es": "avisos"},
    "test_subject": {"en": "this is a test", "es": "esto es una prueba"},
    "test": {
        "en": "This is a test message: notices of Testigo reach you here. Nothing happened.",
        "es": "Este es un mensaje de prueba: aquí le llegarán los avisos de Testigo. No ha pasado nada.",
    },
}

COUNTS: dict[str, dict[Language, tuple[str, str]]] = {
    "broken": {"en": ("missing", "missing"), "es": ("desaparecido", "desaparecidos")},
    "changed": {"en": ("changed", "changed"), "es": ("modificado", "modificados")},
    "recovered": {"en": ("back again", "back again"), "es": ("recuperado", "recuperados")},
    "board": {
        "en": ("board changed", "boards changed"),
        "es": ("tablero con cambios", "tableros con cambios"),
    },
    "trouble": {"en": ("problem", "problems"), "es": ("problema", "problemas")},
}
"""What there is one of, and what there are several of."""

TROUBLES: dict[str, dict[Language, str]] = {
    "failed": {
        "en": "The run failed: {problem}. Run “testigo doctor” to see what is wrong.",
        "es": "La revisión falló: {problem}. Ejecute «testigo doctor» para ver qué ocurre.",
    },
    "disk-full": {
        "en": "The disk is full, so the night stopped; what was kept until then is safe. Make room, then "
        "run “testigo run”.",
        "es": "El disco está lleno y la noche se detuvo; lo guardado hasta entonces está a salvo. Libere espacio "
        "y ejecute «testigo run».",
    },
    "offline": {
        "en": "Our own network was down: the night could not be checked, and no address is called missing "
        "for it. Everything is looked at again next night.",
        "es": "Nuestra propia conexión falló: la noche no se pudo revisar y ninguna dirección se da por "
        "desaparecida por ello. Todo se volverá a revisar la próxima noche.",
    },
    "not-finished": {
        "en": "The night did not finish: {left} of {due} addresses are still to be looked at. The next run goes "
        "on with them.",
        "es": "La noche no terminó: faltan por revisar {left} de {due} direcciones. La próxima revisión "
        "continuará con ellas.",
    },
    "was-down": {
        "en": "The service was not running. Nights missed: {count} ({nights}). One run makes up for them.",
        "es": "El servicio no estuvo en marcha. Noches perdidas: {count} ({nights}). Una sola revisión las "
        "repone.",
    },
    "board-incomplete": {
        "en": "Only part of the results board “{board}” could be seen: {problem}. Nothing is concluded of the rest; "
        "this is told again only if it is seen whole in between.",
        "es": "Solo se pudo ver una parte del tablero de resultados «{board}»: {problem}. Nada se concluye del resto; "
        "no se volverá a avisar, salvo que entretanto se haya podido ver completo.",
    },
    "verify-failed": {
        "en": "“testigo verify” found evidence altered or missing: {problem}. Leave the folder as it is and "
        "compare it with your last copy.",
        "es": "«testigo verify» encontró evidencia alterada o faltante: {problem}. Deje la carpeta como está y "
        "compárela con su última copia.",
    },
    "store": {
        "en": "The evidence database can't be used, so this message could not be written down and may come "
        "twice: {problem}",
        "es": "La base de datos de evidencia no se puede usar; por eso este mensaje no quedó registrado y podría "
        "llegar dos veces: {problem}",
    },
    "maybe-lost": {
        "en": "The notice of {at} may not have reached you ({problem}). It is not sent again by itself; "
        "all it told is in the report.",
        "es": "Es posible que el aviso del {at} no le haya llegado ({problem}). No se reenvía por sí solo; todo "
        "lo que decía está en el informe.",
    },
}


def word(key: str, language: Language, **facts: Any) -> str:
    """The words for ``key``."""
    return WORDS[key][language].format_map(facts) if facts else WORDS[key][language]


def count(key: str, n: int, language: Language) -> str:
    """``2 missing``."""
    return f"{n} {COUNTS[key][language][n != 1]}"


def unsettled(counts: Mapping[str, int], language: Language) -> str:
    """How many notices did not arrive yet, and what to do about each kind; empty when all did."""
    return "; ".join(word(f"unsettled-{state}", language, n=n) for state, n in counts.items())


def trouble(kind: str, facts: Mapping[str, Any], language: Language) -> str:
    """What happened, and what to do; a fact that is not known is a question mark."""
    return TROUBLES[kind][language].format_map(defaultdict(lambda: "?", facts))
