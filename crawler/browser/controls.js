// Finds what can be pressed on a page and leads to no other address. Runs in a world of its own, where the
// elements are kept until they are asked for again: `globalThis.pressable`. Called with the register of closed
// shadow trees, and how many it may tell.
(registered, most) => {
  const CANDIDATES = "a, button, input[type=button], input[type=submit], input[type=image], [role=button], " +
    "[role=link], [onclick], [data-page], [class*=pagina] li, [class*=pagina] span, [class*=pager] span, " +
    "[class*=page-item], [class*=load-more], [class*=cargar-mas], [class*=ver-mas], [role=tab], select";
  const TABS = "[role=tab], [data-toggle=tab], [data-toggle=pill], [data-bs-toggle=tab], [data-bs-toggle=pill], " +
    ".nav-tabs a, .nav-tabs button, .nav-pills a, .nav-pills button";
  // what a list may be asked to be in, and not what it lists
  const OTHERWISE = /idioma|lang|orden|sort|order|length|por.?p[aá]gina|per.?page|page.?size|tama[nñ]o|moneda|currency/i;
  const OPTIONS = 40;
  const SENT = "input[type=password], input[type=email], input[type=tel], input[type=file], textarea";
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

  const kind = (one) => {
    if (one.matches(TABS)) return "tab";
    // a form that asks for a person, or for a text, is none that only looks something up
    if (one.closest("button, input") && !(one.form && one.form.querySelector(SENT))) return "asks";
    return "";
  };
  const chosen = (one) => {
    const options = [...one.options].filter((option) => !option.disabled && squeezed(option.text));
    const told = [one.name, one.id, one.getAttribute("aria-label") || "", ...[...(one.labels || [])].map((it) => it.innerText)];
    const isSize = options.every((option) => /^\D{0,12}\d{1,3}\D{0,12}$/.test(squeezed(option.text)));
    const isShown = shown(one) || one.classList.contains("select2-hidden-accessible");
    return one.multiple || one.disabled || !isShown || isSize || options.length < 2 || options.length > OPTIONS ||
      told.some((words) => OTHERWISE.test(words)) ? [] : options;
  };

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
    if (one.localName === "select") {
      const place = (group(one) + ">select." + (one.name || one.id)).slice(-300);
      for (const option of chosen(one)) {
        found.push({
          number: globalThis.pressable.length, words: squeezed(option.text).slice(0, 80), label: "", group: place,
          nth: option.index, is_off: false, is_current: option.index === one.selectedIndex, kind: "choice",
        });
        globalThis.pressable.push({choice: one, index: option.index, isConnected: true});
      }
      continue;
    }
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
      is_current: (marked !== null && marked !== "false") || bears(one, ON), kind: kind(one),
    });
    globalThis.pressable.push(one);
  }
  return found;
}
