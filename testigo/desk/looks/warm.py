"""Imported by the process that looks are forked from: what each of them would do first is done once, here."""

from __future__ import annotations

from crawler.scale.warm import made, warm
from evidence.verdicts.text import Phrases

MODULES = (
    "crawler.archives.outbox",
    "crawler.sources.document",
    "evidence.changes.quote",
    "evidence.reports.asked",
    "evidence.reports.at_hours",
    "evidence.reports.elsewhere",
    "evidence.reports.said",
    "testigo.api",
    "testigo.desk.looks.child",
)
"""What a look needs besides its walk."""

warm(*MODULES)
for _one in made("evidence.verdicts.", Phrases):  # some take a fifth of a second
    _ = _one.sentences
