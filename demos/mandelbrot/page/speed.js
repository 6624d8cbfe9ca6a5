// The speed centre: stored runs as the server gives them (demos/speed/report.py), nothing measured or typed in here.
import { json } from "./race.js";
import { duration, times } from "./numbers.js";
import { save, savePng } from "./drawing.js";
import "./theme.js";

const $ = id => document.getElementById(id);
const base = "CPython", ours = "Sidewinder";
// In a frame, /speed/?panel=cpython (or pypy, history) shows that graph alone.
const panel = new URLSearchParams(location.search).get("panel");
let run = null, measure = "steady", graphs = {};

function make(tag, text, name = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (name) element.className = name;
  return element;
}

// --- the large figures ---------------------------------------------------------------------
function figure(found, words, absent) {
  const box = document.createElement("div");
  if (!found) box.className = "none";
  box.append(make("dt", found ? `${words}, ${found.programs} programs` : `${words}: ${absent}`), make("dd", found ? times(found.ratio) : "none"));
  return box;
}

function showFigures() {
  const { steady, first, memory } = run.against;
  $("figures").replaceChildren(
    figure(steady.cpython, "as fast as CPython once warm", "not measured"),
    figure(first.cpython, "as fast as CPython in the first call", "not measured"),
    figure(steady.pypy, "as fast as PyPy once warm", "PyPy was not there"),
    figure(memory.cpython, "as sparing with memory as CPython", "not measured"));
}

// --- graphs --------------------------------------------------------------------------------
function describe(svg) {
  return [...svg.querySelectorAll("text")].map(text => text.textContent).join("; ");
}

function showGraphs() {
  const shown = { ...run.graphs[measure], history: graphs.history };
  for (const [name, svg] of Object.entries(shown)) {
    const chart = document.querySelector(`[data-graph=${name}] .chart`);
    chart.innerHTML = svg;
    chart.setAttribute("aria-label", describe(chart));
  }
}

// As a file it has its own colours, which are for light paper.
async function saveGraph(name, kind) {
  const svg = document.querySelector(`[data-graph=${name}] svg`);
  const file = `sidewinder-${name}${name === "history" ? "" : "-" + measure}-${run.name}.${kind}`;
  if (kind === "svg") return save(new Blob([svg.outerHTML], { type: "image/svg+xml" }), file);
  await savePng(svg, file);
}

// --- tables --------------------------------------------------------------------------------
const absolute = value => measure === "memory" ? Math.round(value) + " MB" : duration(value * 1000);

function cell(row, engine) {
  if (!row[engine]) return make("td", "not there", "wrong");
  if (row[engine].failed) return make("td", "failed: " + row[engine].failed, "wrong");
  if (engine === base) return make("td", absolute(row[base][measure]), "number");
  if (!row[base]?.[measure]) return make("td", absolute(row[engine][measure]), "number");
  const ratio = row[base][measure] / row[engine][measure];
  return make("td", times(ratio), ratio < 0.995 ? "number worse" : "number");
}

function showPrograms() {
  const head = document.createElement("tr");
  head.append(make("th", "program"), ...run.engines.map(engine => make("th", engine, "number")));
  const rows = Object.entries(run.programs).map(([name, row]) => {
    const line = document.createElement("tr");
    line.append(make("td", name), ...run.engines.map(engine => cell(row, engine)));
    return line;
  });
  const mean = make("tr", "", "mean");
  mean.append(make("td", "geometric mean"), ...run.engines.map(engine => {
    const found = run.means[measure][engine];
    return make("td", engine === base ? "" : found ? times(found.ratio) : "none", "number");
  }));
  $("programs").tHead.replaceChildren(head);
  $("programs").tBodies[0].replaceChildren(...rows, mean);
}

function showRuns(items) {
  $("runs").tBodies[0].replaceChildren(...items.map(({ date, host, counted, means, busy }) => {
    const line = document.createElement("tr");
    const figures = ["steady", "first", "memory"].map(each => make("td", means[each][ours] ? times(means[each][ours].ratio) : "none", "number"));
    line.append(make("td", date), make("td", counted), make("td", `${host.machine}, ${host.cores} cores`), make("td", host.load.toFixed(1) + (busy ? " (busy)" : "")), ...figures);
    return line;
  }));
}

function showHost() {
  const { machine, cores, load, system, commit, date } = run.host;
  const facts = { date, processor: machine, cores, "load before": load.toFixed(2), system, commit: commit || "unknown", Pythons: run.engines.join(", ") };
  if (run.absent.length) facts["not there"] = run.absent.join(", ");
  $("host").replaceChildren(...Object.entries(facts).map(([name, value]) => {
    const line = document.createElement("div");
    line.append(make("dt", name), make("dd", String(value)));
    return line;
  }));
  $("how").textContent = run.how;
}

// --- one run -------------------------------------------------------------------------------
function show() {
  $("where").textContent = `${run.where} ${run.counted}.`;
  $("where").classList.toggle("busy", run.busy);
  showFigures();
  showGraphs();
  showPrograms();
  showHost();
}

async function choose(name) {
  document.body.dataset.state = "running";
  try {
    [run] = (await json("/api/speed?name=" + name)).items;
    $("results").hidden = false;
    show();
    document.body.dataset.state = "done";
  } catch (error) {
    $("where").textContent = "It cannot be shown: " + error.message;
    document.body.dataset.state = "failed";
  }
}

function compare(next) {
  measure = next;
  for (const button of $("measures").children) button.setAttribute("aria-pressed", String(button.dataset.measure === measure));
  showGraphs();
  showPrograms();
}

function becomePanel() {
  const figure = document.querySelector(`[data-graph="${CSS.escape(panel)}"]`);
  if (!figure) return;
  document.body.classList.add("one-graph");
  figure.classList.add("alone");
}

async function begin() {
  if (panel) becomePanel();
  let items;
  try {
    const answer = await json("/api/speed");
    items = answer.items;
    graphs.history = answer.history;
  } catch (error) {
    $("where").textContent = "the server does not answer: " + error.message;
    document.body.dataset.state = "failed";
    return;
  }
  if (!items.length) {
    $("where").textContent = "Nothing has been measured yet; the command stands below.";
    document.body.dataset.state = "done";
    return;
  }
  $("run").replaceChildren(...items.map(({ name, date, busy }) => new Option(date + (busy ? " (busy)" : ""), name)));
  showRuns(items);
  const wanted = location.hash.slice(1);
  if (items.some(({ name }) => name === wanted)) $("run").value = wanted;
  $("run").addEventListener("change", () => { history.replaceState(null, "", "#" + $("run").value); choose($("run").value); });
  for (const button of $("measures").children) button.addEventListener("click", () => compare(button.dataset.measure));
  for (const button of document.querySelectorAll("[data-save]"))
    button.addEventListener("click", () => saveGraph(button.closest("figure").dataset.graph, button.dataset.save));
  choose($("run").value);
}

begin();
