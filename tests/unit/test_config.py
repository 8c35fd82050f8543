from __future__ import annotations

from pathlib import Path

import pytest

from evidence import config
from evidence.config.template import TEMPLATE
from evidence.errors import ConfigError, ExitCode

LOG = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
WITNESS = (
    "[[custody.witness]]\nurl = 'https://a.mx/'\n"
    "vkey = 'example.com/foo+6ae3f96e+BAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'\n"
)
SAME_KEY = (
    "[[custody.witness]]\nurl = 'https://b.mx/'\n"
    "vkey = 'example.com/bar+10223e53+BAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'\n"
)
AUTHORITY = "[[custody.authority]]\nurl = 'https://a.mx/'\n"


def _load(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / "testigo.toml"
    path.write_text(text, "utf-8")
    return config.load(path)


def test_no_file_is_the_default(tmp_path: Path) -> None:
    assert config.load(tmp_path / "none.toml") == config.Config()


def test_a_file_that_somebody_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        config.load(tmp_path / "none.toml", required=True)


def test_sources_and_values_are_read(tmp_path: Path) -> None:
    loaded = _load(
        tmp_path,
        """
        [crawl]
        delay = 2
        [[sources]]
        id = "a"
        location = "a.html"
        published = 2019-09-30
    """,
    )
    assert loaded.crawl.delay == 2
    assert loaded.sources[0].published == "2019-09-30"
    assert loaded.sources[0].kind == "report"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[crawl]\ndealy = 1", "unknown key 'dealy' in [crawl]; did you mean 'delay'?"),
        ("[crwal]\n", "unknown key 'crwal'; did you mean 'crawl'?"),
        ("[crawl]\ndelay = 'fast'", "crawl: delay is a number, not 'fast'"),
        ("[crawl]\ndelay = -1", "can't be -1"),
        ("[crawl]\ndelay = inf", "can't be inf"),
        ("[crawl]\nobey_robots = 1", "is true or false"),
        ("[crawl]\nmax_body = true", "is a whole number"),
        ("[crawl]\nneutral_hosts = 'a'", "is a list of texts"),
        ("[[sources]]\nid = 'a'", "'location' is missing"),
        ("[[sources]]\nid = '../x'\nlocation = 'a'", "a source's id"),
        ("[[sources]]\nid = 'a'\nlocation = 'a'\nkind = 'blog'", "'report' or 'board'"),
        (
            "[[sources]]\nid = 'a'\nlocation = 'a'\n[sources.board]\npages = 3",
            "is for a source of kind 'board'",
        ),
        (
            "[[sources]]\nid = 'a'\nlocation = 'a'\nkind = 'board'\n[sources.board]\ndeph = 3",
            "did you mean 'depth'?",
        ),
        ("[[sources]]\nid = 'a'\nlocation = 'a'\npublished = 'soon'", "a date such as"),
        (
            "[[sources]]\nid='a'\nlocation='a'\n[[sources]]\nid='a'\nlocation='b'",
            "two sources have the id 'a'",
        ),
        ("[sources]\n", "[[sources]]"),
        ("[notify]\nlang = 'es'", "unknown key 'lang' in [notify]; did you mean 'language'?"),
        ("[notify.email]\npassword = 'x'", "unknown key 'password' in [notify.email]"),
        ("[notify]\nlanguage = 'fr'", "language is one of en, es, not 'fr'"),
        (
            "[notify]\nwhat = ['all']",
            "what is one of broken, changed, recovered, board, series, trouble, not 'all'",
        ),
        (
            "[notify]\nto = ['ana@example.org']",
            "sender, the address that e-mail comes from, is missing",
        ),
        ("[notify]\nto = ['tgram://T0K3N/1']", "not 'tgram'; what Apprise understands"),
        ("[notify]\nto = ['https://u:p@example.org/']", "has a password in it"),
        ("[notify]\nto = ['a@b.mx\\nBcc: x']", "to takes e-mail addresses"),
        ("[notify]\nto = ['env:A', 'env:A']", "names a receiver twice"),
        ("[notify]\nping = ['https://a.mx/x']", "ping is a text"),
        ("[notify]\nto = 'https://a.mx/x'", "to is a list of texts"),
        ("[notify]\nping = 'soon'", "ping is a web address or env:NAME"),
        ("[notify.email]\nsecurity = 'tls'", "security is one of starttls, ssl, none"),
        ("notify = 1", "[notify] is a table"),
        ("[archive.waybak]", "unknown key 'waybak' in [archive]; did you mean 'wayback'?"),
        ("[archive.wayback]\nbase_url = 'archive'", "base_url is a web address"),
        ("[archive.wayback]\nper_minute = 0", "per_minute can't be 0"),
        ("[archive]\nmemento = 1", "[[archive.memento]]"),
        ("[[archive.memento]]\nname='wayback'\nbase_url='http://a'", "a name of its own"),
        ("[[archive.memento]]\nname='a'\nbase_url='a'", "base_url is a web address"),
        ("archive = 1", "[archive] is a table"),
        ("crawl = 1", "[crawl] is a table"),
        ("[custody]\nauthorities = ['ftp://a']", "an http or https address"),
        ("[custody]\nauthorities = ['https://u:p@a.mx/']", "an authority has a password in it"),
        ("custody = 1", "[custody] is a table"),
        ("[custody]\nwitness = 1", "[[custody.witness]]"),
        ("[[custody.witness]]\nurl = 'https://a.mx/'", "'vkey' is missing"),
        ("[[custody.witness]]\nurl = 'ftp://a.mx/'\nvkey = 'a'", "an http or https address"),
        ("[[custody.witness]]\nurl = 'https://a.mx/'\nvkey = 'a'", "a verifier key is name+id+key"),
        (f"{WITNESS}{WITNESS}", "one witness is named twice"),
        (f"{WITNESS}{SAME_KEY}", "is named twice"),
        (WITNESS.replace("BAABAg", "BAABAh"), "is mistyped"),
        (WITNESS.replace("/foo", "/fox"), "is mistyped"),
        (f"[witness]\nlogs = ['{WITNESS.split(chr(39))[3]}']", "is not the key of a log"),
        (WITNESS.replace(WITNESS.split("'")[3], LOG), "is not the key of a witness"),
        ("[witness]\nlogs = ['a']", "a verifier key is name+id+key"),
        ("[witness]\nname = 'a b'", "neither spaces nor"),
        ("[listen]\nport = 70000", "no port 70000"),
        ("[custody]\nauthority = 1", "[[custody.authority]]"),
        ("[[custody.authority]]\nuser = 'a'", "'url' is missing"),
        (f"{AUTHORITY}usr = 'a'", "did you mean 'user'?"),
        (f"{AUTHORITY}user = 'a'", "user and password go together"),
        (f"{AUTHORITY}user = 'a:b'\npassword = 'env:P'", "no colon"),
        (f"{AUTHORITY}user = 'a'\npassword = 'env:P'\ntoken = 'env:T'", "either a token, or"),
        (f"{AUTHORITY}token = 'file:../secret'", "env:NAME or file:/PATH"),
        (f"{AUTHORITY}certificate = 'client.pem'", "outside this folder"),
        (f"{AUTHORITY}policy = 'one'", "an object identifier"),
        (f"{AUTHORITY}digest = 'sha1'", "digest is one of sha256, sha384, sha512"),
        (f"{AUTHORITY}accuracy = -1", "can't be -1"),
        ("[[custody.authority]]\nurl = 'http://a.mx/'\ntoken = 'env:T'", "over https only"),
        ("[[custody.authority]]\nurl = 'http://a.mx/?key=s'", "over https only"),
        ("[schedule]\ncron='30 2 * * *'", "[[schedule]]"),
        ("[[schedule]]\ntimezone='UTC'", "'cron' is missing"),
        (
            "[[schedule]]\ncron='1 2 * * *'\n[[schedule]]\ncron='1 3 * * *'",
            "two schedules are called 'night'",
        ),
        ("[[schedule]]\ncron='1 2 * * *'\nname='../x'", "a schedule's name"),
        ("[service]\nhang_minute = 1", "did you mean 'hang_minutes'?"),
        ("[crawl", "not valid TOML"),
    ],
)
def test_what_can_not_be_followed_is_refused_in_one_line(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, text)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("given", ["'hunter2'", "2222", "['hunter2']", "'file:{here}/hunter2'"])
@pytest.mark.parametrize("key", ["password", "token"])
def test_a_secret_in_the_file_is_refused_and_not_told_again(
    tmp_path: Path, key: str, given: str
) -> None:
    text = f"{AUTHORITY}user = 'a'\n{key} = {given.format(here=tmp_path)}"
    with pytest.raises(ConfigError) as caught:
        _load(tmp_path, text)
    assert "hunter2" not in str(caught.value)
    assert "2222" not in str(caught.value)


def test_the_template_of_init_is_valid_and_shows_the_true_defaults(tmp_path: Path) -> None:
    assert _load(tmp_path, TEMPLATE) == config.Config()
    shown = "\n".join(
        line.removeprefix("# ")
        for line in TEMPLATE.splitlines()
        if line.startswith("# ") and " = " in line and "id =" not in line
    ).split("name =")[0]
    language, shown = shown.split("\n", 1)
    crawl, rest = shown.split("missing_looks", 1)
    standing, rest = rest.split("authorities", 1)
    custody, wayback, perma = rest.split("enabled", 2)
    custody = custody.split("url =")[0]
    service = "hang_minutes" + TEMPLATE.split("# hang_minutes")[1].replace("\n# ", "\n")
    service = "\n".join(line for line in service.splitlines() if " = " in line)
    everything = (
        f"{language}\n[crawl]\n{crawl}[standing]\nmissing_looks{standing}[custody]\nauthorities{custody}"
        f"[archive.wayback]\nenabled{wayback}[archive.perma]\nenabled{perma}[service]\n{service}"
    )
    assert _load(tmp_path, everything) == config.Config()
    tables = (
        config.Listen,
        config.Witness,
        config.Witnessing,
        config.Crawl,
        config.Standing,
        config.Custody,
        config.Authority,
        config.Wayback,
        config.Perma,
        config.Service,
    )
    for name in (name for table in tables for name in table.__dataclass_fields__):
        shown = f"{name} = " in TEMPLATE or f".{name}]]" in TEMPLATE or name == "user_agent"
        assert shown, f"init does not show {name}"


@pytest.mark.parametrize(
    ("written", "is_board", "most"),
    [
        ("", False, 0),
        ("", True, 5),
        ("follow_documents = true", False, 5),
        ("follow_documents = false", True, 0),
        ("follow_documents = true\nfollow_limit = 2", False, 2),
        ("follow_limit = 2", True, 2),
    ],
)
def test_documents_of_boards_are_followed_and_others_where_it_is_set(
    tmp_path: Path, written: str, is_board: bool, most: int
) -> None:
    loaded = _load(tmp_path, f'[[sources]]\nid = "a"\nlocation = "a.md"\n{written}\n')
    assert loaded.followed("a", "elsewhere", is_board=is_board) == most
    assert loaded.followed("named-anew", "a.md", is_board=is_board) == most
    assert loaded.followed("other", "b.md", is_board=is_board) == (5 if is_board else 0)
