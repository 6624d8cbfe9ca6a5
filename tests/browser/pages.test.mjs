// The front page and the pages that show programs, in a real browser. usage: SERVER=build/bin/mandelbrot-server node --test tests/browser/pages.test.mjs
// With SCREENSHOTS=FOLDER it leaves pictures there.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
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

const sizes = { small: { width: 1280, height: 720 }, large: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 } };
const settled = page => page.waitForFunction(() => ["ready", "done", "failed"].includes(document.body.dataset.state), null, { timeout: 90000 });

async function open(path, options = {}) {
  const page = await openPage(browser, server.address + path, options);
  await settled(page);
  return page;
}

async function picture(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

test("the front page: a live race, the engines, and every link leads somewhere", async () => {
  const page = await open("", { colorScheme: "dark" });
  const frame = page.frameLocator("#live");
  await frame.locator("body[data-race=done]").waitFor({ timeout: 60000 });
  assert.match(await frame.locator("#ratio").textContent(), /^\d+(\.\d+)?×$/);
  assert.ok(await page.locator("#engines dt", { hasText: /^Sidewinder$/ }).count());
  for (const link of await page.$$eval("a[href^='/']", links => links.map(each => each.getAttribute("href"))))
    assert.equal((await page.request.get(new URL(link, server.address).href)).status(), 200, link);
  await page.click(".go .main");
  await page.waitForURL("**/mandelbrot/*");
  await closePage(page);
});

test("links to the race of before still lead to it", async () => {
  const page = await openPage(browser, server.address + "#size=160x120&iterations=50");
  await page.waitForURL("**/mandelbrot/#size=160x120*");
  await page.waitForFunction(() => document.body.dataset.race === "done", null, { timeout: 60000 });
  await closePage(page);
});

test("differences: each program runs on every engine; what it says is what the engines say", async () => {
  const page = await open("differences/", { colorScheme: "light" });
  assert.equal(await page.getAttribute("body", "data-state"), "done");
  assert.ok(await page.locator(".entry").count() >= 8);
  assert.equal(await page.locator(".entry[data-verdict=failed]").count(), 0);
  assert.match(await page.textContent("#summary"), /^Of \d+, Sidewinder does \d+ as CPython does and \d+ in its own way\.$/);
  const messages = await page.textContent("#messages .answers");
  assert.match(messages, /CPython, Sidewinder[^]*object of type 'int' has no len/);
  assert.match(await page.textContent("#not_closed .answers"), /in the file: 'stuff'/);
  await page.locator("#identity").scrollIntoViewIfNeeded();
  const before = await page.textContent("#identity small");
  await page.click("#identity button");
  await page.waitForFunction(() => document.querySelector("#identity .badge").textContent !== "runs");
  assert.match(before, /^\d+ ms/);
  await closePage(page);
});

test("a server that does not answer is named", async () => {
  const page = await open("");
  await page.context().route("**/api/differences*", route => route.abort());
  await page.goto(server.address + "differences/");
  await settled(page);
  assert.match(await page.textContent("#entries .failed"), /^the server does not answer/);
  page.complaints = page.complaints.filter(complaint => !complaint.includes("ERR_FAILED"));
  await closePage(page);
});

test("by keyboard alone: to a page, its theme, a program again", async () => {
  const page = await open("", { colorScheme: "dark" });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("t");
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  await page.focus("a[href='/differences/']");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/differences/");
  await settled(page);
  assert.equal(await page.getAttribute("html", "data-theme"), "light", "the theme is forgotten");
  await page.focus("#not_closed button");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#not_closed .badge").textContent === "runs");
  await page.waitForFunction(() => document.querySelector("#not_closed .badge").textContent !== "runs");
  await closePage(page);
});

for (const [name, viewport] of Object.entries(sizes))
  test(`nothing sticks out and no barrier that axe-core knows: ${name}`, async () => {
    for (const path of ["", "differences/"])
      for (const colorScheme of ["dark", "light"]) {
        const page = await open(path, { viewport, colorScheme });
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `/${path} is too wide`);
        if (path === "") await page.frameLocator("#live").locator("body[data-race=done]").waitFor({ timeout: 60000 });
        await picture(page, `${path.replace("/", "") || "front"}-${name}-${colorScheme}`);
        if (path === "") await page.evaluate(() => document.getElementById("live").remove());  // it has tests of its own
        assert.deepEqual(await accessibilityProblems(page), [], `/${path} ${colorScheme}`);
        await closePage(page);
      }
  });
