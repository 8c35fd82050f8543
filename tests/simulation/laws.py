"""What must be true after every story, whatever happened in it.

A law is a function from a finished :class:`Story` to what breaks it, in words. Each has a planted
fault that breaks it (:mod:`tests.simulation.faults`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence import clock
from evidence.clock import LEAD
from evidence.custody.verify import verify
from evidence.store import Store
from evidence.verdicts.series import Rules
from evidence.vocabulary import NightEvent, RunKind
from schedules.notices.outbox import GIVE_UP
from tests.simulation.observed import Observed, look_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from evidence.folder import EvidenceFolder
    from tests.simulation.journal import Journal
    from tests.simulation.observed import Attempt, Rows
    from tests.simulation.script import Script, Weather

_RULES = Rules()
_SENT = 4
"""Requests that one look may send to one address: two attempts, each sent again where a connection that
was kept turns out to be closed."""
_GONE_ON_WITH = timedelta(hours=10)
"""After which a run that several attempts made may be older than one that is gone on with."""
_PAUSE = 4.5
"""Hours within which a night that failed is tried again: the service's longest pause, and a little."""
_HANGS = 8 * 60.0
"""Seconds for which a run may hang: the configured five minutes, and some ticks."""
_GROWTH = 120_000
"""Kilobytes that a night may take beside what a process has at its start; most take half of it."""


@dataclass(frozen=True)
class Story:
    """A script that was played, and all that is known of how it went."""

    script: Script
    seen: Observed
    journal: Journal
    folder: EvidenceFolder
    base: int
    """kilobytes of a process before its night"""

    def hour(self, moment: datetime) -> float:
        """Hours since the story began."""
        return (moment - self.script.start).total_seconds() / 3600


def one_verdict_a_night(story: Story) -> Iterator[str]:
    """Every due input has one verdict a night: a finished run has one check of each."""
    cited = story.script.cited()
    for attempt in story.seen.attempts:
        done = Counter((run, url) for run, url in attempt.rows.checks.values())
        for (run, url), times in done.items():
            if times > 1:
                yield f"{url} has {times} checks in the run {run[:8]}"
        for run, (kind, state, due) in attempt.rows.runs.items():
            found = {url for of, url in attempt.rows.checks.values() if of == run and url in cited}
            if kind == "night" and state == "finished" and len(found) != due:
                yield f"the run {run[:8]} is finished with {len(found)} of {due} looks"


def all_is_looked_at(story: Story) -> Iterator[str]:
    """No cited address is left out: every night that went to its end looks at what was never seen."""
    last = story.seen.attempts[-1].rows
    seen = {url for _, url in last.checks.values()}
    calm = story.script.calm * story.script.step
    for url, (host, document) in story.script.cited().items():
        listed = any(
            one.path == document.path and one.begin < calm and one.end > calm + story.script.step
            for one in host.board
        )
        if url not in seen and (listed or not host.board):
            yield f"nobody ever looked at {url}"


def no_look_twice(story: Story) -> Iterator[str]:
    """No look is done twice in a run: what was kept before a kill is not asked for again after it."""
    asked: dict[int, Counter[str]] = defaultdict(Counter)
    for one in story.journal.read("request"):
        if not one["browser"]:
            asked[one["process"]][one["url"]] += 1
    cited = story.script.cited()
    before: dict[str, set[str]] = {}
    for attempt in story.seen.attempts:
        for url, times in asked[attempt.process].items():
            if url in cited and times > _SENT:
                yield f"{url} was asked for {times} times in one process"
            for run, kept in before.items():
                gone_on_with = attempt.rows.runs[run][1] != "interrupted"
                if gone_on_with and url in kept and url in cited:
                    yield f"{url} was kept in the run {run[:8]} and asked for again in it"
        left = {
            run
            for run, (kind, state, _) in attempt.rows.runs.items()
            if kind == "night" and state == "running"
        }
        before = {
            run: {url for of, url in attempt.rows.checks.values() if of == run} for run in left
        }


def a_run_is_gone_on_with(story: Story) -> Iterator[str]:
    """A run that was killed is no other by the next attempt at its night."""
    for killed, after in pairwise(story.seen.attempts):
        odd = story.script.is_odd(story.hour(killed.begun), story.hour(after.begun))
        late = after.begun - killed.begun > _GONE_ON_WITH
        if killed.date != after.date or after.trouble is not None or odd or late:
            continue
        for run, (kind, state, _) in killed.rows.runs.items():
            over = after.rows.runs[run][1] == "interrupted"
            if kind == "night" and state == "running" and over:
                yield f"the run {run[:8]} was killed, and another was begun in its place"


def nothing_is_lost(story: Story) -> Iterator[str]:
    """What was kept once is kept for good: no kill, power cut or full disk takes a check away."""
    kept: set[str] = set()
    captured: set[str] = set()
    for attempt in story.seen.attempts:
        offline = {run for run, (_, state, _) in attempt.rows.runs.items() if state == "offline"}
        gone = kept - set(attempt.rows.checks)
        if gone and not offline:
            yield f"{len(gone)} checks are gone after night {attempt.night}"
        if captured - attempt.rows.captures and not offline:
            yield f"captures are gone after night {attempt.night}"
        kept = set(attempt.rows.checks)
        captured = set(attempt.rows.captures)


def all_verifies(story: Story) -> Iterator[str]:
    """Log, database, index and WARC agree: ``verify`` finds nothing."""
    store = Store(story.folder.database)
    try:
        for finding in verify(story.folder, store):
            if not finding.note:
                yield f"{finding.where}: {finding.problem}"
    finally:
        store.close()


def _lost_to_looks(story: Story, attempt: Attempt, url: str, since: float) -> float:
    """The hour since when no attempt could see a URL that is lost without a break ``since`` one, and the
    first of them found it lost: an answer that shows nothing at all says neither."""
    host, document = story.script.cited()[url]
    earlier = [story.hour(one.begun) for one in story.seen.attempts if one.begun < attempt.begun]
    for hour in reversed(earlier):
        if host.is_lost(document, hour):
            since = min(since, hour)
        elif host.is_shown(document, hour):
            break
    return since


def no_false_loss(story: Story) -> Iterator[str]:
    """No loss is confirmed that is not in the script, and lasts.

    The first look at a loss is a suspicion, and is not made once more as a browser: what was refused to
    programs until it went counts as lost since then, but it must have been gone for the looks that were.
    What was there again between two looks, and at none of them, nobody can know.
    """
    least = 1.4 * 24 if story.script.nightly else 6 * 24
    twice = 0.8 * story.script.apart
    before: set[str] = set()
    for attempt in story.seen.attempts:
        confirmed = {
            url
            for url, (verdict, _, certainty) in attempt.rows.standings.items()
            if verdict == "missing" and certainty == "confirmed"
        }
        for url in confirmed - before:
            if url not in story.script.cited():
                continue
            host, document = story.script.cited()[url]
            since = host.lost_since(document, story.hour(attempt.begun))
            ended = story.hour(attempt.ended)
            if since is None:
                yield f"{url} is confirmed missing in night {attempt.night}, and it is there"
                continue
            since = _lost_to_looks(story, attempt, url, since)
            if ended - since < twice or ended - host.unseen_since(document, since) < least:
                yield f"{url} is confirmed missing in night {attempt.night}, lost for a moment"
        before = confirmed


def every_loss_in_time(story: Story) -> Iterator[str]:
    """Every loss that lasts is confirmed after the looks that the rules ask for; where there was no time for all
    of them, it stands as a loss all the same. Of a document that nobody has seen it is not known that a page which
    says no more of it ever was another."""
    end = story.seen.attempts[-1]
    calm = next((one for one in story.seen.attempts if one.night == story.script.calm), None)
    if calm is None:
        return
    # what another looked at since is looked at a night later
    is_merged = any(one.night == calm.night - 1 for one in story.seen.merges)
    is_late = is_merged or _began_late(story, calm) or _ends_early(story, calm)
    for url, (host, document) in story.script.cited().items():
        since = host.lost_since(document, story.hour(end.ended))
        if since is None or since >= story.hour(calm.begun):
            continue
        verdict, cause, certainty = end.rows.standings.get(url, ("nothing", "", ""))
        unknown = url in end.rows.never_good and cause == "soft-404"
        if verdict != "missing" or (certainty != "confirmed" and not (is_late or unknown)):
            yield f"{url} is lost since hour {since:.0f}, and stands as {certainty} {verdict} ({cause})"


def all_dates_are_of_the_story(story: Story) -> Iterator[str]:
    """In the end nothing is lost since before anybody looked at it, or by a look that is still to come:
    what a wrong clock wrote does not count."""
    last = story.seen.attempts[-1]
    first = clock.stamp(story.script.start - LEAD)
    latest = clock.stamp(last.ended + LEAD)
    for url, (since, look) in last.rows.times.items():
        is_bad = last.rows.standings[url][0] in ("missing", "unreachable")
        if (is_bad and since < first) or look > latest:
            yield f"{url} stands since {since}, by a look of {look}"


def board_news_once(story: Story) -> Iterator[str]:
    """What happens to an entry of a results board is news once, and nothing else is."""
    board = story.script.board
    before: dict[str, str] | None = None
    visits: frozenset[str] = frozenset()
    news: set[str] = set()
    for number, attempt in enumerate(story.seen.attempts if board else ()):
        assert board is not None
        if any(one.attempts == number for one in story.seen.merges):
            # theirs are no news of ours, and what they have seen is none any more
            before = None
            visits, news = attempt.rows.visits, set(attempt.rows.news)
            continue
        begun, ended = story.hour(attempt.begun), story.hour(attempt.ended)
        now = board.listed(begun)
        if now != board.listed(ended):
            return  # it may have seen either
        new = [label for key, (_, label) in attempt.rows.news.items() if key not in news]
        is_whole = attempt.rows.visits > visits
        if before is not None:
            told = Counter(new)
            changed = {label for label in {*before, *now} if before.get(label) != now.get(label)}
            for label in changed - set(told) if is_whole else ():
                yield f"night {attempt.night}: nobody was told of {label} on the board"
            for label, times in told.items():
                if label not in changed or times > 1:
                    yield f"night {attempt.night}: {times} news of {label} on the board"
            # a visit that could not see all may tell of what it saw
            seen = now if is_whole else {one: now[one] for one in told if one in now}
            before = {one: to for one, to in before.items() if one not in told} | seen
        if is_whole:
            before = now
        visits, news = attempt.rows.visits, set(attempt.rows.news)


def _began_late(story: Story, calm: Attempt) -> bool:
    """Whether the night before the calm ones began later than the rules allow for: what it looked at then
    is looked at a night later."""
    before = [one for one in story.seen.attempts if one.begun < calm.begun]
    least = story.script.apart - LEAD / timedelta(hours=1)
    return bool(before) and story.hour(calm.begun) - story.hour(before[-1].begun) < least


def _ends_early(story: Story, calm: Attempt) -> bool:
    """Whether the calm nights are over before the default rules allow a loss to be confirmed, because the
    first of them was made up for."""
    span = story.hour(story.seen.attempts[-1].begun) - story.hour(calm.begun)
    least = (_RULES.missing.over - _RULES.slack) / timedelta(hours=1)
    return not story.script.nightly and span < least


def told_once(story: Story) -> Iterator[str]:
    """Readers hear of each event once: no notice comes twice, and no news before its opposite."""
    notices = [one["notice"] for one in story.journal.read("notice")]
    for name, times in Counter(one["id"] for one in notices).items():
        if times > 1:
            yield f"the notice {name[:8]} came {times} times"
    last: dict[str, str] = {}
    if not story.script.jumps:  # else they can't be put in order by what they say
        notices.sort(key=lambda notice: str(notice["composed_at"]))
    for one in notices:
        for item in one["items"]:
            news = f"{item['news']} {item['verdict']}"
            if last.get(item["url"]) == news and item["news"] != "changed":
                yield f"{item['url']} is told as {news} twice"
            last[item["url"]] = news
    for name, times in Counter(one["id"] for one in story.journal.read("mail")).items():
        if times > 1:
            yield f"the mail {name} came {times} times"


def every_loss_is_told(story: Story) -> Iterator[str]:
    """A confirmed loss reaches the readers, or a notice that waits or may not have arrived tells of it. Of what
    something was told lately another thing is told only when it has stood for a week."""
    told = {item["url"] for one in story.journal.read("notice") for item in one["notice"]["items"]}
    letters = "\n".join(one["text"] for one in story.journal.read("mail"))
    by_web, by_mail = _is_sure(story, story.script.readers), story.script.mail is not None
    by_mail = by_mail and _is_sure(story, story.script.mail or ())
    for url, (verdict, _, certainty) in story.seen.attempts[-1].rows.standings.items():
        lost = verdict == "missing" and certainty == "confirmed" and url in story.script.cited()
        if lost and by_web and url not in told:
            yield f"nobody was told that {url} is lost"
        if lost and by_mail and url not in letters:
            yield f"nobody was told by mail that {url} is lost"


def _is_sure(story: Story, weather: tuple[Weather, ...]) -> bool:
    """Whether all that was told must have arrived by the end, as nothing waits any more."""
    end = story.hour(story.seen.attempts[-1].ended)
    waits = look_at(story.folder.database).notices_waiting > 0
    return not any((waits and one.end > end) or _may_lose_a_notice(one) for one in weather)


def _may_lose_a_notice(weather: Weather) -> bool:
    """Whether readers may have taken a notice and not said so, or were away until it was given up."""
    away = timedelta(hours=weather.end - weather.begin)
    return weather.kind in ("silent", "deaf") or away >= GIVE_UP


def no_silent_night(story: Story) -> Iterator[str]:
    """Every night that began has an end that somebody hears of, and the last one is finished: it makes
    up for those that never were."""
    ends = {(e.night, e.kind) for _, e in story.seen.events}
    for night in sorted({attempt.date for attempt in story.seen.attempts}):
        if (night, NightEvent.FINISHED) not in ends and (night, NightEvent.FAILED) not in ends:
            yield f"the night {night} began, and nobody heard of its end"
    for attempt in story.seen.attempts:
        last_of_night = attempt.date not in {
            a.date for a in story.seen.attempts if a.begun > attempt.begun
        }
        left = any(
            kind == "night" and state == "running" for kind, state, _ in attempt.rows.runs.values()
        )
        if last_of_night and left and (attempt.date, NightEvent.FINISHED) in ends:
            yield f"the night {attempt.date} is said to be finished, and its run is not"
    for failed, after in pairwise(story.seen.attempts):
        pause = _served(story, failed.ended, after.begun) / timedelta(hours=1)
        if story.script.is_odd(story.hour(failed.begun), story.hour(after.begun)):
            continue  # by another clock the night that failed is still to come, or long over
        if (failed.date, NightEvent.FINISHED) not in ends and pause > _PAUSE:
            yield f"the night {failed.date} failed, and for {pause:.0f} hours nobody tried again"
    last = story.seen.attempts[-1].date
    if (last, NightEvent.FINISHED) not in ends:
        yield f"the night {last} never came to its end"
    if story.seen.attempts[-1].night != story.script.nights - 1:
        yield f"the service ran {story.seen.attempts[-1].night + 1} of {story.script.nights} nights"


def _served(story: Story, begin: datetime, end: datetime) -> timedelta:
    """For how long there was a service between two moments that could have tried again."""
    without = (min(till, end) - max(since, begin) for since, till in story.seen.without_service)
    return end - begin - sum((one for one in without if one > timedelta(0)), timedelta(0))


def honest_ends(story: Story) -> Iterator[str]:
    """A process ends with what happened to it, in one line, and never by an error that nobody
    foresaw."""
    for attempt in story.seen.attempts:
        kind = attempt.trouble.kind if attempt.trouble else ""
        code = attempt.done.code
        if (code == -9 and kind in ("kill", "power", "hang")) or (code == -15 and kind == "stop"):
            continue
        if code not in (0, 1, 2, 3) or (code == 2 and kind not in ("full", "sync")):
            yield f"night {attempt.night}: exit code {code} ({attempt.said}) without such a cause"
        if "Traceback" in attempt.text or "Error:" in attempt.said:
            yield f"night {attempt.night}: {attempt.said}"


def our_outage_is_nobodys(story: Story) -> Iterator[str]:
    """A night without a network of ours records nothing of anybody."""
    before: set[str] = set()
    for attempt in story.seen.attempts:
        new = set(attempt.rows.checks) - before
        new -= {check for one in story.seen.merges for check in one.theirs.checks}
        # what is kept is judged anew where an archive had a copy from the day of the citation
        walks = {run for run, (kind, *_) in attempt.rows.runs.items() if kind == "night"}
        new = {check for check in new if attempt.rows.checks[check][0] in walks}
        if attempt.trouble and attempt.trouble.kind == "offline" and new:
            yield f"{len(new)} looks of night {attempt.night} are kept, without a network"
        before = set(attempt.rows.checks)
    yield from _outages(story)


def _outages(story: Story) -> Iterator[str]:
    """A run that ended because our network failed in it says nothing new against anybody who was there."""
    stood: dict[str, tuple[str, str, str]] = {}
    for attempt in story.seen.attempts:
        begun, ended = story.hour(attempt.begun), story.hour(attempt.ended)
        is_ours = attempt.trouble is not None and attempt.trouble.kind == "outage"
        if is_ours and "offline: our own connection failed" in attempt.said:
            for url, standing in attempt.rows.standings.items():
                host, document = story.script.cited().get(url, (None, None))
                there = host and document and host.is_well(document, begun, ended)
                if (
                    there
                    and standing[0] in ("missing", "unreachable")
                    and standing != stood.get(url)
                ):
                    yield f"{url} stands as {standing[0]} ({standing[1]}) since our own network failed"
        stood = attempt.rows.standings


def no_stray_connection(story: Story) -> Iterator[str]:
    """Nobody but the cited hosts is asked, and no address of our own network."""
    for one in story.journal.read("stray"):
        yield f"{one['address']}:{one['port']} was connected to"


def no_run_hangs(story: Story) -> Iterator[str]:
    """A run that keeps nothing for as long as is configured is ended by its service, or the next."""
    for attempt in story.seen.attempts:
        if attempt.still > _HANGS and attempt.trouble and attempt.trouble.kind == "hang":
            yield f"a run of night {attempt.night} hung for {attempt.still / 60:.0f} minutes"


def one_run(story: Story) -> Iterator[str]:
    """Of two runs on one folder the second is refused, and says so."""
    for code in story.seen.second_runs:
        if code != 75:
            yield f"a run that began beside another ended with {code}"


def merged_whole(story: Story) -> Iterator[str]:
    """What another organisation has is taken in all or not at all, and nothing of ours goes."""
    for one in story.seen.merges:
        if one.looked not in (0, 1, 3) or one.code != 0:
            yield f"after night {one.night}: its run ended with {one.looked}, the merge with {one.code}"
            continue
        ours, after, theirs = _kept(one.before), _kept(one.after), _kept(one.theirs)
        if missing := (ours | theirs) - after:
            yield f"after night {one.night}: {len(missing)} rows missing"
        if more := after - ours - theirs - _judged(one.after):
            yield f"after night {one.night}: {len(more)} rows from nowhere"
        half = _kept(one.halfway) if one.halfway else ours
        if half not in (ours, after):
            yield f"after night {one.night}: {len(half - ours)} rows of a merge that was killed"


def _kept(rows: Rows) -> set[str]:
    """The ids of runs, checks and captures."""
    return {*rows.runs, *rows.checks, *rows.captures}


def _judged(rows: Rows) -> set[str]:
    """What was judged again without a look: runs that are over at once, and their checks."""
    runs = {run for run, (kind, _, _) in rows.runs.items() if kind == RunKind.ARCHIVE}
    return runs | {check for check, (run, _) in rows.checks.items() if run in runs}


def one_save_each(story: Story) -> Iterator[str]:
    """A page is not handed in again to an archive that may have it."""
    for url, times in Counter(one["url"] for one in story.journal.read("saved")).items():
        if times > 1:
            yield f"{url} was saved {times} times"


def one_service(story: Story) -> Iterator[str]:
    """Of two services on one folder the second is refused."""
    if story.seen.two_services:
        yield "two services ran the nights of one folder"


def memory_is_flat(story: Story) -> Iterator[str]:
    """No night takes more memory than the bounds on what is under way allow."""
    for attempt in story.seen.attempts:
        if attempt.done.peak - story.base > _GROWTH:
            grown = (attempt.done.peak - story.base) // 1000
            yield f"night {attempt.night} took {grown} MB"


LAWS: tuple[Callable[[Story], Iterator[str]], ...] = (
    one_verdict_a_night,
    all_is_looked_at,
    no_look_twice,
    a_run_is_gone_on_with,
    nothing_is_lost,
    all_verifies,
    no_false_loss,
    every_loss_in_time,
    all_dates_are_of_the_story,
    told_once,
    every_loss_is_told,
    no_silent_night,
    honest_ends,
    our_outage_is_nobodys,
    no_stray_connection,
    one_save_each,
    one_service,
    one_run,
    no_run_hangs,
    board_news_once,
    merged_whole,
    memory_is_flat,
)


def broken(story: Story) -> list[tuple[str, str]]:
    """The laws that a story breaks, each with how."""
    if not story.seen.attempts:
        return [("plays", "no night ever began")]
    return [(law.__name__, how) for law in LAWS for how in law(story)]
