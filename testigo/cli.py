"""The command line. Each command is a file in ``commands/``, imported when it is called."""

from __future__ import annotations

import gc
import importlib
import logging
import sys
import traceback
from typing import Any

import click

from evidence.bilingual import LANGUAGES, SpokenLog, Words
from evidence.errors import ExitCode, TestigoError
from evidence.files import reason
from evidence.version import VERSION
from testigo.command_names import meant
from testigo.declare import Command, Option, option
from testigo.speech import language_of, say, speak, spoken
from testigo.stopping import heed

COMMANDS: dict[str, Words] = {
    "init": Words("Write a commented testigo.toml.", "Escribe un testigo.toml comentado."),
    "demo": Words(
        "See it work: a small web on this machine, two nights, and the report.",
        "Muestra cómo funciona: una pequeña web en este equipo, dos noches y el informe.",
    ),
    "scan": Words(
        "Print the citations of reports; stores nothing.",
        "Muestra las citas de los informes; no guarda nada.",
    ),
    "add": Words(
        "Register reports and boards, and read their citations.",
        "Registra informes y tableros, y lee sus citas.",
    ),
    "sources": Words(
        "What is watched: list, rename, date, tag, retire.",
        "Lo que se vigila: enumerar, renombrar, fechar, etiquetar, retirar.",
    ),
    "run": Words(
        "One night, now: look at all that is due and keep the evidence.",
        "Una noche, ahora: revisa todo lo pendiente y guarda la evidencia.",
    ),
    "check": Words("One citation, the full story.", "Una cita y toda su historia."),
    "archive": Words(
        "Work the outbox: look up, fetch and save in web archives.",
        "Atiende lo pendiente con los archivos web: buscar, descargar y guardar copias.",
    ),
    "report": Words("Write the broken-evidence report.", "Escribe el informe de evidencia rota."),
    "mend": Words(
        "Write a document again with its references put right.",
        "Vuelve a escribir un documento con sus referencias corregidas.",
    ),
    "history": Words("The timeline of one URL.", "La cronología de una dirección."),
    "diff": Words(
        "What changed in one URL between two captures.",
        "Qué cambió en una dirección entre dos capturas.",
    ),
    "compare": Words(
        "What changed between any two files, captures or URLs.",
        "Qué cambió entre dos archivos, capturas o direcciones cualesquiera.",
    ),
    "series": Words(
        "What became of each commitment of a plan from version to version.",
        "Qué fue de cada compromiso de un plan de una versión a otra.",
    ),
    "accept": Words(
        "Accept a change: later looks compare with it.",
        "Acepta un cambio: las revisiones siguientes se comparan con él.",
    ),
    "overrule": Words(
        "Say that what looks lost is not: no alarm is raised for it.",
        "Declara que no se perdió lo que parece perdido: no se da ninguna alarma.",
    ),
    "status": Words("Where things stand.", "Panorama general."),
    "notify": Words(
        "Tell what is new, and deliver what waits.",
        "Avisa de las novedades y entrega lo que quedó pendiente.",
    ),
    "schedule": Words(
        "When nights are run, and when the next one is.",
        "Cuándo hay noches y cuándo es la próxima.",
    ),
    "desk": Words(
        "One citation, answered in a browser, with the proof beside it.",
        "Una cita, respondida en el navegador, con la prueba al lado.",
    ),
    "site": Words(
        "What the desk shows as files, for any web server to publish.",
        "Lo que muestra el escritorio, en archivos que puede publicar cualquier servidor web.",
    ),
    "serve": Words(
        "The nightly service: run what is due, make up for what was missed.",
        "El servicio nocturno: revisa lo pendiente y repone las noches que no se hicieron.",
    ),
    "observe": Words(
        "Look for other organisations, and have them look for you.",
        "Observa para otras organizaciones y les pide que observen para usted.",
    ),
    "witness": Words(
        "Cosign the logs of others, so that nobody can rewrite theirs unseen.",
        "Cofirma las bitácoras de otros, para que nadie reescriba la suya a escondidas.",
    ),
    "verify": Words(
        "Hash everything again and name what was altered.",
        "Recalcula todas las huellas y señala lo que se alteró.",
    ),
    "export": Words(
        "Hand evidence over: a signed WACZ package that proves itself.",
        "Entrega la evidencia: un paquete WACZ firmado que se comprueba por sí mismo.",
    ),
    "restored": Words(
        "Go on from an older copy of the folder that was put back.",
        "Sigue a partir de una copia anterior de la carpeta que se restituyó.",
    ),
    "merge": Words("Take in another folder's evidence.", "Incorpora la evidencia de otra carpeta."),
    "doctor": Words(
        "What is wrong with this set-up, and what to do about it.",
        "Qué está mal en esta instalación y qué hacer al respecto.",
    ),
}
"""Name -> the line that ``testigo --help`` shows, so that showing it imports nothing heavy."""


COLLECT_AFTER = 10_000
"""Objects between two rounds of the cycle collector while commands load (CPython's own: 700). Loading
850 modules makes hundreds of thousands of objects that stay: of the 0.85 s of CPU that it takes to
start a night the collector's rounds are 0.12; peak memory stays the same (docs/performance.md)."""


class _Group(Command, click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"testigo.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            one = meant(args[0])
            message = _MEANT.filled(spoken(), {"typed": args[0], "command": one}) if one else None
            raise click.NoSuchCommand(args[0], message, () if one else COMMANDS, ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where it is cut off Click would write an empty line of its own."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stopped:
            raise click.exceptions.Abort from stopped

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(_COMMANDS.text(spoken())):
            formatter.write_dl([(name, told.text(spoken())) for name, told in COMMANDS.items()])


_COMMANDS = Words("Commands", "Comandos")
_MEANT = Words(
    "No such command '{typed}'. Did you mean '{command}'?",
    "No existe el comando '{typed}'. ¿Quiso decir '{command}'?",
)
_HELP = Words(
    """Testigo walks every URL that a report cites, keeps what is there now as evidence, and says
    what went missing or changed.

    \b
    First steps:
      testigo demo               see the whole job on this machine, no network needed
      testigo add report.html    register your report
      testigo run                look at everything it cites
      testigo report             write the report of what was lost or changed

    \b
    Exit codes: 0 sound, 1 broken evidence found, 2 usage or configuration,
    3 could not check (blocked, unreachable, offline, interrupted), 75 another run holds the folder.
    """,
    """Testigo recorre cada dirección que cita un informe, guarda como evidencia lo que hay ahí y dice
    qué desapareció o cambió.

    \b
    Primeros pasos:
      testigo demo               ver todo el proceso en este equipo, sin red
      testigo add informe.html   registrar su informe
      testigo run                revisar todo lo que cita
      testigo report             escribir el informe de lo que se perdió o cambió

    \b
    Códigos de salida: 0 todo en orden, 1 hay evidencia rota, 2 error de uso o de configuración,
    3 no se pudo revisar (bloqueado, inaccesible, sin red, interrumpido), 75 otra revisión está usando la carpeta.
    """,
)


@click.group(
    cls=_Group,
    told=_HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=Words("Language of the answer.", "Idioma de la respuesta."),
)
@click.version_option(
    VERSION,
    message="Testigo %(version)s",
    cls=Option,
    told=Words("Show the version and exit.", "Muestra la versión y termina."),
)
def cli() -> None:
    """The command line; what it says of itself is :data:`_HELP`."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns its exit code. Every error is one line unless ``-v`` was given."""
    gc.set_threshold(COLLECT_AFTER)
    arguments = sys.argv[1:] if arguments is None else arguments
    verbose = "-v" in arguments or "--verbose" in arguments
    _listen(verbose=verbose)
    speak(language_of(arguments))
    try:
        code = _called(arguments)
    except click.exceptions.Abort:
        code = _interrupted()
    except click.UsageError as error:
        error.show()
        code = ExitCode.USAGE
    except click.ClickException as error:
        code = _fail(error.format_message(), ExitCode.USAGE)
    except TestigoError as error:
        if verbose:
            traceback.print_exc()
        code = _fail(error.text(spoken()), error.exit_code)
    except KeyboardInterrupt:
        code = _interrupted()
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left; nothing to say to nobody
        code = ExitCode.SOUND
    except OSError as error:
        if verbose:
            traceback.print_exc()
        what = f"{error.filename}: " if error.filename else ""
        code = _fail(f"{what}{reason(error).text(spoken())}", ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - the boundary to the user: one line, and the rest on request
        if verbose:
            traceback.print_exc()
        told = f"{type(error).__name__}: {error} ({_DETAILS.text(spoken())})"
        code = _fail(told, ExitCode.USAGE)
    return code


def _called(arguments: list[str]) -> int:
    """Run the command to the last byte that it says; returns its exit code."""
    heed()
    code = cli.main(arguments, prog_name="testigo", standalone_mode=False)
    if sys.stdout is not None:  # it was closed before we came
        sys.stdout.flush()
    return int(code or 0)


def _listen(*, verbose: bool) -> None:
    """Let the crawler tell on stderr what it notes of its work. What is wrong is told without, by
    Python's own last resort, in the reader's language."""
    spoken_log = SpokenLog(spoken)
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(spoken_log)
    if verbose:
        crawler = logging.getLogger("crawler")
        handler = logging.StreamHandler()
        handler.setFormatter(spoken_log)
        crawler.addHandler(handler)
        crawler.setLevel(logging.INFO)


def _fail(text: str, code: ExitCode) -> ExitCode:
    say(f"testigo: {' '.join(text.split())}")
    return code


def _interrupted() -> ExitCode:
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(_OVER_THE_SIGN, err=True, nl=False)
    return _fail(_INTERRUPTED.text(spoken()), ExitCode.UNCHECKED)


_OVER_THE_SIGN = "\r\x1b[K"
"""A terminal shows ``^C`` where the cursor is (stty: echoctl): back to the line's beginning, and clear it."""
_INTERRUPTED = Words("interrupted", "interrumpido")
_DETAILS = Words(
    "run again with -v for details", "para ver los detalles, ejecútelo de nuevo con -v"
)
