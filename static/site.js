// What every page runs: theme button, copy buttons, scrolling blocks, table of contents, panes, drawer, search link,
// shortcuts.
// All of it only adds speed or comfort; the page is whole without it.
//
// The page says by attributes of <html>: data-base (the way to the site's root), data-search-js and data-search-index
// (addresses of search.js and of the index), data-words (optional: JSON with the words below in another language).
// A classic script, because modules do not load from disk. Comments stand on lines of their own: the build takes them out.
(() => {
  "use strict";
  const doc = document;
  const root = doc.documentElement;
  const find = (selector, scope = doc) => scope.querySelector(selector);
  const all = (selector, scope = doc) => [...scope.querySelectorAll(selector)];
  const mac = /Mac|iP/.test(navigator.platform);

  const words = {
    theme: "Theme", system: "system", light: "light", dark: "dark",
    copy: "Copy", copied: "Copied", press: "Press " + (mac ? "⌘ C" : "Ctrl+C"),
    shortcuts: "Keyboard shortcuts", search: "Search", pages: "Previous and next page",
    escape: "Close a dialog or the menu", list: "This list", or: "or", and: "and",
    single: "Single-key shortcuts", close: "Close",
  };
  try {
    Object.assign(words, JSON.parse(root.dataset.words || "{}"));
  } catch {
    // The words stay English.
  }

  // ---- small tools ----

  // An element with attributes and children; children that are strings become text.
  const make = (name, attributes = {}, ...children) => {
    const element = doc.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // An icon from the sprite in the page.
  const icon = name => {
    const space = "http://www.w3.org/2000/svg";
    const svg = doc.createElementNS(space, "svg");
    const use = doc.createElementNS(space, "use");
    svg.setAttribute("class", "i i-" + name);
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#i-" + name);
    svg.append(use);
    return svg;
  };

  // Storage that is full, blocked or absent is as good as empty.
  const stored = (storage, key) => { try { return window[storage].getItem(key); } catch { return null; } };
  const store = (storage, key, value) => {
    try {
      if (value === null) window[storage].removeItem(key);
      else window[storage].setItem(key, value);
    } catch {
      // The choice lasts for this page.
    }
  };

  // The id that an address leads to.
  const idOf = ({ hash }) => {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      // Taken as it is written.
      return hash.slice(1);
    }
  };

  // Speaks to screen readers.
  const live = make("p", { class: "vh", role: "status" });
  doc.body.append(live);
  const say = text => {
    live.textContent = "";
    requestAnimationFrame(() => { live.textContent = text; });
  };

  // ---- theme button: system, light, dark ----

  const themeButton = find("[data-theme-toggle]");
  if (themeButton) {
    const order = ["system", "light", "dark"];
    const show = () => {
      const theme = order.includes(root.dataset.theme) ? root.dataset.theme : "system";
      themeButton.title = `${words.theme}: ${words[theme]}`;
      themeButton.setAttribute("aria-label", themeButton.title);
      return theme;
    };
    themeButton.hidden = false;
    show();
    themeButton.addEventListener("click", () => {
      const next = order[(order.indexOf(show()) + 1) % 3];
      if (next === "system") delete root.dataset.theme;
      else root.dataset.theme = next;
      store("localStorage", "theme", next === "system" ? null : next);
      show();
      say(themeButton.title);
    });
  }

  // ---- copy buttons ----

  const copy = async element => {
    // Prompts are shown, and not copied.
    const plain = element.cloneNode(true);
    all(".prompt", plain).forEach(prompt => prompt.remove());
    try {
      await navigator.clipboard.writeText(plain.textContent.replace(/\n$/, ""));
      return true;
    } catch {
      // From disk or in an old browser: select the block, so that the keys work where the command does not.
      const selection = getSelection();
      selection.selectAllChildren(element);
      const done = !!doc.execCommand && doc.execCommand("copy");
      if (done) selection.removeAllRanges();
      return done;
    }
  };

  // Shows at the end of a place a button that copies an element. In a line there is room for its icon only.
  const addCopyButton = (element, place, inLine) => {
    if (!element || !place) return;
    const label = make("span", inLine ? { class: "vh" } : {}, words.copy);
    const button = make("button", { class: inLine ? "" : "copy", type: "button" }, icon("copy"), label);
    const show = (done, text) => {
      button.classList.toggle("done", done);
      button.firstChild.replaceWith(icon(done ? "check" : "copy"));
      label.textContent = text;
    };
    let timer;
    button.addEventListener("click", async () => {
      const done = await copy(element);
      show(done, done ? words.copied : words.press);
      say(label.textContent);
      clearTimeout(timer);
      timer = setTimeout(show, 2000, false, words.copy);
    });
    place.append(button);
  };

  // ---- blocks that scroll sideways can be focused, those that do not cannot ----

  const sizes = "ResizeObserver" in window && new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  // ---- table of contents: marks the section that is being read ----

  let marks = new Map();
  let headings = [];
  let current;
  let frame = 0;

  const readToc = () => {
    marks = new Map();
    for (const link of all(".toc a")) {
      const id = idOf(link);
      if (!marks.has(id)) marks.set(id, []);
      marks.get(id).push(link);
    }
    headings = [...marks.keys()].map(id => doc.getElementById(id)).filter(Boolean);
    current = undefined;
    follow();
  };

  // The last heading above a quarter of the window; none before the first, the last one at the end of the page.
  const spy = () => {
    frame = 0;
    const end = scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 2;
    let reading = end ? headings.at(-1) : undefined;
    if (!end) for (const heading of headings) if (heading.getBoundingClientRect().top < innerHeight / 4) reading = heading;
    const id = reading && reading.id;
    if (id === current) return;
    for (const link of marks.get(current) || []) link.removeAttribute("aria-current");
    current = id;
    for (const link of marks.get(id) || []) {
      link.setAttribute("aria-current", "location");
      const rail = link.closest(".rail");
      if (rail && rail.scrollHeight > rail.clientHeight) link.scrollIntoView({ block: "nearest" });
    }
  };
  const follow = () => { if (headings.length && !frame) frame = requestAnimationFrame(spy); };
  addEventListener("scroll", follow, { passive: true });

  doc.addEventListener("click", event => {
    const folded = event.target.closest && event.target.closest(".toc-m a");
    if (folded) folded.closest("details").open = false;
  });

  // ---- panes: the one that an address leads into is chosen, and others can be after it ----

  // Chooses the panes around what an address leads to, and gives it where it was hidden by one.
  const choosePanes = address => {
    const target = doc.getElementById(idOf(address));
    let hidden = false;
    for (let part = target; (part = part && part.closest(".panes > label, .panes > .pane")); part = part.parentElement.parentElement) {
      const label = part.matches("label") ? part : part.previousElementSibling;
      const choice = label && label.control;
      // Authors' own HTML may look like panes.
      if (!choice) continue;
      hidden = hidden || !choice.checked;
      choice.checked = true;
    }
    return hidden && target;
  };
  choosePanes(location);
  // The style sheet need not show that pane any longer.
  root.dataset.panes = "";
  // Before the browser looks where to scroll to, also when it is there already.
  doc.addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[href*='#']");
    if (link && link.href.split("#")[0] === location.href.split("#")[0]) choosePanes(link);
  });
  addEventListener("hashchange", () => {
    const shown = choosePanes(location);
    if (shown) shown.scrollIntoView();
  });

  // ---- navigation: a drawer on narrow screens ----

  const nav = find("#Fp-Nav");
  if (nav && nav.togglePopover) {
    const here = find("[aria-current=page]", nav);
    const open = () => nav.matches(":popover-open");
    nav.addEventListener("toggle", event => {
      if (event.newState === "open") (here || find("a", nav) || nav).focus();
    });
    nav.addEventListener("focusout", event => {
      if (event.relatedTarget && !nav.contains(event.relatedTarget) && open()) nav.hidePopover();
    });
    matchMedia("(min-width: 60rem)").addEventListener("change", event => {
      if (event.matches && open()) nav.hidePopover();
    });
    // In a long list the current page comes into view.
    if (here && nav.scrollHeight > nav.clientHeight) {
      const below = here.getBoundingClientRect().bottom - nav.getBoundingClientRect().bottom;
      if (below > 0) nav.scrollTop += below + nav.clientHeight / 3;
    }
    // Groups stay as the reader left them in this tab; that of the current page is always open.
    for (const group of all("details[id]", nav)) {
      const key = "nav:" + group.id;
      const kept = stored("sessionStorage", key);
      if (kept && !find("[aria-current=page]", group)) group.open = kept === "1";
      group.addEventListener("toggle", () => store("sessionStorage", key, group.open ? "1" : "0"));
    }
  }

  // ---- search: the link opens a dialog, whose script and index come when they are first wanted ----

  const searchLinks = root.dataset.searchJs ? all("[data-search]") : [];
  let loading = false;
  let failed = false;
  let wanted = false;

  const openSearch = () => {
    if (nav && nav.hidePopover && nav.matches(":popover-open")) nav.hidePopover();
    wanted = true;
    if (failed) browse();
    else if (window.__search) window.__search.open();
    else load();
  };
  const load = () => {
    if (loading) return;
    loading = true;
    // In this order: the index calls what search.js defines.
    for (const address of [root.dataset.searchJs, root.dataset.searchIndex]) {
      const script = make("script", { src: address });
      script.async = false;
      script.addEventListener("error", browse);
      if (address === root.dataset.searchJs) script.addEventListener("load", () => { if (wanted) window.__search.open(); });
      doc.head.append(script);
    }
  };
  // Without the script or its index, the page that lists all titles does the work.
  const browse = () => {
    failed = true;
    if (wanted) location.href = searchLinks[0].href;
  };
  for (const link of searchLinks) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("pointerenter", load, { once: true });
    link.addEventListener("click", event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      openSearch();
    });
    link.addEventListener("keydown", event => {
      if (event.key !== " ") return;
      event.preventDefault();
      openSearch();
    });
    for (const key of all("kbd", link)) {
      key.hidden = false;
      if (mac) key.textContent = "⌘ K";
    }
  }

  // ---- shortcuts; single keys can be turned off ----

  const go = relation => {
    const link = find(`link[rel=${relation}]`);
    if (link) location.href = link.href;
  };
  doc.addEventListener("keydown", event => {
    const modified = event.ctrlKey || event.metaKey;
    if (modified && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      if (!searchLinks.length) return;
      event.preventDefault();
      if (!find("dialog[open]")) openSearch();
      return;
    }
    const field = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (modified || event.altKey || event.isComposing || field || find("dialog[open]") || stored("localStorage", "keys") === "off") return;
    if (event.key === "[") go("prev");
    else if (event.key === "]") go("next");
    else if (event.key === "?") help();
    else if (event.key === "/" && searchLinks.length) {
      event.preventDefault();
      openSearch();
    }
  });

  const help = () => {
    const built = find("#Fp-Keys");
    if (built) return built.showModal();
    const keys = (...parts) => parts.map((part, at) => (at % 2 ? ` ${part} ` : make("kbd", {}, part)));
    const rows = [
      [keys(mac ? "⌘ K" : "Ctrl K", words.or, "/"), words.search],
      [keys("[", words.and, "]"), words.pages],
      [keys("Esc"), words.escape],
      [keys("?"), words.list],
    ];
    const body = make("tbody", {}, ...rows.map(([shown, does]) => make("tr", {}, make("th", { scope: "row" }, ...shown), make("td", {}, does))));
    const single = make("input", { type: "checkbox" });
    single.checked = stored("localStorage", "keys") !== "off";
    single.addEventListener("change", () => store("localStorage", "keys", single.checked ? null : "off"));
    const close = make("button", { class: "copy", type: "button" }, words.close);
    const dialog = make("dialog", { class: "dlg", id: "Fp-Keys", "aria-labelledby": "Fp-Keys-h" },
      make("div", { class: "help" },
        make("h2", { id: "Fp-Keys-h" }, words.shortcuts),
        make("table", {}, body),
        make("div", { class: "help-f" }, make("label", {}, single, words.single), close)));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
    doc.body.append(dialog);
    dialog.showModal();
  };
  for (const button of all("[data-help]")) {
    button.hidden = false;
    button.addEventListener("click", help);
  }

  // ---- start; the preview calls init again for what it has patched, and what is ready stays as it is ----

  const init = () => {
    for (const block of all(":is(.code, .copyable):not([data-ready])")) {
      block.dataset.ready = "";
      const inLine = block.matches(".copyable");
      addCopyButton(find(inLine ? "code" : "pre", block), inLine ? block : find("figcaption", block), inLine);
    }
    if (sizes) all(".tw, pre").forEach(block => sizes.observe(block));
    readToc();
  };
  init();
  window.__site = { init, icon, make, words };
})();
