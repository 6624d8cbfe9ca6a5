// The trace viewer: a program of the kit's is run by the server; its five levels are shown, linked by line. Its address may name the program (#branch)
// or a tile of a race's picture (#w=320&...&x=10&y=20). In a frame, /viewer/?panel=NAME shows the levels alone, with &handler=OPCODE that instruction's
// handler alone.
import { json } from "./race.js";
import { highlight } from "/slides/highlight.js";
import "./theme.js";

const $ = id => document.getElementById(id);
const panes = Object.fromEntries([...document.querySelectorAll("[data-level]")].map(section => [section.dataset.level, section.querySelector(".rows")]));
const lives = Object.fromEntries([...document.querySelectorAll("[data-life]")].map(section => [section.dataset.life, section.querySelector(".rows")]));
const panel = new URLSearchParams(location.search).get("panel");
const wantedOpcode = new URLSearchParams(location.search).get("handler");
const tile = "tile";  // among the programs: the tile that the address names
let item = null, trace = null, lit = null, isOwn = false;

function make(tag, text, name = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = name;
  return element;
}

function rowOf({ line, text, number = line ?? "", name = "", notes = [] }) {
  const row = make("div", "", "row " + name);
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  if (line != null) row.dataset.line = line;
  row.append(make("span", String(number), "number"), make("span", text, "text"), ...notes);
  return row;
}

// --- what stands in each level -------------------------------------------------------------
const sourceRows = () => {
  const hot = new Set(trace?.recorded.map(row => row.line));
  return item.source.map((text, i) => rowOf({ line: i + 1, text, name: hot.has(i + 1) ? "hot" : "" }));
};

const bytecodeRows = () => item.bytecode.map(row => {
  const element = rowOf({ ...row, name: row.line == null && row.text.startsWith("code ") ? "comment" : "" });
  if (row.opcode) element.dataset.instruction = placeOf(row);
  return element;
});

// One note for an operation, however often it was removed (peeling makes the loop's body a second time).
function recordedRows() {
  const reasons = new Map();
  for (const { n, pass, why } of trace.removed)
    if (n != null) reasons.set(n, (reasons.get(n) ?? new Set()).add(`${pass}: ${why}`));
  return trace.recorded.map(row => {
    const why = [...reasons.get(row.n) ?? []].join("; ");
    return rowOf({ ...row, name: why ? "gone" : "", notes: why ? [make("span", why, "note")] : [] });
  });
}

function optimisedRows() {
  const left = new Map(trace.exits.map(exit => [exit.n, exit.times]));
  const bridges = new Map(item.traces.filter(other => Number(other.log.parent) === trace.id).map(other => [Number(other.log.exit), other.id]));
  return trace.optimised.map(row => {
    const notes = [];
    if (left.has(row.n)) notes.push(make("span", `left ${left.get(row.n)} times`, "note left"));
    if (bridges.has(row.n)) notes.push(make("span", `then bridge ${bridges.get(row.n)}`, "note"));
    return rowOf({ ...row, notes, name: row.text.endsWith(" sunk") ? "comment" : "" });
  });
}

const asmRows = () => trace.asm.map(row => rowOf({ ...row, name: row.text.startsWith(";") ? "comment" : "" }));

function showLevels() {
  panes.source.replaceChildren(...sourceRows());
  panes.bytecode.replaceChildren(...bytecodeRows());
  const none = [make("p", "nothing was compiled", "note")];
  panes.recorded.replaceChildren(...trace ? recordedRows() : none);
  panes.optimised.replaceChildren(...trace ? optimisedRows() : none);
  panes.asm.replaceChildren(...trace ? asmRows() : none);
  showRemoved();
  showHandler();
}

// --- one handler, three machines -----------------------------------------------------------
const placeOf = row => `${row.function}.${row.pc}`;
function codeRow(text, kind, name = "", number = null) {
  const row = make("div", "", "row " + name), line = make("span", text, "text");
  if (number !== null) row.append(make("span", String(number), "number"));
  row.append(line);
  highlight(line, kind);
  return row;
}

// What a line is about, as the three write it: a field's name, else an operation's.
const inSource = { box_int: "new_int", box_float: "new_float", guard_class: "is_exact", has_class: "is_exact", guard_true: "m.test", guard_false: "m.test", test: "m.test" };
const fieldOf = text => /(?:@|, )\w+\.(\w+)/.exec(text)?.[1];
const operationOf = text => /^(?:[%v]\d+ = )?(\w+)/.exec(text)?.[1];

// Which lines of the source an operation may come from.
function comesFrom(text, line) {
  const field = fieldOf(text), operation = operationOf(text);
  if (field) return new RegExp(`fields::\\w+_${field}\\b`).test(line);
  return line.includes(inSource[operation] ?? `m.${operation}(`);
}

// A line of one lights up with what it is in the two others, and with the machine code of it.
function lightLife(row) {
  const text = row.querySelector(".text").textContent, isSource = lives.source.contains(row);
  const isSame = other => {
    if (other === row) return true;
    const words = other.querySelector(".text").textContent;
    if (isSource) return !lives.source.contains(other) && comesFrom(words, text);
    if (lives.source.contains(other)) return comesFrom(text, words);
    return fieldOf(text) ? fieldOf(words) === fieldOf(text) : !fieldOf(words) && inSource[operationOf(text)] !== undefined
      ? inSource[operationOf(words)] === inSource[operationOf(text)] : operationOf(words) === operationOf(text);
  };
  for (const pane of Object.values(lives)) {
    let isLit = false;
    for (const other of pane.querySelectorAll(".row")) {
      if (!other.classList.contains("code")) isLit = isSame(other);
      other.classList.toggle("lit", isLit);
    }
  }
}

// What the page was asked for, else what was recorded most of, for a beginning.
function offerInstructions() {
  const rows = item.bytecode.filter(row => row.opcode && item.handlers[row.opcode]);
  $("instruction").replaceChildren(...rows.map(row => new Option(`${row.function}${row.text}`.replace(/ +/g, " "), placeOf(row))));
  const counted = row => item.traces.reduce((sum, { recorded }) => sum + recorded.filter(each => each.pc === row.pc && each.at === row.function).length, 0);
  const wanted = rows.filter(row => row.opcode === wantedOpcode);
  const [first] = (wanted.length ? wanted : rows).map(row => [row, counted(row)]).sort((a, b) => b[1] - a[1]);
  if (first) $("instruction").value = placeOf(first[0]);
  $("handler").hidden = !rows.length;
}

function chooseInstruction(place) {
  $("instruction").value = place;
  showHandler();
}

function showHandler() {
  const row = item.bytecode.find(each => each.opcode && placeOf(each) === $("instruction").value);
  if (!row) return;
  const handler = item.handlers[row.opcode];
  $("handler-place").textContent = `runs this, as ${handler.instantiation}; ${handler.path.replace(/.*\//, "")}:${handler.line}`;
  lives.source.replaceChildren(...handler.text.map((text, i) => codeRow(text, "cpp", "", handler.line + i)));
  const recorded = (trace?.recorded ?? []).filter(each => each.pc === row.pc && each.at === row.function);
  const gone = new Set(trace?.removed.map(each => each.n));
  lives.recorded.replaceChildren(...recorded.length ? recorded.map(each => codeRow(each.text, "listing", gone.has(each.n) ? "gone" : "")) : [make("p", "Nothing: this trace does not run through it, or its place is not certain.", "note")]);
  const versions = item.compiled.filter(each => each.pc === row.pc && each.function === row.function);
  $("version").replaceChildren(...versions.map((each, i) => new Option(`${each.name}, known before it: ${each.known || "nothing"}`, i)));
  $("version").disabled = versions.length < 2;
  const [fullest] = versions.map((each, i) => [i, each.rows.length]).sort((a, b) => b[1] - a[1]);
  if (fullest) $("version").value = fullest[0];
  showVersion(versions);
}

function showVersion(versions) {
  const version = versions[Number($("version").value)];
  lives.compiled.replaceChildren(...version ? version.rows.map(({ text, kind }) => codeRow(text, kind === "code" ? "asm" : "listing", kind)) : [make("p", "Nothing: it was executed too seldom, or not at all.", "note")]);
  for (const pane of Object.values(lives)) pane.scrollTop = 0;
}

function tableRow(texts, name = "") {
  const row = make("tr", "", name);
  row.append(...texts.map(text => make("td", String(text))));
  return row;
}

function showRemoved() {
  $("removed").tBodies[0].replaceChildren(...(trace?.removed ?? []).map(row => tableRow([row.line ?? "", row.text, row.pass, row.why])));
}

// What is slow stands first.
function showAdvice() {
  const rows = [...item.advice].sort((a, b) => Boolean(b.advice) - Boolean(a.advice) || a.line - b.line);
  $("advice").tBodies[0].replaceChildren(...rows.map(row => tableRow([row.line, row.function, row.state, row.reason, row.advice || "nothing"], row.advice ? "slow" : "")));
}

// --- which trace ---------------------------------------------------------------------------
const nameOf = other => `${other.log.kind ?? "trace"} ${other.id}` + (other.log.kind === "bridge" ? ` of ${other.log.parent}, at %${other.log.exit}` : ` at ${other.log.at ?? ""}`);

function countsOf({ log, recorded, optimised, removed }) {
  const micro = key => log[key] ? `${Math.round(log[key] / 1000)} µs` : "?";
  return `${recorded.length} operations recorded, ${removed.length} removed, of the first turn and of the loop, ${optimised.length} left; in its loop ${log.guards ?? "?"} guards, ` +
    `${log.allocations ?? "?"} allocations, ${log.calls ?? "?"} calls; ${log.bytes ?? "?"} bytes; recorded in ${micro("recording_ns")}, optimised in ${micro("optimize_ns")}, coded in ${micro("codegen_ns")}`;
}

function choose(next) {
  trace = next;
  for (const button of $("tree").querySelectorAll("button[data-id]")) button.setAttribute("aria-pressed", String(button.dataset.id === String(trace?.id)));
  $("facts").textContent = trace ? countsOf(trace) : "Nothing of it was compiled.";
  showLevels();
  const line = trace?.recorded.find(row => row.line != null)?.line;
  if (line != null) light(line);
}

function branch(button, ...below) {
  const node = make("li", "");
  node.append(button);
  if (!below.length) return node;
  const list = make("ul", "");
  list.append(...below);
  node.append(list);
  return node;
}

// A call that is in the trace, with those that it makes below it; takes them from the front of the rows, which are in that order.
function callNode(rows, other) {
  const { function: name, depth, line } = rows.shift();
  const button = make("button", name, "call");
  button.type = "button";
  button.title = "called within the trace";
  button.addEventListener("click", () => {
    if (trace !== other) choose(other);
    light(line);
  });
  const below = [];
  while (rows[0]?.depth > depth) below.push(callNode(rows, other));
  return branch(button, ...below);
}

// A trace: the calls in it, and the bridges that hang from it.
function traceNode(other) {
  const button = make("button", nameOf(other), other.log.kind ?? "");
  button.type = "button";
  button.dataset.id = other.id;
  button.addEventListener("click", () => choose(other));
  const rows = [...other.calls], calls = [];
  while (rows.length) calls.push(callNode(rows, other));
  return branch(button, ...calls, ...item.traces.filter(({ log }) => Number(log.parent) === other.id).map(traceNode));
}

function showTree() {
  const known = new Set(item.traces.map(other => other.id));
  const roots = item.traces.filter(({ log }) => !known.has(Number(log.parent)));
  $("tree").replaceChildren(...roots.map(traceNode));
}

// --- linked by line ------------------------------------------------------------------------
function scrollTo(pane, row) {
  const top = row.offsetTop - pane.offsetTop;
  if (top < pane.scrollTop || top > pane.scrollTop + pane.clientHeight - row.offsetHeight) pane.scrollTop = Math.max(0, top - pane.clientHeight / 3);
}

function light(line, except = null) {
  lit = Number(line);
  for (const pane of Object.values(panes)) {
    let first = null;
    for (const row of pane.children) {
      const isLit = row.dataset.line === String(line);
      row.classList.toggle("lit", isLit);
      row.setAttribute("aria-selected", String(isLit));
      if (isLit) first ??= row;
    }
    if (first && pane !== except) scrollTo(pane, first);
  }
}

// The next line, up or down, that has something in this level.
function step(pane, direction) {
  const lines = [...new Set([...pane.children].map(row => row.dataset.line).filter(Boolean).map(Number))].sort((a, b) => a - b);
  const next = direction > 0 ? lines.find(line => line > (lit ?? 0)) : lines.findLast(line => line < (lit ?? Infinity));
  if (next != null) light(next);
}

panes.bytecode.addEventListener("click", event => {
  const place = event.target.closest(".row")?.dataset.instruction;
  if (place) chooseInstruction(place);
});
for (const pane of Object.values(lives))
  pane.addEventListener("mouseover", event => {
    let row = event.target.closest(".row");
    while (row?.classList.contains("code")) row = row.previousElementSibling;
    if (row) lightLife(row);
  });
$("instruction").addEventListener("change", showHandler);
$("version").addEventListener("change", () => {
  const place = $("instruction").value;
  showVersion(item.compiled.filter(each => placeOf(each) === place));
});

for (const pane of Object.values(panes)) {
  pane.addEventListener("mouseover", event => {
    const line = event.target.closest(".row")?.dataset.line;
    if (line && Number(line) !== lit) light(line, pane);
  });
  pane.addEventListener("keydown", event => {
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    step(pane, direction);
  });
}

// --- a program of one's own ----------------------------------------------------------------
// In a header, as base64 of UTF-8.
function encoded(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

async function runOwn() {
  const answer = await fetch("/api/levels", { headers: { "X-Program": encoded($("own-text").value) } });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error);
  const [found] = content.items;
  if (found.refused) throw new Error(found.refused);
  return found;
}

function showOutput() {
  $("own-output").hidden = !isOwn;
  $("own-output").textContent = isOwn ? item.output || "It printed nothing." : "";
}

// --- what is asked for ---------------------------------------------------------------------
const isTile = text => /(^|&)x=\d+/.test(text);

function query() {
  return $("program").value === tile ? location.hash.slice(1) : "name=" + $("program").value;
}

function offer(items) {
  const wanted = location.hash.slice(1) || panel;
  $("program").replaceChildren(...items.map(({ name, title }) => new Option(title, name)));
  if (isTile(wanted ?? "")) $("program").prepend(new Option("A tile of the race's picture", tile));
  $("program").selectedIndex = 0;
  if (items.some(({ name }) => name === wanted)) $("program").value = wanted;
}

// --- running it ----------------------------------------------------------------------------
async function run() {
  document.body.dataset.state = "running";
  $("again").disabled = $("own-run").disabled = true;
  $("facts").textContent = "runs";
  try {
    item = isOwn ? await runOwn() : (await json("/api/levels?" + query())).items[0];
    $("why").textContent = item.why.replaceAll("`", "") + (item.not_enforced ? ` (${item.not_enforced})` : "");
    showOutput();
    offerInstructions();
    showTree();
    showAdvice();
    choose(item.traces[0] ?? null);
    document.body.dataset.state = "done";
  } catch (error) {
    $("facts").textContent = "It cannot be shown: " + error.message;
    document.body.dataset.state = "failed";
  }
  $("again").disabled = $("own-run").disabled = false;
}

async function begin() {
  document.body.classList.toggle("levels-only", panel !== null && wantedOpcode === null);
  document.body.classList.toggle("handler-only", panel !== null && wantedOpcode !== null);
  try {
    const { items } = await json("/api/levels");
    offer(items);
  } catch (error) {
    $("facts").textContent = "the server does not answer: " + error.message;
    document.body.dataset.state = "failed";
    return;
  }
  $("own-form").addEventListener("submit", event => { event.preventDefault(); isOwn = true; run(); });
  $("program").addEventListener("change", () => {
    isOwn = false;
    if ($("program").value !== tile) {
      history.replaceState(null, "", "#" + $("program").value);
      $("program").querySelector(`[value=${tile}]`)?.remove();
    }
    run();
  });
  $("again").addEventListener("click", run);
  document.addEventListener("keydown", event => {
    if (event.key === "r" && !event.ctrlKey && !event.metaKey && !event.altKey && !$("again").disabled && !event.target.matches("select, textarea")) run();
  });
  run();
}

begin();
