// The table and the details of the report. Remote text only ever becomes the text of a node.
"use strict";
(() => {
  const [ID, VERDICT, CERTAINTY, SOURCE, HOST, MARKER, URL_, CLAIM, SINCE, CAUSE, PLACE] = Array(11).keys();
  const PER_PAGE = 50;
  const MOST_STORIES = 10; // what a person reads before a list is of more use
  const MOST_PRINTED = 300; // pages that a person would print
  const SAME = "\u001a"; // stands for the URL as cited
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const about = read("about");
  const LANGUAGES = about.languages;
  const index = read("index");
  const rowOf = new Map(index.map((entry, row) => [entry[ID], row]));
  const chunks = new Map();
  let shown = [];
  let page = 0;
  let folded = null;

  const language = () => LANGUAGES.find((name) => byId(`lang-${name}`).checked);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // -- small parts of a page ---------------------------------------------------------------------
  function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }
  function both(texts) {
    const part = document.createDocumentFragment();
    for (const name of LANGUAGES) part.append(el("span", { class: name, lang: name }, texts[name]));
    return part;
  }
  const inEach = (say) => Object.fromEntries(LANGUAGES.map((name) => [name, say(name)]));
  const t = (key) => both(about.words[key]);
  const cause = (name) => (about.causes[name] ? both(about.causes[name]) : name);
  const minute = (stamp) => `${stamp.slice(0, 10)} ${stamp.slice(11, 16)} UTC`;
  // a template of the story with its facts; a time is told as a day in each language
  const day = (stamp) => (name) => {
    const [year, month, number] = stamp.slice(0, 10).split("-");
    const facts = { day: String(Number(number)), month: about.months[name].split(" ")[month - 1], year };
    return about.day[name].replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
  };
  const DATE = /^\d{4}-\d\d-\d\d$/;
  const fact = (value, name) => (typeof value === "function" ? value(name) : String(value));
  function fill(texts, facts) {
    const say = (name) => texts[name].replace(/\{(\w+)\}/g, (_, key) => (Object.hasOwn(facts, key) ? fact(facts[key], name) : "?"));
    return both(inEach(say));
  }
  const s = (key, facts = {}) => fill(about.story[key], facts);
  const url = (text) => el("bdi", { dir: "ltr" }, text);
  const link = (text) =>
    /^https?:\/\//i.test(text) ? el("a", { href: text, rel: "noreferrer noopener" }, url(text)) : url(text);
  function tag(entry) {
    const verdict = about.verdicts[entry[VERDICT]];
    const part = el("span", {}, el("span", { class: `tag ${verdict}` }, t(verdict)));
    if (entry[CERTAINTY] >= 0) part.append(" ", el("span", { class: "soft" }, t(about.certainties[entry[CERTAINTY]])));
    return part;
  }

  // -- the details of one citation ---------------------------------------------------------------
  const blockOf = (row) => byId(`d${Math.floor(row / about.chunk)}`);
  // of a large report the browser is still reading while the table can already be used; a block whose
  // successor has begun is whole
  const there = (row) => blockOf(row)?.nextElementSibling;
  function details(row) {
    const number = Math.floor(row / about.chunk);
    if (!chunks.has(number)) chunks.set(number, JSON.parse(blockOf(row).textContent));
    return chunks.get(number)[row % about.chunk];
  }
  function reason([rule, facts]) {
    const texts = about.reasons[rule];
    if (!texts) return el("span", {}, [rule, ...Object.entries(facts).map(([k, v]) => `${k}=${v}`)].join(" "));
    const told = (value, name) => {
      if (DATE.test(value)) return day(value)(name);
      return value !== null && typeof value === "object" && Object.hasOwn(value, name) ? value[name] : value;
    };
    const say = (text, name) => text.replace(/\{(\w+)\}/g, (_, key) => (Object.hasOwn(facts, key) ? told(facts[key], name) : "?"));
    return both(inEach((name) => say(texts[name], name)));
  }
  const tagsOf = (entry) => about.tags[entry[SOURCE]] || [];
  const verdictOf = (entry) => about.verdicts[entry[VERDICT]];
  const isBroken = (entry) => ["missing", "changed"].includes(verdictOf(entry));
  const isUnseen = (entry) => ["blocked", "unreachable"].includes(verdictOf(entry));
  const wholeUrl = (entry) => (text) => text.replaceAll(SAME, () => entry[URL_]);

  // what is cited, what the page said and says, since when, how sure, where it can be seen, what to do
  function story(row) {
    const entry = index[row];
    const more = details(row);
    const source = about.sources[entry[SOURCE]] || "";
    const under = more.heading !== source ? more.heading || "" : ""; // of a short report they are one
    const heading = under.startsWith(`${source} > `) ? under.slice(source.length + 3) : under;
    const claim = entry[CLAIM] + (more.claim || "");
    const part = el(
      "article",
      { class: verdictOf(entry) },
      el("p", {}, tag(entry), " · ", cause(entry[CAUSE]), entry[MARKER] ? ` · [${entry[MARKER]}]` : "", more.page ? " · " : "", more.page ? t("page") : "", more.page ? ` ${more.page}` : "", more.read ? " · " : "", more.read ? t("read_on") : "", more.read ? " " : "", DATE.test(more.read) ? both(inEach(day(more.read))) : more.read || ""),
      el("p", {}, link(entry[URL_])),
      el("p", { class: "soft" }, el("bdi", {}, source), heading ? " · " : "", el("bdi", {}, heading)),
    );
    if (claim) part.append(el("blockquote", {}, el("span", { class: "soft" }, s("claim"), ": "), el("bdi", {}, claim)));
    if (more.said) part.append(byId(`s-${more.said}`).content.firstElementChild.cloneNode(true));
    if (more.told) part.append(el("p", { class: "told" }, both(more.told)));
    const list = el("dl", { class: "story" });
    const say = (key, ...value) => list.append(el("dt", {}, s(key)), el("dd", {}, ...value));
    if (more.since && (isBroken(entry) || isUnseen(entry))) say("since", s(more.good ? "since_after" : "since_never", { since: day(more.since), good: day(more.good || more.since) }));
    const sure = surety(entry, more);
    if (sure) say("sure", sure, ...(more.why || []).flatMap((one) => [" ", reason(one)]));
    else part.append(...(more.why || []).map((one) => el("p", {}, reason(one))));
    if (isBroken(entry) || isUnseen(entry)) say("still", ...still(entry, more));
    if (list.children.length) part.append(list);
    part.append(el("p", { class: "next" }, el("strong", {}, t("step"), ": "), both(about.steps[more.step])));
    return part;
  }
  function surety(entry, more) {
    if (!more.since || !more.look) return null;
    const facts = { looks: more.looks, since: day(more.since), last: day(more.look) };
    if (isUnseen(entry)) return s("sure_unseen", facts);
    if (entry[CERTAINTY] < 0) return null;
    return s(`sure_${about.certainties[entry[CERTAINTY]]}${more.looks === 1 ? "_one" : ""}`, facts);
  }
  function still(entry, more) {
    const places = [];
    const full = wholeUrl(entry);
    if (more.instead) places.push([more.instead[1] ? s("still_archived", { day: day(more.instead[1]) }) : s("still_moved"), ": ", link(full(more.instead[0])), more.instead[2] ? "" : " · ", more.instead[2] ? "" : t("unverified")]);
    if (more.good_copy !== undefined) places.push([s("still_kept", { day: day(more.kept[more.good_copy][5]) })]);
    if (!places.length) return [s("still_nowhere")];
    return [el("ul", {}, ...places.map((place) => el("li", {}, ...place)))];
  }
  function article(row) {
    const entry = index[row];
    const more = details(row);
    const part = story(row);
    part.id = `a-${entry[ID]}`;
    if (more.pictures) part.append(el("h3", {}, t("pictures")), byId(`p-${more.pictures}`).firstElementChild.cloneNode(true));
    if (more.redline) part.append(el("details", { class: "redlined" }, el("summary", {}, t("redline")), el("p", { class: "soft" }, t("redline_key")), byId(`r-${more.redline}`).firstElementChild.cloneNode(true)));
    if (more.parts) part.append(parts(more.parts, wholeUrl(entry)));
    part.append(technical(entry, more));
    part.append(el("p", {}, el("a", { href: `#c-${entry[ID]}`, class: "soft" }, t("link"))));
    return part;
  }
  function brief(row) {
    const part = story(row);
    part.append(el("p", {}, el("a", { href: `#c-${index[row][ID]}` }, t("whole_story"), el("span", { class: "hidden" }, ` ${index[row][URL_]}`))));
    return part;
  }
  function technical(entry, more) {
    const full = wholeUrl(entry);
    const verdict = verdictOf(entry);
    const list = el("dl");
    const say = (key, ...value) => list.append(el("dt", {}, t(key)), el("dd", {}, ...value));
    const first = { missing: "first_missing", changed: "first_changed" }[verdict] || "since";
    if (more.note) say("note", el("bdi", {}, full(more.note)));
    if (more.since) say(first, minute(more.since), " · ", t("looks"), ` ${more.looks}`);
    if (more.since) say("last_good", more.good ? minute(more.good) : t("never"));
    if (more.shown) say("last_seen", minute(more.shown));
    if (more.blind) say("not_seen_since", minute(more.blind));
    if (more.look) say("last_look", minute(more.look), more.status ? " · " : "", more.status ? t("status") : "", more.status ? ` ${more.status}` : "", more.error ? " · " : "", more.error ? both(more.error) : "");
    if (more.hops) say("redirects", el("ol", {}, ...more.hops.map(([to, status]) => el("li", {}, url(full(to)), ` (${status})`)), ...(more.final ? [el("li", {}, url(more.final))] : [])));
    else if (more.final) say("final", url(more.final));
    if (more.change) say("compared", `${(more.compared || "").slice(0, 10)}: ${more.change[0]} `, t("words_gone"), `, ${more.change[1]} `, t("words_come"));
    if (more.instead) say("replacement", link(full(more.instead[0])), more.instead[1] ? ` (${more.instead[1].slice(0, 10)})` : "", more.instead[2] ? "" : " · ", more.instead[2] ? "" : t("unverified"));
    if (more.copies) say("mementos", el("ul", {}, ...more.copies.map((copy) => memento(copy, more.since, verdict))));
    if (more.kept) say("captures", el("ul", {}, ...more.kept.map(capture)));
    return list.children.length ? el("details", { class: "technical" }, el("summary", {}, s("technical")), list) : "";
  }
  function parts(made, full) {
    const items = made.map(([role, address, verdict, why, kept]) => {
      const name = about.verdicts[verdict];
      return el("li", { class: name }, el("span", { class: `tag ${name}` }, t(name)), " ", t(`part-${role}`), ": ", link(full(address)), " · ", cause(why), kept ? el("ul", {}, capture(kept)) : "");
    });
    return el("details", {}, el("summary", {}, t("parts"), ` (${made.length})`), el("ul", { class: "parts" }, ...items));
  }
  function memento([archive, address, at, verified], since, verdict) {
    const part = el("li", {}, `${archive} · ${at.slice(0, 10)} · `, link(address));
    if (verdict === "missing" || verdict === "changed") part.append(" · ", t(at < since ? "predates" : "after"));
    if (!verified) part.append(" · ", t("unverified"));
    return part;
  }
  function capture([id, warc, offset, length, sha256, at, status]) {
    return el("li", {}, minute(at), status ? " · " : "", status ? t("status") : "", status ? ` ${status}` : "", el("br"),
      el("code", {}, `sha256 ${sha256}`, el("br"), `${about.warcs[warc]} @ ${offset} + ${length}`, el("br"), `urn:uuid:${id}`));
  }

  // -- the list ----------------------------------------------------------------------------------
  const sorts = {
    v: null,
    t: (a, b) => (index[a][SINCE] < index[b][SINCE] ? 1 : index[a][SINCE] > index[b][SINCE] ? -1 : a - b),
    o: (a, b) => index[a][PLACE] - index[b][PLACE],
    u: (a, b) => (index[a][URL_] < index[b][URL_] ? -1 : index[a][URL_] > index[b][URL_] ? 1 : a - b),
  };
  function choose() {
    const words = fold(byId("q").value).split(/\s+/).filter(Boolean);
    if (words.length && !folded) {
      folded = index.map((entry) => fold(`${entry[MARKER]} ${entry[URL_]} ${about.hosts[entry[HOST]]} ${entry[CLAIM]} ${about.sources[entry[SOURCE]] || ""}`));
    }
    const wanted = [[VERDICT, "f-verdict"], [CERTAINTY, "f-certainty"], [SOURCE, "f-source"], [CAUSE, "f-cause"]]
      .map(([column, id]) => [column, byId(id).value]).filter(([, value]) => value !== "");
    const tag = byId("f-tag").value;
    shown = [];
    for (let row = 0; row < index.length; row++) {
      if (wanted.every(([column, value]) => String(index[row][column]) === value) && (!tag || tagsOf(index[row]).includes(tag)) && words.every((word) => folded[row].includes(word))) shown.push(row);
    }
    const sort = sorts[byId("sort").value];
    if (sort) shown.sort(sort);
    if (byId("reverse").checked) shown.reverse();
    page = 0;
    draw();
    remember();
  }
  function draw() {
    const pages = Math.max(1, Math.ceil(shown.length / PER_PAGE));
    byId("rows").replaceChildren(...shown.slice(page * PER_PAGE, (page + 1) * PER_PAGE).map(line));
    byId("count").replaceChildren(...(shown.length ? [`${shown.length} `, t("of"), ` ${index.length} `, t("cited")] : [t(index.length ? "none_match" : "nothing_broken")]));
    byId("at").replaceChildren(t("pages"), ` ${page + 1} `, t("of"), ` ${pages}`);
    byId("previous").disabled = page === 0;
    byId("next").disabled = page >= pages - 1;
    byId("paging").hidden = pages === 1;
    byId("table").hidden = !shown.length;
  }
  function line(row) {
    const entry = index[row];
    const cell = (...children) => el("td", { role: "cell" }, ...children);
    return el("tr", { role: "row" },
      cell(tag(entry), el("p", { class: "claim" }, cause(entry[CAUSE]))),
      cell(el("a", { href: `#c-${entry[ID]}` }, entry[MARKER] ? `[${entry[MARKER]}] ` : "", url(entry[URL_])), el("p", { class: "claim" }, el("bdi", {}, entry[CLAIM]))),
      cell(entry[SINCE]));
  }
  function turn(by) {
    page += by;
    draw();
    byId("list").focus();
  }

  // -- what is chosen, in the address: who is sent it sees the same -------------------------------
  // control -> its name in the address, and its values there
  const KEPT = {
    q: ["q", null],
    "f-verdict": ["verdict", about.verdicts],
    "f-certainty": ["certainty", about.certainties],
    "f-cause": ["cause", null],
    "f-source": ["source", about.source_ids],
    "f-tag": ["tag", null],
    sort: ["sort", null],
  };
  const FIRST_SORT = "v";
  function remember() {
    const said = new URLSearchParams();
    if (language() !== about.language) said.set("lang", language());
    for (const [id, [name, values]] of Object.entries(KEPT)) {
      const value = byId(id).value;
      if (value !== "" && !(id === "sort" && value === FIRST_SORT)) said.set(name, values ? values[value] : value);
    }
    if (byId("reverse").checked) said.set("order", "reverse");
    const query = said.toString();
    try {
      history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    } catch {
      // a frame without an origin of its own has no address to keep it in
    }
  }
  function recall() {
    const said = new URLSearchParams(location.search);
    if (LANGUAGES.includes(said.get("lang"))) byId(`lang-${said.get("lang")}`).checked = true;
    speak();
    for (const [id, [name, values]] of Object.entries(KEPT)) {
      const value = said.get(name);
      const control = byId(id);
      const wanted = value !== null && values ? String(values.indexOf(value)) : value;
      if (wanted !== null && (id === "q" || [...control.options].some((option) => option.value === wanted))) control.value = wanted;
    }
    byId("reverse").checked = said.get("order") === "reverse";
  }

  // -- controls in the language that is chosen -----------------------------------------------------
  function options(id, pairs) {
    const select = byId(id);
    const before = select.value;
    select.replaceChildren(...pairs.map(([value, text]) => el("option", { value }, text)));
    select.value = pairs.some(([value]) => String(value) === before) ? before : pairs[0][0];
  }
  function counted(column, name) {
    const counts = new Map();
    for (const entry of index) counts.set(entry[column], (counts.get(entry[column]) || 0) + 1);
    return [...counts].filter(([value]) => value !== -1).sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([value, count]) => [value, `${name(value)} (${count})`]);
  }
  function speak() {
    const now = language();
    const say = (key) => about.words[key][now];
    const any = ["", say("all")];
    document.documentElement.lang = now;
    document.title = say("title");
    options("f-verdict", [any, ...counted(VERDICT, (value) => say(about.verdicts[value]))]);
    options("f-certainty", [any, ...counted(CERTAINTY, (value) => say(about.certainties[value]))]);
    options("f-cause", [any, ...counted(CAUSE, (value) => (about.causes[value] ? about.causes[value][now] : value))]);
    options("f-source", [any, ...counted(SOURCE, (value) => about.sources[value])]);
    const tags = [...new Set(about.tags.flat())].sort();
    options("f-tag", [any, ...tags.map((one) => [one, one])]);
    byId("tagged").hidden = !tags.length;
    options("sort", Object.keys(sorts).map((key) => [key, say(`sort_${key}`)]));
  }

  // -- one citation, by its own address ------------------------------------------------------------
  function follow() {
    const row = rowOf.get(decodeURIComponent(location.hash).replace(/^#c-/, ""));
    const dialog = byId("dialog");
    if (row !== undefined && document.readyState === "loading" && !there(row)) {
      addEventListener("DOMContentLoaded", follow, { once: true });
      return;
    }
    if (row === undefined) {
      if (dialog.open) dialog.close();
      return;
    }
    byId("body").replaceChildren(article(row));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  }
  // the first losses and alterations as stories; their details come before this script
  function tell() {
    const broken = [];
    for (let row = 0; row < index.length && isBroken(index[row]); row++) if (row < about.chunk) broken.push(row);
    const total = index.filter(isBroken).length;
    if (!broken.length) return;
    byId("stories-list").replaceChildren(...broken.slice(0, MOST_STORIES).map(brief));
    byId("stories-more").hidden = total <= MOST_STORIES;
    byId("stories-section").hidden = false;
  }
  function print() {
    if (byId("dialog").open || document.readyState === "loading") return;
    const left = shown.length - MOST_PRINTED;
    const parts = [];
    const begun = new Set();
    for (const row of shown.slice(0, MOST_PRINTED)) {
      const verdict = verdictOf(index[row]);
      const part = article(row);
      if (!begun.has(verdict) && byId("sort").value === FIRST_SORT) {
        begun.add(verdict);
        part.prepend(el("h3", { id: `print-${verdict}` }, t(verdict)));
      }
      parts.push(part);
    }
    byId("print").replaceChildren(...parts, ...(left > 0 ? [el("p", {}, `+ ${left} `, t("print_more"))] : []));
    for (const anchor of document.querySelectorAll(".contents a")) anchor.parentElement.hidden = !byId(anchor.hash.slice(1));
    turnLinks("#c-", "#a-"); // on paper an entry is where it is printed
  }
  function afterPrint() {
    byId("print").replaceChildren();
    turnLinks("#a-", "#c-");
  }
  function turnLinks(from, to) {
    for (const anchor of document.querySelectorAll(`main a[href^="${from}"]`)) anchor.setAttribute("href", to + anchor.getAttribute("href").slice(from.length));
  }

  let timer = 0;
  recall();
  choose();
  tell();
  byId("controls").hidden = false;
  byId("q").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(choose, 60); // a fast typist's next key comes sooner
  });
  byId("controls").addEventListener("change", choose);
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  byId("controls").addEventListener("reset", () => setTimeout(choose));
  for (const name of LANGUAGES) byId(`lang-${name}`).addEventListener("change", () => { speak(); remember(); });
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("close").addEventListener("click", () => byId("dialog").close());
  byId("dialog").addEventListener("close", () => {
    if (location.hash.startsWith("#c-")) history.replaceState(null, "", "#list");
  });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", print);
  addEventListener("afterprint", afterPrint);
  follow();
})();
