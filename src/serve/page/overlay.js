// Shows findings over the page: a sheet for those that arose since the preview was started, a count in the corner for others.
// All that comes from the site is put there as text.
const factpressOverlay = (() => {
  "use strict";
  const STYLE = `
    :host { position: fixed; inset: auto 0 0; z-index: 2147483000; color-scheme: dark; display: block; pointer-events: none; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    section, .badge {
      pointer-events: auto; background: #14181f; color: #e6eaf0; text-align: start; letter-spacing: normal;
      font: 400 15px/1.5 -apple-system, "Segoe UI", Inter, Roboto, Arial, sans-serif; font-variant-ligatures: none;
    }
    section { display: flex; flex-direction: column; max-block-size: 60vh; max-block-size: 60dvh; border-block-start: 3px solid #ff9a91; box-shadow: 0 -3px 18px rgb(0 0 0 / .25); }
    section.mild { border-color: #ecb75c; }
    header { display: flex; align-items: center; gap: 8px 16px; padding: 8px 20px; }
    section.wide header { border-block-end: 1px solid #2c333e; flex-wrap: wrap; }
    section.wide .said { white-space: normal; }
    h2 { margin: 0; font-size: 16px; font-weight: 650; white-space: nowrap; }
    h3 { margin: 12px 0 0; font-size: 13px; font-weight: 600; color: #b3bcc9; }
    .said { flex: 1 1 0; min-inline-size: 8em; font-size: 13px; color: #b3bcc9; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    button { font: inherit; font-size: 13px; line-height: 1.4; min-block-size: 28px; padding: 3px 11px; border: 1px solid #717d8d; border-radius: 6px; background: #202732; color: inherit; cursor: pointer; }
    button:hover { background: #2c3542; }
    :focus-visible { outline: 2px solid #9dc1ff; outline-offset: 2px; }
    .list { overflow: auto; overscroll-behavior: contain; padding: 0 20px 20px; }
    ol { list-style: none; margin: 0; padding: 0; }
    li { padding-block: 13px; }
    li + li { border-block-start: 1px solid #2c333e; }
    p { margin: 0; }
    .what { font-weight: 600; overflow-wrap: anywhere; }
    .error { color: #ff9a91; }
    .warning { color: #ecb75c; }
    code, pre, a { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; font-variant-ligatures: none; }
    .what code { font-size: 14px; }
    .where { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; margin-block-start: 5px; overflow-wrap: anywhere; }
    a { color: #8fb8ff; }
    pre { margin: 8px 0; padding: 8px 12px; line-height: 1.6; background: #0b0e13; border: 1px solid #2c333e; border-radius: 6px; overflow-x: auto; tab-size: 2; }
    .gutter { color: #97a2b1; user-select: none; -webkit-user-select: none; }
    .blank { color: transparent; user-select: none; -webkit-user-select: none; }
    .caret { color: #ff9a91; font-weight: 700; user-select: none; -webkit-user-select: none; }
    .help { color: #cfd6e0; overflow-wrap: anywhere; }
    .help b { color: #72d39a; font-weight: 600; }
    .answer { color: #ecb75c; }
    .badge { position: absolute; inset-block-end: 16px; inset-inline-end: 16px; min-block-size: 32px; border-radius: 16px; padding: 4px 14px; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
    .status { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media print { :host { display: none; } }
    @media (max-width: 40rem) {
      header, .list { padding-inline: 12px; }
      section:not(.wide) .said { display: none; }
      .said { order: 1; flex-basis: 100%; }
      h2 { flex: 1; }
    }`;

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  // What stands in backticks is code.
  const text = (words) => words.split("`").map((part, at, all) => (at % 2 && at < all.length - 1 ? make("code", {}, part) : at % 2 ? `\`${part}` : part));
  const count = (many, noun) => `${many} ${noun}${many === 1 ? "" : "s"}`;
  const counts = (errors, warnings) => [errors && count(errors, "error"), warnings && count(warnings, "warning")].filter(Boolean).join(", ") || "No findings";

  // Storage may be turned off: then only this page remembers.
  const recall = (key) => { try { return JSON.parse(sessionStorage.getItem(`factpress-preview-${key}`)); } catch { return null; } };
  const keep = (key, value) => { try { sessionStorage.setItem(`factpress-preview-${key}`, JSON.stringify(value)); } catch { /* without */ } };

  let told = null;
  // Whether the page is as it is served now (`whole`), the last good one (`kept`), or what stands in for one (`stand-in`).
  let state = "whole";
  const STATES = { whole: "", kept: " The page shown is the last good one.", "stand-in": " The page shown is without its own template." };
  let wide = recall("wide") === true;
  // Whether the person has asked for the sheet themselves, and what they have closed it for.
  let asked = false;
  const closed = new Set(recall("closed") || []);
  let spoken = null;
  let host = null;
  let parts = null;

  const build = () => {
    host = make("factpress-findings");
    const root = host.attachShadow({ mode: "open" });
    parts = {
      status: make("div", { class: "status", role: "status" }),
      badge: make("button", { type: "button", class: "badge" }),
      title: make("h2", { id: "title" }),
      said: make("span", { class: "said" }),
      size: make("button", { type: "button", "aria-expanded": "false", "aria-controls": "list" }),
      close: make("button", { type: "button" }, "Close ", make("span", { "aria-hidden": "true" }, "Esc")),
      list: make("div", { class: "list", id: "list", tabindex: "0", role: "group", "aria-labelledby": "title" }),
    };
    parts.sheet = make("section", { "aria-labelledby": "title" }, make("header", {}, parts.title, parts.said, parts.size, parts.close), parts.list);
    const corner = make("aside", { "aria-label": "Findings" }, parts.badge);
    parts.corner = corner;
    root.append(make("style", {}, STYLE), parts.status, corner, parts.sheet);
    parts.badge.addEventListener("click", () => { asked = true; wide = true; draw(); parts.size.focus(); });
    parts.size.addEventListener("click", () => { wide = !wide; keep("wide", wide); draw(); });
    parts.close.addEventListener("click", close);
    document.documentElement.append(host);
  };

  const close = () => {
    const within = host.shadowRoot.activeElement;
    asked = false;
    for (const { id } of fresh()) closed.add(id);
    if (told.trouble) closed.add(told.trouble);
    keep("closed", [...closed].slice(-500));
    draw();
    if (within && !parts.corner.hidden) parts.badge.focus();
  };
  // The topmost thing alone is closed by Escape.
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !parts || parts.sheet.hidden) return;
    if (document.querySelector("dialog[open]") || document.querySelector(":popover-open")) return;
    close();
  });

  const fresh = () => (told ? [...told.here.findings, ...told.elsewhere.findings] : []);

  const act = async (what, id, answer) => {
    answer.textContent = "";
    try {
      const reply = await fetch(`/__preview/${what}/${id}?${told.token}`);
      const words = reply.status === 204 ? "" : (await reply.text()).trim();
      answer.textContent = reply.ok ? words : `Not done: ${words}`;
    } catch {
      answer.textContent = "Not done: the preview does not answer.";
    }
  };

  const lines = (place) => {
    const width = String(place.lines.at(-1).number).length;
    const name = `${place.path}, line ${place.line}`;
    const pre = make("pre", { tabindex: "0", role: "group", "aria-label": name, "data-key": name });
    for (const { number, parts: words } of place.lines) {
      pre.append(make("span", { class: "gutter" }, `${String(number).padStart(width + 1)} | `), words.join(""), "\n");
      if (words.length < 2) continue;
      pre.append(make("span", { class: "gutter", "aria-hidden": "true" }, `${" ".repeat(width + 1)} | `));
      // The same text, unseen, so that carets stand right under wide letters and tabs.
      words.forEach((word, at) => {
        const carets = "^".repeat(Math.max([...word].length, 1));
        pre.append(make("span", { class: at % 2 ? "caret" : "blank", "aria-hidden": "true" }, at % 2 ? carets : word));
      });
      pre.append("\n");
    }
    return pre;
  };

  const item = (finding) => {
    const answer = make("span", { class: "answer", role: "status" });
    const [own, ...others] = finding.places;
    const spot = `${own.path}:${own.line}:${own.column}`;
    // Who reads along from another machine has no editor here.
    const link = told.token ? make("a", { href: `/__preview/open/${finding.id}?${told.token}`, "data-key": `${finding.id} link` }, spot) : make("code", {}, spot);
    link.addEventListener("click", (event) => { event.preventDefault(); if (told.token) act("open", finding.id, answer); });
    const button = (what, label, name) => {
      if (!told.token) return "";
      const made = make("button", { type: "button", title: name, "data-key": `${finding.id} ${what}` }, label);
      made.addEventListener("click", () => act(what, finding.id, answer));
      return made;
    };
    const where = make("p", { class: "where" }, link, button("open", "Open", "Open in your editor"));
    if (finding.fix) where.append(button("fix", "Fix", finding.fix));
    where.append(answer);
    const node = make("li", {}, make("p", { class: "what" }, make("span", { class: finding.level }, `${finding.level} ${finding.rule}`), " ", ...text(finding.message)), where);
    const show = (place) => {
      if (place.lines.length) node.append(lines(place));
      for (const label of place.labels) node.append(make("p", { class: "help" }, ...text(label)));
    };
    show(own);
    for (const place of others) {
      node.append(make("p", { class: "where" }, make("code", {}, `${place.path}:${place.line}:${place.column}`)));
      show(place);
    }
    for (const help of finding.help) node.append(make("p", { class: "help" }, make("b", {}, "help"), " ", ...text(help)));
    return node;
  };

  const group = (heading, { errors, warnings, findings }) => {
    if (!findings.length) return [];
    const more = errors + warnings - findings.length;
    return [
      ...(heading ? [make("h3", {}, heading)] : []),
      make("ol", {}, ...findings.map(item)),
      ...(more > 0 ? [make("p", { class: "help" }, `${more} more: `, make("code", {}, "factpress check"), " shows them all.")] : []),
    ];
  };

  // Said once for each finding that is new to this page.
  let lamented = "";
  const speak = () => {
    if (told.trouble !== lamented) {
      lamented = told.trouble;
      if (lamented) { parts.status.textContent = `error: the site stays as it was: ${lamented}`; return; }
    }
    const all = fresh();
    const news = spoken ? all.filter(({ id }) => !spoken.has(id)) : all;
    const had = spoken && spoken.size;
    spoken = new Set(all.map(({ id }) => id));
    if (news.length) {
      const [{ level, message, places: [{ path, line }] }] = news;
      parts.status.textContent = `${level}: ${message}, ${path}, line ${line}${news.length > 1 ? `, and ${news.length - 1} more` : ""}`;
    } else if (had && !all.length) {
      parts.status.textContent = "All new findings are mended.";
    }
  };

  const draw = () => {
    const { here, elsewhere, earlier } = told;
    const failed = told.trouble ? 1 : 0;
    const [errors, warnings] = [here.errors + elsewhere.errors + failed, here.warnings + elsewhere.warnings];
    const before = earlier.errors + earlier.warnings;
    const unseen = fresh().some(({ id, level }) => level === "error" && !closed.has(id)) || (failed && !closed.has(told.trouble));
    const open = errors + warnings + before > 0 && (asked || unseen);
    if (!open) asked = false;
    const within = host.shadowRoot.activeElement;
    const focus = within && within.dataset.key;
    parts.sheet.hidden = !open;
    parts.corner.hidden = open || !(errors || warnings || before);
    parts.badge.textContent = errors || warnings ? counts(errors, warnings) : count(before, "earlier finding");
    parts.sheet.className = `${wide ? "wide" : ""} ${errors ? "" : "mild"}`;
    parts.title.textContent = errors || warnings ? counts(errors, warnings) : count(before, "earlier finding");
    const first = fresh()[0];
    const short = told.trouble || (first && first.message);
    parts.said.replaceChildren(...text(wide || !short ? `${told.said}.${STATES[state]}` : `${short}${STATES[state] && `.${STATES[state]}`}`));
    parts.size.textContent = wide ? "Minimize" : "Show";
    parts.size.setAttribute("aria-expanded", String(wide));
    parts.list.hidden = !wide;
    if (open) {
      const top = parts.list.scrollTop;
      parts.list.replaceChildren(
        ...(failed ? [make("p", { class: "what" }, make("span", { class: "error" }, "error"), " the site stays as it was: ", ...text(told.trouble))] : []),
        ...group("", here),
        ...group(here.findings.length ? "Also in this site" : "In this site", elsewhere),
        ...(asked || !(errors || warnings) ? group("There since the start", earlier) : []),
      );
      parts.list.scrollTop = top;
      if (focus) parts.list.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    } else {
      parts.list.replaceChildren();
    }
    // What the sheet covers can still be scrolled into view.
    document.documentElement.style.paddingBlockEnd = open ? `${parts.sheet.offsetHeight}px` : "";
  };

  return {
    // Shows what the preview tells of its findings.
    show(data) {
      if (!host) build();
      told = data;
      draw();
      speak();
    },
    // How the page stands to what is served now.
    state(is) {
      if (is === state) return;
      state = is;
      if (told) draw();
    },
  };
})();
