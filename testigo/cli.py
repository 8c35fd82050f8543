"""The command line. Each command is a file in ``commands/``, imported when it is called."""

from __future__ import annotations

import gc
import importlib
import logging
import signal
import sys
import threading
import traceback

import click

from evidence.errors import ExitCode, TestigoError
from evidence.files import reason
from evidence.version import VERSION

COMMANDS: dict[str, str] = {
    "init": "Write a commented testigo.toml.",
    "demo": "See it work: a small web on this machine, two nights, and the report.",
    "scan": "Print the citations of reports; stores nothing.",
    "add": "Register reports and boards, and read their citations.",
    "run": "One night, now: look at all that is due and keep the evidence.",
    "check": "One citation, the full story.",
    "archive": "Work the outbox: look up, fetch and save in web archives.",
    "report": "Write the broken-evidence report.",
    "mend": "Write a document again with its references put right.",
    "history": "The timeline of one URL.",
    "diff": "What changed in one URL between two captures.",
    "compare": "What changed between any two files, captures or URLs.",
    "series": "What became of each commitment of a plan from version to version.",
    "accept": "Accept a change: later looks compare with it.",
    "overrule": "Say that what looks lost is not: no alarm is raised for it.",
    "status": "Where things stand.",
    "notify": "Tell what is new, and deliver what waits.",
    "schedule": "When nights are run, and when the next one is.",
    "desk": "One citation, answered in a browser, with the proof beside it.",
    "serve": "The nightly service: run what is due, make up for what was missed.",
    "observe": "Look for other organisations, and have them look for you.",
    "witness": "Cosign the logs of others, so that nobody can rewrite theirs unseen.",
    "verify": "Hash everything again and name what was altered.",
    "export": "Hand evidence over: a signed WACZ package that proves itself.",
    "restored": "Go on from an older copy of the folder that was put back.",
    "merge": "Take in another folder's evidence.",
    "doctor": "What is wrong with this set-up, and what to do about it.",
}
"""Name -> the line that ``testigo --help`` shows, so that showing it imports nothing heavy."""


COLLECT_AFTER = 10_000
"""Objects between two rounds of the cycle collector while commands load (CPython's own: 700). Loading
850 modules makes hundreds of thousands of objects that stay: of the 0.85 s of CPU that it takes to
start a night the collector's rounds are 0.12; peak memory stays the same (docs/performance.md)."""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"testigo.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, message="Testigo %(version)s")
def cli() -> None:
    """Testigo walks every URL that a report cites, keeps what is there now as evidence, and says
    what went missing or changed.

    \b
    First steps:
      testigo demo               see the whole job on this machine, no network needed
      testigo add report.html    register your report
      testigo run                look at everything it cites
      testigo report             write what is broken

    \b
    Exit codes: 0 sound, 1 broken evidence found, 2 usage or configuration,
    3 could not check (blocked, unreachable, offline, interrupted), 75 another run holds the folder.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; every error is one line unless ``-v`` was given."""
    gc.set_threshold(COLLECT_AFTER)
    arguments = sys.argv[1:] if arguments is None else arguments
    verbose = "-v" in arguments or "--verbose" in arguments
    _listen(verbose=verbose)
    _end_by_sigterm()
    try:
        code = cli.main(arguments, prog_name="testigo", standalone_mode=False)
    except click.exceptions.Abort:
        code = _fail("interrupted", ExitCode.UNCHECKED)
    except click.UsageError as error:
        error.show()
        code = ExitCode.USAGE
    except click.ClickException as error:
        code = _fail(error.format_message(), ExitCode.USAGE)
    except TestigoError as error:
        if verbose:
            traceback.print_exc()
        code = _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = _fail("interrupted", ExitCode.UNCHECKED)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left; nothing to say to nobody
        code = ExitCode.SOUND
    except OSError as error:
        if verbose:
            traceback.print_exc()
        what = f"{error.filename}: " if error.filename else ""
        code = _fail(f"{what}{reason(error)}", ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - the boundary to the user: one line, and the rest on request
        if verbose:
            traceback.print_exc()
        code = _fail(
            f"{type(error).__name__}: {error} (run again with -v for details)", ExitCode.USAGE
        )
    sys.exit(int(code or 0))


def _end_by_sigterm() -> None:
    """Let SIGTERM end a command as Ctrl-C does: what is finished is kept, and the exit code says that
    it was interrupted."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _listen(*, verbose: bool) -> None:
    """Let the crawler tell on stderr what it notes of its work. What is wrong is told without, by
    Python's own last resort."""
    if verbose:
        crawler = logging.getLogger("crawler")
        crawler.addHandler(logging.StreamHandler())
        crawler.setLevel(logging.INFO)


def _fail(text: str, code: ExitCode) -> ExitCode:
    click.echo(f"testigo: {' '.join(text.split())}", err=True)
    return code
