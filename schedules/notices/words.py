"""The words of notices; verdicts and next steps bring their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words, counted
from evidence.days import Day
from evidence.kept import kept
from evidence.verdicts.wording import COUNTED
from evidence.vocabulary import TroubleKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.bilingual import Language
    from evidence.vocabulary import NoticeState

WORDS: dict[str, Words] = {
    "broken": Words("Newly missing", "Nuevas desapariciones"),
    "changed": Words("Changed in substance", "Modificados en lo sustancial"),
    "recovered": Words("Back again", "Recuperados"),
    "trouble": Words("Problems on our side", "Problemas de nuestra parte"),
    "boards": Words("Results boards that changed", "Tableros de resultados con cambios"),
    "boards_more": Words(
        "and {n} more; all are in: testigo history {source}",
        "y {n} más; todo está en: testigo history {source}",
    ),
    "together_more": Words(
        "and {n} more; all of them are in the report", "y {n} más; todas están en el informe"
    ),
    "night": Words("Night of", "Noche del"),
    "cited_in": Words("Cited in", "Se cita en"),
    "marker": Words("note", "nota"),
    "page": Words("page", "página"),
    "cited_more": Words("and in more places: {n}", "y en más lugares: {n}"),
    "why": Words("Why", "Por qué"),
    "last_good": Words("last seen good", "la última vez que se vio bien"),
    "never": Words("never since we began to watch it", "nunca desde que se vigila"),
    "unconfirmed": Words("not confirmed yet", "sin confirmar"),
    "see-memento": Words("Archived copy", "Copia archivada"),
    "see-moved": Words("Now at", "Ahora está en"),
    "next": Words("What you can do", "Qué puede hacer ahora"),
    "more": Words(
        "{n} more are not listed here; all are in the report.",
        "Aquí no caben {n} más; todo está en el informe.",
    ),
    "report": Words("The report", "El informe"),
    "report_how": Words(
        "The full report: testigo report", "El informe completo: testigo report --lang es"
    ),
    "foot": Words(
        "A loss is told once, and again only if the document came back in between. A block or an outage is not "
        "a loss.",
        "Cada pérdida se avisa una sola vez, y de nuevo solo si entretanto el documento "
        "había vuelto. Un bloqueo o una falla de conexión no son una pérdida.",
    ),
    "unsettled-waiting": Words(
        "waiting: {n}; testigo notify delivers what is due",
        "en espera: {n}; “testigo notify” entrega lo que ya toca enviar",
    ),
    "unsettled-sending": Words(
        "being sent, or cut off meanwhile: {n}",
        "en proceso de envío, o interrumpidos a la mitad: {n}",
    ),
    "unsettled-refused": Words(
        "refused: {n}; correct the receiver under [notify], then testigo notify --test",
        "rechazados: {n}; corrija el destinatario en [notify] y pruebe con “testigo notify --test”",
    ),
    "unsettled-failed": Words(
        "given up: {n}; see why with testigo notify --test",
        "sin entregar tras varios días: {n}; averigüe por qué con “testigo notify --test”",
    ),
    "unsettled-unknown": Words(
        "that may not have arrived: {n}; testigo notify --resend sends them again",
        "que quizá no llegaron: {n}; se vuelven a enviar con “testigo notify --resend”",
    ),
    "notices": Words("notices", "avisos"),
    "test_subject": Words("this is a test", "esto es una prueba"),
    "test": Words(
        "This is a test message: notices of Testigo reach you here. Nothing happened.",
        "Este es un mensaje de prueba: aquí le llegarán los avisos de Testigo. No ha pasado nada.",
    ),
}

COUNTS: dict[str, tuple[Words, Words]] = {
    "broken": COUNTED["missing"],
    "changed": COUNTED["changed"],
    "recovered": (
        Words("{count} back again", "{count} recuperado"),
        Words("{count} back again", "{count} recuperados"),
    ),
    "confirmed": COUNTED["confirmed"],
    "board": (
        Words("{count} board changed", "{count} tablero con cambios"),
        Words("{count} boards changed", "{count} tableros con cambios"),
    ),
    "trouble": (
        Words("{count} problem", "{count} problema"),
        Words("{count} problems", "{count} problemas"),
    ),
}
"""What there is one of, and what there are several of."""

TROUBLES: dict[TroubleKind, Words] = {
    TroubleKind.FAILED: Words(
        "The run failed: {problem}. Run “testigo doctor” to see what is wrong.",
        "La revisión falló: {problem}. Ejecute “testigo doctor” para ver qué falla.",
    ),
    TroubleKind.DISK_FULL: Words(
        "The disk is full, so the night stopped; what was kept until then is safe. Make room, then "
        "run “testigo run”.",
        "El disco está lleno y la noche se detuvo; lo guardado hasta entonces está a salvo. Libere espacio "
        "y ejecute “testigo run”.",
    ),
    TroubleKind.OFFLINE: Words(
        "Our own network was down: the night could not be checked, and no address is called missing "
        "for it. Everything is looked at again next night.",
        "Nuestra propia conexión falló: la noche no se pudo revisar y ninguna dirección se da por "
        "desaparecida por ello. Todo se volverá a revisar la próxima noche.",
    ),
    TroubleKind.NOT_FINISHED: Words(
        "The night did not finish: {left} of {due} addresses are still to be looked at. The next run goes "
        "on with them.",
        "La noche no terminó: faltan por revisar {left} de {due} direcciones. La próxima revisión "
        "continuará con ellas.",
    ),
    TroubleKind.WAS_DOWN: Words(
        "The service was not at work: it was stopped, or this machine was off or asleep, or its clock was set ahead. "
        "Nights missed: {count} ({nights}). One run makes up for them.",
        "El servicio no estuvo en marcha: se detuvo, el equipo estuvo apagado o suspendido, o su reloj se adelantó. "
        "Noches que no se hicieron: {count} ({nights}). Una sola revisión las repone.",
    ),
    TroubleKind.BOARD_INCOMPLETE: Words(
        "Only part of the results board “{board}” could be seen: {problem}. Nothing is concluded of the rest; "
        "this is told again only if it is seen whole in between.",
        "Solo se pudo ver una parte del tablero de resultados “{board}”: {problem}. No se "
        "concluye nada del resto, y no se volverá a avisar a menos que entretanto se haya "
        "podido ver completo.",
    ),
    TroubleKind.VERIFY_FAILED: Words(
        "“testigo verify” found evidence altered or missing: {problem}. Leave the folder as it is and "
        "compare it with your last copy.",
        "“testigo verify” encontró evidencia alterada o faltante: {problem}. Deje la carpeta como está y "
        "compárela con su última copia.",
    ),
    TroubleKind.STORE: Words(
        "The evidence database can't be used, so this message could not be written down and may come "
        "twice: {problem}",
        "La base de datos de evidencia no se puede usar; por eso este mensaje no quedó registrado y podría "
        "llegar dos veces: {problem}",
    ),
    TroubleKind.CLOCK: Words(
        "The clock of the machine was wrong by hours (run of {at}): the looks of that run "
        "({count}) were taken back and none counts. What they looked at is looked at again. "
        "Let the machine set its clock (NTP).",
        "El reloj del equipo estaba desfasado por horas (revisión del {at}): lo que se "
        "consultó en esa revisión se anuló y no cuenta (consultas: {count}). Todo ello se "
        "vuelve a revisar. Haga que el equipo ajuste su reloj (NTP).",
    ),
    TroubleKind.SERIES: Words(
        "A new version of “{series}” ({old} → {new}) says less: {counts}. {first} See “testigo series {series}”.",
        "Una nueva versión de “{series}” ({old} → {new}) dice menos: {counts}. {first} Vea “testigo series {series}”.",
    ),
    TroubleKind.MAYBE_LOST: Words(
        "The notice of {at} may not have reached you ({problem}). It is not sent again by itself; "
        "all it told is in the report.",
        "Es posible que el aviso del {at} no le haya llegado ({problem}). No se reenvía por sí solo; todo "
        "lo que decía está en el informe.",
    ),
}


def word(key: str, language: Language, **facts: Any) -> str:
    """The words for ``key``."""
    return WORDS[key].filled(language, facts)


def count(key: str, n: int, language: Language) -> str:
    """``2 missing``."""
    return counted(COUNTS[key], n, language)


def unsettled(counts: Mapping[NoticeState, int], language: Language) -> str:
    """How many notices did not arrive yet, and what to do about each kind; empty when all did."""
    return "; ".join(word(f"unsettled-{state}", language, n=n) for state, n in counts.items())


def trouble(kind: TroubleKind, facts: Mapping[str, Any], language: Language) -> str:
    """What happened, and what to do; a fact that is not known is a question mark."""
    told = {name: Day(fact) if name == "at" else fact for name, fact in facts.items()}
    words = TROUBLES[kind]
    if "problem" in facts:
        problem = facts.get("in_each", {}).get(language)
        problem = problem or kept(str(facts["problem"])).text(language)
        # some problems are whole sentences; where ours goes on behind it, it ends once
        ends = words.text(language).endswith("{problem}")
        told["problem"] = problem if ends else problem.rstrip(". ")
    return words.filled(language, told)
