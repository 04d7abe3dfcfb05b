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

  const letter = /[\p{L}\p{N}]/u;
  const upper = /\p{Lu}/u;

  // Whether a word, or a part of a camel-case or dotted name, begins or ends before this place.
  const border = (text, at) => {
    if (at === 0 || at === text.length) return true;
    const left = text[at - 1];
    const right = text[at];
    if (!letter.test(left) || !letter.test(right)) return true;
    if (!upper.test(right)) return false;
    return !upper.test(left) || (at + 1 < text.length && letter.test(text[at + 1]) && !upper.test(text[at + 1]));
  };

  // How well a term sits in a text: 0 not at all, 1 inside a word, 2 at its beginning, 2.1 as the whole of it.
  const seat = (text, low, term) => {
    const shown = text.length === low.length ? text : low;
    let best = 0;
    for (let at = low.indexOf(term); at >= 0 && best < 2.1; at = low.indexOf(term, at + 1)) {
      const now = !border(shown, at) ? 1 : border(shown, at + term.length) ? 2.1 : 2;
      if (now > best) best = now;
    }
    return best;
  };

  // The hit for a page, or for the heading of it that fits best; none where a term is missing.
  const rank = (page, query, terms) => {
    if (page.low === query) return { score: 1000, page };
    const inTitle = terms.map(term => seat(page.title, page.low, term));
    if (inTitle.every(Boolean)) {
      const exact = page.headings.find(heading => heading.low === query);
      if (page.low.startsWith(query)) return { score: 800 + (page.name ? 50 : 0), page };
      let score = (page.name ? 300 : 250) * mean(inTitle);
      if (terms.length > 1 && page.low.includes(query)) score += 60;
      if (exact && score < 450) return { score: 450, page, heading: exact };
      return { score, page };
    }
    let best;
    for (const heading of page.headings) {
      const seats = terms.map((term, at) => 150 * seat(heading.text, heading.low, term) || 125 * inTitle[at]);
      if (!seats.every(Boolean)) continue;
      const score = heading.low === query ? 450 : heading.low.startsWith(query) ? 400 : mean(seats);
      if (!best || score > best.score) best = { score, page, heading };
    }
    if (best) return best;
    const seats = terms.map((term, at) => 125 * inTitle[at] || 40 * seat(page.summary, page.lowSummary, term));
    // What is left has its terms spread over several headings.
    return { score: seats.every(Boolean) ? mean(seats) : 20, page };
  };
  const mean = numbers => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

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
    pool = pool.filter(page => terms.every(term => page.all.includes(term)));
    const hits = [];
    for (const page of pool) {
      const hit = rank(page, query, terms);
      if (hits.length === most && better(hits[most - 1], hit) <= 0) continue;
      let at = hits.length;
      while (at > 0 && better(hits[at - 1], hit) > 0) at -= 1;
      hits.splice(at, 0, hit);
      hits.length = Math.min(hits.length, most);
    }
    return { hits, total: pool.length, terms };
  };

  // ---- the dialog ----

  const field = make("input", {
    type: "search", role: "combobox", "aria-label": words.field, placeholder: words.field, "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": "search-results", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
  });
  const close = make("button", { class: "icon", type: "button", "aria-label": words.closeSearch }, icon("x"));
  const list = make("ul", { class: "res", id: "search-results", role: "listbox", "aria-label": words.results });
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
    const item = make("li", { role: "option", id: "search-" + at, "aria-selected": String(at === 0) },
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
    if (hits.length) field.setAttribute("aria-activedescendant", "search-0");
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
