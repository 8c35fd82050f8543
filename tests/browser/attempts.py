"""Ways in which a page could make a browser knock at the doors of our own network."""

from __future__ import annotations

from tests.browser.site import Asked, Reply

_ADDRESSES = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.0.0.66", "localhost",
    "localhost.", "any.localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
    "0.0.0.0", "[::]", "inside.example", "six.example", "mapped.example", "rebinds.example",
    "127%2e0%2e0%2e1", "１２７.0.0.1", "10.0.0.1", "192.168.1.1", "[fd00::1]", "[fe80::1]",
    "169.254.169.254", "metadata.example", "100.100.100.200",
)  # fmt: skip
"""Forms of addresses, and names that lead there."""

_MARKUP = {
    "image": "<img src={url}>",
    "image-set": "<img srcset='{url} 1x' alt=''>",
    "script": "<script src={url}></script>",
    "module": "<script type=module src={url}></script>",
    "stylesheet": "<link rel=stylesheet href={url}>",
    "css-import": "<style>@import '{url}';</style>",
    "css-url": "<style>body {{ background: url({url}) }}</style>",
    "font": "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>x",
    "iframe": "<iframe src={url}></iframe>",
    "frame-refresh": "<iframe srcdoc=\"<meta http-equiv=refresh content='0;url={url}'>\"></iframe>",
    "object": "<object data={url}></object>",
    "embed": "<embed src={url}>",
    "pdf": "<embed type=application/pdf src={url}.pdf><object type=application/pdf data={url}.pdf></object>",
    "video": "<video autoplay muted preload=auto src={url}></video>",
    "audio": "<audio preload=auto src={url}></audio>",
    "track": "<video preload=auto src=/plain><track default src={url}></video>",
    "svg": "<svg width=9 height=9><image href={url} width=9 height=9 /><use href='{url}#x' /></svg>",
    "icon": "<link rel=icon href={url}>",
    "manifest": "<link rel=manifest href={url}>",
    "preload": "<link rel=preload as=fetch href={url}>",
    "modulepreload": "<link rel=modulepreload href={url}>",
    "prefetch": "<link rel=prefetch href={url}>",
    "prerender": "<link rel=prerender href={url}>",
    "preconnect": "<link rel=preconnect href={url}>",
    "dns-prefetch": "<link rel=dns-prefetch href={url}>",
    "speculation": '<script type=speculationrules>{{"prefetch": [{{"urls": ["{url}"], "eagerness": "immediate"}}],'
    ' "prerender": [{{"urls": ["{url}"], "eagerness": "immediate"}}]}}</script>',
    "form-in-frame": "<iframe name=n1></iframe><form id=f1 method=post target=n1 action={url}></form>"
    "<script>f1.submit()</script>",
    "ping": "<a id=a1 ping={url} href='#x'>x</a><script>a1.click()</script>",
    "redirected-image": "<img src='/to?{url}'>",
    "redirected-frame": "<iframe src='/to?{url}'></iframe>",
}
_SCRIPTED = {
    "fetch": "fetch('{url}')",
    "fetch-opaque": "fetch('{url}', {{mode: 'no-cors', credentials: 'include'}})",
    "fetch-keepalive": "fetch('{url}', {{mode: 'no-cors', keepalive: true, method: 'POST', body: 'x'}})",
    "redirected-fetch": "fetch('/to?{url}')",
    "xhr": "(() => {{ const x = new XMLHttpRequest(); x.open('PUT', '{url}'); x.send('x') }})()",
    "beacon": "navigator.sendBeacon('{url}', 'x')",
    "websocket": "new WebSocket('{url}'.replace('http', 'ws'))",
    "eventsource": "new EventSource('{url}')",
    "worker": "new Worker('/w?{url}')",
    "shared-worker": "new SharedWorker('/w?{url}')",
    "service-worker": "navigator.serviceWorker.register('/w?{url}')",
    "dynamic-import": "import('{url}')",
    "window": "open('{url}')",
    "image-object": "new Image().src = '{url}'",
    "paint": "document.body.style.cursor = 'url({url}), auto'",
    "webrtc": """for (const kind of ['stun', 'turn']) {{ for (const by of ['udp', 'tcp']) {{
      const place = kind + ':' + new URL('{url}').host + '?transport=' + by;
      const f = document.createElement('iframe'); document.body.append(f);
      for (const w of [window, f.contentWindow]) {{
        const p = new w.RTCPeerConnection({{iceServers: [{{urls: place, username: 'x', credential: 'x'}}]}});
        p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o)) }} }} }}""",
    "webtransport": "new WebTransport('{url}'.replace('http:', 'https:'))",
    "report": "new ReportingObserver(() => 0).observe()",
}
SELF = {
    "main-refresh": "<meta http-equiv=refresh content='0;url={url}'>",
    "main-location": "<script>location = '{url}'</script>",
    "main-form": "<form id=f method=post action={url}></form><script>f.submit()</script>",
    "main-redirect": "",
    "main-download": "<a id=a download href={url}>x</a><script>a.click()</script>",
}
"""Those that take the page itself there: a page each."""
COUNT = len(_ADDRESSES) + len(_MARKUP) + len(_SCRIPTED) + len(SELF)


def replies(port: int) -> dict[str, object]:
    """A site whose pages try all of it, at a port; each way has a path of its own."""

    def url(way: str) -> str:
        return f"http://127.0.0.1:{port}/{way}"

    tries = [text.format(url=url(name)) for name, text in _MARKUP.items()]
    scripts = [
        f"try {{ {text.format(url=url(name))} }} catch (e) {{ }}"
        for name, text in _SCRIPTED.items()
    ]
    scripts += [
        f"try {{ new Image().src = 'http://{host}:{port}/at-{number}' }} catch (e) {{ }}"
        for number, host in enumerate(_ADDRESSES)
    ]
    again = f"http://rebinds.example:{port}/again"
    scripts.append(f"setTimeout(() => {{ new Image().src = '{again}' }}, 900)")
    tried = [f"<script>{one}</script>" for one in scripts]
    headers = (
        ("Link", f"<{url('link-header')}>; rel=preload; as=image"),
        ("Content-Security-Policy-Report-Only", f"img-src 'none'; report-uri {url('csp-report')}"),
        ("NEL", '{"report_to":"g","max_age":600,"success_fraction":1}'),
        (
            "Report-To",
            f'{{"group":"g","max_age":600,"endpoints":[{{"url":"{url("report-to")}"}}]}}',
        ),
    )

    def to(asked: Asked) -> Reply:
        return Reply(status=302, headers=(("Location", asked.path.partition("?")[2]),))

    def worker(asked: Asked) -> Reply:
        place = asked.path.partition("?")[2]
        body = (
            f"fetch('{place}-fetch'); new WebSocket('{place}-ws'.replace('http', 'ws'));"
            f"importScripts('{place}-import')"
        )
        return Reply(body.encode(), "text/javascript")

    found: dict[str, object] = {
        "/all": Reply(
            ("<!doctype html><body>" + "".join([*tries, *tried])).encode(), headers=headers
        ),
        "/to": to,
        "/w": worker,
        "/plain": Reply(b"plain"),
        "/main-redirect": Reply(status=302, headers=(("Location", url("main-redirect")),)),
    }
    for name, text in SELF.items():
        found.setdefault(f"/{name}", Reply(text.format(url=url(name)).encode()))
    return found
