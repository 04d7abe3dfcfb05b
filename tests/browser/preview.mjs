// The preview in a browser: edits are seen in the open page, and what is read, focused and unfolded stays.
//
//     node preview.mjs FACTPRESS
//
// Serves a small site of its own with that program, on a port of this machine.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
