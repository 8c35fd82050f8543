"""What ``testigo run`` says at its end: what is new, why its exit code is what it is, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Counted, Words
from evidence.errors import ExitCode
from evidence.vocabulary import Cause, Certainty
from testigo.app import hint, tell

if TYPE_CHECKING:
    import testigo
    from evidence.bilingual import Language
    from testigo.app import App

MOST_NEWS = 10
"""Lines of news: with what else is said they fit a terminal of 24 lines (POSIX's LINES by default)."""
_NEWS = {
    "lost": (
        Words("{count} new loss or change:", "{count} pérdida o modificación nueva:"),
        Words("{count} new losses or changes:", "{count} pérdidas o modificaciones nuevas:"),
    ),
    "surer": (
        Words("{count} that is surer now:", "{count} de la que hay más certeza:"),
        Words("{count} that are surer now:", "{count} de las que hay más certeza:"),
    ),
    "back": (
        Words("{count} that is back:", "{count} que volvió a estar:"),
        Words("{count} that are back:", "{count} que volvieron a estar:"),
    ),
}
_LINE = Words(
    "  {url}: {verdict}, {certainty} ({cause})", "  {url}: {verdict}, {certainty} ({cause})"
)
_BACK_LINE = Words("  {url}: {verdict}", "  {url}: {verdict}")
_MORE = Words("  and {count} more: {command}", "  y {count} más: {command}")
_STANDS = (
    Words(
        "exit code 1: {count} document stands as lost or changed",
        "código de salida 1: {count} documento sigue perdido o modificado",
    ),
    Words(
        "exit code 1: {count} documents stand as lost or changed",
        "código de salida 1: {count} documentos siguen perdidos o modificados",
    ),
)
_STANDS_BUT = (
    Words(
        "exit code 1: {count} document stands as lost or changed (those only suspected don't count; with "
        "--strict they do)",
        "código de salida 1: {count} documento sigue perdido o modificado (lo que solo se sospecha no cuenta; con "
        "--strict sí)",
    ),
    Words(
        "exit code 1: {count} documents stand as lost or changed (those only suspected don't count; with "
        "--strict they do)",
        "código de salida 1: {count} documentos siguen perdidos o modificados (lo que solo se sospecha no cuenta; con "
        "--strict sí)",
    ),
)
_UNSEEN = Words(
    "exit code 3, not everything could be checked: {why}",
    "código de salida 3, no se pudo revisar todo: {why}",
)
_ALSO_UNSEEN = Words("not everything could be checked: {why}", "no se pudo revisar todo: {why}")
_SUSPECTED = (
    Words(
        "{count} is only suspected: later looks tell, or who opens it; --strict counts it",
        "{count} es solo una sospecha: lo aclararán las próximas revisiones o quien la abra; con --strict cuenta",
    ),
    Words(
        "{count} are only suspected: later looks tell, or who opens them; --strict counts them",
        "{count} son solo sospechas: lo aclararán las próximas revisiones o quien las abra; con --strict cuentan",
    ),
)
_WHY = Words("{cause}: {count}", "{cause}: {count}")
_HELPS: dict[Cause, Words] = {
    Cause.PRIVATE_ADDRESS: Words("--allow-private", "--allow-private"),
    Cause.UNRENDERED: Words(
        "testigo doctor tells of the browser", "testigo doctor dice qué pasa con el navegador"
    ),
    Cause.INTERNAL: Words("testigo run -v tells more", "testigo run -v dice más"),
}
"""What a reader can do about it; about the others nothing but wait, or ask the site."""
_WITH_HELP = Words("{said} ({help})", "{said} ({help})")
_NO_CONTACT = Words(
    "no contact is set: put an address under [crawl] in {config}, so that sites know whom to write to",
    "no hay ningún contacto: ponga una dirección en [crawl] de {config}, para que los sitios "
    "sepan a quién escribir",
)
_NEXT = Words("next: {command}", "siguiente paso: {command}")


def tell_end(app: App, result: testigo.RunResult, code: ExitCode, *, reported: bool) -> None:
    """Say it; ``reported`` says that the report is written after it."""
    _tell_news(app, result)
    if result.walked.interrupted:
        return
    _say_why(result, code, app.language)
    if not app.folder.config.crawl.contact:
        hint(_NO_CONTACT, config=app.folder.settings_file)
    if not reported:
        hint(_NEXT, command=app.command("report" if result.broken else "status"))


def _tell_news(app: App, result: testigo.RunResult) -> None:
    from evidence.reports.causes import cause
    from evidence.reports.run_news import Turn
    from evidence.reports.safe import short
    from evidence.verdicts.wording import label

    room = MOST_NEWS
    for turn in Turn:
        found = [one.now for one in result.news if one.turn is turn]
        if not found:
            continue
        tell(Counted(_NEWS[turn], len(found)))
        for now in found[:room]:
            tell(
                _BACK_LINE if turn is Turn.BACK else _LINE,
                url=short(now.url),
                verdict=label(now.verdict, app.language),
                certainty=label(now.certainty, app.language),
                cause=cause(now.cause, app.language),
            )
        if len(found) > room:
            tell(_MORE, count=len(found) - room, command=app.command("report"))
        room = max(0, room - len(found))


def _say_why(result: testigo.RunResult, code: ExitCode, language: Language) -> None:
    suspected = sum(one.certainty is Certainty.SUSPECTED for one in result.broken)
    if code is ExitCode.BROKEN:
        sure = len(result.broken) - suspected
        hint(Counted(_STANDS_BUT if suspected and sure else _STANDS, sure or suspected))
    elif suspected:
        hint(Counted(_SUSPECTED, suspected))
    if result.unseen:
        words = _UNSEEN if code is ExitCode.UNCHECKED else _ALSO_UNSEEN
        hint(words, why=_unseen(result, language))


def _unseen(result: testigo.RunResult, language: Language) -> str:
    """leads into a private network: 30 (--allow-private); no answer in time: 2"""
    from evidence.reports.causes import cause

    told = []
    for (_, why), count in result.unseen.items():
        said = _WHY.filled(language, {"count": count, "cause": cause(why, language)})
        if why in _HELPS:
            said = _WITH_HELP.filled(language, {"said": said, "help": _HELPS[why]})
        told.append(said)
    return "; ".join(told)
