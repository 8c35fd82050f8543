"""Writes ``docs/api.md`` out of the docstrings of the Python API: ``python docs/make_api.py``.

The order tells a story, because the examples are run from top to bottom: ``tests`` does so over the
demo world, and holds the page to what this writes.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path
from textwrap import dedent

import testigo

PAGE = Path(__file__).with_name("api.md")
SECOND_NIGHT = "<!-- the second night -->"
"""Where the demo world goes on to its second night while the examples are run."""
_WIDE = 100
"""Columns of a signature on one line."""

STORY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Open a folder", "", ("open", "init")),
    (
        "Sources",
        "",
        ("scan", "add", "sources", "change_source", "citations", "citation_counts", "make_key"),
    ),
    ("A night", "", ("run",)),
    (
        "One citation",
        f"{SECOND_NIGHT}\nA night later one page is gone, and another has lost a paragraph.",
        (
            "check",
            "check_many",
            "exit_code",
            "answer",
            "history",
            "dossier",
            "pictures",
            "certificate",
            "read_capture",
            "save_capture",
            "board_history",
        ),
    ),
    ("What changed", "", ("diff", "compare", "accept", "overrule", "rejudge")),
    (
        "One plan through its versions",
        "",
        (
            "compare_versions",
            "series",
            "series_names",
            "add_versions",
            "add_archived",
            "add_listed",
            "remove_version",
        ),
    ),
    (
        "Reports",
        "",
        ("report", "report_pieces", "mend", "status", "listing", "runs", "run_told", "run_looks"),
    ),
    (
        "Proof",
        "",
        (
            "verify",
            "export",
            "export_bag",
            "export_court",
            "verify_package",
            "replay",
            "merge",
            "restored",
        ),
    ),
    (
        "Witnesses and observers",
        "",
        (
            "witness_keys",
            "prove",
            "serve_witness",
            "asker_token",
            "observer_key",
            "serve_observer",
        ),
    ),
    (
        "Archives, nights, notices",
        "",
        ("archive", "schedules", "next_nights", "serve", "notify", "try_notices", "doctor"),
    ),
)
"""Heading, what is said under it, and the functions."""

RECORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("testigo.api.folder", ("Folder",)),
    ("testigo.api.events", ("Progress", "Remark", "Walked", "Looked")),
    ("testigo.api.sources", ("Scanned", "Added")),
    ("evidence.citations.model", ("Citation",)),
    ("evidence.store.records.sources", ("Source",)),
    ("evidence.store.registered", ("Cited",)),
    ("evidence.reports.answer", ("Answer", "ComparedWith", "Copy", "BestCopy")),
    ("evidence.reports.doubt", ("Doubt",)),
    ("evidence.reports.persons", ("Person",)),
    ("evidence.store.answers", ("Kept", "Changed")),
    ("evidence.verdicts.model", ("Reason", "Hop", "Failure")),
    ("evidence.changes.quote", ("Quote", "Sighting")),
    ("testigo.api.checks", ("History",)),
    ("testigo.api.dossier", ("Dossier",)),
    ("evidence.reports.sides", ("Sides", "Side")),
    ("evidence.reports.timeline", ("Moment",)),
    ("testigo.api.captures", ("StoredCapture",)),
    ("evidence.store.records.looks", ("Standing",)),
    ("testigo.api.nights", ("RunResult", "Rejudgement")),
    ("evidence.store.overview", ("Outcome",)),
    ("evidence.looks.rejudge", ("Rejudged",)),
    ("testigo.api.archives", ("Archived",)),
    ("testigo.api.series", ("FoundVersions",)),
    ("evidence.reports.boards", ("Board", "Visit", "Event", "Entry")),
    ("evidence.reports.redline", ("Redline",)),
    ("evidence.series.chains", ("Series", "Version", "Chain", "Became")),
    ("evidence.series.model", ("Plan", "Unit", "Outcome", "Finding")),
    ("testigo.api.accept", ("Accepted", "Overruled")),
    ("evidence.reports.write", ("Written",)),
    ("evidence.store.listing", ("Wanted", "Listing")),
    ("evidence.store.run_list", ("RunPage", "RunTold", "LookPage", "RunLook")),
    ("testigo.api.status", ("Status", "SourceStatus", "ArchiveStatus")),
    ("evidence.store.backlog", ("Backlog",)),
    ("evidence.store.records.looks", ("Run",)),
    ("testigo.api.verifying", ("Verification",)),
    ("testigo.api.handing_over", ("Exported",)),
    ("testigo.api.replaying", ("Replayed", "ReplayedPage")),
    ("evidence.findings", ("Finding",)),
    ("testigo.api.setup", ("Initiated", "SigningKey")),
    ("testigo.api.schedules", ("ScheduleStatus", "NextNight")),
    ("testigo.api.notices", ("Delivery",)),
    ("schedules.notices.outbox", ("Result",)),
    ("testigo.api.doctor", ("Diagnosis",)),
    ("schedules.health", ("Sign",)),
)
"""Module -> the records that calls return, and those inside them."""


def page() -> str:
    """The whole page."""
    said = (testigo.__doc__ or "").replace(
        "``docs/api.md`` tells of each function with an example.\n\n", ""
    )
    parts = ["# The Python API", _markdown(said)]
    parts += ["The page is made from the code; its examples are run by the tests."]
    for heading, said, names in STORY:
        parts += [f"## {heading}", *([said] if said else []), *map(_function, names)]
    parts += [
        "## Errors",
        _errors(),
        "## Records",
        "All are frozen; `json()` gives what the commands print.",
    ]
    parts += [_record(module, name) for module, names in RECORDS for name in names]
    return "\n\n".join(parts) + "\n"


def functions() -> tuple[str, ...]:
    """The names of all functions that are told of."""
    return tuple(name for _, _, names in STORY for name in names)


def _function(name: str) -> str:
    function = getattr(testigo, name)
    return f"### {name}\n\n```python\n{_signature(name, function)}\n```\n\n{_markdown(function.__doc__)}"


def _signature(name: str, function: object) -> str:
    (tree,) = ast.parse(dedent(inspect.getsource(function))).body
    assert isinstance(tree, ast.FunctionDef)
    returns = ast.unparse(tree.returns) if tree.returns else "None"
    arguments = re.sub(r"(: [^=,]+)=", r"\1 = ", ast.unparse(tree.args)).replace("'", '"')
    short = f"{name}({arguments}) -> {returns}"
    if len(short) <= _WIDE:
        return short
    lines = "".join(f"    {argument},\n" for argument in re.split(r", (?=\w+:|\*)", arguments))
    return f"{name}(\n{lines}) -> {returns}"


def _markdown(text: str) -> str:
    """A docstring's paragraphs; examples become fenced blocks."""
    paragraphs = "\n\n".join(map(_paragraph, dedent(_indented(text)).strip().split("\n\n")))
    return paragraphs.replace("\n```\n\n```python\n", "\n\n")


def _indented(text: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{first}\n{dedent(rest)}"


def _paragraph(text: str) -> str:
    if text.startswith(">>>"):
        return f"```python\n{text}\n```"
    if text.startswith("    "):
        return f"```python\n{dedent(text)}\n```"
    return _inline(text)


def _inline(text: str) -> str:
    roles = re.sub(r":\w+:`~?([^`]+)`", lambda match: f"`{match[1]}`", text)
    return roles.replace("``", "`")


def _errors() -> str:
    tree = (importlib.import_module("evidence.errors").__doc__ or "").split("\n\n")
    return f"```\n{dedent(tree[1])}\n```\n\n{_inline(tree[2])}"


def _record(module: str, name: str) -> str:
    source = inspect.getsource(getattr(importlib.import_module(module), name))
    (record,) = ast.parse(dedent(source)).body
    assert isinstance(record, ast.ClassDef)
    lines = [f"### {name}", "", _markdown(ast.get_docstring(record) or ""), ""]
    for member, after in zip(record.body, [*record.body[1:], None], strict=True):
        if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name):
            kind, said = ast.unparse(member.annotation), _said(after)
            if kind.startswith("ClassVar"):
                continue
            lines.append(f"- `{member.target.id}: {kind}`{said}")
        elif isinstance(member, ast.FunctionDef) and _is_told(member):
            lines.append(_method(member))
    return "\n".join(lines)


def _is_told(member: ast.FunctionDef) -> bool:
    """Whether who gets the record may want it: no helper, and no other way to make one."""
    made = any(ast.unparse(decorator) == "classmethod" for decorator in member.decorator_list)
    return not made and not member.name.startswith("_")


def _method(member: ast.FunctionDef) -> str:
    decorators = {ast.unparse(decorator) for decorator in member.decorator_list}
    said = _one_line(ast.get_docstring(member) or "")
    if "property" in decorators:
        return (
            f"- `{member.name}: {ast.unparse(member.returns) if member.returns else ''}` — {said}"
        )
    arguments = ast.unparse(member.args).removeprefix("self").removeprefix(", ")
    return f"- `{member.name}({arguments})` — {said}"


def _said(after: ast.stmt | None) -> str:
    """What stands below a field about it."""
    if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
        return f" — {_one_line(str(after.value.value))}"
    return ""


def _one_line(text: str) -> str:
    return _inline(" ".join(text.split()))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
