// The page: wires what is shown (view.js), the race, the two sides and the graph together.
import { listen } from "./gestures.js";
import { Graph } from "./graph.js";
import { duration, interval, median, times } from "./numbers.js";
import { events, json } from "./race.js";
import { FirstSecond } from "./first_second.js";
import { Side } from "./side.js";
import { TileTrace } from "./tile_trace.js";
import { View, iterationSteps, places, sizes } from "./view.js";

const $ = id => document.getElementById(id);
const view = new View();
const sides = [...document.querySelectorAll(".side")].map(element => new Side(element));
let engines = [];
let stopper = new AbortController();
let timer = null;
let graph = null, firstSecond = null, tileTrace = null;

const labelOf = name => engines.find(engine => engine.name === name)?.label ?? name;

// --- the race ------------------------------------------------------------------------------
function describe(text, ratio = null, isRunning = false) {
  $("ratio").textContent = ratio ?? "–";
  $("ratio-text").textContent = text;
  document.querySelector(".verdict").classList.toggle("running", isRunning);
}

// Which is faster, in words; the ratio is of whole times, or of the pixels a second so far.
function verdict(isDone) {
  const [left, right] = sides;
  // Where the processor is shared with other programs, time on the wall says little.
  const isBusy = sides.some(side => side.isSlowedDown);
  const paces = sides.map(side => side.pixels / (isBusy ? side.cpu : side.ms));
  if (!paces.every(Number.isFinite)) return describe("racing", null, true);
  const faster = paces[1] >= paces[0] ? 1 : 0;
  const ratio = times(paces[faster] / paces[1 - faster]);
  if (isDone) return describe(`${labelOf(name(faster))} is faster than ${labelOf(name(1 - faster))}`
    + (isBusy ? ", by processor time (this machine is busy)" : ""), ratio);
  const done = sides.find(side => side.isDone);
  const other = done === left ? right : left;
  if (!done) return describe("racing", ratio, true);
  describe(`${labelOf(name(sides.indexOf(done)))} is done, ${labelOf(name(sides.indexOf(other)))} at ${Math.floor(100 * other.pixels / other.total)} %`, ratio, true);
}

const name = side => (side === 0 ? view.left : view.right);

function finish(result) {
  verdict(true);
  const equal = result.equal ? `all ${result.pixels.toLocaleString("en")} pixels are equal`
    : `${result.different_pixels} pixels differ`;
  $("ratio-text").textContent += ": " + equal;
  sides.forEach(side => side.element.classList.toggle("slowed", side.isSlowedDown));
  sides[sides[0].ms <= sides[1].ms ? 0 : 1].element.classList.add("won");
}

// Runs one race; null if it was cancelled or failed.
async function run() {
  stopper.abort();
  const own = stopper = new AbortController();
  for (const side of sides) side.begin(view.width, view.height);
  describe(view.cold ? "starting fresh processes" : "racing", null, true);
  document.body.dataset.race = "running";
  let result = null;
  const query = `${view.query}&left=${view.left}&right=${view.right}&cold=${view.cold}`;
  try {
    await events("/race?" + query, own.signal, {
      tile: tile => { sides[tile.side].add(tile); verdict(false); },
      done: data => { result = data; },
      failed: data => { throw new Error(data.error); },
    });
    await Promise.all(sides.map(side => side.drawn()));
    if (own.signal.aborted) return null;
    if (result) finish(result);
    else throw new Error("the connection to the server was lost");
  } catch (error) {
    if (own.signal.aborted) return null;
    describe(error.message);
    for (const side of sides) side.fail(error.message);
    result = null;
  }
  document.body.dataset.race = result ? "done" : "failed";
  return result;
}

function restart(delay = 0) {
  stopper.abort();
  clearTimeout(timer);
  show();
  timer = setTimeout(run, delay);
}

async function raceTenTimes() {
  clearTimeout(timer);
  $("statistics").textContent = "";
  const results = [];
  for (let i = 0; i < 10; i++) {
    const result = await run();
    if (!result) return;
    results.push(result.sides.map(side => side.ms));
    $("statistics").textContent = `${i + 1} of 10`;
  }
  const tell = (values, write) => {
    const [low, high] = interval(values);
    return `${write(median(values))} [${write(low)} – ${write(high)}]`;
  };
  const [left, right] = [0, 1].map(side => results.map(result => result[side]));
  $("statistics").textContent = `median of 10: ${labelOf(view.left)} ${tell(left, duration)}, ${labelOf(view.right)} `
    + `${tell(right, duration)}, ratio ${tell(results.map(([a, b]) => Math.max(a / b, b / a)), times)}`;
}

// --- what is shown -------------------------------------------------------------------------
function show() {
  history.replaceState(null, "", view.hash);
  sides[0].select.value = view.left;
  sides[1].select.value = view.right;
  $("size").value = view.size;
  $("cold").value = view.cold;
  if (![...$("iterations").options].some(option => Number(option.value) === view.iterations))
    $("iterations").add(new Option(view.iterations, view.iterations));
  $("iterations").value = view.iterations;
  $("place").textContent = `${view.cx.toPrecision(9)}  ${view.cy < 0 ? "−" : "+"} ${Math.abs(view.cy).toPrecision(9)} i,  ${view.scale.toPrecision(3)} wide`;
  document.querySelectorAll(".presets button").forEach((button, index) =>
    button.setAttribute("aria-pressed", view.isAt(places[index])));
  sides.forEach((side, index) => {
    const engine = engines.find(candidate => candidate.name === name(index));
    side.find("version").textContent = engine?.version ?? "";
    side.find("bmp").href = `/render/${name(index)}.bmp?${view.query}`;
    side.find("bmp").download = `mandelbrot-${name(index)}.bmp`;
  });
  document.querySelectorAll(".frame").forEach(frame => { frame.style.aspectRatio = `${view.width} / ${view.height}`; });
  $("command").textContent = ["cpython", "sidewinder"].map((_, index) =>
    `curl -sD- -o ${name(index)}.bmp \\\n  '${location.origin}/render/${name(index)}.bmp?${view.query}'`).join("\n\n") + "\n\ncmp "
    + `${name(0)}.bmp ${name(1)}.bmp`;
}

function fill(select, values, write) { select.replaceChildren(...values.map(value => new Option(write(value), value))); }

async function showHost() {
  const host = await json("/api/host");
  const rows = {
    Processor: `${host.processor}, ${host.cores} cores for this`, Memory: `${host.memory_gib.toFixed(1)} GiB`,
    System: `${host.system}, ${host.kernel}`, "Load now": host.load.toFixed(2), "Server built by": host.compiler,
  };
  for (const engine of engines) rows[engine.label] = `${engine.version}: ${engine.command.join(" ")}`;
  $("host").replaceChildren(...Object.entries(rows).map(([term, value]) => {
    const row = document.createElement("div");
    row.append(Object.assign(document.createElement("dt"), { textContent: term }),
      Object.assign(document.createElement("dd"), { textContent: value }));
    return row;
  }));
  $("turns").textContent = host.engines_run === "in turn"
    ? `With ${host.cores} cores the engines take turns, tile by tile: always the one that has computed for less time goes on, so that neither slows the other down.`
    : "This machine has cores enough: both engines draw at the same time.";
  const hashes = new Set(engines.map(engine => engine.source_sha256));
  $("hash").textContent = hashes.size === 1 ? "SHA-256 " + [...hashes][0] : "The engines have loaded different files.";
}

// --- keys, buttons, gestures ---------------------------------------------------------------
// The pictures follow at once, blurred; the race draws over them.
function zoom(factor, x = 0.5, y = 0.5) {
  const before = view.scale;
  view.zoom(factor, x, y);
  const grown = before / view.scale;
  for (const side of sides) side.shift(x * (1 - grown), y * (1 - grown), grown);
  stopper.abort();
}

function pan(dx, dy) {
  view.pan(dx, dy);
  for (const side of sides) side.shift(dx, dy, 1);
  stopper.abort();
}

function go(index) {
  if (!places[index]) return;
  view.go(places[index]);
  restart();
}

function stepIterations(step) {
  const next = step > 0 ? iterationSteps.find(value => value > view.iterations)
    : iterationSteps.findLast(value => value < view.iterations);
  if (next) view.iterations = next;
  restart();
}

function togglePresentation() {
  document.body.classList.toggle("presenting");
  window.scrollTo(0, 0);
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try { localStorage.setItem("theme", theme); } catch { /* private windows forget it */ }
  graph?.draw();
  firstSecond?.draw();
}

function toggleTheme() { setTheme(document.documentElement.dataset.theme === "light" ? "dark" : "light"); }

const keys = {
  ArrowLeft: () => { pan(0.15, 0); restart(250); }, ArrowRight: () => { pan(-0.15, 0); restart(250); },
  ArrowUp: () => { pan(0, 0.15); restart(250); }, ArrowDown: () => { pan(0, -0.15); restart(250); },
  "+": () => { zoom(0.6); restart(250); }, "=": () => { zoom(0.6); restart(250); },
  "-": () => { zoom(1 / 0.6); restart(250); }, "−": () => { zoom(1 / 0.6); restart(250); },
  r: () => restart(), w: () => tileTrace.toggle(), s: () => $("second-measure").click(), c: () => { view.cold = 1 - view.cold; restart(); }, g: () => $("measure").click(),
  p: togglePresentation, t: toggleTheme, "?": () => $("keys").showModal(),
  "[": () => stepIterations(-1), "]": () => stepIterations(1),
  Escape: () => document.body.classList.remove("presenting"),
};

function listenToKeys() {
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const isInField = event.target.matches("select, input, textarea");
    if (isInField && event.key !== "Escape") return;
    const isArrow = event.key.startsWith("Arrow");
    if (isArrow && !event.target.matches(".frame") && !document.body.classList.contains("presenting")) return;
    const act = /^[0-9]$/.test(event.key) ? () => go(Number(event.key)) : keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function listenToButtons() {
  $("again").addEventListener("click", () => restart());
  $("ten").addEventListener("click", raceTenTimes);
  $("home").addEventListener("click", () => go(0));
  $("in").addEventListener("click", () => { zoom(0.6); restart(); });
  $("out").addEventListener("click", () => { zoom(1 / 0.6); restart(); });
  $("present").addEventListener("click", togglePresentation);
  $("theme").addEventListener("click", toggleTheme);
  $("help").addEventListener("click", () => $("keys").showModal());
  $("size").addEventListener("change", event => { view.size = event.target.value; restart(); });
  $("iterations").addEventListener("change", event => { view.iterations = Number(event.target.value); restart(); });
  $("cold").addEventListener("change", event => { view.cold = Number(event.target.value); restart(); });
  sides.forEach((side, index) => {
    side.select.addEventListener("change", () => { view[index ? "right" : "left"] = side.select.value; restart(); });
    listen(side.frame, { zoom, pan, end: restart, isOff: () => tileTrace.isOn });
  });
  window.addEventListener("storage", ({ key, newValue }) => { if (key === "theme" && newValue) setTheme(newValue); });  // another window, or the one around
  window.addEventListener("hashchange", () => { view.read(location.hash); restart(); });
}

function makePresets() {
  document.querySelector(".presets").replaceChildren(...places.map((place, index) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: place.name });
    button.addEventListener("click", () => go(index));
    return button;
  }));
}

// The slides and the front page show one part of the page in a frame: /mandelbrot/?panel=race, graph, second, front.
function becomePanel() {
  const panel = new URLSearchParams(location.search).get("panel");
  if (panel === "race" || panel === "front") document.body.classList.add("presenting");
  if (panel === "front") document.body.classList.add("front-panel");
  if (panel === "graph" || panel === "second") document.body.classList.add("chart-only", panel + "-only");
}

async function begin() {
  becomePanel();
  let theme = null;
  try { theme = localStorage.getItem("theme"); } catch { /* private windows forget it */ }
  setTheme(theme ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"));
  fill($("size"), sizes, size => size.replace("x", " × "));
  fill($("iterations"), iterationSteps, String);
  makePresets();
  try {
    engines = (await json("/api/engines")).engines;
  } catch (error) {
    return describe("the server does not answer: " + error.message);
  }
  const names = engines.map(engine => engine.name);
  if (!names.includes(view.left)) view.left = names[0];
  if (!names.includes(view.right)) view.right = names.at(-1);
  for (const side of sides) fill(side.select, names, labelOf);
  graph = new Graph(engines, view);
  firstSecond = new FirstSecond(engines, view);
  tileTrace = new TileTrace(sides, view, labelOf);
  listenToKeys();
  listenToButtons();
  if (document.body.classList.contains("chart-only")) document.body.dataset.state = "done";  // nothing may run beside what it measures
  else restart();
  showHost();
}

begin();
