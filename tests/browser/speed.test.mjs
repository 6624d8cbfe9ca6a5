// The speed centre in a real browser. usage: SERVER=build/bin/mandelbrot-server node --test tests/browser/speed.test.mjs
// With SCREENSHOTS=FOLDER it leaves pictures there.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { accessibilityProblems, closePage, openPage, startBrowser, startServer } from "./server.mjs";

let server, browser;

before(async () => {
  server = await startServer(process.env.SERVER);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const settled = page => page.waitForFunction(() => ["done", "failed"].includes(document.body.dataset.state), null, { timeout: 60000 });

async function open(hash = "", options = {}) {
  const page = await openPage(browser, server.address + "speed/" + hash, options);
  await settled(page);
  assert.equal(await page.getAttribute("body", "data-state"), "done", await page.textContent("#where"));
  return page;
}

async function picture(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

const stored = async page => (await (await page.request.get(server.address + "api/speed")).json()).items;

test("what is shown is what a run says, with when and where", async () => {
  const page = await open("", { colorScheme: "dark" });
  const [latest] = await stored(page);
  const run = (await (await page.request.get(`${server.address}api/speed?name=${latest.name}`)).json()).items[0];
  assert.match(await page.textContent("#where"), new RegExp(`^Measured ${run.host.date} on .*${run.host.cores} cores, `));
  assert.equal(await page.getAttribute("#where", "class"), run.busy ? "where busy" : "where");
  const rows = await page.locator("#programs tbody tr").count();
  assert.equal(rows, Object.keys(run.programs).length + 1);
  for (const [name, row] of Object.entries(run.programs).slice(0, 5)) {
    if (row.CPython.failed || row.Sidewinder.failed) continue;
    const cells = await page.locator("#programs tbody tr", { has: page.locator("td", { hasText: new RegExp(`^${name}$`) }) }).locator("td").allTextContents();
    const ratio = row.CPython.steady / row.Sidewinder.steady;
    assert.ok(Math.abs(parseFloat(cells[1 + run.engines.indexOf("Sidewinder")]) - ratio) <= ratio * 0.06, `${name}: ${cells}`);
  }
  const logs = Object.values(run.programs).filter(row => row.CPython?.steady && row.Sidewinder?.steady).map(row => Math.log(row.CPython.steady / row.Sidewinder.steady));
  const mean = Math.exp(logs.reduce((a, b) => a + b) / logs.length);
  assert.ok(Math.abs(parseFloat(await page.textContent("#figures dd")) - mean) <= mean * 0.06);
  await closePage(page);
});

test("the talk's two graphs, of each measure, and the history; saved as SVG and PNG", async () => {
  const page = await open("", { colorScheme: "light" });
  assert.match(await page.textContent("[data-graph=cpython] svg"), /times as fast as CPython.*Measured \d{4}-/);
  assert.match(await page.textContent("[data-graph=pypy] svg"), /PyPy/);
  assert.match(await page.textContent("[data-graph=history] svg"), /run by run/);
  assert.match(await page.getAttribute("[data-graph=cpython] .chart", "aria-label"), /nbody/);
  for (const measure of ["first", "memory"]) {
    await page.click(`[data-measure=${measure}]`);
    assert.equal(await page.getAttribute(`[data-measure=${measure}]`, "aria-pressed"), "true");
    assert.match(await page.textContent("[data-graph=cpython] svg"), measure === "first" ? /first call/ : /memory/);
  }
  assert.match(await page.textContent("#programs tbody td.number"), /MB$/);
  for (const [kind, begins] of [["svg", "<svg "], ["png", "\x89PNG"]]) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(`[data-graph=pypy] [data-save=${kind}]`)]);
    assert.match(file.suggestedFilename(), new RegExp(`^sidewinder-pypy-memory-.*\\.${kind}$`));
    assert.equal(readFileSync(await file.path(), "latin1").slice(0, begins.length), begins);
  }
  await closePage(page);
});

test("what failed, and what was not there, says so", async () => {
  const page = await open();
  const items = await stored(page);
  const detail = await (await page.request.get(`${server.address}api/speed?name=${items[0].name}`)).json();
  const [first, second] = Object.keys(detail.items[0].programs);
  detail.items[0].programs[first].Sidewinder = { failed: "exit code 1: boom" };
  delete detail.items[0].programs[second].PyPy;
  await page.context().route("**/api/speed?name=*", route => route.fulfill({ json: detail }));
  await page.goto(server.address + "speed/");
  await settled(page);
  assert.match(await page.locator("#programs tbody tr").first().textContent(), /failed: exit code 1: boom/);
  assert.match(await page.locator("#programs tbody tr").nth(1).textContent(), /not there/);
  await page.context().route("**/api/speed", route => route.fulfill({ json: { items: [], history: "" } }));
  await page.reload();
  await settled(page);
  assert.match(await page.textContent("#where"), /Nothing has been measured yet/);
  assert.equal(await page.isHidden("#results"), true);
  await page.context().route("**/api/speed", route => route.abort());
  await page.reload();
  await settled(page);
  assert.match(await page.textContent("#where"), /^the server does not answer/);
  page.complaints = page.complaints.filter(complaint => !complaint.includes("ERR_FAILED"));
  await closePage(page);
});

test("by keyboard alone: the theme, another measure, another run by its address", async () => {
  const page = await open("", { colorScheme: "dark" });
  await page.keyboard.press("t");
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  await page.focus("[data-measure=memory]");
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute("[data-measure=memory]", "aria-pressed"), "true");
  const items = await stored(page);
  const last = items.at(-1).name;
  await page.goto(`${server.address}speed/#${last}`);
  await page.reload();
  await settled(page);
  assert.equal(await page.inputValue("#run"), last);
  await closePage(page);
});

for (const [name, viewport] of [["small", { width: 1280, height: 720 }], ["large", { width: 1920, height: 1080 }], ["phone", { width: 390, height: 844 }]])
  test(`nothing sticks out and no barrier that axe-core knows: ${name}`, async () => {
    for (const colorScheme of ["dark", "light"]) {
      const page = await open("", { viewport, colorScheme });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "too wide");
      assert.deepEqual(await accessibilityProblems(page), [], colorScheme);
      await picture(page, `speed-${name}-${colorScheme}`);
      await page.locator("#programs-title").scrollIntoViewIfNeeded();
      if (name === "small") await picture(page, `speed-programs-${colorScheme}`);
      await page.locator("#history-title").scrollIntoViewIfNeeded();
      if (name === "small") await picture(page, `speed-history-${colorScheme}`);
      await closePage(page);
    }
  });
