"""Ways to make us knock on our own network's doors: none of them gets there, by the doors' own count.

The commands run as they are, over an internet of one server (``tests/internet.py``), without
``--allow-private``.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Bench
from tests.internet import PUBLIC, Doors, Internet
from tests.servers import RawServer, ok, page

# P stands for the port of the private doors; each way has a path of its own
LITERALS = {
    "loopback": "http://127.0.0.1:P/", "short": "http://127.1:P/", "three parts": "http://127.0.1:P/",
    "another of 127": "http://127.255.255.254:P/", "decimal": "http://2130706433:P/", "octal": "http://017700000001:P/",
    "hexadecimal": "http://0x7f000001:P/", "mixed": "http://0x7f.0.0.1:P/", "octal parts": "http://0177.0.0.01:P/",
    "upper case": "http://0X7F.1:P/", "trailing dot": "http://127.0.0.1.:P/", "zero": "http://0:P/", "no host": "http://0.0.0.0:P/",
    "full width": "http://１２７.０.０.１:P/", "ideographic dots": "http://127。0。0。1:P/", "circled": "http://①②⑦.⓪.⓪.①:P/",
    "percent": "http://%31%32%37.0.0.1:P/", "soft hyphen": "http://127.0.\u00ad0.1:P/", "tab": "http://127.0\t.0.1:P/",
    "line": "http://127.0.\n0.1:P/", "IPv6": "http://[::1]:P/", "IPv6 long": "http://[0:0:0:0:0:0:0:1]:P/",
    "mapped": "http://[::ffff:127.0.0.1]:P/", "mapped hex": "http://[::ffff:7f00:1]:P/", "compatible": "http://[::127.0.0.1]:P/",
    "translated": "http://[::ffff:0:127.0.0.1]:P/", "6to4": "http://[2002:7f00:1::]:P/", "NAT64": "http://[64:ff9b::7f00:1]:P/",
    "NAT64 local": "http://[64:ff9b:1::7f00:1]:P/", "Teredo": "http://[2001:0:7f00:1::80ff:fffe]:P/",
    "ISATAP": "http://[2606:4700::5efe:7f00:1]:P/", "IPv6 none": "http://[::]:P/", "zone": "http://[::1%25lo]:P/",
    "user": "http://www.example@127.0.0.1:P/", "password": "http://www.example:80@127.0.0.1:P/", "two at": "http://a@b@127.0.0.1:P/",
    "backslash at": "http://127.0.0.1:P\\@www.example/", "backslashes": "http:\\\\127.0.0.1:P\\", "no slashes": "http:127.0.0.1:P/",
    "many slashes": "http:////127.0.0.1:P/", "blank before": " \x1fhttp://127.0.0.1:P/", "class A": "http://10.0.0.1:P/",
    "class B": "http://172.16.0.1:P/", "class C": "http://192.168.0.1:P/", "carrier": "http://100.64.0.1:P/", "benchmark": "http://198.18.0.1:P/",
    "broadcast": "http://255.255.255.255:P/", "reserved": "http://240.0.0.1:P/", "unique local": "http://[fd00::1]:P/",
    "site local": "http://[fec0::1]:P/", "documentation": "http://[2001:db8::1]:P/",
}  # fmt: skip
NEVER = {
    "metadata": "http://169.254.169.254/", "metadata decimal": "http://2852039166/", "metadata octal": "http://0251.0376.0251.0376/",
    "metadata mapped": "http://[::ffff:169.254.169.254]/", "metadata NAT64": "http://[64:ff9b::a9fe:a9fe]/", "link-local": "http://[fe80::1]/",
    "EC2 by IPv6": "http://[fd00:ec2::254]/", "Google by IPv6": "http://[fd20:ce::254]/", "Azure": "http://168.63.129.16/",
    "Alibaba": "http://100.100.100.200/", "Oracle": "http://192.0.0.192/", "metadata name": "http://metadata.google.internal/",
    "link-local name": "http://scoped.example/", "multicast": "http://224.0.0.1/", "no host": "http://0.0.0.0/", "no host, IPv6": "http://[::]/",
}  # fmt: skip
NAMES = {
    "localhost": [("127.0.0.1", "::1")], "some.localhost": [("127.0.0.1",)], "private.example": [("127.0.0.1",)],
    "six.example": [("::1",)], "mapped.example": [("::ffff:127.0.0.1",)], "zero.example": [("0.0.0.0",)],
    "both.example": [("127.0.0.1", PUBLIC[1])], "scoped.example": [("fe80::1%lo",)], "metadata.google.internal": [("169.254.169.254",)],
    "rebind.example": [(PUBLIC[0],), ("127.0.0.1",)], "rebound.example": [("127.0.0.1",), (PUBLIC[0],)],
    "127.0.0.1.nip.example": [("127.0.0.1",)], "xn--ao-zja.example": [("127.0.0.1",)], "evil.example": [(PUBLIC[0],)],
}  # fmt: skip
NAMED = {
    "localhost": "http://localhost:P/", "localhost, dot": "http://localhost.:P/", "LOCALHOST": "http://LOCALHOST:P/",
    "circled name": "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:P/", "below localhost": "http://some.localhost:P/", "A": "http://private.example:P/",
    "AAAA": "http://six.example:P/", "AAAA mapped": "http://mapped.example:P/", "A of no host": "http://zero.example:P/",
    "public and private": "http://both.example:P/", "rebinding": "http://rebind.example:P/", "rebound": "http://rebound.example:P/",
    "wildcard": "http://127.0.0.1.nip.example:P/", "IDNA": "http://año.example:P/",
}  # fmt: skip
PORTS = {f"port {port}": f"http://www.example:{port}/" for port in (22, 25, 110, 6667, 10080)}
SCHEMES = ("file:///etc/passwd", "ftp://127.0.0.1:P/x", "gopher://127.0.0.1:P/_x", "dict://127.0.0.1:P/x", "data:text/html,x",
           "javascript:location='http://127.0.0.1:P/'", "view-source:http://127.0.0.1:P/", "ws://127.0.0.1:P/", "unix:/run/x")  # fmt: skip
_AWAY = "http://127.0.0.1:P/"
REDIRECTS = {
    **{f"status {status}": (status, f"Location: {_AWAY}", "") for status in (300, 301, 302, 303, 305, 307, 308)},
    **{f"to {scheme.partition(':')[0]}": (302, f"Location: {scheme}", "") for scheme in SCHEMES},
    "scheme-relative": (302, "Location: //127.0.0.1:P/", ""), "backslashes": (302, "Location: \\\\127.0.0.1:P\\", ""),
    "to a name": (302, "Location: http://private.example:P/", ""), "to a rebinding name": (302, "Location: http://rebind.example:P/", ""),
    "over two hops": (302, "Location: /status-301", ""), "metadata": (302, "Location: http://169.254.169.254/latest/meta-data", ""),
    "two lines": (302, "Location: /nowhere\r\nLocation: http://127.0.0.1:P/", ""), "fold": (302, "Location:\r\n http://127.0.0.1:P/", ""),
    "credentials": (302, "Location: http://evil.example@127.0.0.1:P/", ""), "with a cookie": (302, f"Set-Cookie: a=b\r\nLocation: {_AWAY}", ""),
    "Refresh": (200, f"Refresh: 0; url={_AWAY}", ""), "refused, and Refresh": (403, f"Refresh: 0;url={_AWAY}", ""),
    "meta refresh": (200, "X: y", f"<meta http-equiv=refresh content='0; url={_AWAY}'>"),
    "meta refresh by base": (200, "X: y", "<base href=//127.0.0.1:P/><meta http-equiv=refresh content='0; url=x'>"),
    "Content-Location": (200, f"Content-Location: {_AWAY}", ""), "Link": (200, f"Link: <{_AWAY}>; rel=canonical", ""),
    "Alt-Svc": (200, 'Alt-Svc: h2="127.0.0.1:P"', ""),
}  # fmt: skip
PAGES = {
    "frame": "<iframe src='http://127.0.0.1:P/a.html'></iframe>", "frameset": "<frameset><frame src=http://127.0.0.1:P/></frameset>",
    "embedded": "<embed src='http://127.0.0.1:P/a.pdf'>", "object": "<object data='//127.0.0.1:P/a.pdf' type=application/pdf></object>",
    "viewer": "<iframe src='/viewer.html?file=http://127.0.0.1:P/a.pdf'></iframe>", "offered": "<main><a href='http://127.0.0.1:P/a.pdf'>Plan</a></main>",
    "fetched": "<div id=app></div><script>fetch('http://127.0.0.1:P/a.json')</script>", "base": "<base href=http://127.0.0.1:P/><embed src=a.pdf>",
    "data-url": "<table data-url='http://127.0.0.1:P/a.json'></table>", "by name": "<embed src='http://private.example:P/a.pdf'>",
    "preloaded": "<link rel=preload as=fetch href=http://127.0.0.1:P/a.json>", "script": "<script src='http://127.0.0.1:P/datos.js?callback=f'></script>",
    "requisites": "<img src=http://127.0.0.1:P/a.png><link rel=stylesheet href=http://127.0.0.1:P/a.css><link rel=icon href=http://127.0.0.1:P/i>",
}  # fmt: skip
BOARD = """<h2>Agua</h2><a href=/minuta.pdf>Minuta</a><a href='http://127.0.0.1:P/board.pdf'>Documento</a>
<a href='http://127.0.0.1:P/?page=2'>2</a><a rel=next href='//127.0.0.1:P/next'>Siguiente</a><iframe src='http://127.0.0.1:P/tablero'></iframe>
<form method=post action='http://127.0.0.1:P/form'><input name=a><button>Buscar</button></form><script src='http://127.0.0.1:P/datos.js'></script>
<div onclick="window.open('http://127.0.0.1:P/abierto')">x</div><a href='javascript:location="http://127.0.0.1:P/js"'>y</a><a href=/otra>Otra</a>"""


WAYS = {
    **LITERALS,
    **NAMED,
    **PORTS,
    **{f"scheme {one.partition(':')[0]}": one for one in SCHEMES},
    **NEVER,
}
AWAY = (301, 302, 303, 307, 308)
ON_PAGES = [*(f"/{name}" for name in REDIRECTS), *(f"/page {name}" for name in PAGES)]
MAY_BE_SEEN = {"public and private", "rebinding"}
"""Ways whose public address may be asked."""


@dataclass(frozen=True)
class World:
    """A folder whose commands live on an internet, and the private doors."""

    bench: Bench
    doors: Doors
    server: RawServer
    internet: Internet

    def testigo(self, *arguments: str, fails: bool = False, **environment: str) -> str:
        """What a command prints; ``fails``: it may end with any code but that of a fault of ours."""
        done = self.bench.testigo(*arguments, prepare=self.internet.join, **environment)
        assert "Traceback" not in done.err, done.err
        assert fails or done.code != 2, done.err
        return done.out

    def knocks(self) -> list[str]:
        """Addresses outside the public network that were connected to."""
        path = self.internet.knocks
        return path.read_text("ascii").split("\n")[:-1] if path.exists() else []

    def here(self, text: str) -> str:
        """``text`` with the private doors' port in it."""
        return re.sub(r":P(?![\w:])", f":{self.doors.port}", text)


def path_of(way: str) -> str:
    """The path of a way, which the doors would hear."""
    return re.sub(r"\W+", "-", way)


def _world(place: Path) -> Iterator[World]:
    with Doors() as doors, RawServer({}) as server:
        bench = Bench(place / "evidence")
        bench.configure(timeout=3)
        config = bench.folder.config.read_text("utf-8")
        config = config.replace("allow_private = true", "allow_private = false")
        config = config.replace("neutral_hosts = []", 'neutral_hosts = ["www.example:80"]')
        bench.folder.config.write_text(config, "utf-8")
        world = World(bench, doors, server, Internet(server.port, place / "knocks", NAMES))
        server.replies["/"] = ok(page("Portada de la dependencia. " * 60))
        for name, (status, headers, body) in REDIRECTS.items():
            head = world.here(f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n{headers}\r\n")
            content = world.here(body)
            whole = f"{head}Content-Length: {len(content)}\r\nConnection: close\r\n\r\n{content}"
            server.replies[f"/{path_of(name)}"] = whole.encode()
        for name, body in PAGES.items():
            shown = f"<html><title>Plan</title><body>{world.here(body)}</body></html>"
            server.replies[f"/page-{path_of(name)}"] = ok(shown.encode())
        yield world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from _world(tmp_path)


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, dict[str, Any]]]:
    """All ways that an address or a page can name a door, looked at once; way -> what was told."""
    for world in _world(tmp_path_factory.mktemp("doors")):
        asked = {name: world.here(url) + path_of(name) for name, url in WAYS.items()}
        asked |= {name: f"http://www.example/{path_of(name[1:])}" for name in ON_PAGES}
        told = json.loads(
            world.testigo("check", *asked.values(), "--format", "json", "--no-archive")
        )
        yield world, dict(zip(asked, told, strict=True))


def test_there_are_enough_ways() -> None:
    assert len(WAYS) + len(ON_PAGES) >= 130


@pytest.mark.parametrize("way", [*WAYS, *ON_PAGES])
def test_no_way_leads_to_a_private_door(looked: tuple[World, dict[str, Any]], way: str) -> None:
    world, told = looked
    assert not [heard for heard in world.doors.heard if path_of(way).encode() in heard]
    answer = told[way]
    if way in WAYS and way not in MAY_BE_SEEN:
        # what we do not ask is nobody's loss
        assert answer["verdict"] == "unchecked", answer["cause"]


def test_nobody_knocked_at_all(looked: tuple[World, dict[str, Any]]) -> None:
    world, _ = looked
    assert world.server.heard, "the public network is there"
    assert world.doors.heard == []
    assert world.knocks() == []


def test_a_board_leads_nowhere_private(world: World) -> None:
    sitemap = "<?xml version='1.0'?><urlset><url><loc>http://127.0.0.1:P/mapa</loc></url></urlset>"
    robots = (
        "User-agent: *\nSitemap: http://127.0.0.1:P/s.xml\nSitemap: http://www.example/mapa.xml\n"
    )
    world.server.replies |= {
        "/tablero": ok(world.here(f"<title>Tablero</title><body>{BOARD}</body>").encode()),
        "/mapa.xml": ok(world.here(sitemap).encode(), media_type=b"application/xml"),
        "/robots.txt": ok(world.here(robots).encode(), media_type=b"text/plain"),
    }
    world.testigo("add", "http://www.example/tablero", "--kind", "board", "--id", "b")
    rows = world.bench.rows("SELECT u.url FROM board_entries b JOIN urls u ON u.id = b.url_id")
    assert any("127.0.0.1" in row["url"] for row in rows), "it is listed, and not asked"
    world.testigo("run")
    assert world.doors.heard == world.knocks() == []
    entry = next(url for url in world.bench.causes() if "board.pdf" in url)
    assert world.bench.causes()[entry] == "private-address"


def test_robots_txt_leads_nowhere_private(world: World) -> None:
    def robots(connection: socket.socket, request: bytes) -> None:
        status = re.search(rb"Host: w(\d+)", request)
        assert status is not None
        door = b"http://127.0.0.1:%d/robots.txt" % world.doors.port
        head = b"HTTP/1.1 %s X\r\nLocation: %s\r\n" % (status[1], door)
        connection.sendall(head + b"Content-Length: 0\r\nConnection: close\r\n\r\n")

    world.server.replies["/robots.txt"] = robots
    # a page of its own each: one page from many hosts would be a captive portal
    pages = {f"/{status}": ok(page(f"Página {status} de la dependencia. " * 60)) for status in AWAY}
    world.server.replies |= pages
    urls = [f"http://w{status}.example/{status}" for status in AWAY]
    world.testigo("check", *urls, "--no-archive")
    assert world.doors.heard == world.knocks() == []
    assert world.server.asked["/robots.txt"] == len(urls)
    assert set(world.bench.causes().values()) == {"first-look"}


def test_a_report_on_the_web_is_fetched_from_nowhere_private(world: World) -> None:
    door = f"http://localhost:{world.doors.port}/"
    away = [f"http://www.example/{way}" for way in ("status-302", "meta-refresh", "to-a-name")]
    world.testigo("add", *away, door, "http://0x7f.1/", fails=True)
    world.testigo("compare", door, door, fails=True)
    assert world.doors.heard == world.knocks() == []


def test_documents_that_are_followed_and_looked_for_are_asked_for_nowhere_private(
    world: World,
) -> None:
    """A page offers a private file, and another that sent us to a private address is lost."""
    text = "Minuta de la sesión sobre el agua. " * 80
    offering = world.here("<main><a href='http://127.0.0.1:P/a.pdf'>A</a><a href='/b.pdf'>B</a>")
    moved = world.here(
        "HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:P/nuevo\r\nContent-Length: 0\r\n\r\n"
    )
    gone = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    world.server.replies |= {
        "/o": ok(f"{offering}<p>{text}</p></main>".encode()),
        "/m": ok(page(text)),
    }
    with world.bench.folder.config.open("a", encoding="utf-8") as config:
        config.write('\n[[sources]]\nid = "r"\nkind = "report"\nfollow_documents = true\n')
        report = world.bench.path.parent / "r.md"
        report.write_text("Uno. <http://www.example/o>\n\nDos. <http://www.example/m>\n", "utf-8")
        config.write(f'location = "{report}"\n')
    for answer in (None, moved.encode(), gone, gone):
        if answer:
            world.server.replies["/m"] = answer
        world.testigo("run", "--only", "all", "--no-archive")
    followed = [url for url in world.bench.causes() if url.endswith("a.pdf")]
    assert [world.bench.causes()[url] for url in followed] == ["private-address"]
    assert world.doors.heard == world.knocks() == []


def test_archives_lead_nowhere_private(world: World) -> None:
    """Their redirects, the copies that they list, and the original addresses that they name."""
    door = world.here("http://127.0.0.1:P")
    row = f"mx,x)/ 20180420120000 {door}/original text/html 200 ABC 9\n"
    links = f'<http://www.example/>; rel="original",\n<{door}/20180420120000/http://www.example/>; rel="memento"'
    away = world.here(
        "HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:P/away\r\nContent-Length: 0\r\n\r\n"
    )
    dated = away.replace(
        "Content", "Memento-Datetime: Fri, 20 Apr 2018 12:00:00 GMT\r\nContent", 1
    ).encode()

    def archive(connection: socket.socket, request: bytes) -> None:
        path = request.split(b" ")[1]
        if b"/cdx" in path:
            connection.sendall(ok(row.encode(), media_type=b"text/plain"))
        elif b"timemap" in path:
            connection.sendall(ok(links.encode(), media_type=b"application/link-format"))
        else:
            connection.sendall(dated if b"id_" in path else away.encode())

    replies = world.server.replies
    world.server.replies = _Any(replies, archive)
    config = world.bench.folder.config.read_text("utf-8").replace(
        "enabled = false", 'base_url = "http://web.example"'
    )
    config += '\n[[archive.memento]]\nname = "otro"\nbase_url = "http://otro.example"\n'
    world.bench.folder.config.write_text(config, "utf-8")
    world.testigo("check", "http://www.example/", "--cited-on", "2018-04-20")
    world.testigo("archive")
    assert any(b"/cdx" in heard for heard in world.server.heard), "the archive was asked"
    assert any(b"id_" in heard for heard in world.server.heard), "and a copy was fetched"
    assert world.doors.heard == world.knocks() == []


class _Any(dict[str, Any]):
    """Replies by path, and one for all other paths."""

    def __init__(self, known: dict[str, Any], other: Any) -> None:
        super().__init__(known)
        self._other = other

    def get(self, path: str, _: Any = None) -> Any:
        return super().get(path, self._other)


def test_an_authority_and_a_receiver_send_us_nowhere_private(world: World) -> None:
    """Both may stand in a private network themselves: the operator named them, and nobody else may."""
    for status in AWAY:
        head = world.here(f"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:P/x\r\n")
        away = f"{head}Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
        world.server.replies |= dict.fromkeys((f"/tsa{status}", f"/hook{status}", "/ping"), away)
    authorities = [f"http://tsa.example/tsa{status}" for status in AWAY]
    receivers = [f"http://hook.example/hook{status}" for status in AWAY]
    with world.bench.folder.config.open("a", encoding="utf-8") as config:
        config.write(f"\n[custody]\nauthorities = {authorities}\n")
        config.write(f'[notify]\nto = {receivers}\nping = "http://ping.example/ping"\n')
    world.testigo("check", "http://www.example/", "--no-archive")
    world.testigo("notify", "--test", fails=True)
    assert {f"/{asked}{status}" for status in AWAY for asked in ("tsa", "hook")} <= set(
        world.server.asked
    )
    assert world.doors.heard == world.knocks() == []


def test_no_proxy_of_the_environment_carries_a_look(world: World) -> None:
    (world.bench.path.parent / ".netrc").write_text("default login me password mine\n")
    proxy = f"http://127.0.0.1:{world.doors.port}"
    names = ("http_proxy", "https_proxy", "all_proxy")
    proxies = {**dict.fromkeys(names, proxy), **{name.upper(): proxy for name in names}}
    world.testigo(
        "check", "http://www.example/", "--no-archive", HOME=str(world.bench.path.parent), **proxies
    )
    assert world.doors.heard == world.knocks() == []
    assert world.server.heard
    assert not [heard for heard in world.server.heard if b"Authorization" in heard]


def test_no_leave_opens_the_doors_of_metadata(world: World) -> None:
    world.testigo("check", *NEVER.values(), "--no-archive", "--allow-private", fails=True)
    assert world.knocks() == []
    assert len(world.bench.causes()) >= 14, "some are one address in another spelling"
    assert set(world.bench.causes().values()) == {"private-address"}


def test_leave_opens_the_private_doors(world: World) -> None:
    """The doors hear who knocks, and the ways lead there: the tests above would notice."""
    ways = ("short", "decimal", "octal", "full width", "mapped", "backslash at", "IPv6", "A")
    urls = [world.here(WAYS[way]) + path_of(way) for way in ways]
    world.testigo("check", *urls, "--no-archive", "--allow-private", fails=True)
    heard = b"".join(world.doors.heard)
    assert [way for way in ways if path_of(way).encode() not in heard] == []
    assert world.knocks()


def test_the_network_is_not_up_because_a_private_door_answers(world: World) -> None:
    config = world.bench.folder.config.read_text("utf-8")
    world.bench.folder.config.write_text(
        config.replace("www.example:80", f"private.example:{world.doors.port}"), "utf-8"
    )
    world.bench.cite(f"http://private.example:{world.doors.port}/x")
    world.testigo("run", fails=True)
    assert world.doors.heard == world.knocks() == []
