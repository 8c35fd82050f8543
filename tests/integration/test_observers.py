"""Observers look together: who is shown what is named, a loss that is one for us alone is none, and an
observer that can't be believed is silent."""

from __future__ import annotations

import base64
import json
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import testigo
from crawler.wire import errand
from evidence import clock
from evidence.custody import statements
from evidence.custody.log import keys
from evidence.custody.statements import Sight, Statement
from evidence.reports import terminal
from evidence.store import Store
from evidence.vocabulary import Apart, Cause, Certainty, Manner, Silence, Verdict
from tests.observing import CONFIG, TOKEN, Asking, Cloaked, answer, asked_by, folder, observers
from tests.servers import RawServer, deaf, ok, page

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from pathlib import Path

US, SOUTH, BERLIN = "127.0.0.2", "127.0.0.3", "127.0.0.4"
OURS = '[observe]\ncountry = "MX"\nnetwork = "Norte"\n'
LINES = [
    "La dependencia publicará todos los contratos del programa antes del treinta de junio de cada año.",
    "El padrón de personas beneficiarias se actualiza cada mes y se puede consultar en formato abierto.",
    "La meta es construir doce aulas en los municipios con mayor rezago durante esta administración.",
    "Una comisión con representantes de la sociedad civil revisará los avances en cada sesión mensual.",
]
TEXT = page("\n".join(LINES))
SWAPPED = page("\n".join(LINES).replace("publicará", "revisará"))
OLDER = page("\n".join((LINES[0], LINES[2])))
HOME = page(
    "\n".join(
        f"Noticia {n} de la dependencia para las personas que visitan el portal." for n in range(9)
    )
)
GONE = answer(b"<h1>404</h1><p>No existe.</p>", 404)
CHALLENGE = answer(b"<title>Just a moment...</title><h1>Checking your browser</h1>", 403)
PAGE = answer(TEXT)

CLOAKED: dict[str, tuple[Callable[[Asking], bool], bytes, Apart]] = {
    # who is cloaked from the document, what they get instead, and what it is to be called
    "address": (lambda a: a.address == US, GONE, Apart.ADDRESS),
    "range": (lambda a: a.address in (US, SOUTH), GONE, Apart.COUNTRY),
    "agent": (lambda a: not a.is_browser, GONE, Apart.AGENT),
    "agent-text": (lambda a: not a.is_browser, answer(SWAPPED), Apart.AGENT),
    "language": (lambda a: a.headers["accept-language"].startswith("es"), GONE, Apart.LANGUAGE),
    "first-visit": (lambda a: not a.was_here, GONE, Apart.VISIT),
    "referrer": (lambda a: "google" not in a.headers.get("referer", ""), GONE, Apart.REFERRER),
    "rate": (lambda a: a.nth > 1, GONE, Apart.ADDRESS),
    "word": (lambda a: a.address == US, answer(SWAPPED), Apart.ADDRESS),
    "home": (lambda a: a.address == US, answer(b"", 302, "Location: /"), Apart.ADDRESS),
    "older": (lambda a: a.address == US, answer(OLDER), Apart.ADDRESS),
    "challenge": (lambda a: a.address == US, CHALLENGE, Apart.ADDRESS),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTIGO_TEST", TOKEN)


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two observers, one in our country and one abroad, for all tests of this file."""
    place = tmp_path_factory.mktemp("observers")
    south = folder(place / "sur", SOUTH, asked_by())
    berlin = folder(place / "berlin", BERLIN, asked_by("DE", "Spree"))
    with observers(south, berlin) as blocks:
        yield blocks


@pytest.fixture
def server() -> Iterator[Cloaked]:
    with Cloaked() as server:
        server.pages["/"] = lambda _: answer(HOME)
        yield server


def told(answer: testigo.Answer) -> list[str]:
    return [
        one.rule.removeprefix("observers.") for one in answer.reasons if "observers" in one.rule
    ]


def test_twelve_kinds_of_cloaking_are_named(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    us = folder(tmp_path / "us", US, OURS + neighbours)
    urls = {name: server.url(f"/{name}/acta") for name in CLOAKED}
    is_on = False

    def cloak(who: Callable[[Asking], bool], instead: bytes) -> Callable[[Asking], bytes]:
        return lambda asking: instead if is_on and who(asking) else PAGE

    for name, (who, instead, _) in CLOAKED.items():
        server.pages[f"/{name}/acta"] = cloak(who, instead)
    before = testigo.check_many(us, urls.values(), archive=False)
    assert {one.verdict for one in before} == {Verdict.ALIVE}
    is_on = True
    looked = testigo.check_many(us, urls.values(), archive=False, observers=True)
    named = {
        name: (one.cause, next((by for by in Apart if by in told(one)), None))
        for name, one in zip(urls, looked, strict=True)
    }
    expected = {name: (Cause.SHOWN_TO_SOME, by) for name, (*_, by) in CLOAKED.items()}
    assert named == expected
    assert testigo.verify(us).bad == ()
    assert testigo.rejudge(us).differing == ()


def test_honest_pages_agree(tmp_path: Path, server: Cloaked, neighbours: str) -> None:
    us = folder(tmp_path / "us", US, OURS + neighbours)
    server.pages["/a"] = lambda _: PAGE
    server.pages["/b"] = lambda _: GONE
    alive, gone = testigo.check_many(
        us, [server.url("/a"), server.url("/b")], archive=False, observers=True
    )
    assert (alive.cause, told(alive)) == (Cause.FIRST_LOOK, ["same"])
    assert (gone.verdict, gone.certainty, told(gone)) == (
        Verdict.MISSING,
        Certainty.PROBABLE,
        ["gone-too"],
    )


def test_what_observers_miss_and_we_are_shown_is_told(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    us = folder(tmp_path / "us", US, OURS + neighbours)
    server.pages["/a"] = lambda asking: GONE if asking.address == BERLIN else PAGE
    server.pages["/b"] = lambda asking: answer(SWAPPED) if asking.address == BERLIN else PAGE
    gone, other = testigo.check_many(
        us, [server.url("/a"), server.url("/b")], archive=False, observers=True
    )
    assert (gone.verdict, told(gone)) == (Verdict.ALIVE, ["no-document", Apart.COUNTRY])
    assert (other.verdict, told(other)) == (Verdict.ALIVE, ["other-text", Apart.COUNTRY])


def test_a_neighbour_in_our_own_network_is_no_second_opinion(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    us = folder(tmp_path / "us", US, OURS.replace("Norte", "Sur") + neighbours)
    server.pages["/a"] = lambda asking: PAGE if asking.address == "127.0.0.9" else GONE
    told_alone = testigo.check(us, server.url("/a"), archive=False, observers=True)
    assert told(told_alone) == ["gone-too", "same-network"]
    assert told_alone.certainty is Certainty.PROBABLE  # Berlin's word counts


def statement(change: Callable[[dict[str, Any]], object]) -> Callable[[socket.socket, bytes], None]:
    """An observer that answers what another one would, but for a ``change``."""

    def reply(connection: socket.socket, request: bytes) -> None:
        question = json.loads(request.partition(b"\r\n\r\n")[2])
        told = {
            "nonce": question["nonce"],
            "url": question["url"],
            "private": KEY,
            "at": clock.now(),
            "raw": None,
        }
        change(told)
        connection.sendall(ok(told["raw"] or signed(told), media_type=b"application/json"))

    return reply


def signed(told: dict[str, Any]) -> bytes:
    at = clock.stamp(told["at"])
    sight = Sight(
        Manner.PROGRAM, "es", at, told["url"], "alive", "first-look", 200, payload_sha256="ab"
    )
    public = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()
    text = statements.written(
        Statement(told["url"], told["nonce"], public, "x", at, at, sights=(sight,))
    )
    return json.dumps(
        {"statement": text, "signature": statements.sign(told["private"], text)}
    ).encode()


KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
FIRST: list[str] = []


def _replayed(told: dict[str, Any]) -> None:
    FIRST.append(told["nonce"])
    told["nonce"] = FIRST[0] if len(FIRST) > 1 else "0" * 32


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda told: None, None),
        (_replayed, Silence.OLD),
        (lambda told: told.update(url="http://x.example/"), Silence.OLD),
        (lambda told: told.update(private=Ed25519PrivateKey.generate()), Silence.FORGED),
        (lambda told: told.update(at=told["at"] - timedelta(hours=2)), Silence.CLOCK),
        (lambda told: told.update(raw=b"<html>no</html>"), Silence.GARBLED),
        (lambda told: told.update(raw=b"x" * 20_000_000), Silence.AWAY),
    ],
)
def test_who_can_not_be_believed_is_silent(
    tmp_path: Path, server: Cloaked, change: Callable[[dict[str, Any]], object], why: Silence | None
) -> None:
    key = keys.key_id(KEY.public_key().public_bytes_raw())
    with RawServer({"/observe": statement(change)}) as other:
        blocks = (
            f'[[observer]]\nname = "x"\nurl = "{other.url("")}"\nkey = "{key}"\nnetwork = "Sur"\n'
        )
        us = folder(tmp_path / "us", US, OURS + blocks)
        answer = testigo.check(us, server.url("/none"), archive=False, observers=True)
    if why is None:
        assert answer.cause is Cause.SHOWN_TO_SOME
    else:
        assert (answer.verdict, answer.certainty, told(answer)) == (
            Verdict.MISSING,
            Certainty.SUSPECTED,
            [why],
        )
    assert testigo.verify(us).bad == ()


def test_nobody_waits_for_one_that_is_away(tmp_path: Path, server: Cloaked) -> None:
    with deaf() as place:
        blocks = f'[[observer]]\nname = "x"\nurl = "{place}"\nkey = "{"a" * 64}"\n'
        us = folder(tmp_path / "us", US, OURS + blocks)
        answers = testigo.check_many(
            us, [server.url(f"/none{n}") for n in range(5)], archive=False, observers=True
        )
    assert {tuple(told(one)) for one in answers} == {(Silence.AWAY,)}


NIGHTS = "[standing]\nmissing_looks = 1\nmissing_days = 0\n"


def test_a_loss_that_an_observer_denies_is_never_confirmed(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    server.pages["/a"] = lambda asking: GONE if asking.address == US else PAGE
    place = tmp_path / "us"
    us = folder(place, US, NIGHTS + OURS + neighbours)
    source = tmp_path / "r.md"
    source.write_text(f"A claim. See <{server.url('/a')}>.\n", "utf-8")
    testigo.add(us, source)

    def night(blocks: str) -> testigo.Answer:
        (place / "testigo.toml").write_text(
            CONFIG.format(address=US) + NIGHTS + OURS + blocks, "utf-8"
        )
        folder_now = testigo.open(place)
        testigo.run(folder_now, only="all", archive=False)
        return testigo.answer(folder_now, server.url("/a"))

    for _ in range(2):
        assert night(neighbours).cause is Cause.SHOWN_TO_SOME
    with deaf() as away:
        silent = night(f'[[observer]]\nname = "x"\nurl = "{away}"\nkey = "{"a" * 64}"\n')
    assert (silent.verdict, silent.certainty) == (Verdict.MISSING, Certainty.PROBABLE)
    assert "doubted" in told(silent)
    alone = night("")  # nobody is configured any more
    assert (alone.verdict, alone.certainty) == (Verdict.MISSING, Certainty.PROBABLE)
    server.pages["/a"] = lambda _: GONE
    agreed = night(neighbours)
    assert (agreed.verdict, agreed.certainty) == (Verdict.MISSING, Certainty.CONFIRMED)
    assert testigo.rejudge(us).differing == ()


def test_what_is_exported_proves_what_observers_said(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    us = folder(tmp_path / "us", US, OURS + neighbours)
    server.pages["/a"] = lambda asking: GONE if asking.address == US else PAGE
    testigo.check(us, server.url("/a"), archive=False, observers=True)
    package = tmp_path / "x.wacz"
    testigo.export(us, package, url=server.url("/a"))
    assert testigo.verify_package(package).bad == ()
    with closing(Store(us.place.database)) as store:
        row = store.one("SELECT id, statement FROM observations WHERE observer = 'berlin'")
        assert row is not None
        forged = row["statement"].replace('"country":"DE"', '"country":"FR"')
        assert forged != row["statement"]
        store.db.execute("UPDATE observations SET statement = ? WHERE id = ?", (forged, row["id"]))
        store.db.conn.commit()
    problems = [one.problem for one in testigo.verify(us).bad]
    assert any("not signed by the key" in problem for problem in problems)


def test_only_who_has_a_token_may_ask(neighbours: str) -> None:
    place = neighbours.split('url = "')[1].split('"', maxsplit=1)[0]
    asked = json.dumps({"observe": 1, "url": "http://169.254.169.254/", "nonce": "n" * 16, "languages": "es",
                        "manners": ["as-program"]}).encode()  # fmt: skip
    for token, status in (("", 401), ("wrong", 401), (TOKEN, 200)):
        reply = errand.run(
            "POST",
            f"{place}/observe",
            asked,
            {"Authorization": f"Bearer {token}"},
            most=10**6,
            seconds=20,
        )
        assert reply.status == status
    (sight,) = statements.read(json.loads(reply.body)["statement"]).sights
    assert (sight.verdict, sight.cause) == ("unchecked", "private-address")
    for body in (
        b"",
        b"[]",
        asked.replace(b'"es"', b'"es\\r\\nX: y"'),
        asked.replace(b"as-program", b"as-spy"),
    ):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert (
            errand.run("POST", f"{place}/observe", body, headers, most=10**6, seconds=20).status
            == 400
        )


def test_only_an_alteration_that_others_are_shown_too_is_more_than_a_suspicion(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    us = folder(tmp_path / "us", US, OURS + neighbours)
    count = iter(range(1000))
    quotes = [
        f"Frase {n}: la {word} es una tarea de todas y todos."
        for n, word in enumerate("abcdefghijklm" * 40)
    ]
    server.pages["/noise"] = lambda _: answer(page("\n".join((*LINES, quotes[next(count)]))))
    server.pages["/edit"] = lambda _: PAGE
    urls = [server.url("/noise"), server.url("/edit")]
    testigo.check_many(us, urls, archive=False)
    server.pages["/edit"] = lambda _: answer(SWAPPED)
    noise, edit = testigo.check_many(us, urls, archive=False, observers=True)
    assert (noise.verdict, noise.certainty) == (Verdict.CHANGED, Certainty.SUSPECTED)
    assert (edit.verdict, edit.certainty, told(edit)) == (
        Verdict.CHANGED,
        Certainty.PROBABLE,
        ["same"],
    )
    assert testigo.rejudge(us).differing == ()
    spanish = terminal.answer(testigo.answer(us, urls[1]), "es")
    assert "sur (MX, Sur): disponible 200 de cada una de las 5 maneras de preguntar" in spanish
    history = testigo.history(us, urls[1]).json()
    assert [one["name"] for one in history["checks"][-1]["observers"]] == ["sur", "berlin"]


def test_a_state_in_the_same_words_is_shared_only_by_who_is_shown_it(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    us = folder(tmp_path / "us", US, OURS + neighbours)
    text = "".join(f"<p>{line}</p>" for line in LINES)

    def board(state: str) -> bytes:
        icon = f"<table><tr><td>Compromiso 1<td><i title={state}></i></table>"
        return answer(f"<main>{text}{icon}</main>".encode())

    names = ("/for-all", "/for-us")
    for name in names:
        server.pages[name] = lambda _: board("Cumplido")
    urls = [server.url(name) for name in names]
    testigo.check_many(us, urls, archive=False)
    server.pages["/for-all"] = lambda _: board("Incumplido")
    server.pages["/for-us"] = lambda a: board("Incumplido" if a.address == US else "Cumplido")
    shared, ours = testigo.check_many(us, urls, archive=False, observers=True)
    assert (shared.verdict, shared.certainty) == (Verdict.CHANGED, Certainty.PROBABLE)
    assert (ours.verdict, ours.certainty) == (Verdict.CHANGED, Certainty.SUSPECTED)
    assert told(ours) != ["same"]
    assert testigo.rejudge(us).differing == ()


def test_what_stands_in_its_place_elsewhere_is_not_the_document(
    tmp_path: Path, server: Cloaked, neighbours: str
) -> None:
    us = folder(tmp_path / "us", US, OURS + neighbours)
    server.pages["/a"] = lambda _: PAGE
    assert testigo.check(us, server.url("/a"), archive=False).verdict is Verdict.ALIVE
    server.pages["/a"] = lambda asking: GONE if asking.address == US else answer(HOME)
    lost = testigo.check(us, server.url("/a"), archive=False, observers=True)
    assert (lost.verdict, lost.certainty) == (Verdict.MISSING, Certainty.SUSPECTED)
    assert told(lost) == ["perhaps-personal"]
