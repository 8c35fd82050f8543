"""What others start Testigo from does what their runners do: GitHub's steps, pre-commit, shells, an image."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.commands import ROOT
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

BIN = Path(sys.executable).parent
GOOD = ok(page("El plan tiene metas y plazos. " * 30))
GONE = ok(page("No existe.")).replace(b"200 OK", b"404 Not Found")
EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+)(?: == '(\w+)')? \}\}")


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer({"/good": GOOD, "/gone": GONE}) as server:
        yield server


class Runner:
    """Runs a composite action as GitHub's runner does: each step in bash, what an expression names put in,
    outputs and summary read from files."""

    def __init__(self, place: Path, **inputs: str) -> None:
        self.action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        defaults = {name: one.get("default", "") for name, one in self.action["inputs"].items()}
        self.known = {f"inputs.{name}": value for name, value in {**defaults, **inputs}.items()}
        self.known["runner.temp"] = str(place)
        self.place, self.summary, self.used = place, place / "summary.txt", []
        self.summary.touch()

    def run(self) -> int:
        """The exit code of the first step that fails, else 0."""
        for step in self.action["runs"]["steps"]:
            if "if" in step and self._filled(f"${{{{ {step['if']} }}}}") != "true":
                continue
            if "uses" in step:
                self.used.append(
                    {name: self._filled(value) for name, value in step["with"].items()}
                )
            elif code := self._step(step):
                return code
        return 0

    def _step(self, step: dict[str, Any]) -> int:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "what a person wrote is no part of a script"
        output = self.place / f"output-{step.get('id')}"
        output.touch()
        environment = {
            **os.environ,
            **{name: self._filled(value) for name, value in step.get("env", {}).items()},
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.place),
        }
        script = self.place / "step.sh"
        script.write_text(step["run"], "utf-8")
        call = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        code = subprocess.run(call, cwd=self.place, env=environment, check=False).returncode
        for line in output.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            self.known[f"steps.{step['id']}.outputs.{name}"] = value
        return code

    def _filled(self, text: str) -> str:
        def value(found: re.Match[str]) -> str:
            known = self.known[found[1]]
            return known if found[2] is None else str(known == found[2]).lower()

        return EXPRESSION.sub(value, text)


def _cited(bench: Bench, *urls: str) -> Path:
    source = bench.path.parent / "informe sombra.md"
    source.write_text("".join(f"Una afirmación. Vea <{url}>.\n\n" for url in urls), "utf-8")
    return source


def test_the_action_looks_reports_and_fails_by_what_is_broken(
    bench: Bench, server: RawServer
) -> None:
    place = bench.path.parent
    _cited(bench, server.url("/good"), server.url("/gone"), "http://10.1.2.3/x")
    given = {"folder": str(bench.path), "sources": "*.md\n\n", "language": "es"}
    runner = Runner(place, **given)
    assert runner.run() == 0, "one look is a suspicion"
    assert "desaparecido" in runner.summary.read_text("utf-8")
    assert [Path(one["sarif_file"]).is_file() for one in runner.used] == [True]
    assert Path(runner.known["steps.report.outputs.report"]).is_file()
    strict = Runner(place, **given, strict="true", upload="false")
    assert strict.run() == 1
    assert strict.known["steps.run.outputs.exit-code"] == "1"
    assert not strict.used


def test_an_input_is_never_run(bench: Bench, server: RawServer) -> None:
    place = bench.path.parent
    shutil.rmtree(bench.path)
    source = _cited(bench, server.url("/good"))
    evil = f"{source.name}\n$(touch {place}/owned)`touch {place}/owned`; touch {place}/owned"
    contact = f'a@b.mx"\n[x]$(touch {place}/owned)'
    runner = Runner(place, folder=str(bench.path), sources=evil, contact=contact, upload="false")
    assert runner.run() != 0, "there is no such file"
    assert not (place / "owned").exists()
    assert 'contact = "a@b.mx\\"\\n[x]' in bench.folder.config.read_text("utf-8")


@pytest.mark.skipif(not (BIN / "pre-commit").exists(), reason="pre-commit is not installed")
def test_the_hooks_run_under_pre_commit(bench: Bench, server: RawServer) -> None:
    """Its own runner, with what the manifest says; installing the project again is left out."""
    repository = bench.path.parent / "repository"
    repository.mkdir()
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook.pop("language") for hook in hooks} == {"python"}
    for hook in hooks:
        hook |= {"language": "system", "args": ["--folder", str(bench.path)]}
    local = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(local), "utf-8")
    (repository / "informe.md").write_text(f"Vea <{server.url('/good')}>.\n", "utf-8")
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(bench.path.parent / "pre-commit"),
    }

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=repository, env=environment, capture_output=True, text=True, check=False
        )

    for words in (("git", "init", "-q"), ("git", "add", ".")):
        assert call(*words).returncode == 0
    manifest = call("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert manifest.returncode == 0, manifest.stderr
    read = call("pre-commit", "run", "testigo-add", "--all-files", "--verbose")
    assert (read.returncode, "1 citation" in read.stdout) == (0, True), read.stdout
    looked = ("pre-commit", "run", "testigo-run", "--all-files", "--hook-stage", "manual")
    assert call(*looked).returncode == 0
    hooks[1]["args"] += ["--strict", "--only", "all"]
    local = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(local), "utf-8")
    server.replies["/good"] = GONE
    assert call(*looked).returncode == 1


@pytest.mark.skipif(not (BIN / "hadolint").exists(), reason="hadolint is not installed")
def test_hadolint_finds_nothing_in_the_containerfile() -> None:
    words = [str(BIN / "hadolint"), str(ROOT / "Containerfile")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell: str) -> None:
    def testigo(**environment: str) -> str:
        done = subprocess.run(
            [str(BIN / "testigo")], env={**os.environ, **environment}, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.stdout

    script = testigo(_TESTIGO_COMPLETE=f"{shell}_source")
    assert "testigo" in script
    if shutil.which(shell):
        checked = subprocess.run([shell, "-n"], input=script, text=True, check=False)
        assert checked.returncode == 0
    asked = {"_TESTIGO_COMPLETE": f"{shell}_complete"}
    if shell == "fish":
        assert "run" in testigo(**asked, COMP_WORDS="testigo ru", COMP_CWORD="ru")
    else:
        assert "run" in testigo(**asked, COMP_WORDS="testigo ru", COMP_CWORD="1")
        assert "--report" in testigo(**asked, COMP_WORDS="testigo run --re", COMP_CWORD="2")
