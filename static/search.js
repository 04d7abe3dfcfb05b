// The search dialog: pages by title, sections by heading. Loaded when search is first wanted, with the index behind it.
//
// The index is a script, because a page from disk may not fetch. It calls
//   __index_add(rows, more)
//   rows = [[url, title, summary, [[id, heading], ...]], ...]   url relative to the site's root
//   more = { shards: ["search-index-1.js", ...] }               in the first shard only, relative to the site's root
//
// Ranking, best first: the whole title; its beginning; parts of a name (camel case, dots, colons); words of a title;
// headings; the summary. Every word of the query must be found. What comes from the index is only ever set as text.
// Comments stand on lines of their own: the build takes them out.
(() => {
  "use strict";
  const doc = document;
  const root = doc.documentElement;
  const { make, icon } = window.__site;
  const base = root.dataset.base || "./";
  const most = 12;

  const words = Object.assign({
    search: "Search", field: "Search titles and headings", closeSearch: "Close search", results: "Results",
    one: "result", many: "results", of: "of", page: "Page", section: "Section", move: "move", open: "open", leave: "close",
    nothing: "No title or heading matches. Try part of a name, or", hint: "Type part of a name or a title, or", browse: "browse all pages",
    loading: "Loading the index …", partly: "a part of the index did not load",
  }, window.__site.words);

  // ---- the index ----

  const pages = [];
  let waiting = 1;
  let partly = false;

  window.__index_add = (rows, more) => {
    for (const [url, title, summary, headings] of rows) {
      const page = { url, title, summary, order: pages.length, low: title.toLowerCase(), lowSummary: summary.toLowerCase() };
      page.name = isName(title);
      page.headings = headings.map(([id, text]) => ({ id, text, low: text.toLowerCase() }));
      // Everything in one string: one look says whether a word is on the page at all.
      page.all = [page.low, page.lowSummary, ...page.headings.map(heading => heading.low)].join("\n");
      pages.push(page);
    }
    for (const shard of (more && more.shards) || []) {
      const script = make("script", { src: base + shard });
      script.addEventListener("error", () => { partly = true; arrived(); });
      doc.head.append(script);
      waiting += 1;
    }
    arrived();
  };
  const arrived = () => {
    waiting -= 1;
    pool = pages;
    before = "";
    if (dialog.open) run();
  };

  // A name is one token with an inner border: AWSServiceRoleForSupport, iam:PassRole, list-roles.
  const isName = title => !/\s/.test(title) && /[a-z][A-Z]|[A-Z]{2}|\w[._:/-]\w|\d/.test(title);

  // ---- ranking ----

  // What a character is, by its code: 0 a border by itself, 1 a letter without case or a digit, 2 small, 3 capital.
  const classes = new Map();
  const classOf = (text, at) => {
    const code = text.charCodeAt(at);
    let known = classes.get(code);
    if (known === undefined) {
      const char = text[at];
      known = /\p{Lu}/u.test(char) ? 3 : /\p{Ll}/u.test(char) ? 2 : /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(char) ? 1 : 0;
      classes.set(code, known);
    }
    return known;
  };

  // Whether a word, or a part of a camel-case or dotted name, begins or ends before this place.
  const border = (text, at) => {
    if (at === 0 || at === text.length) return true;
    const left = classOf(text, at - 1);
    const right = classOf(text, at);
    if (left === 0 || right === 0) return true;
    return right === 3 && (left !== 3 || (at + 1 < text.length && classOf(text, at + 1) === 2));
  };

  // How well a term sits in a text: 0 not at all, 1 inside a word, 2 at its beginning, 2.1 as the whole of it.
  const seat = (text, low, term) => {
    let at = low.indexOf(term);
    if (at < 0) return 0;
    const shown = text.length === low.length ? text : low;
    let best = 1;
    for (; at >= 0; at = low.indexOf(term, at + 1)) {
      if (!border(shown, at)) continue;
      if (border(shown, at + term.length)) return 2.1;
      best = 2;
    }
    return best;
  };

  const holds = (low, terms) => {
    for (const term of terms) if (!low.includes(term)) return false;
    return true;
  };

  // The hit for a page whose title holds all terms; a heading that is the whole query may be the better one.
  const rankTitle = (page, query, terms) => {
    if (page.low === query) return { score: 1000, page };
    if (page.low.startsWith(query)) return { score: page.name ? 850 : 800, page };
    let score = 0;
    for (const term of terms) score += (page.name ? 300 : 250) * seat(page.title, page.low, term) / terms.length;
    if (terms.length > 1 && page.low.includes(query)) score += 60;
    if (score < 450) for (const heading of page.headings) if (heading.low === query) return { score: 450, page, heading };
    return { score, page };
  };

  // The hit for another page: its heading that holds what the title does not, else the page for its summary.
  const rankOther = (page, query, terms) => {
    const titles = terms.map(term => 125 * seat(page.title, page.low, term));
    const missing = terms.filter((_, at) => !titles[at]);
    let best;
    for (const heading of page.headings) {
      if (!holds(heading.low, missing)) continue;
      let score = 0;
      for (let at = 0; at < terms.length; at += 1) score += (150 * seat(heading.text, heading.low, terms[at]) || titles[at]) / terms.length;
      if (heading.low.startsWith(query)) score = heading.low === query ? 450 : 400;
      if (!best || score > best.score) best = { score, page, heading };
    }
    if (best) return best;
    // Below the summaries stand pages whose terms are spread over several headings.
    if (!holds(page.lowSummary, missing)) return { score: 20, page };
    let score = 0;
    for (let at = 0; at < terms.length; at += 1) score += (titles[at] || 40 * seat(page.summary, page.lowSummary, terms[at])) / terms.length;
    return { score, page };
  };

  // Shorter texts first among equals, then the order of the site.
  const better = (a, b) => b.score - a.score || length(a) - length(b) || a.page.order - b.page.order;
  const length = hit => (hit.heading ? hit.heading.text : hit.page.title).length;

  // Pages that held the query so far: a longer query can only be found in them.
  let pool = pages;
  let before = "";

  const search = query => {
    const terms = query.split(" ");
    if (!before || !query.startsWith(before)) pool = pages;
    before = query;
    pool = pool.filter(page => holds(page.all, terms));
    const hits = [];
    const worst = () => (hits.length === most ? hits[most - 1].score : 0);
    const keep = hit => {
      if (hits.length === most && better(hits[most - 1], hit) <= 0) return;
      let at = hits.length;
      while (at > 0 && better(hits[at - 1], hit) > 0) at -= 1;
      hits.splice(at, 0, hit);
      hits.length = Math.min(hits.length, most);
    };
    const others = [];
    for (const page of pool) {
      if (!holds(page.low, terms)) others.push(page);
      // Nothing but a title that begins with the query scores more than 690.
      else if (worst() <= 690 || page.low.startsWith(query)) keep(rankTitle(page, query, terms));
    }
    // Nothing but a title scores more than 450.
    for (const page of others) if (worst() <= 450) keep(rankOther(page, query, terms));
    return { hits, total: pool.length, terms };
  };

  // ---- the dialog ----

  const field = make("input", {
    type: "search", role: "combobox", "aria-label": words.field, placeholder: words.field, "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": "Fp-Search-results", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
  });
  const close = make("button", { class: "icon", type: "button", "aria-label": words.closeSearch }, icon("x"));
  const list = make("ul", { class: "res", id: "Fp-Search-results", role: "listbox", "aria-label": words.results });
  const none = make("p", { class: "none" });
  const status = make("span", { role: "status" });
  const key = name => make("kbd", {}, name);
  const dialog = make("dialog", { class: "dlg", "aria-label": words.search },
    make("div", { class: "q" }, icon("search"), field, close),
    list, none,
    make("div", { class: "dlg-f" },
      make("span", { class: "keys" }, key("↑"), " ", key("↓"), " " + words.move),
      make("span", { class: "keys" }, key("Enter"), " " + words.open),
      make("span", { class: "keys" }, key("Esc"), " " + words.leave),
      status));
  doc.body.append(dialog);

  const index = doc.querySelector("[data-search]");
  let hits = [];
  let chosen = 0;

  // A text with its hits marked. Fewer than three letters would mark half the page.
  const marked = (text, terms) => {
    const long = terms.filter(term => term.length > 2).map(term => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!long.length) return [text];
    const parts = text.split(new RegExp(`(${long.join("|")})`, "i"));
    return parts.map((part, at) => (at % 2 ? make("mark", {}, part) : part));
  };

  // The kind comes first for screen readers; others see it by the icon.
  const option = ({ page, heading }, at, terms) => {
    const kind = make("span", { class: "vh" }, (heading ? words.section : words.page) + ": ");
    const title = make("b", {}, ...marked(heading ? heading.text : page.title, terms));
    const below = heading ? page.title : page.summary;
    const item = make("li", { role: "option", id: "Fp-Search-" + at, "aria-selected": String(at === 0) },
      icon(heading ? "list" : "guide"), make("span", {}, kind, title));
    if (below) item.append(make("small", {}, ...marked(below, terms)));
    return item;
  };

  const run = () => {
    const query = field.value.toLowerCase().trim().replace(/\s+/g, " ");
    const found = query ? search(query) : { hits: [], total: 0, terms: [] };
    hits = found.hits;
    chosen = 0;
    list.replaceChildren(...hits.map((hit, at) => option(hit, at, found.terms)));
    list.scrollTop = 0;
    // An empty list is no listbox.
    list.hidden = !hits.length;
    none.hidden = hits.length > 0;
    field.setAttribute("aria-expanded", String(hits.length > 0));
    if (hits.length) field.setAttribute("aria-activedescendant", "Fp-Search-0");
    else field.removeAttribute("aria-activedescendant");
    if (waiting > 0 && !hits.length) none.replaceChildren(words.loading);
    else none.replaceChildren((query ? words.nothing : words.hint) + " ", make("a", { href: index.href }, words.browse), ".");
    const some = hits.length < found.total ? `${hits.length} ${words.of} ` : "";
    const count = `${some}${found.total} ${found.total === 1 ? words.one : words.many}`;
    status.textContent = (query ? count : "") + (partly ? ` (${words.partly})` : "");
  };

  const choose = at => {
    if (!hits.length) return;
    list.children[chosen].setAttribute("aria-selected", "false");
    chosen = (at + hits.length) % hits.length;
    const item = list.children[chosen];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", item.id);
  };

  const follow = (at, elsewhere) => {
    const { page, heading } = hits[at];
    const address = base + page.url + (heading ? "#" + encodeURIComponent(heading.id) : "");
    if (elsewhere) return void window.open(address, "_blank", "noopener");
    dialog.close();
    location.href = address;
  };

  field.addEventListener("input", run);
  dialog.addEventListener("keydown", event => {
    if (event.isComposing) return;
    // A search field would only be emptied by Escape.
    if (event.key === "Escape") dialog.close();
    else if (event.target !== field) return;
    else if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" && hits.length) follow(chosen, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  });

  const itemAt = event => [...list.children].indexOf(event.target.closest("li"));
  list.addEventListener("click", event => {
    const at = itemAt(event);
    if (at >= 0) follow(at, event.ctrlKey || event.metaKey);
  });
  // Only a mouse that moves chooses: one that rests under a new list does not.
  list.addEventListener("pointermove", event => {
    const at = itemAt(event);
    if (at >= 0 && at !== chosen && (event.movementX || event.movementY)) choose(at);
  });

  // A press and release beside the dialog closes it; a selection dragged out of the field does not.
  let pressed;
  dialog.addEventListener("pointerdown", event => { pressed = event.target; });
  dialog.addEventListener("click", event => { if (event.target === dialog && pressed === dialog) dialog.close(); });
  close.addEventListener("click", () => dialog.close());

  window.__search = {
    open() {
      if (!dialog.open) dialog.showModal();
      field.focus();
      field.select();
      run();
    },
    // For tests: the hits of a query, without the dialog.
    find: query => search(query.toLowerCase()).hits.map(({ page, heading }) => page.url + (heading ? "#" + heading.id : "")),
  };
})();
