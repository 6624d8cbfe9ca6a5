// The showcase's page in a real browser. usage: SERVER=build/bin/mandelbrot-server node --test tests/browser/showcase.test.mjs
// With SCREENSHOTS=FOLDER it leaves a picture of each view there.
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { accessibilityProblems, closePage, openPage, startBrowser, startServer } from "./server.mjs";

let server, browser;
const small = "#size=160x120&iterations=50";

before(async () => {
  server = await startServer(process.env.SERVER);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const raced = page => page.waitForFunction(() => document.body.dataset.race !== "running" && document.body.dataset.race, null, { timeout: 60000 });
const state = page => page.evaluate(() => document.body.dataset.race);
const view = page => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.slice(1))));

async function settle(page, act) {
  await page.evaluate(() => { document.body.dataset.race = "running"; });
  await act();
  await raced(page);
  assert.equal(await state(page), "done");
}

const open = async (hash = small, options = {}) => {
  const page = await openPage(browser, server.address + "mandelbrot/" + hash, options);
  await raced(page);
  assert.equal(await state(page), "done", await page.textContent("#ratio-text"));
  return page;
};

async function picture(page, name, options = {}) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, ...options });
}

const canvases = page => page.evaluate(() => [...document.querySelectorAll("canvas")].map(canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
  return { text: data.join(","), colours: colours.size };
}));

test("a race to the end: equal pictures that are not blank, the ratio and all figures", async () => {
  const page = await open("", { colorScheme: "dark" });
  const [left, right] = await canvases(page);
  assert.ok(left.colours > 20, `${left.colours} colours`);
  assert.ok(left.text === right.text, "the pictures differ");
  assert.match(await page.textContent("#ratio"), /^\d+(\.\d+)?×$/);
  assert.match(await page.textContent("#ratio-text"), /^Sidewinder is faster than CPython.*: all 76,800 pixels are equal$/);
  for (const side of ["#side-0", "#side-1"]) {
    assert.match(await page.textContent(`${side} [data-time]`), /^[\d.]+ m?s$/);
    assert.match(await page.textContent(`${side} [data-rate]`), /^[\d.]+$/);
    assert.match(await page.textContent(`${side} [data-cpu]`), /^[\d.]+ m?s$/);
  }
  await closePage(page);
});

// By processor time, of five races of the default view. How many times is the business of scripts/bench, on a quiet machine; here it is told.
for (const [when, hash] of [["once warm", ""], ["in the first picture of a fresh process", "#cold=1"]])
  test(`${when}, Sidewinder is faster than CPython`, async t => {
    const page = await open(hash);
    const ratios = [];
    for (let i = 0; i < 5; i++) {
      await settle(page, () => page.keyboard.press("r"));
      const [slow, fast] = await page.$$eval("[data-cpu]", fields => fields.map(field => parseFloat(field.textContent) * (field.textContent.endsWith(" ms") ? 1 : 1000)));
      ratios.push(slow / fast);
    }
    ratios.sort((a, b) => a - b);
    t.diagnostic(`times as fast: ${ratios.map(ratio => ratio.toFixed(1))}`);
    assert.ok(ratios[2] > 1, `median of ${ratios}`);
    await closePage(page);
  });

test("figures and both pictures are in sight without scrolling, in three windows", async () => {
  for (const [width, height] of [[1280, 720], [1920, 1080], [1366, 768]]) {
    const page = await open("", { viewport: { width, height } });
    for (const selector of ["#ratio", "#side-0 [data-time]", "#side-1 [data-cpu]", "#side-1 canvas"]) {
      const box = await page.locator(selector).boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= height && box.x + box.width <= width, `${selector} at ${width} x ${height}`);
    }
    await closePage(page);
  }
});

test("zoom with wheel, click, box and buttons; pan by dragging", async () => {
  const page = await open();
  const box = await page.locator("#side-1 .frame").boundingBox();
  const middle = [box.x + box.width / 2, box.y + box.height / 2];
  const scale = async () => Number((await view(page)).scale);
  await page.mouse.move(...middle);
  await settle(page, () => page.mouse.wheel(0, -300));
  assert.ok(await scale() < 3.2);
  await settle(page, () => page.keyboard.press("0"));
  await settle(page, () => page.mouse.click(...middle));
  assert.equal(await scale(), 1.6);
  await page.keyboard.down("Shift");
  await settle(page, () => page.mouse.click(...middle));
  assert.equal(await scale(), 3.2);
  await settle(page, async () => {
    await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 4 });
    await page.mouse.up();
  });
  await page.keyboard.up("Shift");
  const boxed = await view(page);
  assert.ok(Math.abs(boxed.scale - 0.8) < 0.05 && boxed.cx < -0.65 && boxed.cy > 0, JSON.stringify(boxed));
  await settle(page, async () => {
    await page.mouse.move(...middle);
    await page.mouse.down();
    await page.mouse.move(middle[0] + box.width * 0.25, middle[1], { steps: 4 });
    await page.mouse.up();
  });
  assert.ok(Number((await view(page)).cx) < Number(boxed.cx));
  await settle(page, () => page.click("#in"));
  await settle(page, () => page.click("#out"));
  await settle(page, () => page.click("#home"));
  assert.equal(await scale(), 3.2);
  await closePage(page);
});

test("two fingers zoom, and the point between them stays", async () => {
  const page = await open(small, { hasTouch: true, viewport: { width: 390, height: 844 } });
  const box = await page.locator("#side-1 .frame").boundingBox();
  const fingers = await page.context().newCDPSession(page);
  const touch = (type, ...points) => fingers.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x: box.x + box.width * x, y: box.y + box.height * y, id })) });
  const before = await view(page);
  await settle(page, async () => {
    await touch("touchStart", [0.7, 0.5]);
    await touch("touchStart", [0.7, 0.5], [0.8, 0.5]);
    for (const spread of [0.1, 0.15, 0.2]) await touch("touchMove", [0.75 - spread, 0.5], [0.75 + spread, 0.5]);
    await touch("touchEnd");
  });
  const after = await view(page);
  assert.ok(after.scale < before.scale / 3 && after.scale > before.scale / 5, after.scale);
  const at = ({ cx, scale }) => Number(cx) + 0.25 * scale;
  assert.ok(Math.abs(at(after) - at(before)) < 0.1 * after.scale, `${at(before)} went to ${at(after)}`);
  await closePage(page);
});

test("in presentation mode too the wheel zooms where it points", async () => {
  const page = await open();
  await page.keyboard.press("p");
  const { left, top, width, height } = await page.evaluate(async () => (await import("/gestures.js")).pictureBox(document.querySelector("#side-1 .frame")));
  assert.ok(Math.abs(width / height - 4 / 3) < 0.01);
  const before = await view(page);
  await page.mouse.move(left + width - 1, top + height / 2);
  await settle(page, () => page.mouse.wheel(0, -300));
  const after = await view(page);
  const right = ({ cx, scale }) => Number(cx) + scale / 2;
  assert.ok(Math.abs(right(after) - right(before)) < 0.02 * before.scale, `${right(before)} went to ${right(after)}`);
  await closePage(page);
});

test("click on a tile: the trace that drew it; by keyboard too", async () => {
  const page = await open("", { colorScheme: "dark" });
  await page.click("#trace");
  assert.equal(await page.getAttribute("#trace", "aria-pressed"), "true");
  const before = await view(page);
  await page.locator("#side-0 .frame").hover({ position: { x: 60, y: 60 } });
  const marks = await page.$$eval(".tile", marks => marks.map(mark => mark.getBoundingClientRect().toJSON()));
  assert.equal(marks.length, 2);
  const levels = page.frameLocator("#trace-frame");
  const shown = async () => {
    await levels.locator("body[data-state=done]").waitFor({ timeout: 60000 });
    assert.ok(await levels.locator("[data-level=asm] .row").count() > 10);
    assert.match(await levels.locator("[data-level=source]").textContent(), /for count in range\(iterations\)/);
  };
  await page.locator("#side-0 .frame").click({ position: { x: 60, y: 60 } });
  assert.match(await page.textContent("#trace-title"), /^The tile at \(\d+, \d+\), \d+ × \d+ pixels$/);
  assert.match(await page.textContent("#trace-text"), /^In this race: CPython [\d.]+ ms, Sidewinder [\d.]+ ms\./);
  await shown();
  await picture(page, "tile-trace");
  const link = await page.getAttribute("#trace-link", "href");
  await page.keyboard.press("Escape");
  assert.ok(!await page.locator("#trace-dialog").isVisible());
  assert.deepEqual(await view(page), before, "the click zoomed too");
  await page.focus("#side-1 .frame");
  const place = () => page.locator("#side-1 .tile").evaluate(mark => mark.style.left);
  const first = await place();
  await page.keyboard.press("ArrowRight");
  assert.ok(parseFloat(await place()) > parseFloat(first));
  await page.keyboard.press("Enter");
  await shown();
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.keyboard.press("Escape");
  await page.keyboard.press("w");
  assert.equal(await page.getAttribute("#trace", "aria-pressed"), "false");
  await page.goto(new URL(link, server.address).href);
  await page.waitForFunction(() => document.body.dataset.state === "done", null, { timeout: 60000 });
  assert.equal(await page.inputValue("#program"), "tile");
  assert.ok(await page.locator("[data-level=recorded] .row").count() > 10);
  await closePage(page);
});

test("the first second is measured, drawn and saved", async () => {
  const page = await open(small, { colorScheme: "dark" });
  await page.keyboard.press("s");
  await page.waitForFunction(() => document.getElementById("second-measure").textContent === "Measure again", null, { timeout: 60000 });
  assert.match(await page.textContent("#second-text"), /^Pictures in the first second: .*CPython \d+.*\. Measured .*, processor time\.$/);
  const label = await page.getAttribute("#second-chart", "aria-label");
  assert.match(label, /CPython: first picture [\d.]+ ms, then [\d.]+ ms/);
  assert.match(label, /Sidewinder: first picture [\d.]+ ms, then [\d.]+ ms/);
  for (const [button, name] of [["#second-csv", "sidewinder-first-second.csv"], ["#second-png", "sidewinder-first-second.png"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
    assert.equal(download.suggestedFilename(), name);
    const file = readFileSync(await download.path());
    if (name.endsWith("png")) assert.equal(file.toString("latin1", 1, 4), "PNG");
    else assert.match(file.toString(), /^engine,picture,done_at_ms,cpu_ms,.*\ncpython,1,/);
  }
  if (process.env.SCREENSHOTS) await page.locator("#second").screenshot({ path: `${process.env.SCREENSHOTS}/first-second.png` });
  await closePage(page);
});

test("everything by keyboard alone", async () => {
  const page = await open();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.focus("#side-0 .frame");
  await settle(page, () => page.keyboard.press("ArrowLeft"));
  assert.ok((await view(page)).cx < -0.65);
  await settle(page, () => page.keyboard.press("+"));
  assert.ok((await view(page)).scale < 3.2);
  await settle(page, () => page.keyboard.press("]"));
  assert.equal((await view(page)).iterations, "100");
  await settle(page, () => page.keyboard.press("1"));
  assert.equal(await page.textContent(".presets [aria-pressed=true]"), "Seahorse valley");
  await settle(page, () => page.keyboard.press("0"));
  await settle(page, () => page.keyboard.press("c"));
  assert.equal((await view(page)).cold, "1");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await picture(page, "keys");
  await page.keyboard.press("Escape");
  assert.ok(!await page.locator("#keys").isVisible());
  await closePage(page);
});

test("a link opens what it was copied from", async () => {
  const page = await open("#cx=-0.745&cy=0.113&scale=0.03&iterations=100&size=160x120&left=sidewinder-nojit&right=sidewinder");
  assert.equal(await page.inputValue("#side-0 select"), "sidewinder-nojit");
  assert.equal(await page.inputValue("#size"), "160x120");
  const { cx, scale, iterations } = await view(page);
  assert.deepEqual([cx, scale, iterations], ["-0.745", "0.03", "100"]);
  await closePage(page);
});

test("a link with nonsense opens the page all the same", async () => {
  const page = await open("#cx=x&cy=9&scale=-1&iterations=1e9&size=1x1&left=perl&right=<b>&size=160x120");
  await settle(page, () => page.selectOption("#iterations", "50"));
  await closePage(page);
});

test("each engine can be chosen for each side", async () => {
  const page = await open();
  const engines = await page.$$eval("#side-0 option", options => options.map(option => option.value));
  assert.ok(engines.includes("cpython") && engines.includes("sidewinder"));
  for (const engine of engines) await settle(page, () => page.selectOption("#side-0 select", engine));
  await closePage(page);
});

test("a change ends the race that runs", async () => {
  const page = await openPage(browser, server.address + "mandelbrot/#size=1024x768&iterations=4000");
  await page.waitForFunction(() => document.querySelector("#side-0 [data-time]").textContent !== "–");
  await settle(page, () => page.selectOption("#size", "160x120").then(() => page.selectOption("#iterations", "50")));
  // A worker may still be at the last tile of the race that was left; nobody goes on with it.
  const isAtRest = async () => (await (await fetch(server.address + "api/engines")).json()).engines.every(engine => engine.workers.every(worker => !worker.busy));
  for (let i = 0; i < 50 && !await isAtRest(); i++) await page.waitForTimeout(100);
  assert.ok(await isAtRest());
  await closePage(page);
});

test("BMPs of both sides are the same file", async () => {
  const page = await open();
  const files = [];
  for (const side of ["#side-0", "#side-1"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`${side} [data-bmp]`)]);
    assert.match(download.suggestedFilename(), /^mandelbrot-(cpython|sidewinder)\.bmp$/);
    files.push(readFileSync(await download.path()));
  }
  assert.equal(files[0].toString("latin1", 0, 2), "BM");
  assert.ok(files[0].equals(files[1]));
  await closePage(page);
});

test("presentation mode: figures of at least 5 % of the window's height", async () => {
  const page = await open("");
  await page.keyboard.press("p");
  for (const selector of ["#ratio", "#side-0 [data-time]", "#side-1 [data-rate]", "#side-1 [data-cpu]"]) {
    const { size, box } = await page.locator(selector).evaluate(element => ({ size: parseFloat(getComputedStyle(element).fontSize), box: element.getBoundingClientRect().toJSON() }));
    assert.ok(size >= 0.05 * 720, `${selector}: ${size} px`);
    assert.ok(box.right <= 1280 && box.bottom <= 720 && box.top >= 0, `${selector} is cut off`);
  }
  assert.ok(!await page.locator(".controls").isVisible());
  await picture(page, "presentation");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator(".controls").isVisible());
  await closePage(page);
});

test("the graph is measured, drawn and saved", async () => {
  const page = await open("#iterations=50");
  await page.keyboard.press("g");
  await page.waitForFunction(() => document.getElementById("measure").textContent === "Measure again", null, { timeout: 120000 });
  assert.match(await page.textContent("#measure-text"), /^At 640 × 480 Sidewinder is [\d.]+× as fast as CPython\. Measured .*/);
  assert.ok(await page.locator("#chart circle").count() >= 10);
  for (const [button, name] of [["#save-csv", "sidewinder-graph.csv"], ["#save-png", "sidewinder-graph.png"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
    assert.equal(download.suggestedFilename(), name);
    const file = readFileSync(await download.path());
    if (name.endsWith("png")) assert.equal(file.toString("latin1", 1, 4), "PNG");
    else assert.ok(file.toString().split("\n").length > 50);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  if (process.env.SCREENSHOTS) await page.locator("#graph").screenshot({ path: `${process.env.SCREENSHOTS}/graph.png` });
  await closePage(page);
});

test("ten races give a median and its interval", async () => {
  const page = await open();
  await page.click("#ten");
  await page.waitForFunction(() => document.getElementById("statistics").textContent.startsWith("median"), null, { timeout: 60000 });
  assert.match(await page.textContent("#statistics"), /ratio [\d.]+× \[[\d.]+× – [\d.]+×\]/);
  await closePage(page);
});

for (const [scheme, viewport] of [["dark", [1280, 720]], ["light", [1280, 720]], ["dark", [390, 844]], ["light", [390, 844]], ["light", [1920, 1080]]])
  test(`no barrier that axe-core knows: ${scheme}, ${viewport.join(" x ")}`, async () => {
    const page = await open("", { colorScheme: scheme, viewport: { width: viewport[0], height: viewport[1] }, hasTouch: viewport[0] < 600 });
    assert.deepEqual(await accessibilityProblems(page), []);
    await picture(page, `race-${viewport.join("x")}-${scheme}`);
    await picture(page, `whole-race-${viewport.join("x")}-${scheme}`, { fullPage: true });
    const wide = await page.evaluate(() => [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest("pre, .visually-hidden, .plot svg")).map(element => element.tagName + "." + element.className));
    assert.deepEqual(wide, [], "wider than the window");
    await closePage(page);
  });

test("the method is told: host, versions, the renderer's hash, a command", async () => {
  const page = await open();
  assert.match(await page.textContent("#hash"), /^SHA-256 [0-9a-f]{64}$/);
  await page.waitForFunction(() => document.querySelectorAll("#host > div").length > 5);
  assert.match(await page.textContent("#host"), /cpython 3\.11.*sidewinder 3\.11/s);
  assert.match(await page.textContent("#command"), /curl .*render\/cpython\.bmp\?w=160/s);
  await closePage(page);
});
