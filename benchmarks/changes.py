"""How well changes are told from noise, beside other methods: ``python benchmarks/changes.py
DATA_DIR``.

DATA_DIR holds ``pairs/`` (pages at two times with maintainers' labels), ``edgi/`` (analysts' labels
in the names), ``pdf/`` and ``soft_failures/``. Prints tables; a method that is not installed is
skipped. Recall is told twice: by label, and ``without`` the labelled pairs that differ in nothing
but e-mail addresses that Cloudflare coded anew (:func:`only_coded_anew`), which is noise.
"""

from __future__ import annotations

import io
import json
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import escape
from itertools import pairwise
from pathlib import Path

import pypdfium2
from selectolax.lexbor import LexborHTMLParser

from evidence.changes import Change, Kind, compare, redline
from evidence.changes.compare import AT_LEAST, ONE_SIDED
from evidence.changes.documents import documents, lost
from evidence.content import Content, extract
from evidence.content.article import article
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import advance
from evidence.vocabulary import Cause, Certainty, Verdict

URL = "https://example.org/a/b"
Alarm = Callable[[bytes, bytes], bool]


def page(body: bytes) -> Content:
    return extract(body, "text/html", URL)


def ours(old: bytes, new: bytes) -> bool:
    return compare(page(old), page(new)).substantial


def raw(old: bytes, new: bytes) -> bool:
    return old != new


def visible(old: bytes, new: bytes) -> bool:
    return page(old).text_sha256 != page(new).text_sha256


def trafilatura_alone(old: bytes, new: bytes) -> bool:
    return article(page(old).html) != article(page(new).html)


def edgi() -> Alarm | str:
    """EDGI's text difference, or why it can't run (it wants lxml built on its own libxml2)."""
    try:
        from web_monitoring_diff import html_text_diff  # noqa: PLC0415 - optional
    except (ImportError, RuntimeError) as error:
        return str(error).split(".", maxsplit=1)[0]

    def alarm(old: bytes, new: bytes) -> bool:
        texts = (body.decode("utf-8", "replace") for body in (old, new))
        return bool(html_text_diff(*texts)["change_count"])

    return alarm


def pairs(data: Path) -> Iterator[tuple[dict[str, object], bytes, bytes]]:
    folder = data / "pairs"
    for label in json.loads((folder / "labels.json").read_text()):
        old, new = ((folder / f"{label['id']}_{side}.html").read_bytes() for side in "ab")
        yield label, old, new


_ADDRESS = re.compile(rb"""<(\w+)[^<>]*\bdata-cfemail=["']?([0-9a-f]{4,})[^<>]*>[^<]*</\1>""")
_LINK = re.compile(rb"/cdn-cgi/l/email-protection#([0-9a-f]{4,})")
"""An e-mail address as Cloudflare codes it, anew on every visit: a key, and the bytes XORed with it.
Every browser is shown the address (the page's own ``email-decode.min.js`` undoes it)."""


def only_coded_anew(old: bytes, new: bytes) -> bool:
    """Whether nothing that two pages show or link to differs but how Cloudflare coded their e-mail
    addresses: with these decoded, words and links are the same, and the codes are not. A link that
    is one under http and under https is one link.

    Told from the bytes, by none of the code that is measured.
    """
    if not any(_LINK.search(body) or _ADDRESS.search(body) for body in (old, new)):
        return False
    same_codes = _LINK.findall(old) == _LINK.findall(new) and _ADDRESS.findall(
        old
    ) == _ADDRESS.findall(new)
    return not same_codes and _shows(_decoded(old)) == _shows(_decoded(new))


def _decoded(body: bytes) -> bytes:
    """A page with its e-mail addresses as browsers show them."""
    body = _ADDRESS.sub(lambda found: _address(found[2]), body)
    return _LINK.sub(lambda found: b"mailto:" + _address(found[1]), body)


def _address(code: bytes) -> bytes:
    key, *rest = bytes.fromhex(code.decode())
    return bytes(byte ^ key for byte in rest)


def _shows(body: bytes) -> tuple[list[str], list[str]]:
    """The words and the link targets of a page."""
    tree = LexborHTMLParser(body)
    tree.strip_tags(["script", "style", "noscript", "template"], recursive=True)
    links = [node.attributes.get("href") or "" for node in tree.css("a[href], area[href]")]
    places = [link.removeprefix("https:").removeprefix("http:") for link in links]
    return (tree.body.text().split() if tree.body else []), places


def alarms(data: Path) -> None:
    methods: dict[str, Alarm | str] = {
        "raw bytes": raw,
        "visible text": visible,
        "trafilatura alone": trafilatura_alone,
        "EDGI web-monitoring-diff": edgi(),
        "testigo": ours,
    }
    found = list(pairs(data))
    coded = {
        str(label["id"])
        for label, old, new in found
        if label["label"] == "changed" and only_coded_anew(old, new)
    }
    print(f"labelled changed, and only e-mail addresses coded anew: {', '.join(sorted(coded))}")
    print(
        f"{'method':26} {'recall':>8} {'without':>8} {'adjacent':>9} {'long':>6} {'links/format':>13}"
        f" {'coded':>6} {'ms/pair':>8}"
    )
    for name, alarm in methods.items():
        if isinstance(alarm, str):
            print(f"{name:26} skipped: {alarm}")
            continue
        hits: dict[str, list[bool]] = defaultdict(list)
        started = time.perf_counter()
        for label, old, new in found:
            stratum, alarmed = str(label["stratum"]), alarm(old, new)
            hits["changed" if stratum.startswith("changed") else stratum].append(alarmed)
            if label["label"] == "changed":
                hits["coded" if label["id"] in coded else "without"].append(alarmed)
        each = (time.perf_counter() - started) / len(found) * 1000
        changed, without, adjacent, later, links_only = (
            statistics.mean(hits[key])
            for key in ("changed", "without", "noise_adjacent", "noise_long", "link_or_format_only")
        )
        of_coded = f"{sum(hits['coded'])}/{len(hits['coded'])}"
        print(
            f"{name:26} {changed:8.3f} {without:8.3f} {adjacent:9.3f} {later:6.3f} {links_only:13.3f}"
            f" {of_coded:>6} {each:8.1f}"
        )


def beside_noise(data: Path) -> None:
    """Each real change beside a noise pair and a line that is another each night: after three
    nights of it confirmed or not; and the noise alone, which must not be."""
    found = list(pairs(data))
    noise = [
        (_own_lines(old, new), _own_lines(new, old))
        for label, old, new in found
        if str(label["stratum"]).startswith("noise")
    ]
    seen: Counter[str] = Counter()
    for number, (label, old, new) in enumerate(found):
        if label["label"] != "changed" or not ours(old, new):
            continue
        around = noise[number % len(noise)]
        for name, text in (("real", new), ("alone", old)):
            nights = [old, *[text] * 3]
            bodies = [_with(body, around[night % 2], night) for night, body in enumerate(nights)]
            seen[f"{name} of"] += 1
            seen[name] += _confirmed(bodies)
    print(f"real changes beside noise, confirmed: {seen['real']}/{seen['real of']}")
    print(f"noise alone, confirmed: {seen['alone']}/{seen['alone of']}")


def _own_lines(body: bytes, other: bytes) -> bytes:
    """The lines that only this page of a noise pair shows, the longest fifty."""
    there = set(page(other).lines)
    lines = sorted((line for line in page(body).lines if line not in there), key=len)[-50:]
    return "".join(f"<p>{escape(line)}</p>" for line in lines).encode()


def _with(body: bytes, around: bytes, night: int) -> bytes:
    moving = f"<p>Clima en la capital: {15 + night * 7} grados, {night} km/h</p>".encode()
    return body.replace(b"</body>", moving + b"<div>" + around + b"</div></body>", 1)


def _confirmed(bodies: list[bytes]) -> bool:
    first = page(bodies[0])
    standing = None
    for night, body in enumerate(bodies):
        change = compare(first, page(body))
        cause = Cause(change.kind) if night else Cause.FIRST_LOOK
        at = datetime(2026, 11, 1 + night, tzinfo=UTC)
        hunks = change.hunks if change.substantial else ()
        standing = advance(standing, Seen(cause, at, hunks=hunks))
    assert standing is not None
    return (standing.verdict, standing.certainty) == (Verdict.CHANGED, Certainty.CONFIRMED)


def expected(label: dict[str, object]) -> str | None:
    """The kind that the maintainers' word counts say; None where they counted nothing."""
    if label["label"] != "changed":
        return "none"
    removed, added = label["words_removed"], label["words_added"]
    if not isinstance(removed, int) or not isinstance(added, int):
        return None
    if removed >= AT_LEAST and added <= ONE_SIDED * removed:
        return "removed"
    return "added" if added >= AT_LEAST and removed <= ONE_SIDED * added else "edited"


def kinds(data: Path) -> None:
    agree: Counter[str] = Counter()
    for label, old, new in pairs(data):
        wanted = expected(label)
        change = compare(page(old), page(new))
        got = change.kind.value if change.substantial else "none"
        if wanted is not None:
            group = "changed" if label["label"] == "changed" else "unchanged"
            agree[group] += 1
            # "replaced" says how much, the labels only which way: it is an edit of nearly
            # everything
            agree[f"{group} right"] += ("edited" if got == "replaced" else got) == wanted
    for group in ("changed", "unchanged"):
        print(f"kind agrees, {group}: {agree[f'{group} right']}/{agree[group]}")


def analysts(data: Path) -> None:
    folder = data / "edgi" / "archives"
    for old in sorted(folder.glob("*-a.html")):
        new = old.with_name(old.name.replace("-a.html", "-b.html"))
        print(
            f"  {old.name[:-7]:28} {_shown(compare(page(old.read_bytes()), page(new.read_bytes())))}"
        )


def links(data: Path) -> None:
    """Take each document link out of recorded pages in turn, its words left standing."""
    tried = found = 0
    for path in [
        *sorted((data / "pairs").glob("*_a.html")),
        *sorted((data / "edgi").glob("archives/*-a.html")),
    ]:
        content = page(path.read_bytes())
        names = Counter(link.url.rpartition("/")[2] for link in content.links)
        for link in documents(content.links)[:5]:
            if names[link.url.rpartition("/")[2]] > 1:
                continue  # the same file stays linked from elsewhere on the page
            without = page(_without(content.html, link.url).encode())
            tried += 1
            found += link.url in {gone.url for gone in lost(content, without)}
    print(f"document links taken out and found: {found}/{tried}")


def _without(html: str, url: str) -> str:
    tree = LexborHTMLParser(html)
    base = tree.css_first("base[href]")
    head = (base.html or "") if base else ""
    for node in tree.css("a[href]"):
        linked = page(
            f'{head}<a href="{escape(node.attributes["href"] or "")}">x</a>'.encode()
        ).links
        if linked and linked[0].url == url:
            node.attrs["href"] = "#"
    return tree.html or ""


def soft_failures(data: Path) -> None:
    folder = data / "soft_failures"
    seen: Counter[str] = Counter()
    for bad in sorted(folder.glob("*_BAD.html")):
        good = bad.with_name(bad.name.replace("_BAD", "_GOOD"))
        seen[compare(page(good.read_bytes()), page(bad.read_bytes())).kind.value] += 1
    print(f"captures that lost the document (a verdict's work, not a comparison's): {dict(seen)}")


def documents_in_pdf(data: Path) -> None:
    listed = json.loads((data / "pdf" / "files.json").read_text())
    try:
        import pikepdf  # noqa: PLC0415 - optional
    except ImportError:
        print("metadata-only re-saves: pikepdf not installed")
    else:
        saved = alarmed = 0
        for entry in listed:
            body = (data / "pdf" / entry["file"]).read_bytes()
            try:
                with pikepdf.open(io.BytesIO(body)) as document:
                    document.docinfo["/Title"] = "saved anew"
                    buffer = io.BytesIO()
                    document.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            except (pikepdf.PdfError, pikepdf.PasswordError):
                continue
            saved += 1
            alarmed += compare(extract(body), extract(buffer.getvalue())).substantial
        print(f"metadata-only re-saves of PDFs that alarm: {alarmed}/{saved}")
    versions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in listed:
        if "date" in entry:
            versions[entry["path"]].append((entry["date"], entry["file"]))
    for path, dated in versions.items():
        for (old_date, old), (new_date, new) in pairwise(sorted(dated)):
            change = compare(*(extract((data / "pdf" / name).read_bytes()) for name in (old, new)))
            print(f"  {path} {old_date[:10]} -> {new_date[:10]}: {_shown(change)}")


def speed(data: Path) -> None:
    bodies = [old for _, old, _ in pairs(data)]
    started = time.process_time()
    for body in bodies:
        page(body)
    size = statistics.mean(map(len, bodies)) / 1000
    print(
        f"unchanged HTML: {len(bodies) / (time.process_time() - started):.0f} pages/s (mean {size:.0f} KB)"
    )
    times = []
    for label, old, new in pairs(data):
        if label["label"] == "changed":
            before = page(old)
            started = time.perf_counter()
            compare(before, page(new))
            times.append(time.perf_counter() - started)
    print(
        f"changed HTML, extraction and comparison: median {statistics.median(times) * 1000:.0f} ms"
    )
    one, other = long_pdfs(data)
    started = time.perf_counter()
    before, after = extract(one), extract(other)
    read = time.perf_counter() - started
    steps = redline(before.main, after.main)
    took = time.perf_counter() - started
    pages = f"{before.extra['pages']} and {after.extra['pages']} pages, {before.words} words"
    print(
        f"redline of two PDFs ({pages}): {took:.1f} s, {read:.1f} s of it reading; {len(steps)} operations"
    )


def long_pdfs(data: Path) -> tuple[bytes, bytes]:
    """Two PDFs of 200 pages made of recorded ones; in the second pages moved and others came in."""
    everything = pypdfium2.PdfDocument.new()
    for path in sorted((data / "pdf" / "dsa_ota").glob("*.pdf")):
        everything.import_pages(pypdfium2.PdfDocument(path))
    bodies = []
    for pages in (list(range(200)), [*range(20, 60), *range(20), *range(75, 215)]):
        part = pypdfium2.PdfDocument.new()
        part.import_pages(everything, pages)
        buffer = io.BytesIO()
        part.save(buffer)
        bodies.append(buffer.getvalue())
    return bodies[0], bodies[1]


def _shown(change: Change) -> str:
    counts = (
        f" -{change.words_removed} +{change.words_added}"
        if change.kind is not Kind.COSMETIC
        else ""
    )
    return f"{change.kind.value} {change.significance:.2f}{counts} {' '.join(change.flags)}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/changes.py DATA_DIR")
    for measure in (
        alarms,
        beside_noise,
        kinds,
        analysts,
        links,
        documents_in_pdf,
        soft_failures,
        speed,
    ):
        measure(Path(sys.argv[1]))
