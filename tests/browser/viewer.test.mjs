// The trace viewer in a real browser. usage: SERVER=build/bin/mandelbrot-server node --test tests/browser/viewer.test.mjs
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

const settled = page => page.waitForFunction(() => ["done", "failed"].includes(document.body.dataset.state), null, { timeout: 60000 });

async function open(hash = "", options = {}) {
  const page = await openPage(browser, server.address + "viewer/" + hash, options);
  await settled(page);
  assert.equal(await page.getAttribute("body", "data-state"), "done", await page.textContent("#facts"));
  return page;
}

async function picture(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

const levels = ["source", "bytecode", "recorded", "optimised", "asm"];
const litLines = page => page.evaluate(names => names.map(name => [...new Set([...document.querySelectorAll(`[data-level=${name}] .lit`)].map(row => row.dataset.line))]), levels);

test("a line lights up in all five levels, by mouse and by keys", async () => {
  const page = await open("#branch", { colorScheme: "dark" });
  await page.locator("[data-level=source] .row", { hasText: "if i % 3 == 0:" }).hover();
  const lines = await litLines(page);
  assert.equal(new Set(lines.map(String)).size, 1, JSON.stringify(lines));
  assert.match(await page.textContent("[data-level=bytecode] .lit"), /mod_rc|jump_not_eq/);
  assert.match(await page.locator("[data-level=asm] .lit").allTextContents().then(texts => texts.join("\n")), /int_mod/);
  await page.focus("[data-level=source] .rows");
  await page.keyboard.press("ArrowUp");
  const before = (await litLines(page))[0][0];
  await page.keyboard.press("ArrowDown");
  assert.ok(Number((await litLines(page))[0][0]) > Number(before));
  await closePage(page);
});

test("a slow loop says why, and which line to change", async () => {
  const page = await open("#different", { colorScheme: "dark" });
  const slow = page.locator("#advice .slow");
  assert.match(await slow.allTextContents().then(texts => texts.join("\n")), /call_eachleavesanother object.*call one function here/);
  assert.equal(await page.locator("#advice tbody tr").first().getAttribute("class"), "slow");
  await slow.first().scrollIntoViewIfNeeded();
  await picture(page, "viewer-advice");
  assert.deepEqual(await accessibilityProblems(page), []);
  await closePage(page);
});

test("what was removed says which pass and why; guards how often they failed; bridges hang below their loop", async () => {
  const page = await open("#branch", { colorScheme: "dark" });
  assert.match(await page.locator("[data-level=recorded] .gone .note").first().textContent(), /^\w+: .+/);
  const rows = await page.locator("#removed tbody tr").count();
  assert.match(await page.textContent("#facts"), new RegExp(`, ${rows} removed, of`));
  assert.match(await page.locator("[data-level=optimised] .left").allTextContents().then(texts => texts.join()), /left \d+ times/);
  const bridge = page.locator("#tree .bridge").first();
  assert.match(await bridge.textContent(), /^bridge \d+ of 1, at %\d+$/);
  await page.locator("[data-level=source] .row", { hasText: "if i % 3 == 0:" }).hover();
  await bridge.click();
  assert.equal(await bridge.getAttribute("aria-pressed"), "true");
  assert.match(await page.locator("[data-level=recorded] .row").first().textContent(), /exit_value/);
  await closePage(page);
});

test("a tree: the calls that are in a trace stand below it, each below its caller", async () => {
  const page = await open("#vectors", { colorScheme: "dark" });
  const loop = page.locator("#tree > li").first();
  assert.match(await loop.locator("> button").textContent(), /^loop \d+ at walk:\d+$/);
  assert.deepEqual(await loop.locator("> ul > li > button.call").allTextContents(), ["Vector.__add__", "Vector.__init__"]);
  const inner = loop.locator("> ul > li").first().locator("> ul > li > button");
  assert.deepEqual(await inner.allTextContents(), ["Vector.__init__"]);
  await inner.click();
  assert.match(await page.textContent("[data-level=source] .lit"), /self\.x = x/);
  await picture(page, "viewer-tree");
  await closePage(page);
});

test("one handler: its source, what was recorded of it, what was compiled of it; another instruction by click and by keys", async () => {
  const page = await open("#branch", { colorScheme: "dark" });
  const life = name => page.locator(`[data-life=${name}]`);
  assert.match(await page.locator("#instruction option:checked").textContent(), /^total \d+ \w+/);
  await page.locator("[data-level=bytecode] .row", { hasText: "for_iter" }).click();
  assert.match(await life("source").textContent(), /op_for_iter.*fields::range_remaining/s);
  assert.match(await life("recorded").textContent(), /guard_class.*range_iterator.*@range_iterator\.remaining.*@range_iterator\.step/s);
  assert.match(await life("compiled").locator(".replay").allTextContents().then(texts => texts.join("\n")), /load_int \w+, range_iterator\.remaining/);
  assert.match(await life("compiled").locator(".code").first().textContent(), /^mov |^cmp /);
  const lit = name => life(name).locator(".lit").allTextContents();
  await life("source").locator(".row", { hasText: "auto value = m.load_int(it, fields::range_next);" }).hover();
  assert.ok((await lit("recorded")).every(text => text.includes("@range_iterator.next")) && (await lit("recorded")).length > 0, String(await lit("recorded")));
  assert.match((await lit("compiled")).join("\n"), /load_int \w+, range_iterator\.next[^]*\nmov /);
  await life("compiled").locator(".row", { hasText: "range_iterator.step" }).hover();
  assert.match((await lit("source")).join(), /fields::range_step/);
  assert.match((await lit("recorded")).join(), /@range_iterator\.step/);
  await page.focus("#instruction");
  await page.keyboard.press("ArrowDown");
  assert.doesNotMatch(await life("source").textContent(), /op_for_iter/);
  await page.selectOption("#instruction", { label: await page.locator("#instruction option", { hasText: "for_iter" }).textContent() });
  if (await page.locator("#version option").count() > 1) {
    const before = await life("compiled").textContent();
    await page.selectOption("#version", { index: (await page.evaluate(() => document.getElementById("version").selectedIndex)) === 0 ? 1 : 0 });
    assert.notEqual(await life("compiled").textContent(), before);
  }
  assert.deepEqual(await accessibilityProblems(page), []);
  await closePage(page);
});

for (const colorScheme of ["dark", "light"])
  test(`a handler alone, for a frame: ${colorScheme}`, async () => {
    const page = await open("?panel=branch&handler=for_iter", { colorScheme });
    assert.ok(!await page.locator("#levels").isVisible() && !await page.locator("#advice").isVisible());
    assert.match(await page.locator("#instruction option:checked").textContent(), /for_iter/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight));
    assert.deepEqual(await accessibilityProblems(page, "#handler"), []);
    await picture(page, `viewer-handler-${colorScheme}`);
    await closePage(page);
  });

test("every program of the list is compiled and shown", async () => {
  const page = await open();
  for (const name of await page.$$eval("#program option", options => options.map(option => option.value))) {
    await page.evaluate(() => { document.body.dataset.state = "waiting"; });
    await page.selectOption("#program", name);
    if (await page.getAttribute("body", "data-state") === "waiting") await page.click("#again");
    await settled(page);
    assert.equal(await page.getAttribute("body", "data-state"), "done", name);
    for (const level of levels) assert.ok(await page.locator(`[data-level=${level}] .row`).count() > 3, `${name}: ${level}`);
    assert.ok(await page.locator("#removed tbody tr").count() > 0, name);
    assert.ok(await page.locator("[data-life=compiled] .code").count() > 0, name);
  }
  await closePage(page);
});

test("temporary objects are gone: new_object is struck out, with the reason", async () => {
  const page = await open("#vectors", { viewport: { width: 1920, height: 1080 }, colorScheme: "light" });
  const text = await page.locator("[data-level=recorded] .gone", { hasText: "new_object" }).first().textContent();
  assert.match(text, /virtuals|sink/);
  assert.equal(await page.locator("[data-level=optimised] .row", { hasText: /new_object(?!.*sunk)/ }).count(), 0);
  await page.locator("[data-level=source] .row", { hasText: "return Vector(" }).hover();
  await closePage(page);
});

test("a program of one's own runs in the sandbox: compiled, its output shown, held back from files", async () => {
  const page = await open("#branch", { colorScheme: "dark" });
  await page.click("#own summary");
  const runIt = async text => {
    await page.fill("#own-text", text);
    await page.evaluate(() => { document.body.dataset.state = "waiting"; });
    await page.click("#own-run");
    await settled(page);
    assert.equal(await page.getAttribute("body", "data-state"), "done", await page.textContent("#facts"));
  };
  await runIt("s = 0\nfor i in range(50000):\n    s += i % 5\nprint('größer', s)\n");
  assert.equal(await page.textContent("#own-output"), "größer 100000\n");
  assert.match(await page.textContent("#why"), /exit code 0/);
  assert.ok(await page.locator("[data-level=asm] .row").count() > 3);
  assert.match(await page.locator("[data-level=source] .row").nth(2).textContent(), /s \+= i % 5/);
  await picture(page, "viewer-own-dark");
  assert.deepEqual(await accessibilityProblems(page), []);
  await runIt("print(open('/etc/passwd').read())\n");
  assert.match(await page.textContent("#own-output"), /PermissionError: .*the sandbox does not read this.*'\/etc\/passwd'/);
  await page.focus("#own-text");
  await page.keyboard.press("r");
  assert.equal(await page.getAttribute("body", "data-state"), "done", "a letter that is typed is no command");
  await closePage(page);
});

for (const [name, viewport] of [["small", { width: 1280, height: 720 }], ["large", { width: 1920, height: 1080 }], ["phone", { width: 390, height: 844 }]])
  test(`nothing sticks out and no barrier that axe-core knows: ${name}`, async () => {
    for (const colorScheme of ["dark", "light"]) {
      const page = await open("#calls", { viewport, colorScheme });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "too wide");
      assert.deepEqual(await accessibilityProblems(page), [], colorScheme);
      await page.locator("[data-level=source] .row", { hasText: "return square(" }).hover();
      await picture(page, `viewer-${name}-${colorScheme}`);
      await closePage(page);
    }
  });
