// Keeps this page as the preview would serve it now. Only the preview serves this script.
(() => {
  "use strict";
  const tag = document.currentScript;
  let own = tag.dataset.build;
  tag.remove();
  const SCROLL = "factpress-preview-scroll";
  const here = location.pathname;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let source = null;
  let retry = 0;
  // Whether nothing lies here, and this is the page that says so.
  const status = performance.getEntriesByType?.("navigation")[0]?.responseStatus;
  let missing = status === 404;
  // Whether this is what stands in for a page that could not be made.
  let standIn = status >= 500;
  factpressOverlay.state(standIn ? "stand-in" : "whole");

  // The page as it was served: this script runs before any other has changed it.
  let served = document.body.cloneNode(true);
  const map = new WeakMap();
  factpressMorph.pair(served, document.body, map);

  // Storage may be turned off: the page then only loses its place.
  const read = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
  const write = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* without */ } };

  const restore = () => {
    let place = null;
    try { place = JSON.parse(read(SCROLL)); } catch { /* not ours */ }
    if (place && place.here === here) {
      write(SCROLL, "null");
      scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    }
  };
  const reload = () => {
    write(SCROLL, JSON.stringify({ here, x: scrollX, y: scrollY }));
    close();
    location.reload();
  };

  // The headings in view and the one above them, with where they stand: what is read stays in its place.
  const places = () => {
    const all = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6, p, li, td)")].map((node) => [node, node.getBoundingClientRect().top]);
    return all.filter(([, top]) => top > -innerHeight && top < innerHeight).sort(([, a], [, b]) => Math.abs(a) - Math.abs(b));
  };
  const keep = (before) => {
    const still = before.find(([node]) => node.isConnected);
    if (still) scrollBy({ top: still[0].getBoundingClientRect().top - still[1], behavior: "instant" });
  };

  const flash = (nodes) => {
    if (calm.matches) return;
    for (const node of nodes) {
      const block = node.closest?.("main :is(p, li, pre, tr, dd, dt, figure, h1, h2, h3, h4, h5, h6, table, blockquote, div, section)");
      if (block && block.isConnected && block.animate) {
        block.animate([{ outline: "2px solid currentColor", outlineOffset: "4px" }, { outline: "2px solid transparent", outlineOffset: "4px" }], 600);
      }
    }
  };

  const scripts = (page) => [...page.querySelectorAll("script")].map((script) => script.getAttribute("src") || script.text).join("\n");
  const styles = (page) => [...page.querySelectorAll("head link[rel~=stylesheet]")];

  // A style sheet is exchanged once the new one is there, so that the page is never bare.
  const restyle = (page) => {
    const [old, wanted] = [styles(document), styles(page)];
    const address = (link) => { const url = new URL(link.getAttribute("href"), location.href); url.searchParams.delete("preview"); return url.href; };
    const kept = old.filter((link) => wanted.some((other) => address(other) === address(link)));
    let last = kept.at(-1) || old.at(-1);
    const waiting = [];
    for (const link of wanted.filter((link) => !old.some((other) => address(other) === address(link)))) {
      const made = document.importNode(link, true);
      waiting.push(new Promise((done) => { made.onload = done; made.onerror = done; }));
      if (last) last.after(made); else document.head.append(made);
      last = made;
    }
    Promise.all(waiting).then(() => old.filter((link) => !kept.includes(link)).forEach((link) => link.remove()));
  };

  // What stands in the head beside links and scripts.
  const BESIDE = "head > style, head > meta[name], head > meta[property]";
  const rehead = (page) => {
    const [old, wanted] = [document, page].map((it) => [...it.querySelectorAll(BESIDE)]);
    const told = (nodes) => nodes.map((node) => node.outerHTML).join("\n");
    if (told(wanted) === head) return;
    head = told(wanted);
    const stays = new Set();
    for (const node of wanted) {
      const same = old.find((other) => !stays.has(other) && other.outerHTML === node.outerHTML);
      if (same) stays.add(same); else stays.add(document.head.appendChild(document.importNode(node, true)));
    }
    for (const node of old) if (!stays.has(node)) node.remove();
  };
  let head = [...document.querySelectorAll(BESIDE)].map((node) => node.outerHTML).join("\n");

  const patch = (page) => {
    const before = places();
    const focused = document.activeElement && document.activeElement.id;
    const changed = new Set();
    document.title = page.title;
    for (const { name, value } of page.documentElement.attributes) document.documentElement.setAttribute(name, value);
    restyle(page);
    rehead(page);
    factpressMorph.morph(served, page.body, document.body, map, changed);
    served = page.body;
    if (window.__site) window.__site.init();
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
    keep(before);
    flash(changed);
  };

  // What the preview answers; null where it does not, of which the stream will tell.
  const ask = async (address, options) => {
    try {
      const answer = await fetch(address, options);
      return { status: answer.status, text: await answer.text() };
    } catch {
      return null;
    }
  };

  // Does something once at a time, and once more where it was wanted meanwhile.
  const one = (task) => {
    let [busy, again] = [false, false];
    return async () => {
      if (busy) { again = true; return; }
      busy = true;
      try {
        do { again = false; await task(); } while (again);
      } finally {
        busy = false;
      }
    };
  };

  let failed = 0;
  const update = one(async () => {
    const answer = await ask(location.href, { cache: "no-cache" });
    const page = answer && new DOMParser().parseFromString(answer.text, "text/html");
    const mark = page && page.querySelector("script[data-build]");
    // What is no page of the preview cannot be compared with this one.
    if (!mark) {
      // The stream may live on while one answer was lost.
      if (failed < 5) { failed += 1; setTimeout(update, 500 * failed); }
      return;
    }
    failed = 0;
    // Nor is what stands in for a page that cannot be made any gain.
    if (answer.status >= 500) { factpressOverlay.state(standIn ? "stand-in" : "kept"); return; }
    standIn = false;
    factpressOverlay.state("whole");
    own = mark.dataset.build;
    if (answer.status === 404 && !missing) { notice("This page is no longer part of the site."); return; }
    notice("");
    missing = answer.status === 404;
    mark.remove();
    if (scripts(page) !== known) { reload(); return; }
    patch(page);
  });
  // Those of the page as it was written; what stands below this script is not read yet.
  let known = scripts(document);
  document.addEventListener("DOMContentLoaded", () => { known = scripts(document); });

  const notice = (text) => {
    let line = document.getElementById("Fp-Preview");
    if (!line) {
      line = document.createElement("p");
      line.id = "Fp-Preview";
      line.setAttribute("role", "status");
      line.style.cssText = "position:fixed;inset-block-end:1rem;inset-inline-start:1rem;margin:0;padding:.5rem .75rem;border-radius:.5rem;background:#1a1d23;color:#fff;z-index:99";
      document.documentElement.append(line);
    }
    line.textContent = text;
    line.hidden = !text;
  };

  // What is found in the site, where that is another than what is shown.
  let shown = null;
  const look = one(async () => {
    const answer = await ask(`/__preview/findings?page=${encodeURIComponent(location.pathname)}`, { cache: "no-store" });
    if (!answer || answer.status !== 200) return;
    const told = JSON.parse(answer.text);
    // A page that came from a cache, or while another listened, has missed the news.
    if (told.build !== own) update();
    if (told.found === shown) return;
    shown = told.found;
    factpressOverlay.show(told);
  });

  // Files that a page shows beside its text are asked for anew.
  const renew = async (at, files) => {
    const changed = new Set(files);
    const hits = (address) => { try { return changed.has(new URL(address, location.href).pathname); } catch { return false; } };
    const anew = (address) => { const url = new URL(address, location.href); url.searchParams.set("preview", at); return url.href; };
    for (const image of document.querySelectorAll("img[src], source[src], video[src], audio[src], video[poster], iframe[src]")) {
      for (const name of ["src", "poster"]) {
        const address = image.getAttribute(name);
        if (address && hits(address)) image.setAttribute(name, anew(address));
      }
    }
    for (const link of document.querySelectorAll("head link[rel~=stylesheet]")) {
      // What carries its version is exchanged when the page names another one.
      if (!hits(link.href) || new URL(link.href).searchParams.has("v")) continue;
      const made = link.cloneNode();
      made.href = anew(link.href);
      made.onload = () => link.remove();
      link.after(made);
    }
  };

  const hear = ({ build, found, at, files }) => {
    if (files) renew(at, files);
    if (build && build !== own) update();
    if (found && found !== shown) look();
  };

  // A browser gives a host six connections. So one page that is seen listens for all of them, where pages can speak to each
  // other; else each that is seen listens for itself.
  const shared = "BroadcastChannel" in window && navigator.locks ? new BroadcastChannel("factpress-preview") : null;
  if (shared) shared.onmessage = (event) => { if (document.visibilityState === "visible") hear(event.data); };
  let waiting = null;
  let leave = null;

  const listen = () => {
    source = new EventSource(shared ? "/__preview/events" : `/__preview/events?page=${encodeURIComponent(location.pathname)}`);
    const told = (event) => {
      const news = JSON.parse(event.data);
      if (shared) shared.postMessage(news);
      hear(news);
    };
    for (const what of ["build", "patch", "gone", "found", "files"]) source.addEventListener(what, told);
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) {
        source.close();
        retry = setTimeout(listen, 2000);
      }
    });
  };
  const open = () => {
    if (source || waiting || document.visibilityState !== "visible") return;
    if (!shared) { listen(); return; }
    waiting = new AbortController();
    navigator.locks.request("factpress-preview", { signal: waiting.signal }, () => new Promise((done) => { leave = done; listen(); })).catch(() => {});
  };
  const close = () => {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
    if (leave) leave(); else if (waiting) waiting.abort();
    [waiting, leave] = [null, null];
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") { close(); return; }
    open();
    update();
    look();
  });
  document.addEventListener("freeze", close);
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  if (document.readyState === "complete") restore(); else addEventListener("load", restore);
  open();
  look();
})();
