"""What observers said beside a look: who saw what, for answers and histories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.custody import statements
from evidence.custody.statements import StatementError
from evidence.looks.observed import US
from evidence.reports.safe import line
from evidence.store import observations
from evidence.verdicts.wording import label
from evidence.vocabulary import Manner, Silence, Verdict

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.custody.statements import Sight
    from evidence.store import Store
    from evidence.store.records import Observation

_MANNERS = {
    Manner.PROGRAM: Words("as a program", "como programa"),
    Manner.BROWSER: Words("as a browser", "como navegador"),
    Manner.LANGUAGE: Words("in another language", "en otro idioma"),
    Manner.RETURNING: Words("on a second visit", "en una segunda visita"),
    Manner.REFERRED: Words("from a search engine", "desde un buscador"),
}
_SILENT = Words("silent", "sin respuesta")
_EACH = Words(
    "in each of {count} ways of asking", "de cada una de las {count} maneras de preguntar"
)
_OURSELVES = Words("we, once more", "nosotros, una vez más")


@dataclass(frozen=True, slots=True)
class Said:
    """What one observer said, or that it said nothing."""

    row: Observation
    looks: tuple[Sight, ...]
    """by the observer's own rules; none of a silent one"""

    @property
    def silent(self) -> Silence | None:
        """Why it counts as silent; None where it spoke."""
        return self.row.problem

    def json(self) -> dict[str, Any]:
        """As one of the ``observers`` of an answer."""
        row = self.row
        return {
            "name": row.observer,
            "country": row.country,
            "network": row.network,
            "elsewhere": bool(row.is_elsewhere),
            "key": row.key_id,
            "asked_at": row.asked_at,
            "silent": row.problem,
            "looks": [
                {
                    "manner": look.manner,
                    "verdict": look.verdict,
                    "cause": look.cause,
                    "status": look.status,
                    "final_url": look.final_url,
                    "at": look.at,
                }
                for look in self.looks
            ],
        }

    def text(self, language: Language) -> str:
        """One line: ``norte (MX, Uninet): as a program missing 404; as a browser alive 200``."""
        row = self.row
        where = ", ".join(filter(None, (row.country, row.network)))
        name = _OURSELVES.text(language) if row.observer == US else row.observer
        who = f"{name} ({where})" if where else name
        return line(f"{who}: {self._shown(language)}")

    def _shown(self, language: Language) -> str:
        """What it was shown: once, where that was the same each time."""
        if not self.looks:
            return _SILENT.text(language)
        shown = [_verdict(look, language) for look in self.looks]
        if len(shown) > 1 and len(set(shown)) == 1:
            return f"{shown[0]} {_EACH.filled(language, {'count': len(shown)})}"
        told = zip(self.looks, shown, strict=True)
        return "; ".join(f"{_MANNERS[look.manner].text(language)} {text}" for look, text in told)


def of_check(store: Store, check_id: str) -> tuple[Said, ...]:
    """What observers said beside a check, in the order in which they are configured."""
    return tuple(map(_said, observations.of_check(store, check_id)))


def _said(row: Observation) -> Said:
    try:
        statement = statements.read(row.statement) if row.statement else None
    except StatementError:  # verify tells of it
        statement = None
    return Said(row, statement.sights if statement else ())


def _verdict(look: Sight, language: Language) -> str:
    known = look.verdict in list(Verdict)  # a newer version may know more
    verdict = label(look.verdict, language) if known else look.verdict
    return f"{verdict} {look.status}" if look.status else verdict
