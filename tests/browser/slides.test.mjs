// The slides in a real browser. usage: SERVER=build/bin/mandelbrot-server node --test tests/browser/slides.test.mjs
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

const open = (path = "", options = {}) => openPage(browser, `${server.address}slides/${path}`, options);
const shown = page => page.evaluate(() => document.querySelector(".slide.shown").id);

test("forth and back through all slides, none with anything cut off, in three windows", async () => {
  for (const [width, height] of [[1280, 720], [1920, 1080], [1024, 768]]) {
    const page = await open("", { viewport: { width, height } });
    const ids = await page.$$eval(".slide", slides => slides.map(slide => slide.id));
    assert.ok(ids.length > 40);
    for (const id of ids) {
      assert.equal(await shown(page), id);
      const cut = await page.evaluate(() => {
        const slide = document.querySelector(".slide.shown");
        const foot = document.getElementById("foot").getBoundingClientRect().top;
        return [...slide.querySelectorAll("h2, .body > *, .terminal > *")].filter(element => element.getBoundingClientRect().bottom > foot + 2
          || element.getBoundingClientRect().right > innerWidth).map(element => element.className || element.tagName);
      });
      assert.deepEqual(cut, [], `${id} at ${width} x ${height}`);
      await page.keyboard.press("PageDown");
    }
    for (let i = 1; i < ids.length; i++) await page.keyboard.press("PageUp");
    assert.equal(await shown(page), ids[0]);
    await closePage(page);
  }
});

test("output is wholly seen at 1280 x 720", async () => {
  const page = await open();
  const count = await page.locator(".slide").count();
  for (let i = 0; i < count; i++) {
    const hidden = await page.evaluate(() => [...document.querySelectorAll(".slide.shown .output")].some(output => output.offsetParent
      && (output.scrollHeight > output.clientHeight + 1 || output.scrollWidth > output.clientWidth + 1)));
    assert.ok(!hidden, await shown(page));
    await page.keyboard.press("ArrowRight");
  }
  await closePage(page);
});

test("a link opens its slide; Home, End, overview, black", async () => {
  const page = await open("#virtuals");
  assert.equal(await shown(page), "virtuals");
  await page.keyboard.press("End");
  assert.equal(await shown(page), "questions");
  await page.keyboard.press("Home");
  await page.keyboard.press("o");
  await page.click("#memory");
  assert.equal(await shown(page), "memory");
  await page.keyboard.press("b");
  assert.ok(!await page.locator("#memory h2").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#memory h2").isVisible());
  await closePage(page);
});

test("the race runs in its slide", async () => {
  const page = await open("#race");
  const frame = page.frameLocator(".slide.shown iframe");
  await frame.locator("body[data-race=done]").waitFor({ timeout: 60000 });
  assert.match(await frame.locator("#ratio").textContent(), /×$/);
  await page.keyboard.press("PageDown");
  assert.equal(await page.locator("#race iframe").getAttribute("src"), null, "a panel runs on although its slide is gone");
  await closePage(page);
});

test("a panel whose server is gone shows its recorded twin, labelled", async () => {
  const page = await open("#title");
  await page.context().route("**/healthz", route => route.abort());
  await page.evaluate(() => { location.hash = "#race"; });
  await page.locator("#race .twin .label").waitFor({ state: "visible" });
  assert.match(await page.textContent("#race .twin .label"), /^recorded \d{4}-/);
  page.complaints = page.complaints.filter(complaint => !complaint.includes("ERR_FAILED"));
  await closePage(page);
});

test("the speaker's window follows and leads", async () => {
  const page = await open("#what");
  const speaker = await page.context().newPage();
  await speaker.goto(`${server.address}slides/?speaker#what`);
  assert.match(await speaker.textContent("#notes"), /Sixteen years ago/);
  assert.equal(await speaker.textContent("#next-title"), "One file, two Pythons");
  await speaker.click("#forth");
  await page.waitForFunction(() => document.querySelector(".slide.shown").id === "race");
  await page.keyboard.press("ArrowLeft");
  await speaker.waitForFunction(() => document.getElementById("now-title").textContent === "What is it?");
  assert.match(await speaker.textContent("#elapsed"), /^\d+:\d\d$/);
  await closePage(page);
});

for (const scheme of ["dark", "light"])
  test(`no barrier that axe-core knows: ${scheme}`, async () => {
    const page = await open("", { colorScheme: scheme });
    for (const id of ["title", "implementations", "others", "architecture", "frames", "trace"]) {
      await page.evaluate(target => { location.hash = target; }, id);
      await page.waitForFunction(target => document.querySelector(".slide.shown").id === target, id);
      assert.deepEqual(await accessibilityProblems(page), [], id);
    }
    await closePage(page);
  });
