// The slides in a real browser. usage: SERVER=build/bin/mandelbrot-server node --test tests/browser/slides.test.mjs
// With SCREENSHOTS=FOLDER it leaves a picture of each slide there, in both themes.
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
const ids = page => page.$$eval(".slide", slides => slides.map(slide => slide.id));
async function go(page, id) {
  await page.evaluate(target => { location.hash = target; }, id);
  await page.waitForFunction(target => document.querySelector(".slide.shown").id === target, id);
}
const shown = page => page.evaluate(() => document.querySelector(".slide.shown").id);

test("forth and back through all slides, none with anything cut off, in three windows", async () => {
  for (const [width, height] of [[1280, 720], [1920, 1080], [1024, 768]]) {
    const page = await open("", { viewport: { width, height } });
    const all = await ids(page);
    assert.ok(all.length > 40);
    for (const id of all) {
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
    for (let i = 1; i < all.length; i++) await page.keyboard.press("PageUp");
    assert.equal(await shown(page), all[0]);
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

test("with a finger, and with the buttons below", async () => {
  const page = await open("#what", { hasTouch: true, viewport: { width: 390, height: 844 } });
  const fingers = await page.context().newCDPSession(page);
  const draw = async (from, to) => {
    await fingers.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: from, y: 500 }] });
    await fingers.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: to, y: 505 }] });
    await fingers.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await draw(300, 100);
  await page.waitForFunction(() => document.querySelector(".slide.shown").id === "race");
  await page.click("#following");
  assert.equal(await shown(page), "outline");
  await draw(100, 300);
  await page.waitForFunction(() => document.querySelector(".slide.shown").id === "race");
  await page.click("#last");
  assert.equal(await shown(page), "what");
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

test("every panel is alive on its slide, and Enter presses its button", async () => {
  const page = await open();
  const alive = {
    race: "body[data-race=done]", cpython: ".alone .chart svg", pypy: ".alone .chart svg", levels: "body[data-state=done] [data-level=asm] .row:first-child",
    handler: "body[data-state=done] [data-life=compiled] .code",
    second: "#second-measure:text('Measure again')", graph: "#measure:text('Stop')",
  };
  const panels = await page.$$eval("[data-panel]", panels => panels.map(panel => [panel.dataset.panel, panel.closest(".slide").id]));
  assert.deepEqual(panels.map(([name]) => name).sort(), Object.keys(alive).sort());
  for (const [name, id] of panels) {
    await go(page, id);
    const frame = page.frameLocator(".slide.shown iframe");
    await frame.locator("main").waitFor();
    if (["second", "graph"].includes(name)) {
      await frame.locator(name === "graph" ? "#legend label" : "#second-chart svg").first().waitFor();
      await page.keyboard.press("Enter");
    }
    await frame.locator(alive[name]).first().waitFor({ timeout: 60000 });
    if (["cpython", "pypy"].includes(name)) assert.match(await frame.locator("#where").textContent(), /^Measured \d{4}-/);
  }
  await closePage(page);
});

test("the remote control works from within a panel", async () => {
  const page = await open("#race");
  await page.frameLocator(".slide.shown iframe").locator("body[data-race]").waitFor();
  await page.frameLocator(".slide.shown iframe").locator("#side-1 .frame").focus();
  await page.keyboard.press("PageDown");
  assert.equal(await shown(page), "outline");
  await page.keyboard.press("PageUp");
  assert.equal(await shown(page), "race");
  await closePage(page);
});

test("Enter runs a slide's step here and now; again; its recorded twin comes back when it is left or fails", async () => {
  const page = await open("#sandbox");
  const label = page.locator("#sandbox .label"), output = page.locator("#sandbox .output");
  const recorded = await label.textContent(), twin = await output.textContent();
  assert.match(recorded, /^recorded \d{4}-/);
  await page.keyboard.press("Enter");
  await page.locator("#sandbox [data-state=live]").waitFor({ timeout: 60000 });
  assert.match(await label.textContent(), /^live, .* s, .*cores, load/);
  assert.match(await output.textContent(), /^45\n[^]*PermissionError/);
  await page.keyboard.press("Enter");
  await page.locator("#sandbox [data-state=running]").waitFor();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageDown");
  assert.equal(await label.textContent(), recorded);
  assert.equal(await output.textContent(), twin);
  await page.context().route("**/api/step", route => route.abort());
  await page.click("#sandbox .run");
  await page.waitForFunction(() => document.querySelector("#sandbox .label").textContent.startsWith("not here and now ("));
  assert.ok((await label.textContent()).endsWith(recorded));
  assert.equal(await output.textContent(), twin);
  page.complaints = page.complaints.filter(complaint => !complaint.includes("ERR_FAILED"));
  await closePage(page);
});

test("a recorded trace, a loop at its levels, a handler on its machines, in both themes", async () => {
  for (const scheme of ["dark", "light"]) {
    const page = await open("", { colorScheme: scheme });
    for (const [id, part] of [["trace", null], ["levels", "level=asm"], ["handler", "life=compiled"]]) {
      await go(page, id);
      if (part) await page.frameLocator(".slide.shown iframe").locator(`body[data-state=done] [data-${part}] .row`).first().waitFor({ timeout: 60000 });
      else assert.match(await page.textContent("#trace .output"), /guard_/);
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/slide-${id}-${scheme}.png` });
    }
    await closePage(page);
  }
});

test("printed: a page a slide, none with anything cut off", async () => {
  const page = await open();
  const all = await ids(page);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.equal(pdf.toString("latin1").match(/\/Type \/Page\b/g).length, all.length);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const cut = await page.$$eval(".slide", slides => slides.flatMap(slide => {
    const { bottom, right } = slide.getBoundingClientRect();
    return [...slide.querySelectorAll("h2, .body > *, .terminal > *, .twin > *")].filter(element => element.offsetParent).filter(element => {
      const box = element.getBoundingClientRect();
      return box.bottom > bottom - 20 || box.right > right - 20 || element.matches(".output") && (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1);
    }).map(element => `${slide.id}: ${element.className || element.tagName}`);
  }));
  assert.deepEqual(cut, []);
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

for (const [scheme, viewport] of [["dark", { width: 1280, height: 720 }], ["light", { width: 1280, height: 720 }], ["light", { width: 390, height: 844 }]])
  test(`no barrier that axe-core knows, on any slide: ${scheme}, ${viewport.width} wide`, async () => {
    const page = await open("", { colorScheme: scheme, viewport });
    for (const id of await ids(page)) {
      await go(page, id);
      if (await page.locator(".slide.shown .panel").count()) await page.frameLocator(".slide.shown iframe").locator("body:is([data-race=done], [data-state=done])").waitFor({ timeout: 60000 });
      if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/slide-${id}-${scheme}-${viewport.width}.png` });
      await page.evaluate(() => [...document.querySelectorAll(".slide.shown iframe")].forEach(frame => { frame.hidden = true; }));  // the pages in panels have tests of their own
      assert.deepEqual(await accessibilityProblems(page, id === "title" ? null : ".slide.shown"), [], id);
    }
    await closePage(page);
  });
