"""The address of a webhook is often as good as a password: nothing that is told of it holds it."""

from __future__ import annotations

import pytest

from schedules.notices.channels import Setting, masked, unaddressed
from tests.conftest import Bench

TOKEN = "T0AAAA/B0BBBB/s3cr3tT0k3nOfOurs"
HOOK = f"https://hooks.example.org/services/{TOKEN}"


@pytest.mark.parametrize(
    ("receiver", "shown"),
    [
        (HOOK, "https://hooks.example.org/…"),
        (f"http://user:pass@127.0.0.1:9/{TOKEN}", "http://127.0.0.1:9/…"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/hook", "https://example.org/hook"),
        ("https://example.org/a/hook/", "https://example.org/a/hook/"),
        ("https://example.org/hook?token=s3cr3t", "https://example.org/…"),
        ("https://example.org?token=s3cr3t", "https://example.org"),
        ("env:CHAT", "env:CHAT"),
        ("ana@example.org", "ana@example.org"),
    ],
)
def test_a_receiver_is_told_by_its_host(receiver: str, shown: str) -> None:
    assert masked(receiver) == shown


@pytest.mark.parametrize("receiver", [HOOK, "env:CHAT"])
@pytest.mark.parametrize("said", ["can't open {0}", "bad path /services/{1}", "{2} is unknown"])
def test_what_went_wrong_is_told_without_its_address(receiver: str, said: str) -> None:
    setting = Setting(environ={"CHAT": HOOK})
    problem = said.format(HOOK, TOKEN, TOKEN.rpartition("/")[2])
    assert "s3cr3t" not in unaddressed(problem, receiver, setting)


def test_no_command_tells_it(bench: Bench) -> None:
    place = f"http://127.0.0.1:9/{TOKEN}"
    bench.configure(extra=f'[notify]\nto = ["{place}"]\nping = "{place}x"\n')
    bench.cite("http://127.0.0.1:9/a")
    bench.testigo("run", "--no-archive")
    commands = (["notify"], ["notify", "--test"], ["doctor"], ["status"], ["verify"], ["run", "-v"])
    told = "".join(done.out + done.err for done in (bench.testigo(*one) for one in commands))
    assert "http://127.0.0.1:9/…" in told
    assert "s3cr3t" not in told
    assert "s3cr3t" not in str(bench.rows("SELECT * FROM custody"))
    bench.configure(extra=f'[notify]\nto = ["ftp://{TOKEN}"]\n')
    refused = bench.testigo("status")
    assert (refused.code, "s3cr3t" in refused.err) == (2, False)
