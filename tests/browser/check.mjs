// Checks a built site in a real browser.
//
//   npm ci && node check.mjs FOLDER [PAGE...]
//
// FOLDER is a built site. PAGE is a path in it, such as guide/index.html; with none named, up to twelve pages are
// taken, the special ones first. Pages are opened over a loopback server, in light and dark, 1440 and 390 pixels wide,
// then from disk, at 320 pixels, at a place in a pane, and with scripts off. The browser is /usr/bin/chromium, or what CHROMIUM names.
// Prints one line a failure, then "N passed, N failed"; exits 1 where something failed, 2 where it could not run.
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const most = 12;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browserPath = process.env.CHROMIUM || "/usr/bin/chromium";

const [folderGiven, ...named] = process.argv.slice(2);
if (!folderGiven) stop("usage: node check.mjs FOLDER [PAGE...]");
const folder = resolve(folderGiven);
if (!existsSync(folder) || !statSync(folder).isDirectory()) stop(`no folder at ${folder}`);
if (!existsSync(browserPath)) stop(`no browser at ${browserPath}`);
for (const page of named) if (!existsSync(join(folder, page))) stop(`no page ${page} in ${folder}`);

function stop(why) {
  console.error(why);
  process.exit(2);
}

// ---- counting ----

let passed = 0;
let failed = 0;
function expect(name, holds, detail = "") {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAIL ${name}${detail ? `: ${detail}` : ""}`);
  }
}

// A check that cannot be carried out has failed, and the others go on.
async function attempt(name, action) {
  try {
    await action();
  } catch (error) {
    expect(name, false, String(error.message).split("\n")[0]);
  }
}

// ---- the pages to open ----

function findPages() {
  const pages = readdirSync(folder, { recursive: true })
    .map(path => path.split(sep).join("/"))
    .filter(path => path.endsWith(".html") && !/http-equiv="?refresh/i.test(readFileSync(join(folder, path), "utf8").slice(0, 4096)))
    .sort();
  const special = ["index.html", "a-z.html", "404.html"].filter(page => pages.includes(page));
  const others = pages.filter(page => !special.includes(page));
  const room = most - special.length;
  const step = Math.max(1, others.length / room);
  const taken = special.concat(Array.from({ length: Math.min(room, others.length) }, (_, at) => others[Math.floor(at * step)]));
  if (taken.length < pages.length) console.log(`opened ${taken.length} of ${pages.length} pages; name others on the command line`);
  return taken;
}
const pages = named.length ? named : findPages();
if (!pages.length) stop(`no pages in ${folder}`);

// ---- a server for the folder ----

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8" };
const server = createServer((request, response) => {
  let path = resolve(folder, "." + decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  if (relative(folder, path).startsWith("..")) path = folder;
  if (existsSync(path) && statSync(path).isDirectory()) path = join(path, "index.html");
  if (!existsSync(path)) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[extname(path)] || "application/octet-stream" }).end(readFileSync(path));
});
await new Promise(done => server.listen(0, "127.0.0.1", done));
const site = `http://127.0.0.1:${server.address().port}/`;
const address = page => site + page.split("/").map(encodeURIComponent).join("/");
const onDisk = page => pathToFileURL(join(folder, page)).href;

// ---- the browser ----

const launch = () => chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
// A browser that dies before it has opened anything says nothing about the site: it may try once more.
const browser = await launch().catch(error => {
  console.log(`the browser did not start, and is started again: ${error.message.split("\n")[0]}`);
  return launch();
});

// Opens a page in a context of its own; what goes wrong on it is collected.
async function open(url, { width = 1440, scheme = "light", scripts = true } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: scripts });
  if (url.startsWith(site)) await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: site.slice(0, -1) });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", message => { if (message.type() === "error") wrong.push(`${message.text()} ${message.location().url || ""}`.trim()); });
  page.on("pageerror", error => wrong.push(error.message));
  // Nothing leaves the machine; the theme itself may not even try.
  await page.route(/^https?:/, route => {
    const request = route.request();
    if (request.url().startsWith(site)) return route.continue();
    if (["script", "stylesheet", "font", "fetch", "xhr"].includes(request.resourceType())) wrong.push(`asks another host: ${request.url()}`);
    return route.fulfill({ status: 200, body: "" });
  });
  if (scripts) await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        // What answers the reader's own key or click is no shift: a list of hits grows while one types.
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map(source => source.node && (source.node.id || source.node.className || source.node.nodeName));
        window.shifts.push(`${entry.value.toFixed(4)} (${moved.join(", ")})`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url, { waitUntil: "load" });
  return { page, wrong, close: () => context.close() };
}

// Lets frames and animations pass.
const settle = page => page.waitForTimeout(300);

async function expectNoViolations(name, page) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async only => {
    const result = await window.axe.run(document, { runOnly: { type: "tag", values: only }, resultTypes: ["violations"] });
    return result.violations.map(rule => `${rule.id} at ${rule.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}${rule.nodes.length > 3 ? ` and ${rule.nodes.length - 3} more` : ""}`);
  }, tags);
  expect(`${name}: axe`, violations.length === 0, violations.join("; "));
}

async function expectStill(name, page) {
  await settle(page);
  const shifts = await page.evaluate(() => window.shifts);
  expect(`${name}: nothing shifts`, shifts.length === 0, shifts.join(", "));
}

const sideways = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const dialog = "dialog[open]";

// A title that the search must find: that of the first ordinary page.
const special = /(^|\/)(404|a-z|health)\.html$/;
async function titleToFind() {
  const source = pages.find(page => !special.test(page) && page !== "index.html") || pages.find(page => !special.test(page));
  if (!source) return null;
  const { page, close } = await open(address(source));
  const title = await page.evaluate(() => (document.querySelector("h1") || document.body).innerText.replace(/#\s*$/, "").trim());
  await close();
  return title;
}

// ---- checks ----

// Opens the search, finds a title, closes with Escape; the focus is back where it was.
async function checkSearch(name, page, title, withAxe) {
  if (!(await page.locator("html[data-search-js]").count())) return expect(`${name}: search is offered`, false, "no data-search-js");
  const link = page.locator(".top [data-search]");
  await link.click();
  await page.waitForSelector(`${dialog} input`);
  if (withAxe) await expectNoViolations(`${name}: search, empty`, page);
  await page.keyboard.type(title);
  const found = await page.waitForFunction(wanted => [...document.querySelectorAll("[role=option] b")].some(hit => hit.textContent.trim() === wanted), title, { timeout: 5000 }).catch(() => null);
  expect(`${name}: search finds "${title}"`, found !== null, await page.locator(`${dialog} [role=status]`).innerText());
  if (withAxe) await expectNoViolations(`${name}: search, with hits`, page);
  const active = await page.evaluate(() => {
    const field = document.querySelector("dialog[open] [role=combobox]");
    const option = document.getElementById(field.getAttribute("aria-activedescendant"));
    return option && option.getAttribute("aria-selected");
  });
  expect(`${name}: the field names the selected hit`, active === "true");
  await page.keyboard.press("Escape");
  expect(`${name}: Escape closes the search`, (await page.locator(dialog).count()) === 0);
  expect(`${name}: focus returns to the search link`, await link.evaluate(element => element === document.activeElement));
}

// Opens and closes the drawer by button and by Escape.
async function checkDrawer(name, page, withAxe) {
  const nav = page.locator("#Fp-Nav");
  if (!(await nav.count())) return;
  const button = page.locator(".menu");
  await button.click();
  await settle(page);
  expect(`${name}: the drawer opens`, await nav.isVisible());
  if (withAxe) await expectNoViolations(`${name}: drawer`, page);
  await page.keyboard.press("Escape");
  await settle(page);
  expect(`${name}: Escape closes the drawer`, !(await nav.isVisible()));
  expect(`${name}: focus returns to the menu button`, await button.evaluate(element => element === document.activeElement));
  await button.click();
  await nav.locator("[popovertargetaction=hide]").click();
  await settle(page);
  expect(`${name}: its button closes the drawer`, !(await nav.isVisible()));
}

// Theme button, shortcut help, copy button.
async function checkControls(name, page, withAxe) {
  const theme = page.locator("[data-theme-toggle]");
  await theme.click();
  await theme.click();
  expect(`${name}: the theme button sets dark`, (await page.locator("html").getAttribute("data-theme")) === "dark");
  await theme.click();
  expect(`${name}: and system again`, (await page.locator("html").getAttribute("data-theme")) === null);
  await page.keyboard.press("?");
  expect(`${name}: ? opens the shortcut help`, (await page.locator(dialog).count()) === 1);
  if (withAxe) await expectNoViolations(`${name}: shortcut help`, page);
  await page.keyboard.press("Escape");
  expect(`${name}: Escape closes the help`, (await page.locator(dialog).count()) === 0);
  const copy = page.locator(".code .copy").first();
  if (await copy.count()) {
    const figure = page.locator(".code:has(.copy)").first();
    const before = await figure.boundingBox();
    await copy.click();
    await page.waitForFunction(() => document.querySelector(".copy.done"), null, { timeout: 2000 }).catch(() => null);
    const [text, shown] = await Promise.all([page.evaluate(() => navigator.clipboard.readText()), figure.locator("pre").evaluate(pre => {
      const plain = pre.cloneNode(true);
      plain.querySelectorAll(".prompt").forEach(prompt => prompt.remove());
      return plain.textContent.replace(/\n$/, "");
    })]);
    expect(`${name}: Copy copies the block`, text === shown);
    expect(`${name}: Copy keeps the block's size`, before.height === (await figure.boundingBox()).height);
  }
}

// Walks with Tab: what has the focus is in the window, not under the header, and ringed.
async function checkTabs(name, page) {
  const hidden = [];
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  for (let press = 0; press < 140; press += 1) {
    await page.keyboard.press("Tab");
    const problem = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return "end";
      const label = `${element.nodeName.toLowerCase()} "${(element.getAttribute("aria-label") || element.textContent).trim().slice(0, 30)}"`;
      const box = element.getBoundingClientRect();
      const header = document.querySelector(".top");
      const under = header && !header.contains(element) && !element.matches(".skip") && box.bottom <= header.getBoundingClientRect().bottom;
      const style = getComputedStyle(element);
      if (under || box.bottom < 0 || box.top > innerHeight) return `${label} is out of view`;
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${label} has no ring`;
      return "";
    });
    if (problem === "end") break;
    if (problem) hidden.push(problem);
  }
  expect(`${name}: every focus is seen`, hidden.length === 0, [...new Set(hidden)].slice(0, 5).join("; "));
}

// Goes to a place in a second pane: it is the one that is seen, and, with scripts, another can be chosen after.
async function checkPanes(name, path, scripts) {
  if (!/class="?panes/.test(readFileSync(join(folder, path), "utf8"))) return;
  const { page, close } = await open(address(path), { scripts });
  const id = await page.evaluate(() => {
    const second = document.querySelector(".panes > .pane ~ .pane");
    const place = second && (second.querySelector("[id]") || second.previousElementSibling.querySelector("[id]"));
    return place && place.id;
  });
  if (id) {
    const group = page.locator(".panes", { has: page.locator(`[id="${id}"]`) }).last();
    const seen = async () => (await group.locator("> .pane").evaluateAll(panes => panes.map(pane => (pane.checkVisibility() ? "1" : "0")))).join("");
    const count = await group.locator("> .pane").count();
    const [first, only] = ["1".padEnd(count, "0"), "01".padEnd(count, "0")];
    await page.goto(`${address(path)}#${encodeURIComponent(id)}`);
    await settle(page);
    expect(`${name}: only the pane of #${id} is seen`, (await seen()) === only, await seen());
    await page.reload();
    expect(`${name}: so it is when the page is loaded there`, (await seen()) === only, await seen());
    if (scripts) {
      await group.locator("> label").first().click();
      expect(`${name}: another pane can be chosen after`, (await seen()) === first, await seen());
      await page.evaluate(wanted => {
        const link = document.createElement("a");
        link.href = `#${encodeURIComponent(wanted)}`;
        document.body.append(link);
        link.click();
      }, id);
      await settle(page);
      expect(`${name}: a link to #${id} leads there again`, (await seen()) === only, await seen());
    }
  }
  await close();
}

async function checkLoaded(name, { page, wrong }) {
  await settle(page);
  expect(`${name}: no errors in the console`, wrong.length === 0, wrong.join("; "));
  const marks = await page.evaluate(() => [...document.querySelectorAll("use")].map(use => use.getAttribute("href")).filter(href => !href.startsWith("#") || !document.getElementById(href.slice(1))));
  expect(`${name}: every icon is in the page`, marks.length === 0, [...new Set(marks)].join(", "));
  const styled = await page.evaluate(() => document.querySelectorAll("main [style], header [style], nav [style], footer [style]").length);
  expect(`${name}: no inline styles`, styled === 0, `${styled} elements`);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(element => element.id).filter((id, at, all) => all.indexOf(id) !== at));
  expect(`${name}: no id twice`, ids.length === 0, [...new Set(ids)].join(", "));
}

const title = await titleToFind();
const deep = new Set(pages.slice(0, 3).concat(pages.filter(page => !special.test(page)).slice(0, 2)));

for (const path of pages) {
  for (const scheme of ["light", "dark"]) {
    for (const width of [1440, 390]) {
      const name = `${path} ${scheme} ${width}`;
      await attempt(name, async () => {
        const opened = await open(address(path), { width, scheme });
        const { page } = opened;
        await checkLoaded(name, opened);
        await expectNoViolations(name, page);
        await expectStill(name, page);
        const states = deep.has(path);
        if (title && (states || scheme === "light")) await attempt(`${name}: search`, () => checkSearch(name, page, title, states));
        if (width === 390 && (states || scheme === "light")) await attempt(`${name}: drawer`, () => checkDrawer(name, page, states));
        if (width === 1440 && states) await attempt(`${name}: controls`, () => checkControls(name, page, true));
        await expectStill(`${name}, after use`, page);
        expect(`${name}: no errors after use`, opened.wrong.length === 0, opened.wrong.join("; "));
        if (states && scheme === "light") await attempt(`${name}: tabs`, () => checkTabs(name, page));
        await opened.close();
      });
    }
  }

  await attempt(`${path} 320`, async () => {
    const { page, close } = await open(address(path), { width: 320 });
    expect(`${path} 320: no sideways scroll`, (await sideways(page)) <= 0, `${await sideways(page)} px too wide`);
    await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }" });
    expect(`${path} 320: nor with wide text spacing`, (await sideways(page)) <= 0, `${await sideways(page)} px too wide`);
    await close();
  });

  await attempt(`${path} from disk`, async () => {
    const opened = await open(onDisk(path));
    await checkLoaded(`${path} from disk`, opened);
    if (title && !/data-base="\//.test(readFileSync(join(folder, path), "utf8"))) {
      await checkSearch(`${path} from disk`, opened.page, title, false);
      if (deep.has(path)) {
        await opened.page.locator(".top [data-search]").click();
        await opened.page.keyboard.type(title);
        await opened.page.waitForSelector("[role=option]");
        await opened.page.keyboard.press("Enter");
        await settle(opened.page);
        const there = await opened.page.evaluate(() => (document.querySelector("h1") || document.body).innerText);
        expect(`${path} from disk: Enter opens the hit`, there.includes(title), `at ${opened.page.url()}`);
      }
      expect(`${path} from disk: no errors after use`, opened.wrong.length === 0, opened.wrong.join("; "));
    }
    await opened.close();
  });

  await attempt(`${path} panes`, () => checkPanes(`${path} panes`, path, true));
  await attempt(`${path} panes without scripts`, () => checkPanes(`${path} panes without scripts`, path, false));

  for (const width of [1440, 390]) {
    const name = `${path} without scripts ${width}`;
    await attempt(name, async () => {
      const { page, wrong, close } = await open(address(path), { width, scripts: false });
      expect(`${name}: no errors`, wrong.length === 0, wrong.join("; "));
      expect(`${name}: the content is there`, (await page.locator("main").innerText()).trim().length > 0);
      expect(`${name}: no dead controls`, !(await page.locator("[data-theme-toggle]").isVisible()) && !(await page.locator("[data-help]").isVisible()));
      const search = await page.locator(".top [data-search]").getAttribute("href");
      const target = new URL(search, address(path)).pathname;
      expect(`${name}: the search link leads to a page`, existsSync(join(folder, decodeURIComponent(target))), search);
      if (await page.locator("#Fp-Nav").count()) {
        if (width === 390) await checkDrawer(name, page, false);
        else expect(`${name}: the navigation is there`, await page.locator("#Fp-Nav .tree a").first().isVisible());
      }
      await close();
    });
  }
}

await browser.close();
server.close();
if (!title) console.log("no ordinary page, so the search was not tried");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
