// The cluster's page in a real browser. usage: SIDEWINDER=build/bin/sidewinder node --test tests/browser/cluster.test.mjs
// With SCREENSHOTS=FOLDER it leaves pictures there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { accessibilityProblems, closePage, openPage, startBrowser } from "./server.mjs";

const program = new URL("../../demos/mandelbrot/cluster/main.py", import.meta.url).pathname;
const PATIENCE = { timeout: 120000 };
let cluster, address, browser;

before(async () => {
  cluster = spawn(process.env.SIDEWINDER, [program, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: cluster.stdout })) {
    address = /http:\/\/\S+/.exec(line)?.[0];
    if (address) break;
  }
  assert.ok(address, "the cluster did not start");
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  if (cluster.exitCode === null) {
    cluster.kill("SIGINT");
    await once(cluster, "exit");
  }
});

const state = (page, ...names) => page.waitForFunction(names => names.includes(document.body.dataset.state), names, PATIENCE);

async function open(options = {}) {
  const page = await openPage(browser, address, options);
  await state(page, "ready", "done");
  return page;
}

async function picture(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

async function finished(page) {
  await state(page, "done", "failed");
  assert.equal(await page.getAttribute("body", "data-state"), "done", await page.textContent("#problem"));
}

const tileCounts = page => page.$$eval("#workers .tiles", all => all.map(one => Number(one.textContent)));

test("by one worker, then by both: who drew what, the time, and equal pixels", async () => {
  const page = await open({ colorScheme: "dark" });
  await page.selectOption("#size", "480x360");
  await page.selectOption("#iterations", "3000");
  await page.selectOption("#count", "1");
  await page.click("#draw");
  await state(page, "drawing");
  await finished(page);
  assert.match(await page.textContent("#verdict"), /all pixels as one process draws them/);
  const [first, none] = await tileCounts(page);
  assert.deepEqual([first, none], [30, 0]);
  await page.selectOption("#count", "2");
  await page.keyboard.press("Tab");
  await page.keyboard.press("r");
  await state(page, "drawing");
  await finished(page);
  const counts = await tileCounts(page);
  assert.equal(counts[0] + counts[1], 30);
  assert.ok(Math.min(...counts) > 0, counts.join());
  assert.match(await page.textContent("#verdict"), /× as fast as one worker; all pixels/);
  const rows = await page.$$eval("#results tr", lines => lines.map(line => line.textContent));
  assert.equal(rows.length, 2);
  assert.match(rows[0], /480×360w1, w2.*×.*all equal$/);
  await picture(page, "cluster-dark");
  await closePage(page);
});

test("a worker is killed on the way: it is down, no tile is lost, and it starts again", async () => {
  const page = await open({ colorScheme: "light" });
  await page.selectOption("#size", "960x720");
  await page.click("#draw-kill");
  await state(page, "drawing");
  await finished(page);
  assert.match(await page.textContent("#verdict"), /w1 killed, 0 tiles lost; all pixels/);
  const counts = await tileCounts(page);
  assert.equal(counts[0] + counts[1], 12 * 9);
  await page.waitForSelector("[data-worker=w1][data-state=down]", PATIENCE);
  await picture(page, "cluster-killed");
  await page.click("[data-worker=w1] button");
  await page.waitForSelector("[data-worker=w1][data-state=up]", PATIENCE);
  await closePage(page);
});

test("the picture in its own colours; another page sees the same; what cannot be is said", async () => {
  const page = await open();
  const colours = () => page.evaluate(() => document.getElementById("canvas").toDataURL());
  const byWorker = await colours();
  await page.click("#who");
  assert.notEqual(await colours(), byWorker);
  await page.click("#who");
  assert.equal(await colours(), byWorker);
  const other = await open();
  assert.equal(await other.evaluate(() => document.getElementById("canvas").toDataURL()), byWorker);
  await closePage(other);
  await page.evaluate(() => fetch("/kill", { method: "POST", body: new URLSearchParams({ worker: "w9" }) }).then(answer => document.title = String(answer.status)));
  await page.waitForFunction(() => document.title === "409");
  page.complaints = page.complaints.filter(complaint => !complaint.includes("409"));
  await closePage(page);
});

for (const [name, viewport] of [["small", { width: 1280, height: 720 }], ["phone", { width: 390, height: 844 }]])
  test(`nothing sticks out and no barrier that axe-core knows: ${name}`, async () => {
    for (const colorScheme of ["dark", "light"]) {
      const page = await open({ viewport, colorScheme });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "too wide");
      assert.deepEqual(await accessibilityProblems(page), [], colorScheme);
      await picture(page, `cluster-${name}-${colorScheme}`);
      await closePage(page);
    }
  });

test("the page says when the cluster has ended", async () => {
  const page = await open();
  cluster.kill("SIGINT");
  await once(cluster, "exit");
  await state(page, "gone");
  assert.match(await page.textContent("#verdict"), /has ended/);
  page.complaints = [];  // that nobody answers any more
  await closePage(page);
});
