// The preview in a browser: edits are seen in the open page, and what is read, focused and unfolded stays.
//
//     node preview.mjs FACTPRESS
//
// Serves a small site of its own with that program, on a port of this machine.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const program = process.argv[2];
const browserPath = process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(path => existsSync(path));
const root = mkdtempSync(join(tmpdir(), "factpress-preview-"));
const put = (path, text) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};
const long = Array.from({ length: 60 }, (_, at) => `## Part ${at}\n\nWords of part ${at}, *and* [more](other.md).\n`).join("\n");
const page = (first) => `# Long\n\n${first}\n\n${long}\n\`\`\`json\n{ "a": 1 }\n\`\`\`\n`;
put("content/index.md", "# Home\n\nSee [long](long.md) and [the other](other.md).\n");
put("content/long.md", page("First words."));
put("content/other.md", "# Other\n\nThere are *10*<!-- fact: north.seats --> seats.\n");
put("content/facts/kinds/pier.yaml", "fields: { seats: integer }\n");
put("content/facts/pier.yaml", "north: { seats: 10, page: other.md }\n");
put("static/custom.css", ":root { --own: 1 }\n");

let server;
let port = 0;
const start = () => new Promise((done, failed) => {
  server = spawn(program, [root, "--port", String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  server.once("error", failed);
  server.stdout.on("data", data => {
    const found = /127\.0\.0\.1:(\d+)/.exec(data);
    if (found) { port = Number(found[1]); done(); }
  });
});
const stop = () => new Promise(done => { server.once("exit", done); server.kill("SIGINT"); });

let passed = 0;
const failures = [];
const check = (what, holds, got) => {
  if (holds) passed += 1; else failures.push(`${what}${got === undefined ? "" : `: ${JSON.stringify(got)}`}`);
};

await start();
const launch = () => chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
const browser = await launch().catch(launch);
const context = await browser.newContext({ viewport: { width: 1440, height: 800 } });
const at = path => `http://127.0.0.1:${port}/${path}`;
const seen = async (tab, test, arg) => {
  try { await tab.waitForFunction(test, arg, { timeout: 8000 }); return true; } catch { return false; }
};

const tab = await context.newPage();
const problems = [];
tab.on("pageerror", error => problems.push(String(error)));
let loads = 0;
tab.on("load", () => { loads += 1; });
await tab.goto(at("long.html"));
await tab.waitForTimeout(300);

// An edit above what is read: seen, and the reader stays where they were.
await tab.evaluate(() => { document.getElementById("part-30").scrollIntoView(); document.querySelector("#part-30 + p a").focus(); window.kept = document.getElementById("part-30"); });
const where = () => tab.evaluate(() => [Math.round(document.getElementById("part-30").getBoundingClientRect().top), document.activeElement.textContent, window.kept === document.getElementById("part-30")]);
const before = await where();
put("content/long.md", page("Other words.\n\nA paragraph more.\n\nAnd another."));
check("an edit is seen", await seen(tab, () => document.body.textContent.includes("A paragraph more.")));
await tab.waitForTimeout(100);
const after = await where();
check("the reader stays at the heading", Math.abs(after[0] - before[0]) <= 1, [before, after]);
check("focus stays", after[1] === before[1] && after[1] === "more", after);
check("what is the same is left alone", after[2]);
check("copy buttons stay", await tab.evaluate(() => document.querySelectorAll(".code button").length) === 1);

// A heading that is renamed changes the contents beside the text.
put("content/long.md", page("Other words.").replace("## Part 31", "## Renamed part"));
check("the table of contents follows", await seen(tab, () => [...document.querySelectorAll(".rail .toc a")].some(link => link.textContent.includes("Renamed part"))));

// A fact, in the page that shows it.
const other = await context.newPage();
await other.goto(at("other.html"));
await other.waitForTimeout(300);
put("content/facts/pier.yaml", "north: { seats: 12, page: other.md }\n");
check("a fact is seen where it is shown", await seen(other, () => document.querySelector("main").textContent.includes("12")));

// A style sheet is exchanged without a load.
await tab.bringToFront();
put("static/custom.css", ":root { --own: 2 }\n");
check("a style sheet is exchanged", await seen(tab, () => getComputedStyle(document.documentElement).getPropertyValue("--own").trim() === "2"));
check("the old one goes", await seen(tab, () => document.querySelectorAll("head link[rel=stylesheet]").length === 2));

// A template.
cpSync(new URL("../../templates/doc.html", import.meta.url), join(root, "doc.kept"));
const template = readFileSync(join(root, "doc.kept"), "utf8");
put("templates/doc.html", template.replace("{% block main -%}", "{% block main -%}<p class=\"own\">Own template</p>"));
check("a template is seen", await seen(tab, () => document.querySelector("p.own")));
check("nothing was loaded again", loads === 1, loads);

// A page is broken: the sheet opens, one line high; it is read, closed, and gone once all is mended.
const overlay = (tab, ask, arg) => tab.evaluate(([ask, arg]) => {
  const root = document.querySelector("factpress-findings")?.shadowRoot;
  const one = selector => root?.querySelector(selector);
  const sheet = one("section");
  if (ask === "click") return [...root.querySelectorAll("button")].find(button => button.textContent.startsWith(arg) && button.getClientRects().length).click();
  return {
    sheet: Boolean(sheet && !sheet.hidden),
    height: sheet && !sheet.hidden ? sheet.getBoundingClientRect().height / innerHeight : 0,
    title: one("h2")?.textContent,
    said: one(".said")?.textContent,
    badge: one("aside") && !one("aside").hidden ? one(".badge").textContent : "",
    list: one(".list")?.textContent,
    headings: [...(root?.querySelectorAll("h3") || [])].map(heading => heading.textContent),
    links: [...(root?.querySelectorAll("li a") || [])].map(link => link.textContent),
    status: one(".status")?.textContent,
    made: root ? root.querySelectorAll("img, script").length : 0,
  };
}, [ask, arg]);
const becomes = async (tab, is) => {
  for (let turn = 0; turn < 160; turn += 1) {
    const now = await overlay(tab);
    if (is(now)) return true;
    await tab.waitForTimeout(50);
  }
  return false;
};
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const accessible = async (what) => {
  await tab.evaluate(axe);
  for (const scheme of ["light", "dark"]) {
    await tab.emulateMedia({ colorScheme: scheme });
    for (const width of [1440, 390]) {
      await tab.setViewportSize({ width, height: 800 });
      const found = await tab.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
      check(`axe: ${what}, ${scheme}, ${width} px`, found.violations.length === 0, found.violations.map(({ id, nodes }) => [id, nodes[0].target]));
    }
  }
  await tab.emulateMedia({ colorScheme: null });
  await tab.setViewportSize({ width: 1440, height: 800 });
};
rmSync(join(root, "templates"), { recursive: true });
check("templates that go are seen", await seen(tab, () => !document.querySelector("p.own")));
put("content/other.md", "# Other\n\nThere are *12*<!-- fact: north.seats --> seats.\n");
check("without findings nothing is shown", await becomes(tab, now => !now.sheet && !now.badge));
put("content/long.md", page("Broken: [one](nothing.md) and [two](Other.md) <img src=\"no.png\" onerror=\"window.hurt = 1\" alt=\"\">").replace("Words of part 3,", "[Three](other.md#no-such)"));
check("the sheet opens with what is wrong", await becomes(tab, now => now.sheet && now.title.includes("4 errors")), await overlay(tab));
let now = await overlay(tab);
check("it is one line high", now.height > 0 && now.height < 0.1, now.height);
check("it is said once", now.status.includes("nothing.md"), now.status);
check("the edit is seen all the same", await seen(tab, () => document.body.textContent.includes("Broken: one")));
await overlay(tab, "click", "Show");
now = await overlay(tab);
check("it grows to no more than its part", now.height > 0.3 && now.height <= 0.61, now.height);
check("each finding says where", now.links.some(link => /^content\/long\.md:3:\d+$/.test(link)) && now.links.length === 4, now.links);
check("markup in it is text", now.list.includes('<img src="no.png" onerror') && now.made === 0 && !(await tab.evaluate(() => window.hurt && document.querySelector("factpress-findings").shadowRoot.querySelector("img"))), now.made);
await accessible("the sheet open");
await other.bringToFront();
check("another page tells of it too", await becomes(other, now => now.sheet && now.headings.includes("In this site")), await overlay(other));
await tab.bringToFront();
await overlay(tab, "click", "Fix");
check("a certain fix is made", await becomes(tab, now => now.title.includes("3 errors")), await overlay(tab));
check("in the file", readFileSync(join(root, "content/long.md"), "utf8").includes("[two](other.md)"));
await tab.keyboard.press("/");
await seen(tab, () => document.querySelector("dialog[open]"));
await tab.keyboard.press("Escape");
check("Escape closes the search first", await becomes(tab, now => now.sheet) && await seen(tab, () => !document.querySelector("dialog[open]")));
await tab.keyboard.press("Escape");
check("then the sheet, which leaves a count", await becomes(tab, now => !now.sheet && now.badge === "3 errors"), await overlay(tab));
put("content/other.md", "# Other\n\nThere are *12*<!-- fact: north.seats --> seats.\n\nAnother edit.\n");
await seen(other, () => document.body.textContent.includes("Another edit"));
check("what was closed stays closed", !(await overlay(tab)).sheet);
put("content/facts/pier.yaml", "north: { seats: 13, page: other.md }\n");
check("what is new opens it again", await becomes(tab, now => now.sheet && now.headings.includes("Also in this site")), await overlay(tab));
check("both places of a contradiction", (await overlay(tab)).list.includes("content/facts/pier.yaml:1:"), (await overlay(tab)).list);
put("content/facts/pier.yaml", "north: { seats: 12, page: other.md }\n");
put("content/long.md", page("Mended."));
check("what is mended goes", await becomes(tab, now => !now.sheet && !now.badge), await overlay(tab));

// Warnings alone open nothing.
put("content/orphan.md", "# Orphan\n\n### Too deep\n\n[Home](http://aws.amazon.com/)\n");
check("warnings are a count in the corner", await becomes(tab, now => !now.sheet && /^\d+ warnings?$/.test(now.badge)), await overlay(tab));
rmSync(join(root, "content/orphan.md"));
check("and go", await becomes(tab, now => !now.badge), await overlay(tab));

// A template that fails: the page stays as it was, and is told where.
put("templates/doc.html", template.replace("{% block main -%}", "{% block main -%}{{ page.title.nothing }}"));
check("a template error is shown", await becomes(tab, now => now.sheet && now.list.includes("templates/doc.html:")), await overlay(tab));
check("and the last good page stays", await tab.evaluate(() => document.body.textContent.includes("Mended.") && Boolean(document.querySelector(".rail"))) && (await overlay(tab)).said.includes("last good"), await overlay(tab));
put("templates/doc.html", template.replace("{% block main -%}", "{% block main -%}<p class=\"own\">Mended template</p>"));
check("until it is mended", await seen(tab, () => document.querySelector("p.own")) && await becomes(tab, now => !now.sheet), await overlay(tab));
check("with nothing loaded again", loads === 1, loads);

// What stands beside the text: an image, and styles in the head of a template.
const dot = (colour) => `<svg xmlns="http://www.w3.org/2000/svg" width="${colour.length}" height="10"><rect width="10" height="10" fill="${colour}"/></svg>`;
await tab.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
put("content/dot.svg", dot("red"));
put("content/long.md", page("With a dot: ![dot](dot.svg)"));
check("an image is seen", await seen(tab, () => [...document.images].some(image => image.naturalWidth === 3)));
put("content/dot.svg", dot("green"));
check("an image that changes is exchanged", await seen(tab, () => [...document.images].some(image => image.naturalWidth === 5)));
put("templates/base.html", readFileSync(new URL("../../templates/base.html", import.meta.url), "utf8").replace("</head>", "<style>main { outline: 3px solid }</style></head>"));
check("styles in the head are seen", await seen(tab, () => getComputedStyle(document.querySelector("main")).outlineWidth === "3px"));
rmSync(join(root, "templates/base.html"));
check("and go", await seen(tab, () => getComputedStyle(document.querySelector("main")).outlineWidth !== "3px"));

// A long list in which everything changes does not hold the page up.
const list = (word) => `# Long\n\n${Array.from({ length: 3000 }, (_, at) => `- ${word} ${at}`).join("\n")}\n`;
put("content/long.md", list("old"));
await seen(tab, () => document.body.textContent.includes("old 2999"));
put("content/long.md", list("new"));
const begun = Date.now();
check("three thousand changes are seen", await seen(tab, () => document.body.textContent.includes("new 2999") && !document.body.textContent.includes("old")));
check("and soon", Date.now() - begun < 5000, Date.now() - begun);
put("content/long.md", page("Back again at length."));
await seen(tab, () => document.body.textContent.includes("Back again at length."));

// A page that comes from the browser's cache while another listens has missed an edit.
await other.goto(at("index.html"));
await other.waitForTimeout(300);
await other.goto(at("other.html"));
put("content/index.md", "# Home\n\nSee [long](long.md) and [the other](other.md), once more.\n");
await other.waitForTimeout(600);
await other.goBack();
check("what was missed is made up for", await seen(other, () => document.body.textContent.includes("once more")));

// A rebuild that fails says so in the page.
put("factpress.yaml", "content: nowhere\n");
check("a rebuild that fails is told of", await becomes(tab, now => now.sheet && now.list.includes("nowhere")), await overlay(tab));
rmSync(join(root, "factpress.yaml"));
check("until it works again", await becomes(tab, now => !now.sheet), await overlay(tab));
check("still nothing was loaded again", loads === 1, loads);

// A page that goes, and comes back.
rmSync(join(root, "content/long.md"));
check("a page that is gone says so", await seen(tab, () => document.getElementById("Fp-Preview")?.textContent.includes("no longer")));
put("content/long.md", page("Back again."));
check("a page comes back", await seen(tab, () => document.body.textContent.includes("Back again.") && document.getElementById("Fp-Preview").hidden));

// The server ends and starts anew.
await stop();
put("content/long.md", page("Written while the preview was away."));
await start();
check("the page finds the preview again", await seen(tab, () => document.body.textContent.includes("while the preview was away")));

// Twelve open tabs, all of which this browser calls visible: one connection serves them.
const tabs = [tab];
for (let more = 0; more < 11; more += 1) {
  const next = await context.newPage();
  await next.goto(at("long.html"));
  tabs.push(next);
}
put("content/long.md", page("Seen in all twelve."));
let all = 0;
for (const one of tabs) {
  if (await seen(one, () => document.body.textContent.includes("Seen in all twelve."))) all += 1;
}
check("twelve tabs see the edit", all === 12, all);
check("no script failed", problems.length === 0, problems);

await browser.close();
await stop();
rmSync(root, { recursive: true });
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
