// django-lite's page in a real browser, on both engines. usage: SIDEWINDER=build/bin/sidewinder node --test tests/browser/django.test.mjs
// With SCREENSHOTS=FOLDER it leaves pictures there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { accessibilityProblems, closePage, openPage, startBrowser } from "./server.mjs";

const project = new URL("../../demos/django-lite/manage.py", import.meta.url).pathname;
const pythons = { cpython: "/usr/bin/python3", sidewinder: process.env.SIDEWINDER };
const sites = {};
let browser;

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  return port;
}

async function startSite(python) {
  const port = await freePort();
  const child = spawn(python, [project, "runserver", "--noreload", `127.0.0.1:${port}`], { stdio: ["ignore", "ignore", "ignore"] });
  const address = `http://127.0.0.1:${port}/`;
  for (const begun = Date.now(); Date.now() - begun < 60000; await new Promise(wake => setTimeout(wake, 100)))
    if (await fetch(address + "engine/").then(answer => answer.ok, () => false))
      return { address, stop: async () => { child.kill("SIGINT"); await once(child, "exit"); } };
  throw new Error(`${python} does not serve the project`);
}

before(async () => {
  for (const [name, python] of Object.entries(pythons)) sites[name] = await startSite(python);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  for (const site of Object.values(sites)) await site.stop();
});

const drawn = page => page.waitForFunction(() => ["done", "failed"].includes(document.body.dataset.state), null, { timeout: 60000 });

async function open(engine, options = {}) {
  const page = await openPage(browser, sites[engine].address, options);
  await drawn(page);
  assert.equal(await page.getAttribute("body", "data-state"), "done", await page.textContent("#ratio-text"));
  return page;
}

async function picture(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

for (const [engine, label] of [["cpython", "CPython"], ["sidewinder", "Sidewinder"]])
  test(`both views on ${label}: equal pictures, times, and who drew them`, async () => {
    const page = await open(engine, { colorScheme: engine === "cpython" ? "dark" : "light" });
    await page.keyboard.press("r");
    await page.waitForFunction(() => document.body.dataset.state === "running");
    await drawn(page);
    assert.equal(await page.textContent("#side-0 [data-engine-name]"), label);
    assert.equal(await page.textContent("#side-1 [data-engine-name]"), "Sidewinder");
    assert.match(await page.textContent("#ratio"), /^\d+\.\d×$/);
    assert.match(await page.textContent("#ratio-text"), /equal, byte for byte$/);
    for (const side of ["#side-0", "#side-1"]) {
      assert.match(await page.textContent(`${side} [data-time]`), /^[\d.]+ ms$/);
      assert.deepEqual(await page.$eval(`${side} img`, image => [image.naturalWidth, image.naturalHeight]), [320, 240]);
    }
    if (engine === "cpython") assert.ok(parseFloat(await page.textContent("#ratio")) > 3);
    await closePage(page);
  });

test("another size draws both again; a view that fails says why", async () => {
  const page = await open("cpython");
  await page.selectOption("#size", "160 × 120");
  await page.waitForFunction(() => document.querySelector("#side-1 img").naturalWidth === 160);
  await drawn(page);
  await page.route("**/jit_render/**", route => route.fulfill({ status: 503, body: "no Sidewinder to hand this to" }));
  await page.click("#again");
  await page.waitForFunction(() => document.body.dataset.state === "failed");
  assert.match(await page.textContent("#side-1 .message"), /no Sidewinder/);
  page.complaints = page.complaints.filter(complaint => !complaint.includes("503"));
  await closePage(page);
});

for (const [name, viewport] of [["1280", { width: 1280, height: 720 }], ["1920", { width: 1920, height: 1080 }], ["phone", { width: 390, height: 844 }]])
  test(`nothing sticks out and no barrier that axe-core knows: ${name}`, async () => {
    for (const colorScheme of ["dark", "light"]) {
      const page = await open("cpython", { viewport, colorScheme });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      assert.deepEqual(await accessibilityProblems(page), []);
      await picture(page, `django-${name}-${colorScheme}`);
      await closePage(page);
    }
  });
