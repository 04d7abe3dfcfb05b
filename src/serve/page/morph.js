// Makes a page that is open like a newer one, and leaves alone what is the same: places, focus, what is unfolded.
//
// Three trees are compared: the page as it was served, the newer one, and the open one, which scripts have changed since. Only
// where the first two differ is the open one touched.
const factpressMorph = (() => {
  "use strict";
  const elementOrText = (node) => node.nodeType === Node.ELEMENT_NODE || node.nodeType === Node.TEXT_NODE;
  const children = (node) => [...node.childNodes].filter(elementOrText);

  // Which node of the open page each node of the served one is.
  const pair = (served, open, map) => {
    map.set(served, open);
    const own = children(open);
    children(served).forEach((child, at) => { if (own[at]) pair(child, own[at], map); });
  };
  // The same for a part that is equal in the newer page.
  const hand = (from, to, map) => {
    map.set(to, map.get(from));
    const others = children(to);
    children(from).forEach((child, at) => { if (others[at]) hand(child, others[at], map); });
  };

  const written = (node) => (node.nodeType === Node.TEXT_NODE ? `"${node.data}` : node.outerHTML);
  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");

  // Pairs the children of two nodes: equal ones first, in their order, then those of one name between them.
  const pairs = (before, after) => {
    const found = new Map();
    let [head, tail] = [0, 0];
    while (head < before.length && head < after.length && before[head].isEqualNode(after[head])) {
      found.set(after[head], before[head]);
      head += 1;
    }
    while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail).isEqualNode(after.at(-1 - tail))) {
      found.set(after.at(-1 - tail), before.at(-1 - tail));
      tail += 1;
    }
    // Each is written out once, so that a long list costs what it is long.
    const old = before.slice(head, before.length - tail);
    const fresh = after.slice(head, after.length - tail);
    const [texts, wanted] = [old.map(written), fresh.map(written)];
    const places = new Map();
    texts.forEach((text, at) => { const list = places.get(text); if (list) list.push(at); else places.set(text, [at]); });
    const stays = new Set(wanted);
    let from = 0;
    fresh.forEach((node, number) => {
      const equal = places.get(wanted[number]) || [];
      while (equal.length && equal[0] < from) equal.shift();
      let at = equal.length ? equal[0] : -1;
      if (at < 0) {
        // One that is only alike must not take the place of one that is the same further down.
        const next = old[from];
        if (next && alike(next, node) && !stays.has(texts[from])) at = from;
      }
      if (at < 0) return;
      found.set(node, old[at]);
      from = at + 1;
    });
    return found;
  };

  const attributes = (before, after, open) => {
    for (const { name, value } of after.attributes) if (before.getAttribute(name) !== value) open.setAttribute(name, value);
    for (const { name } of [...before.attributes]) if (!after.hasAttribute(name)) open.removeAttribute(name);
  };

  // Makes `open` like `after`; `before` is how it was served, `map` knows its parts, and `changed` collects what is new.
  const morph = (before, after, open, map, changed) => {
    if (before.isEqualNode(after)) return hand(before, after, map);
    map.set(after, open);
    if (after.nodeType === Node.TEXT_NODE) {
      open.data = after.data;
      changed.add(open.parentElement);
      return;
    }
    attributes(before, after, open);
    const old = children(before);
    const wanted = children(after);
    const found = pairs(old, wanted);
    const kept = new Set(found.values());
    for (const node of old) if (!kept.has(node)) map.get(node)?.remove();
    let last = null;
    for (const node of wanted) {
      const was = found.get(node);
      const there = was && map.get(was);
      if (there && there.parentNode === open) {
        if (last && last.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_PRECEDING) last.after(there);
        morph(was, node, there, map, changed);
        last = there;
        continue;
      }
      const made = document.importNode(node, true);
      if (last) last.after(made); else open.prepend(made);
      pair(node, made, map);
      changed.add(made.nodeType === Node.ELEMENT_NODE ? made : open);
      last = made;
    }
  };

  return { pair, morph };
})();
