"""Measure the verdict rules on labelled pages: ``python benchmarks/verdicts.py DATA_DIR``.

Prints one table: what was asked, how many pages, how many were told right, and each page that was
not. Beside the lexicon stands EDGI's rule (title segments matched to status phrases) on the same
pages.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
import tomllib
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.changes import compare as compare_texts
from evidence.content import extract
from evidence.content.model import Content
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Judgement, Look, Probe
from evidence.verdicts.probe import compare, control_url, probe_urls
from evidence.vocabulary import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://host.example/folder/page.html"
EDGI_TITLE = re.compile(
    r"^(?:\d{3}\s*)?(?:page|file|error)?\s*[-:]?\s*(?:404|not found|page not found|gone|error)$",
    re.IGNORECASE,
)

Row = tuple[str, bool, str]
"""Name of the page, whether it was told right, and what was said of it."""


def look_at(content: Content | None, url: str = URL, status: int = 200) -> Look:
    return Look(url=url, at=NOW, final_url=url, status=status, content=content)


def said(judgement: Judgement) -> str:
    words = judgement.reasons[0].facts.get("words", "")
    return f"{judgement.verdict}:{judgement.cause} {words}"


class Soft404:
    """The pages of sites with their own 404 page, by label."""

    def __init__(self, folder: Path) -> None:
        self.pages: dict[str, list[tuple[str, str, Content]]] = defaultdict(list)
        self.cost: list[float] = []
        for entry in json.loads((folder / "labels.json").read_text()):
            content = extract(
                (folder / entry["file"]).read_bytes(), "text/html; charset=utf-8", URL
            )
            kind = "shell" if entry["empty_shell"] else entry["label"]
            self.pages[kind].append((entry["file"], entry["repo"], content))

    def judged(self, kind: str) -> Iterator[tuple[str, Judgement]]:
        for name, _, content in self.pages[kind]:
            before = time.process_time()
            judgement = judge(look_at(content))
            self.cost.append(time.process_time() - before)
            yield name, judgement

    def lexicon(self) -> list[Row]:
        return [(n, j.cause is Cause.SOFT_404, said(j)) for n, j in self.judged("404")]

    def distinct(self) -> list[Row]:
        """The same, each text of a site once."""
        texts = {(repo, content.text_sha256): name for name, repo, content in self.pages["404"]}
        return [row for row in self.lexicon() if row[0] in texts.values()]

    def real(self) -> list[Row]:
        return [(n, j.verdict is Verdict.ALIVE, said(j)) for n, j in self.judged("real")]

    def real_missing(self) -> list[Row]:
        return [(n, ok or not what.startswith("missing"), what) for n, ok, what in self.real()]

    def shells(self) -> list[Row]:
        return [
            (n, j.cause in {Cause.UNRENDERED, Cause.SOFT_404}, said(j))
            for n, j in self.judged("shell")
        ]

    def edgi_title(self, kind: str) -> list[Row]:
        def fires(content: Content) -> bool:
            return any(
                EDGI_TITLE.match(part.strip()) for part in re.split(r"[-|–—·•:]", content.title)
            )

        return [(n, fires(c) is (kind == "404"), c.title) for n, _, c in self.pages[kind]]

    def probes(self, kind: str) -> list[Row]:
        """The two-probe test on each page."""
        rows = []
        for name, page, pair in self._probed(kind):
            match = compare(page, pair, URL)
            rows.append(
                (
                    name,
                    match.same is (kind == "404"),
                    f"missing {match.missing} extra {match.extra}",
                )
            )
        return rows

    def one_probe(self, kind: str) -> list[Row]:
        """The peer: one probe whose words are the page's to 95 %."""
        rows = []
        for name, page, pair in self._probed(kind):
            other = pair[0].content
            mine, theirs = Counter(page.text.split()), Counter(other.text.split() if other else [])
            ratio = 2 * (mine & theirs).total() / max(1, (mine + theirs).total())
            rows.append((name, (ratio >= 0.95) is (kind == "404"), f"ratio {ratio:.2f}"))
        return rows

    def _probed(self, kind: str) -> Iterator[tuple[str, Content, tuple[Probe, ...]]]:
        """Each page with two answers of its site's 404 page, which echoes URL, time and a
        counter."""
        errors: dict[str, dict[str, Content]] = defaultdict(dict)
        for _, repo, content in self.pages["404"]:
            errors[repo][content.text_sha256] = content
        for name, repo, content in self.pages[kind]:
            own = [content] if kind == "404" else errors[repo].values()
            for error in own:
                page = _echoing(error, URL, 7) if kind == "404" else content
                pair = tuple(
                    Probe(url, 200, url, _echoing(error, url, count))
                    for count, url in enumerate(
                        ("https://host.example/folder/qkwzjxv", URL + "qvx"), 91
                    )
                )
                yield name, page, pair

    def other_errors(self) -> Iterator[Row]:
        """Real pages against any two 404 pages of their site, also of different languages."""
        errors: dict[str, list[Content]] = defaultdict(list)
        for _, repo, content in self.pages["404"]:
            errors[repo].append(content)
        for name, repo, content in self.pages["real"]:
            for pair in combinations(errors[repo], 2):
                probes = tuple(Probe(f"{URL}{n}", 200, "", error) for n, error in enumerate(pair))
                match = compare(content, probes, URL)
                yield name, not match.same, f"missing {match.missing} extra {match.extra}"

    def siblings_as_probes(self) -> Iterator[Row]:
        """Real pages against two other real pages of their site: what if random values met real
        records?"""
        by_site: dict[str, list[tuple[str, Content]]] = defaultdict(list)
        for name, repo, content in self.pages["real"]:
            by_site[repo].append((name, content))
        for pages in by_site.values():
            texts = {content.text_sha256: (name, content) for name, content in pages}
            unique = list(texts.values())
            for index, (name, content) in enumerate(unique[2:], 2):
                pair = tuple(Probe(f"{URL}{n}", 200, "", unique[index - n][1]) for n in (1, 2))
                match = compare(content, pair, URL)
                yield name, not match.same, f"missing {match.missing} extra {match.extra}"


def _echoing(content: Content, url: str, count: int) -> Content:
    echo = f"The address {url} was asked for at 12:0{count % 10} request {count}"
    return replace(content, lines=(*content.lines, echo), main=(*content.main, echo))


def phrases(code: str, kind: str) -> Iterator[Row]:
    """Each phrase of one language as the heading and the only sentence of a short page."""
    listed = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
    for text in listed[code][kind]:
        lines = (text, f"{text}.")
        content = Content("text/html", lines, lines, "Portal", (text,))
        judgement = judge(look_at(content))
        missing = judgement.cause is Cause.SOFT_404
        yield text, missing is (kind == "missing"), said(judgement)


def shapes(kind: str) -> Iterator[Row]:
    """Challenges as products word them, and short real pages that sound like one."""
    listed = tomllib.loads((Path(__file__).parent / "challenges.toml").read_text("utf-8"))
    for name, body in listed[kind].items():
        judgement = judge(look_at(extract(body.encode(), "text/html; charset=utf-8", URL)))
        blocked = judgement.verdict is Verdict.BLOCKED
        yield name, blocked is (kind == "challenges"), said(judgement)


CLAIM = "La dependencia publicó el informe de avance de los compromisos de gobierno abierto"


def taken_over(kind: str) -> Iterator[Row]:
    """Pages on domains that were let go, and real ones about the same, at a civic address."""
    listed = tomllib.loads((Path(__file__).parent / "taken.toml").read_text("utf-8"))
    address = "https://www.agencia.org.mx/informes/avance-2016.html"
    for name, body in listed[kind].items():
        content = extract(body.encode(), "text/html; charset=utf-8", address)
        judgement = judge(replace(look_at(content, address), claims=CLAIM))
        yield name, (judgement.cause is Cause.TAKEN_OVER) is (kind == "taken"), said(judgement)


def not_taken_over(pages: Iterable[tuple[str, Content]]) -> Iterator[Row]:
    """Real pages as if a citation that speaks of something else led to them."""
    for name, content in pages:
        address = "https://www.agencia.org.mx/informes/avance-2016.html"
        judgement = judge(replace(look_at(content, address), claims=CLAIM))
        yield name, judgement.cause is not Cause.TAKEN_OVER, said(judgement)


def ignored(pages: Iterable[tuple[str, Content]]) -> Iterator[Row]:
    """Living pages under a parameter that the server ignores: every value shows them, and none."""
    address = "https://host.example/folder/page.html?usp=sharing"
    for name, content in pages:
        pair = probe_urls(address, name)
        assert pair is not None
        asked = (*pair, control_url(address) or "")
        probes = tuple(Probe(one, 200, one, content) for one in asked)
        judgement = judge(replace(look_at(content, address), probes=probes))
        yield name, judgement.verdict is not Verdict.MISSING, said(judgement)


def challenges(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.iterdir()):
        content = extract(path.read_bytes(), "application/octet-stream", URL)
        judgement = judge(look_at(content, f"https://host.example/files/{path.name}"))
        real = content.media_type not in {"text/html", "text/plain"}
        yield path.name, (judgement.verdict is Verdict.BLOCKED) is not real, said(judgement)


def pages(folder: Path, *expected: Verdict) -> Iterator[Row]:
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".html", ".htm"}):
        judgement = judge(look_at(extract(path.read_bytes(), "", URL)))
        yield path.name, judgement.verdict in expected, said(judgement)


STATUS = {
    Verdict.MISSING: ("NOT_FOUND", "GONE"),
    Verdict.BLOCKED: ("FORBIDDEN", "UNAUTHORIZED"),
    Verdict.UNREACHABLE: ("INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "BAD_GATEWAY"),
}


def apache(folder: Path) -> Iterator[Row]:
    """Apache's error documents in our four languages, as if sent with status 200."""
    for path in sorted(folder.glob("*.var")):
        name = path.name.removeprefix("HTTP_").removesuffix(".html.var")
        expected = next((verdict for verdict, names in STATUS.items() if name in names), None)
        if expected is None:
            continue
        for part in re.split(r"(?m)^Content-language: ", path.read_text("utf-8"))[1:]:
            language = part.split()[0]
            if language not in {"en", "es", "fr", "pt-br"}:
                continue
            title = re.search(r'var="TITLE"\s+value="([^"]*)"', part)
            shown = title[1] if title else ""
            body = part.partition("top.html")[2].partition("-->")[2].partition("----------")[0]
            text = re.sub("<!--.*?-->", "", body, flags=re.DOTALL)
            html = f"<title>{shown}</title><h1>{shown}</h1><p>{text}</p>"
            judgement = judge(look_at(extract(html.encode(), "text/html; charset=utf-8", URL)))
            yield f"{name} {language}", judgement.verdict is expected, said(judgement)


def soft_failures(folder: Path) -> tuple[list[Row], list[Row]]:
    """Each bad capture against its good one, and each good one alone."""
    bad, good = [], []
    for path in sorted(folder.glob("*_GOOD.html")):
        before = extract(path.read_bytes(), "", URL)
        after = extract(Path(str(path).replace("_GOOD", "_BAD")).read_bytes(), "", URL)
        base = Baseline(
            "first-good", "", "2026-01-01", URL, "text/html", "", before.text_sha256, before
        )
        judgement = judge(
            replace(look_at(after), baseline=base, change=compare_texts(before, after))
        )
        apart = judgement.verdict is not Verdict.ALIVE or judgement.cause is Cause.INCOMPARABLE
        bad.append((path.name, apart, said(judgement)))
        alone = judge(look_at(before))
        good.append((path.name, alone.verdict is Verdict.ALIVE, said(alone)))
    return bad, good


def edgi(folder: Path) -> Iterator[Row]:
    """Recorded status, headers and title: quality below 0.5 is blocked. The bodies are not kept, so
    a filler stands for them, a word for 60 bytes of HTML."""
    for path in sorted(folder.glob("snapshot_quality/*/*.json")):
        data = json.loads(path.read_text())["data"]
        quality = float(path.parent.name.rpartition("-")[2])
        title = data["title"] or ""
        body = ("word " * min(300, data["content_length"] // 60),)
        look = Look(
            data["url"],
            NOW,
            final_url=data["source_metadata"].get("redirected_url") or data["url"],
            status=data["status"],
            headers=tuple((name.lower(), value) for name, value in (data["headers"] or {}).items()),
            content=Content("text/html", lines=body, main=body, title=title),
        )
        judgement = judge(look)
        blocked = judgement.verdict is Verdict.BLOCKED
        right = blocked if quality < 0.5 else not blocked
        yield f"{path.parent.name} {data['status']}", right, said(judgement)


def show(name: str, rows: Iterable[Row], *, verbose: bool) -> None:
    found = list(rows)
    right = sum(ok for _, ok, _ in found)
    print(f"{name:58} {len(found):5} {right:5} {right / max(1, len(found)):7.3f}")
    for page, ok, what in found:
        if verbose and not ok:
            print(f"    {page[:60]:60} {what[:100]}")


def main(data: Path, *, verbose: bool) -> None:
    soft = Soft404(data / "soft404")
    print(f"{'question':58} {'pages':>5} {'right':>5} {'share':>7}")

    def ask(name: str, rows: Iterable[Row]) -> None:
        show(name, rows, verbose=verbose)

    ask("soft-404 by its words: recall", soft.lexicon())
    ask("  of these, each text once", soft.distinct())
    for code in ("en", "es", "fr", "pt"):
        ask(f"  phrases in {code} that say so: missing", phrases(code, "missing"))
        ask(f"  phrases in {code} of documents: not missing", phrases(code, "present"))
    ask("  EDGI's title rule: recall", soft.edgi_title("404"))
    ask("real pages: not called missing", soft.real_missing())
    ask("  EDGI's title rule: real pages not called missing", soft.edgi_title("real"))
    ask("real pages: alive", soft.real())
    ask("script shells: not called alive", soft.shells())
    ask("two probes: 404 pages that echo URL, time and counter", soft.probes("404"))
    ask("  one probe at 95 %", soft.one_probe("404"))
    ask("two probes: real siblings not matched", soft.probes("real"))
    ask("  one probe at 95 %", soft.one_probe("real"))
    ask("two probes, any two 404 pages of the site: not matched", soft.other_errors())
    ask("two probes that met two real records: not matched", soft.siblings_as_probes())
    ask(
        "gob.mx error templates with status 200: missing",
        pages(data / "gobmx_404", Verdict.MISSING),
    )
    ask(
        "challenge under a document's name: blocked; .doc not", challenges(data / "gobmx_challenge")
    )
    ask("challenges by their shape: blocked", shapes("challenges"))
    ask("short pages that sound like one: not blocked", shapes("pages"))
    real = [(name, content) for name, _, content in soft.pages["real"]]
    dated = [
        (path.name, extract(path.read_bytes(), "", URL))
        for path in sorted(p for p in (data / "pairs").rglob("*") if p.suffix in {".html", ".htm"})
    ]
    ask("living pages under an ignored parameter: not missing", ignored([*real, *dated]))
    ask("taken over, first look: told", taken_over("taken"))
    ask("real pages about the same things: not", taken_over("pages"))
    ask("real pages under another's citation: not", not_taken_over([*real, *dated]))
    ask("national block pages: blocked", pages(data / "blockpages", Verdict.BLOCKED))
    ask("Apache's error documents with status 200: by status", apache(data / "apache_errors"))
    bad, good = soft_failures(data / "soft_failures")
    ask("captures that lost the document: not called the same", bad)
    ask("their good captures: alive", good)
    ask("pages of government sites at two times: alive", pages(data / "pairs", Verdict.ALIVE))
    ask("EDGI's captures by quality: blocked or not", edgi(data / "edgi"))
    costs = sorted(soft.cost)
    print(
        f"judging, ms of CPU a page: median {1000 * statistics.median(costs):.2f}, "
        f"99th percentile {1000 * costs[int(0.99 * len(costs))]:.2f}, most {1000 * costs[-1]:.2f}"
    )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/verdicts.py DATA_DIR [-v]")
    main(Path(sys.argv[1]), verbose="-v" in sys.argv)
