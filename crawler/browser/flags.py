"""With which switches Chromium runs, and why."""

from __future__ import annotations

from evidence import clock

_FEATURES = (
    # what Playwright itself turns off, of which its own words are lost when this switch is given again
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "OptimizationHints",
    "AvoidCorsURLLoaderRestartOnRedirect", "NetworkTimeServiceQuerying", "PreconnectToSearch",
    # all frames of a page in one process, which one session sees and one serialisation reads; a page
    # of a fresh profile has no secrets that one of its frames could steal from another
    "IsolateOrigins", "site-per-process", "IsolateSandboxedIframes", "OriginKeyedProcessesByDefault",
    # pages that nobody asked for
    "Prerender2", "SpeculationRulesPrefetchFuture", "NavigationPredictor", "FencedFrames",
    "Translate", "AcceptCHFrame",
    # DNS of its own
    "AsyncDns", "DnsOverHttps", "EncryptedClientHello", "DnsOverHttpsUpgrade", "UseDnsHttpsSvcb",
    # discovery on the local network
    "DialMediaRouteProvider", "CastMediaRouteProvider", "WebRtcHideLocalIpsWithMdns",
)  # fmt: skip


def switches() -> list[str]:
    """What is put behind the switches that Playwright gives by itself."""
    return [
        f"--disable-features={','.join(_FEATURES)}",
        "--disable-site-isolation-trials",
        "--renderer-process-limit=4",
        # no way around the proxy: no name is looked up, nothing goes by UDP
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--dns-prefetch-disable",
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--no-pings",
        "--disable-domain-reliability",
        "--disable-client-side-phishing-detection",
        "--safebrowsing-disable-auto-update",
        # nothing that opens, asks, or stays
        "--block-new-web-contents",
        "--deny-permission-prompts",
        "--disable-notifications",
        "--disable-print-preview",
        "--disable-speech-api",
        "--disable-file-system",
        "--disable-gpu",
        "--autoplay-policy=user-gesture-required",
        "--disk-cache-size=1",
        "--media-cache-size=1",
    ]


HIDE_FROM_PAGES = """
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel",
                    "WebTransport"]) {
  try { Object.defineProperty(globalThis, name, {value: undefined, configurable: false}); }
  catch (_) {}
}
"""
"""Run before any script of a page, in each of its frames."""

_CLOCK = """{
  const Real = Date, now = () => Real.now() - %d;
  Date = new Proxy(Real, {
    apply: () => new Real(now()).toString(),
    construct: (target, given, made) => Reflect.construct(target, given.length ? given : [now()], made),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}"""


def clock_at(stamp: str) -> str:
    """A script that is run before any of a page's, in each of its frames: the page's clock shows this time
    now, and goes on from there. One that stands still would hold up a page that waits for it."""
    return _CLOCK % ((clock.now() - clock.parse(stamp)).total_seconds() * 1000)
