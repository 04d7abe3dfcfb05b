// Reloads this page when the preview has rebuilt the site. Only the preview serves this script.
(() => {
  "use strict";
  const own = document.currentScript.dataset.build;
  const here = location.pathname;
  const SCROLL = "factpress-preview-scroll";
  const TRIED = "factpress-preview-reloaded";
  let source = null;
  let retry = 0;

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

  // A page is reloaded at most once for a build, so that one that stays old cannot reload for ever.
  const arrive = (event) => {
    const { build } = JSON.parse(event.data);
    if (build === own || read(TRIED) === `${here} ${build}`) return;
    write(TRIED, `${here} ${build}`);
    write(SCROLL, JSON.stringify({ here, x: scrollX, y: scrollY }));
    close();
    location.reload();
  };

  // A browser gives a host six connections: only pages that are seen hold one.
  const open = () => {
    if (source || document.visibilityState !== "visible") return;
    source = new EventSource("/__preview/events");
    source.addEventListener("build", arrive);
    source.addEventListener("reload", arrive);
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) {
        close();
        retry = setTimeout(open, 2000);
      }
    });
  };
  const close = () => {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  };

  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? open() : close()));
  document.addEventListener("freeze", close);
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  if (document.readyState === "complete") restore(); else addEventListener("load", restore);
  open();
})();
