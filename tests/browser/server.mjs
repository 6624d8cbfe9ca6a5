// The showcase's server and a browser for the tests; both end with them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export async function startServer(program, ...options) {
  const child = spawn(program, ["--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, PATH: "/usr/bin:/bin" } });
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\/\/\S+/.exec(line);
    if (found) return { address: found[0], stop: async () => { child.kill("SIGINT"); await once(child, "exit"); } };
  }
  throw new Error("the server did not start");
}

export const startBrowser = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

// A page that counts as broken when it says anything on its console, throws, or asks for anything from elsewhere.
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", message => { if (["error", "warning"].includes(message.type())) page.complaints.push(message.text()); });
  page.on("pageerror", error => page.complaints.push(error.message));
  page.on("request", request => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(new URL(address).origin)) page.complaints.push("asks " + request.url());
  });
  await page.goto(address);
  return page;
}

export async function closePage(page) {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

// What axe-core finds wrong, in words; in all of the page, or in what a selector finds.
export async function accessibilityProblems(page, where = null) {
  // The page's own policy forbids foreign scripts, as it should; the driver's world is not bound by it.
  await page.evaluate(axe + "; undefined");
  const { violations } = await page.evaluate(place => window.axe.run(place ?? document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }), where);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(node => node.target.join(" ")).join(", ")}`);
}
