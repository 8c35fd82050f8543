"""A document that is sent with 404 or 410 is judged like any other, wherever it stands, and the status told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes import compare
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement
from evidence.vocabulary import Cause
from tests.unit.pages import URL, baseline, look, redirected, words

TEXT = (
    f"<main><h1>Plan</h1><p>{words(80)}</p><h2 id=metas>Metas</h2><p>{words(90, 'meta')}</p></main>"
)
UNMARKED = TEXT.replace(" id=metas", "")
EDITED = TEXT.replace("palabra7 ", "otra cosa distinta ").replace("palabra9 ", "más nueva ")
AWAY = URL.replace("acta-2019", "actas/acta-2019")


def judged(now: str, status: int, to: str = "", url: str = URL) -> Judgement:
    before = baseline(TEXT)
    assert before.content is not None
    seen = redirected(to, now, url, status=status) if to else look(now, url, status=status)
    assert seen.content is not None
    change = compare(before.content, seen.content)
    return judge(replace(seen, baseline=before, change=change))


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize(
    ("now", "to", "mark"),
    [
        (TEXT, "", ""),
        (EDITED, "", ""),
        (TEXT, AWAY, ""),
        (UNMARKED, "", "#metas"),
        (f"{TEXT}<footer>Visitas: muchas</footer>", AWAY, ""),
    ],
    ids=["the same", "edited", "elsewhere", "a place is gone", "elsewhere, another footer"],
)
def test_the_status_makes_no_other_verdict_and_is_told(
    now: str, to: str, mark: str, status: int
) -> None:
    well, gone = (judged(now, one, to, URL + mark) for one in (200, status))
    assert (gone.cause, gone.at_most) == (well.cause, well.at_most)
    assert [*well.reasons] == [*gone.reasons[:-1]]
    assert gone.reasons[-1].rule == "alive.status"


def test_what_they_are() -> None:
    assert judged(TEXT, 404, AWAY).cause is Cause.REDIRECT
    assert judged(UNMARKED, 404, url=f"{URL}#metas").cause is Cause.PLACE_GONE
    assert judged(EDITED, 404).cause is Cause.EDITED


@pytest.mark.parametrize(("status", "cause"), [(404, Cause.HTTP_404), (410, Cause.HTTP_410)])
def test_a_page_of_a_site_with_other_words_is_gone_wherever_it_stands(
    status: int, cause: Cause
) -> None:
    other = f"<main><h1>Portal</h1><p>{words(90, 'otra')}</p></main>"
    for to in ("", AWAY):
        judgement = judged(other, status, to)
        assert judgement.cause is cause
        assert all(one.rule != "alive.status" for one in judgement.reasons)
