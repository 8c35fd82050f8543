// Finds what can be pressed on a page and leads to no other address. Runs in a world of its own, where the
// elements are kept until they are asked for again: `globalThis.pressable`. Called with the register of closed
// shadow trees, and how many it may tell.
(registered, most) => {
  const CANDIDATES = "a, button, input[type=button], input[type=submit], input[type=image], [role=button], " +
    "[role=link], [onclick], [data-page], [class*=pagina] li, [class*=pagina] span, [class*=pager] span, " +
    "[class*=page-item], [class*=load-more], [class*=cargar-mas], [class*=ver-mas]";
  const STATES = /^(?:.*[-_])?(?:active|activ[oa]|current|selected|actual|disabled|deshabilitad[oa]|inactiv[eo]|hover|focus|loading)$/i;
  const ON = /(?:^|[-_])(?:active|activ[oa]|current|selected|actual)$/i;
  const OFF = /(?:^|[-_])(?:disabled|deshabilitad[oa]|inactiv[eo])$/i;
  const squeezed = (words) => (words || "").replace(/\s+/g, " ").trim();
  const classes = (one) => [...(one.classList || [])];
  const bears = (one, pattern) => [one, one.parentElement].some((it) =>
    it && (it === one || it.localName === "li") && classes(it).some((name) => pattern.test(name)));

  const all = [];
  const gather = (root, depth) => {
    if (depth > 20) return;
    for (const one of root.querySelectorAll("*")) {
      if (all.length > 20000) return;
      if (one.matches(CANDIDATES)) all.push(one);
      const inner = one.shadowRoot || registered.get(one);
      if (inner && inner.querySelectorAll) gather(inner, depth + 1);
    }
  };
  gather(document, 0);

  const here = location.href.split("#")[0];
  const leadsAway = (one) => {
    if (one.localName !== "a" || !one.hasAttribute("href")) return false;
    const href = one.getAttribute("href").trim();
    if (!href || href.startsWith("javascript:")) return false;
    const [address, fragment] = String(one.href).split("#");
    // a route behind "#" is a page of its own
    return address !== here || /^[/!]/.test(fragment || "");
  };
  const shown = (one) => {
    const place = one.getBoundingClientRect();
    return place.width > 0 && place.height > 0 &&
      one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
  };
  const group = (one) => {
    const told = [];
    for (let it = one.parentElement; it && told.length < 4; it = it.parentElement) {
      const names = classes(it).filter((name) => !STATES.test(name)).slice(0, 4);
      told.push([it.localName, it.id ? "#" + it.id : "", ...names].join(".").replace(/[\d\s]+/g, ""));
    }
    return told.join(">").slice(0, 300);
  };
  const label = (one) => squeezed([
    one.getAttribute("aria-label") || one.getAttribute("title") || one.getAttribute("alt") || "",
    one.getAttribute("rel") === "next" ? "next" : "",
  ].find(Boolean) || "");

  const candidates = all.filter((one) => !leadsAway(one));
  const inside = new Set();
  for (const one of candidates) {  // of one within another only the inner one is pressed
    for (let it = one.parentElement; it; it = it.parentElement) inside.add(it);
  }
  globalThis.pressable = [];
  const found = [];
  const alike = new Map();
  for (const one of candidates) {
    if (found.length >= most) break;
    const words = squeezed(one.localName === "input" ? one.value : one.innerText);
    if (inside.has(one) || words.length > 80 || !shown(one)) continue;
    const name = label(one).slice(0, 80);
    if (!words && !name) continue;
    const place = group(one);
    const key = place + " " + words + " " + name;
    const nth = alike.get(key) || 0;
    alike.set(key, nth + 1);
    const marked = one.getAttribute("aria-current") || one.getAttribute("aria-selected");
    found.push({
      number: globalThis.pressable.length, words, label: name, group: place, nth,
      is_off: one.disabled === true || one.getAttribute("aria-disabled") === "true" || bears(one, OFF) ||
        getComputedStyle(one).pointerEvents === "none",
      is_current: (marked !== null && marked !== "false") || bears(one, ON),
    });
    globalThis.pressable.push(one);
  }
  return found;
}
