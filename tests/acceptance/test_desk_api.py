"""What programs ask of the desk: the same as the command line says, and nothing without a token from
elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests

from tests.commands import ROOT
from tests.desks import LONGEST, Visitor, opened
from tests.servers import RawServer, ok, page

TEXT = "Compromiso 4: agua\nLa Comisión deberá publicar todos los contratos cada trimestre.\n" * 3
API = "/api/v1"


@pytest.fixture(scope="module")
def site() -> Iterator[RawServer]:
    with RawServer({"/plan": ok(page(TEXT)), "/otro": ok(page(TEXT + "Otro."))}) as server:
        yield server


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, site: RawServer) -> Iterator[Visitor]:
    with opened(tmp_path_factory.mktemp("api") / "folder") as visitor:
        visitor.looked(site.url("/plan"))
        yield visitor


def _post(desk: Visitor, path: str, body: object, **headers: str) -> requests.Response:
    return desk.session.post(desk.address + API + path, json=body, headers=headers, timeout=LONGEST)


def test_an_answer_is_that_of_the_command_line(desk: Visitor, site: RawServer) -> None:
    told = desk.get(f"{API}/answer?url={site.url('/plan')}&lang=es").json()
    assert (told["schema"], told["verdict"]) == (1, "alive")
    history = desk.get(f"{API}/history?url={site.url('/plan')}").json()
    assert history["checks"][0]["capture"] == told["capture"]


def test_a_look_is_asked_for_and_followed(desk: Visitor, site: RawServer) -> None:
    begun = _post(desk, "/looks", {"url": site.url("/otro"), "archive": False})
    assert begun.status_code == 202
    assert begun.json()["over"] in (False, True)
    place = begun.headers["location"]
    desk.get(f"/looks/{begun.json()['id']}/events")
    done = desk.get(place).json()
    assert (done["step"], done["answer"]["verdict"]) == ("done", "alive")


def test_lists_and_the_whole(desk: Visitor) -> None:
    for path in ("/citations", "/sources", "/runs", "/series", "/status"):
        assert desk.get(API + path).status_code == 200, path
    run = desk.get(f"{API}/runs").json()["runs"][0]
    assert desk.get(f"{API}/runs/{run['id']}").json()["looks"]
    report = desk.get(f"{API}/report?format=json&everything=1")
    assert json.loads(report.content)["summary"]


def test_a_persons_word_needs_a_name_and_a_note(desk: Visitor, site: RawServer) -> None:
    word = {"url": site.url("/plan"), "note": "así se publicó", "by": "Ana"}
    assert _post(desk, "/accept", {**word, "by": ""}).status_code == 422
    told = _post(desk, "/accept", word)
    assert told.status_code == 200, told.text
    assert desk.get(f"{API}/answer?url={site.url('/plan')}").json()["person"]["by"] == "Ana"
    assert _post(desk, "/overrule", word).json()["error"] == "UsageError"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/answer", 422), ("/answer?url=http://x.example/", 404), ("/citations?page=0", 422), ("/nada", 404),
     ("/runs/none", 404), ("/boards/none", 404), ("/series/none", 404), ("/looks/none", 404),
     ("/report?format=exe", 404), ("/answer?url=x&cited_on=ayer", 422), ("/citations?verdict=gone", 422)],
)  # fmt: skip
def test_what_is_wrong_is_an_object_in_one_line(desk: Visitor, path: str, status: int) -> None:
    told = desk.get(API + path)
    assert told.status_code == status
    assert set(told.json()) == {"error", "text"}
    assert "\n" not in told.json()["text"]


def test_another_site_can_not_use_it(desk: Visitor, site: RawServer) -> None:
    body = {"url": site.url("/plan")}
    assert _post(desk, "/looks", body, Origin="http://evil.example").status_code == 403
    plain = desk.session.post(
        f"{desk.address}{API}/looks", data=json.dumps(body), headers={"Content-Type": "text/plain"}
    )
    assert plain.status_code == 422


def test_a_shared_desk_is_read_by_those_who_show_a_token(desk: Visitor, site: RawServer) -> None:
    folder = desk.get(f"{API}/status").json()["folder"]
    with opened(folder, "--share") as shared:
        token = shared.reader
        assert "token" in shared.get("/").url + shared.get("/").text
        assert shared.get(f"{API}/status").status_code == 401
        bearer = {"Authorization": f"Bearer {token}"}
        assert shared.get(f"{API}/status", **bearer).status_code == 200
        word = {"url": site.url("/plan"), "note": "n", "by": "b"}
        for path in ("/looks", "/accept", "/overrule"):
            assert _post(shared, path, word, **bearer).status_code == 404
        entered = shared.session.post(f"{shared.address}/enter", {"token": token})
        assert entered.status_code == 200
        home = shared.get("/").text
        assert 'name="url"' not in home
        assert "Where things stand" in home
        assert shared.session.post(f"{shared.address}/enter", {"token": "x"}).status_code == 403


def test_a_token_for_a_reader_and_what_is_kept_of_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "testigo", "desk", "--token"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    token, kept = re.findall(r"^\w+\s+(\S+)$", done.stdout, re.MULTILINE)
    assert kept.startswith("sha256:")
    assert token not in kept


def test_its_description_is_made_from_the_code(desk: Visitor) -> None:
    told = desk.get("/api/openapi.json").json()
    assert f"{API}/answer" in told["paths"]
    assert not [path for path in told["paths"] if not path.startswith(API)]
