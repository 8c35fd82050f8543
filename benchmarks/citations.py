"""Citations found, beside the usual URL extractors, on the same files; and speed.

    python benchmarks/citations.py DATA_DIR [SEEDS_DIR [PAPERS_DIR]]

DATA_DIR holds ``linkify-it/``, ``gfm-autolink/``, ``twitter-text/`` and folders of PDFs with a
``visible_urls.labels.json`` (annotations whose words are their URL: page, uri, lines). PDF recall
is measured from the text alone, with the annotations hidden, except in the last line. PAPERS_DIR
holds papers and ``gold.json``: the URLs that a person found in each, by the name of the file. Peers
that are not installed are left out: ``pip install urlextract pyyaml``.
"""

from __future__ import annotations

import ctypes
import html
import json
import re
import sys
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2
from linkify_it import LinkifyIt

from evidence.citations.cite import citations_of
from evidence.citations.find import urls
from evidence.citations.layout import Layout
from evidence.formats import pdf, text
from evidence.formats.document import Body, Document, Unreadable

Finder = Callable[[str], list[str]]


def main(data: Path, seeds: Path | None = None, papers: Path | None = None) -> None:
    finders = _finders()
    _fixtures(data, finders)
    if seeds:
        _seeds(seeds, finders)
    _pdfs(data, finders)
    if papers:
        _papers(papers)
    _speed(data)


def _finders() -> dict[str, Finder]:
    linkify = LinkifyIt({"mailto:": None, "//": None}, {"fuzzy_link": False, "fuzzy_email": False})
    finders: dict[str, Finder] = {
        "testigo": lambda t: [f.raw for f in urls(t, Layout(Document(t)))],
        "linkify-it-py": lambda t: [match.raw for match in linkify.match(t) or ()],
        "regular expression": lambda t: re.findall(r"https?://\S+", t),
    }
    try:
        from urlextract import URLExtract  # noqa: PLC0415 - a peer, not a dependency

        extractor = URLExtract()
        finders["urlextract"] = lambda t: [u for u in extractor.find_urls(t) if "://" in u]
    except ImportError:
        pass
    return finders


def _fixtures(data: Path, finders: dict[str, Finder]) -> None:
    sets = {
        "linkify links": list(_linkify_links(data / "linkify-it/links.txt")),
        "linkify non-links": [(line, []) for line in _lines(data / "linkify-it/not_links.txt")],
        "twitter-text": list(_twitter(data / "twitter-text/extract.yml")),
        "GFM autolinks": list(_gfm(data / "gfm-autolink/spec.txt")),
    }
    print(f"{'fixtures (right / cases)':28}" + "".join(f"{name:>22}" for name in finders))
    for label, cases in sets.items():
        right = (sum(find(given) == wanted for given, wanted in cases) for find in finders.values())
        print(f"{label:28}" + "".join(f"{count:>16} / {len(cases):<3}" for count in right))


def _lines(path: Path) -> list[str]:
    rows = path.read_text("utf-8").splitlines()
    return [
        re.sub(r"\s+(?:%|//)\s.*$", "", row)
        for row in rows
        if row.strip() and not row.startswith("%")
    ]


def _linkify_links(path: Path) -> Iterable[tuple[str, list[str]]]:
    """A line, and below it the link in it where that is not the whole line; with a web scheme."""
    for block in re.split(r"\n\s*\n|\n%[^\n]*", path.read_text("utf-8")):
        rows = [row for row in block.splitlines() if row.strip() and not row.startswith("%")]
        for given, wanted in zip(rows[::2], [*rows[1::2], ""], strict=False):
            bare = re.sub(r"\s+%\s.*$", "", given)
            if (wanted or bare).lower().startswith(("http://", "https://")):
                yield bare, [wanted or bare]


def _twitter(path: Path) -> Iterable[tuple[str, list[str]]]:
    try:
        import yaml  # noqa: PLC0415 - only for this fixture
    except ImportError:
        return
    for case in yaml.safe_load(path.read_text("utf-8"))["tests"]["urls"]:
        if all(url.startswith("http") for url in case["expected"]):
            yield case["text"], case["expected"]


def _gfm(path: Path) -> Iterable[tuple[str, list[str]]]:
    """What the specification links, as written (e-mail addresses aside)."""
    for given, shown in re.findall(
        r"^`{32} example autolink\n(.*?)^\.\n(.*?)^`{32}$",
        path.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    ):
        links = re.findall(r'href="([^"]*)">([^<]*)', shown)
        yield (
            given,
            [html.unescape(words) for href, words in links if not href.startswith("mailto:")],
        )


def _seeds(folder: Path, finders: dict[str, Finder]) -> None:
    print(f"\n{'URLs in reports':28}" + "".join(f"{name:>22}" for name in finders))
    for path in sorted(folder.glob("*.txt")):
        document = text.read(Body(path.read_bytes(), "text/plain"))
        counts = (len(find(document.text)) for find in finders.values())
        print(f"{path.name[:26]:28}" + "".join(f"{count:>22}" for count in counts))
        for citation in citations_of(document):
            if citation.repairs:
                print(f"    repaired: {citation.raw!r} -> {citation.url}")


def _pdfs(data: Path, finders: dict[str, Finder]) -> None:
    names = [*finders, "PDFium's own", "testigo + annotations"]
    score = {name: Counter[str]() for name in names}
    for labels in sorted(data.glob("*/visible_urls.labels.json")):
        for file, rows in json.loads(labels.read_text("utf-8")).items():
            path = labels.parent / file
            document = pdf.read(Body(path.read_bytes(), "application/pdf"))
            found = {
                name: _by_page(document, finders[name]) for name in finders if name != "testigo"
            }
            layout = Layout(document)
            found["testigo"] = _placed(
                document, ((f.start, f.url) for f in urls(document.text, layout))
            )
            found["PDFium's own"] = _pdfium(path)
            cited = ((c.start or 0, c.url) for c in citations_of(document))
            found["testigo + annotations"] = _placed(document, cited)
            for name in names:
                _count(score[name], rows, found[name], {link.target for link in document.links})
    print(f"\n{'PDF, text alone':28}{'recall':>10}{'wrapped':>10}{'precision*':>12}")
    for name, counts in score.items():
        recall = counts["right"] / max(counts["labels"], 1)
        wrapped = counts["right wrapped"] / max(counts["wrapped"], 1)
        precision = counts["right"] / max(counts["right"] + counts["wrong"], 1)
        print(f"{name:28}{recall:>10.3f}{wrapped:>10.3f}{precision:>12.3f}")
    print("* wrong: a piece of a labelled URL on its page, or more than one, and no link's target")


def _by_page(document: Document, find: Finder) -> dict[int, list[str]]:
    pages = defaultdict(list)
    for number, (start, end) in enumerate(
        zip(document.pages, [*document.pages[1:], len(document.text)], strict=True), 1
    ):
        pages[number] = find(document.text[start:end])
    return pages


def _placed(document: Document, found: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    pages = defaultdict(list)
    for start, url in found:
        pages[bisect_right(document.pages, start)].append(url)
    return pages


def _pdfium(path: Path) -> dict[int, list[str]]:
    pages = defaultdict(list)
    document = pypdfium2.PdfDocument(path)
    raw = pypdfium2.raw
    for number in range(len(document)):
        textpage = document[number].get_textpage()
        links = raw.FPDFLink_LoadWebLinks(textpage)
        for index in range(raw.FPDFLink_CountWebLinks(links)):
            size = raw.FPDFLink_GetURL(links, index, None, 0)
            buffer = (ctypes.c_ushort * size)()
            raw.FPDFLink_GetURL(links, index, buffer, size)
            pages[number + 1].append(bytes(buffer).decode("utf-16-le").rstrip("\0"))
        raw.FPDFLink_CloseWebLinks(links)
    return pages


def _count(
    counts: Counter[str],
    rows: list[dict[str, object]],
    found: dict[int, list[str]],
    targets: set[str],
) -> None:
    left = {page: list(items) for page, items in found.items()}
    for row in rows:
        page, uri, lines = int(str(row["page"])), str(row["uri"]), int(str(row["lines"]))
        counts["labels"] += 1
        counts["wrapped"] += lines > 1
        if uri in left.get(page, ()):
            left[page].remove(uri)
            counts["right"] += 1
            counts["right wrapped"] += lines > 1
    for page, items in left.items():
        wanted = {str(row["uri"]) for row in rows if row["page"] == page}
        for item in items:
            near = any(uri.startswith(item) or item.startswith(uri) for uri in wanted)
            counts["wrong"] += near and item not in targets


def _papers(folder: Path) -> None:
    """Each URL of a paper counts once, however it is written (:func:`_plain`); addresses of mail
    aside."""
    print(
        f"\n{'papers labelled by hand':28}{'precision':>10}{'recall':>10}{'F1':>10}{'invented':>10}"
    )
    labels = json.loads((folder / "gold.json").read_text("utf-8"))
    for name, hidden in (("from the text alone", True), ("with annotations", False)):
        count: Counter[str] = Counter()
        for paper, gold in labels.items():
            data = (folder / f"{paper}.pdf").read_bytes()
            document = pdf.read(Body(data, "application/pdf"))
            shown = document.text.lower() + " ".join(link.target.lower() for link in document.links)
            document.links = [] if hidden else document.links
            wanted = {_plain(url) for url in gold if not url.startswith("mailto:")}
            found = {_plain(citation.url) for citation in citations_of(document)}
            count += Counter(right=len(wanted & found), found=len(found), wanted=len(wanted))
            hosts = {url.partition("/")[0] for url in found} - {"doi.org"}
            count["invented"] += sum(
                not re.search(rf"(?<![a-z\d.-])(?:www\.)?{re.escape(host)}", shown)
                for host in hosts
            )
        precision, recall = count["right"] / count["found"], count["right"] / count["wanted"]
        both = 2 * precision * recall / (precision + recall)
        print(f"{name:28}{precision:>10.3f}{recall:>10.3f}{both:>10.3f}{count['invented']:>10}")


def _plain(url: str) -> str:
    """Without scheme, ``www.``, final slash, escapes of mark-up and case of the host."""
    rest = re.sub(r"^https?://(?:www\.)?|^www\.", "", url.strip(), flags=re.IGNORECASE)
    host, slash, path = rest.rstrip("/").replace("\\#", "#").replace("%2F", "/").partition("/")
    host = "doi.org" if host.lower() == "dx.doi.org" else host.lower()
    return host + slash + path


def _speed(data: Path) -> None:
    files = sorted(data.glob("*/*.pdf"))
    pages, start = 0, time.perf_counter()
    for path in files:
        try:
            document = pdf.read(Body(path.read_bytes(), "application/pdf"))
        except Unreadable:
            continue
        citations_of(document)
        pages += len(document.pages)
    seconds = time.perf_counter() - start
    print(f"\nPDF, text and links and citations: {pages} pages, {pages / seconds:.0f} pages/s")
    sample = b"\n\n".join(path.read_bytes() for path in sorted(data.glob("*/*.txt")))
    body = sample * max(1, 10_000_000 // max(len(sample), 1))
    start = time.process_time()
    count = len(citations_of(text.read(Body(body, "text/plain"))))
    seconds = time.process_time() - start
    size = len(body) / 1e6
    print(f"text: {size:.1f} MB with {count} citations, {size / seconds:.1f} MB/s")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
