// Makes of one frame what a reader sees of it. Runs in a world of its own, where nothing that the page
// replaced is seen; and takes every property from its prototype, because a form or a document answers by
// the names of what is in it. `registered` holds closed shadow roots and the ids of frames, by element.
(registered, most) => {
  const getter = (proto, name) => {
    const get = Object.getOwnPropertyDescriptor(proto, name).get;
    return (node) => get.call(node);
  };
  const childNodes = getter(Node.prototype, "childNodes");
  const nodeType = getter(Node.prototype, "nodeType");
  const attributes = getter(Element.prototype, "attributes");
  const localName = getter(Element.prototype, "localName");
  const shadowRoot = getter(Element.prototype, "shadowRoot");
  const baseURI = getter(Node.prototype, "baseURI");
  const root = getter(Document.prototype, "documentElement")(document);

  const GONE = new Set(["script", "noscript", "template", "base"]);
  const VOID = new Set(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
                        "track", "wbr"]);
  const FRAMES = new Set(["iframe", "frame"]);
  const LINKS = new Set(["href", "src", "action", "formaction", "poster", "data", "cite"]);
  const LABELLED = new Set(["button", "submit", "reset"]);
  const BREAKS = /^(block|flex|grid|list-item|flow-root|table|table-row|table-caption|table-row-group|table-header-group|table-footer-group|-webkit-box)$/;
  const html = [""], text = [""];
  let size = 0, nodes = 0, cut = false, wanted = 0, last = "";

  const put = (list, piece) => { list[list.length - 1] += piece; };
  const write = (piece) => {
    size += piece.length;
    if (size > most) { cut = true; return; }
    put(html, piece);
  };
  const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
  const say = (words) => {
    if (!words) return;
    if (wanted && last) { put(text, "\n".repeat(wanted)); last = "\n"; }
    wanted = 0;
    put(text, words);
    last = words[words.length - 1];
  };
  const newline = (count) => { wanted = Math.max(wanted, count); };

  const address = (value, element) => {
    try { return new URL(value, baseURI(element)).href; } catch (_) { return value; }
  };

  const tag = (element, name, hidden) => {
    write("<" + name);
    const kind = name === "input" ? (element.getAttribute("type") || "text").toLowerCase() : "";
    for (const one of attributes(element)) {
      let value = one.value;
      const key = one.name;
      if (key === "hidden" || key.startsWith("on") || key === "srcdoc" || !/^[\w:.-]+$/.test(key)) continue;
      if (name === "input" && key === "value" && !LABELLED.has(kind)) continue;
      if (key === "srcset" || (name === "link" && key === "integrity")) continue;
      if (LINKS.has(key) || key === "xlink:href") value = address(value, element);
      if (name === "img" && key === "src" && element.currentSrc) value = element.currentSrc;
      write(" " + key + "=\"" + escaped(value) + "\"");
    }
    if (name === "img" && !element.hasAttribute("src") && element.currentSrc) {
      write(" src=\"" + escaped(element.currentSrc) + "\"");
    }
    write(hidden ? " hidden>" : ">");
  };

  const words = (node, style, unseen) => {
    const given = node.data;
    if (style && style.visibility !== "visible" && !unseen) {
      write("<span hidden>" + escaped(given) + "</span>");
      return;
    }
    write(escaped(given));
    if (unseen || !style) return;
    const space = style.whiteSpaceCollapse || style.whiteSpace;
    if (/preserve|pre|break/.test(space)) { say(given); return; }
    let flowing = given.replace(/[ \t\r\n\f]+/g, " ");
    if (flowing[0] === " " && (!last || wanted || /\s/.test(last))) flowing = flowing.slice(1);
    say(flowing);
  };

  const children = (element) => {
    const inner = shadowRoot(element) || registered.get(element);
    if (inner) return childNodes(inner);
    if (localName(element) === "slot") {
      const given = element.assignedNodes({ flatten: true });
      if (given.length) return given;
    }
    return childNodes(element);
  };

  // a frame within a page is what is in its body: a page has one head
  const nested = window !== window.top;
  const FOLDED = new Set(["html", "body", "frameset"]);

  const walk = (node, style, unseen, inHead, inShadow, depth) => {
    nodes += 1;
    if (cut || nodes > 300000 || depth > 1500) { cut = true; return; }
    const type = nodeType(node);
    if (type === 3) { words(node, inHead ? null : style, unseen); return; }
    if (type !== 1) return;
    const name = localName(node);
    if (nested && name === "head") return;
    if (GONE.has(name)) {
      if (name === "script" && /json/i.test(node.type || "")) {
        write("<script type=\"" + escaped(node.type) + "\">" +
              node.textContent.replace(/<\/(?=script)/gi, "<\\/") + "</script>");
      }
      return;
    }
    if (inShadow && (name === "style" || name === "link")) return;
    if (name === "style") {
      write("<style>" + node.textContent.replace(/<\/(?=style)/gi, "<\\/") + "</style>");
      return;
    }
    const head = inHead || name === "head";
    const own = head ? null : getComputedStyle(node);
    const closed = !head && (own.display === "none" || own.contentVisibility === "hidden");
    const hidden = unseen || closed;
    if (FRAMES.has(name) && registered.has(node)) {
      newline(hidden ? 0 : 1);
      const src = address(node.getAttribute("src") || "", node);
      html.push({ frame: registered.get(node), hidden, src }, "");
      if (!hidden) {
        if (last) put(text, "\n");
        text.push({ frame: registered.get(node) }, "");
        wanted = 0; last = "\u0000";
        newline(1);
      }
      return;
    }
    const isBare = name === "slot" || (nested && FOLDED.has(name));
    if (!/^[a-z][\w:.-]*$/i.test(name)) return;
    if (!isBare) tag(node, name, closed && !unseen);
    if (name === "br" && !hidden) { put(text, "\n"); last = "\n"; }
    const breaks = own && !hidden && BREAKS.test(own.display);
    const gap = breaks ? (name === "p" ? 2 : 1) : 0;
    if (gap) newline(gap);
    if (own && !hidden && own.display === "table-cell" && last && !wanted && last !== "\t") say("\t");
    if (!VOID.has(name) && name !== "textarea") {
      const deeper = inShadow || !!shadowRoot(node) || registered.has(node);
      const shut = name === "details" && !node.open;
      for (const child of children(node)) {
        const folded = shut && !(nodeType(child) === 1 && localName(child) === "summary");
        if (folded && nodeType(child) === 1 && !hidden) {
          write("<div hidden>");
          walk(child, own, true, head, deeper, depth + 1);
          write("</div>");
        } else {
          walk(child, own || style, hidden || folded, head, deeper, depth + 1);
        }
      }
    }
    if (gap) newline(gap);
    if (!isBare && !VOID.has(name)) write("</" + name + ">");
  };

  walk(root, null, false, false, false, 0);
  return { html, text, cut, title: getter(Document.prototype, "title")(document) };
}
