// The list of differences: each program is run by the server on every engine, one program after the other.
import { json } from "./race.js";
import "./theme.js";

const entries = document.getElementById("entries");

function make(tag, text, name = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = name;
  return element;
}

// What stands between backticks is code.
function paragraph(text) {
  const element = document.createElement("p");
  element.append(...text.split("`").map((part, i) => i % 2 ? make("code", part) : part));
  return element;
}

// Engines that say the same stand together, in the order in which they first came.
function groupsOf(answers) {
  const groups = new Map();
  for (const answer of answers) groups.set(answer.output, [...groups.get(answer.output) ?? [], answer]);
  return [...groups];
}

function groupElement([output, answers]) {
  const element = document.createElement("div");
  const title = make("h3", answers.map(answer => answer.label).join(", "), answers.some(answer => answer.engine === "sidewinder") ? "" : "plain");
  title.append(make("small", answers.map(answer => Math.round(answer.ms) + " ms").join(", ")));
  const text = make("pre", output);
  text.tabIndex = 0;
  element.append(title, text);
  return element;
}

// Whether Sidewinder and CPython say the same; PyPy is there for comparison.
function verdictOf(answers) {
  const [a, b] = ["cpython", "sidewinder"].map(name => answers.find(answer => answer.engine === name)?.output);
  return a === b ? "agrees" : "differs";
}

class Entry {
  constructor(about) {
    this.name = about.name;
    this.element = make("section", "", "entry");
    this.element.id = about.name;
    this.badge = make("span", "waits", "badge");
    this.button = make("button", "Run again");
    this.button.type = "button";
    this.button.setAttribute("aria-label", "Run again: " + about.title);
    this.button.addEventListener("click", () => this.run().then(summarize));
    const header = document.createElement("header");
    header.append(make("h2", about.title), this.badge, this.button);
    const source = make("pre", about.source);
    source.tabIndex = 0;
    this.answers = make("div", "", "answers");
    this.answers.setAttribute("aria-live", "polite");
    this.answers.append(make("p", "waits for its turn", "waiting"));
    this.element.append(header, paragraph(about.why), source, this.answers);
    entries.append(this.element);
  }

  async run() {
    this.button.disabled = true;
    this.badge.textContent = "runs";
    try {
      const { items: [item] } = await json("/api/differences?name=" + this.name);
      this.answers.replaceChildren(...groupsOf(item.answers).map(groupElement));
      this.element.dataset.verdict = verdictOf(item.answers);
      this.badge.textContent = this.element.dataset.verdict === "agrees" ? "as on CPython" : "differs";
    } catch (error) {
      this.answers.replaceChildren(make("p", error.message, "failed"));
      this.element.dataset.verdict = "failed";
      this.badge.textContent = "failed";
    }
    this.button.disabled = false;
  }
}

function summarize() {
  const count = verdict => entries.querySelectorAll(`[data-verdict=${verdict}]`).length;
  document.getElementById("summary").textContent = `Of ${entries.children.length}, Sidewinder does ${count("agrees")} as CPython does and ${count("differs")} in its own way.`;
}

async function begin() {
  document.body.dataset.state = "running";
  try {
    const list = (await json("/api/differences")).items.map(about => new Entry(about));
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    for (const entry of list) await entry.run();
    summarize();
    document.body.dataset.state = "done";
  } catch (error) {
    entries.append(make("p", "the server does not answer: " + error.message, "failed"));
    document.body.dataset.state = "failed";
  }
}

begin();
