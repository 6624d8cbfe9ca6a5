// The cluster's page: tiles in the colours of the workers that drew them, the workers, and what came of each picture.
import { events } from "/race.js";
import { duration, median, times } from "/numbers.js";
import { places } from "/view.js";
import "/theme.js";

const find = id => document.getElementById(id);
const canvas = find("canvas"), paper = canvas.getContext("2d");
const inks = [[127, 168, 255], [255, 176, 46], [63, 182, 139], [217, 107, 210]];  // as in cluster.css
const words = ["no", "one", "two", "three", "four"];
let palette = null, workers = [], results = [], tiles = [], drawing = null, clock = null;

const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
const indexOf = name => Math.max(0, workers.findIndex(worker => worker.name === name));
const ink = name => inks[indexOf(name) % inks.length];

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function say(problem) {
  find("problem").textContent = problem;
  find("problem").hidden = !problem;
}

async function ask(what, parameters) {
  say("");
  try {
    const answer = await fetch("/" + what, { method: "POST", body: new URLSearchParams(parameters) });
    if (!answer.ok) say((await answer.json()).error);
  } catch (error) {
    say("the cluster does not answer: " + error.message);
  }
}

// --- the picture

// Each worker's own ink, lighter where points escape late; or the showcase's colours.
function colour(shade, own) {
  if (!own) return [palette[3 * shade], palette[3 * shade + 1], palette[3 * shade + 2]];
  const light = shade ? 0.35 + 0.65 * Math.pow(shade / 255, 0.35) : 0.14;
  return own.map(part => part * light);
}

function paint(tile) {
  const own = find("who").checked ? ink(tile.worker) : null;
  const image = paper.createImageData(tile.width, tile.height);
  const table = Array.from({ length: 256 }, (_, shade) => colour(shade, own));
  tile.shades.forEach((shade, at) => image.data.set([...table[shade], 255], 4 * at));
  paper.putImageData(image, tile.x, tile.y);
  if (!own) return;
  paper.strokeStyle = "#04071480";
  paper.lineWidth = 1;
  paper.strokeRect(tile.x + 0.5, tile.y + 0.5, tile.width - 1, tile.height - 1);
  if (tile.moved) {
    paper.strokeStyle = "#fff";
    paper.lineWidth = 3;
    paper.strokeRect(tile.x + 2.5, tile.y + 2.5, tile.width - 5, tile.height - 5);
  }
  paper.font = "600 13px monospace";
  paper.fillStyle = "#04071499";
  paper.fillRect(tile.x + 5, tile.y + 5, 13, 16);
  paper.fillStyle = "#fff";
  paper.fillText(indexOf(tile.worker) + 1, tile.x + 8, tile.y + 17);
}

function clear(picture) {
  canvas.width = picture.width;
  canvas.height = picture.height;
  tiles = [];
}

// --- the workers

function card(worker, index) {
  const own = tiles.filter(tile => tile.worker === worker.name);
  const item = element("li", "", { "data-state": worker.state, "data-worker": worker.name });
  item.style.setProperty("--own", `var(--own-${index % inks.length})`);
  const host = element("span", `${worker.host} `, { class: "host" });
  host.append(element("span", { up: "is up", starts: "starts", down: "is down" }[worker.state], { class: "state" }));
  const act = element("button", `${worker.state === "down" ? "Start" : "Kill"} ${worker.name}`, { type: "button" });
  act.disabled = worker.state === "starts";
  act.addEventListener("click", () => ask(worker.state === "down" ? "start" : "kill", { worker: worker.name }));
  const ms = own.length ? `, ${duration(median(own.map(tile => tile.ms)))} a tile` : "";
  item.append(element("span", worker.name, { class: "name" }), host, element("span", String(own.length), { class: "tiles", "aria-label": `${own.length} tiles` }),
    element("small", `${worker.address}, process ${worker.pid ?? "–"}${ms}`), act);
  return item;
}

let isDue = false;
function showWorkers() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    const focused = document.activeElement?.closest?.("[data-worker]")?.dataset.worker;
    find("workers").replaceChildren(...workers.map(card));
    if (focused) find("workers").querySelector(`[data-worker="${focused}"] button`)?.focus();
  });
}

function setWorkers(list) {
  const isNew = list.length !== workers.length;
  workers = list;
  if (isNew) {
    find("how-many").textContent = words[list.length] ?? String(list.length);
    find("count").replaceChildren(...list.map((_, at) => element("option", String(at + 1))));
    find("count").selectedIndex = list.length - 1;
  }
  find("draw-kill").disabled = list.length < 2;
  showWorkers();
}

// --- what came of it

// Of the pictures with the same content: the last by one worker, none killed.
function byOne(result) {
  return results.findLast(other => other.workers.length === 1 && !other.killed.length && other.digest === result.digest);
}

function row(result) {
  const line = element("tr"), one = byOne(result);
  const shares = Object.entries(result.tiles).sort().map(([name, count]) => `${name} ${count}`).join(", ");
  const cells = [result.when, result.size, result.workers.join(", "), duration(result.seconds * 1000), duration(result.alone),
    one && one !== result ? times(one.seconds / result.seconds) : "–", shares,
    result.killed.length ? `${result.killed.join(", ")}: ${result.moved} in hand, ${result.lost} lost` : "–"];
  line.append(...cells.map(text => element("td", text)), element("td", result.equal ? "all equal" : "DIFFERENT", result.equal ? {} : { class: "wrong" }));
  return line;
}

function showResults() {
  find("results").replaceChildren(...results.toReversed().map(row));
  if (!results.length) find("results").append(element("tr"));
}

function verdict(result) {
  const one = byOne(result);
  const parts = [result.equal ? "all pixels as one process draws them" : "THE PIXELS DIFFER"];
  if (result.killed.length) parts.unshift(`${result.killed.join(", ")} killed, ${result.lost} tiles lost`);
  else if (one && result.workers.length > 1) parts.unshift(`${times(one.seconds / result.seconds)} as fast as one worker`);
  return parts.join("; ");
}

function state(name) { document.body.dataset.state = name; }

const on = {
  hello(data) {
    palette = bytes(data.palette);
    results = data.results;
    find("network").textContent = `The machines are ${data.network}.`;
    find("verdict").textContent = "R draws a picture";
    setWorkers(data.workers);
    showResults();
    state("ready");
  },
  workers: setWorkers,
  start(data) {
    drawing = data;
    clear(data.picture);
    find("verdict").textContent = `${data.tiles} tiles for ${data.workers.join(" and ")}`;
    find("progress").style.transform = "scaleX(0)";
    const began = performance.now();
    clearInterval(clock);
    clock = setInterval(() => { find("time").textContent = duration(performance.now() - began); }, 100);
    showWorkers();
    state("drawing");
  },
  tile(data) {
    const tile = { ...data, shades: bytes(data.pixels) };
    tiles.push(tile);
    paint(tile);
    find("progress").style.transform = `scaleX(${tiles.length / drawing.tiles})`;
    showWorkers();
  },
  killed(data) { find("verdict").textContent = `${data.worker} is killed: its ${data.had} tiles go to the others, ${data.left} are left`; },
  drawn(data) {
    clearInterval(clock);
    find("time").textContent = duration(data.seconds * 1000);
    find("verdict").textContent = "one process draws it, to compare";
    state("comparing");
  },
  done(data) {
    if (!results.some(known => known.number === data.number)) results.push(data);
    find("verdict").textContent = verdict(data);
    showResults();
    state("done");
  },
  failed(data) {
    clearInterval(clock);
    say(data.error);
    find("verdict").textContent = "no picture";
    state("failed");
  },
};

// --- what one asks for

function draw(kill) {
  const { cx, cy, scale } = places[find("place").selectedIndex];
  const [width, height] = find("size").value.split("x");
  const names = workers.slice(0, kill ? workers.length : Number(find("count").value)).map(worker => worker.name);
  return ask("draw", { workers: names.join(","), width, height, cx, cy, scale, iterations: find("iterations").value, ...(kill ? { kill: names[0] } : {}) });
}

find("place").replaceChildren(...places.map(({ name }) => element("option", name)));
find("ask").addEventListener("submit", event => { event.preventDefault(); draw(false); });
find("draw-kill").addEventListener("click", () => draw(true));
find("who").addEventListener("change", () => tiles.forEach(paint));
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input, textarea")) return;
  if (event.key === "r" || event.key === "R") draw(false);
  if (event.key === "k" || event.key === "K") draw(true);
});

const leaving = new AbortController();
addEventListener("pagehide", () => leaving.abort());
for (;;) {
  try {
    await events("/events", leaving.signal, on);
  } catch (error) {
    if (leaving.signal.aborted) break;
  }
  clearInterval(clock);
  find("verdict").textContent = "the cluster has ended";
  state("gone");
  await new Promise(wake => setTimeout(wake, 2000));
}
