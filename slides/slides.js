// The deck: one slide at a time, a speaker's window that follows (and leads), live panels and terminals that fall back to their twins.
import { highlight } from "./highlight.js";
import { events } from "/race.js";

const $ = id => document.getElementById(id);
const slides = [...document.querySelectorAll(".slide")];
const channel = new BroadcastChannel("sidewinder-slides");
const isSpeaker = new URLSearchParams(location.search).has("speaker");
let current = Math.max(0, slides.findIndex(slide => "#" + slide.id === location.hash));
let began = Date.now();

const title = index => slides[index]?.querySelector("h2").textContent ?? "the end";

function show(index, isFollowing = false) {
  stopStep();
  current = Math.min(slides.length - 1, Math.max(0, index));
  slides.forEach((slide, number) => slide.classList.toggle("shown", number === current));
  history.replaceState(null, "", "#" + slides[current].id);
  $("place").textContent = `${current + 1} / ${slides.length}`;
  document.querySelector("#progress i").style.transform = `scaleX(${(current + 1) / slides.length})`;
  if (isSpeaker) tellSpeaker();
  else {
    fit(slides[current]);
    openPanels();
  }
  if (!isFollowing) channel.postMessage(slides[current].id);
}

// Output that is wider or longer than its place gets smaller, then goes into two columns, and at last scrolls.
const layouts = [[1, 4.2, 1.9], [2, 2.3, 1.5], [1, 1.8, 1.5]];

// Of the monospaced letters, for a size of 1.
const characterWidth = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px " + getComputedStyle(document.querySelector(".output")).fontFamily;
  return pen.measureText("0").width / 100;
})();

// A part of the window, as in the style sheet.
const windowUnit = () => Math.min(innerHeight / 100, innerWidth / (innerWidth < innerHeight ? 100 : 177.8));

function fit(slide, unit = windowUnit()) {
  for (const output of slide.querySelectorAll(".output"))
    for (const [columns, largest, smallest] of layouts) {
      output.style.columnCount = columns === 1 ? "auto" : columns;
      const longest = Math.max(...output.textContent.split("\n").map(line => line.length));
      if (sizes(largest, smallest).some(size => {
        output.style.fontSize = size * unit + "px";
        const room = (output.clientWidth - 4 * unit) / columns - (columns - 1) * size * unit;
        return longest * characterWidth * size * unit <= room && output.scrollHeight <= output.clientHeight && output.scrollWidth <= output.clientWidth;
      })) break;
    }
}

function sizes(largest, smallest) {
  return Array.from({ length: Math.round((largest - smallest) / 0.1) + 1 }, (_, step) => largest - step * 0.1);
}

// A panel runs only while its slide is shown.
function openPanels() {
  slides.forEach((slide, number) => slide.querySelectorAll(".panel").forEach(panel => {
    const frame = panel.querySelector("iframe");
    if (number !== current) return frame.removeAttribute("src");
    if (frame.getAttribute("src")) return;
    fetch("/healthz").then(answer => { if (!answer.ok) throw new Error(); }).then(() => {
      panel.querySelector(".twin").hidden = true;
      frame.hidden = false;
      frame.src = frame.dataset.src;
    }).catch(() => {
      frame.hidden = true;
      panel.querySelector(".twin").hidden = false;
      fit(slide);
    });
  }));
}

// Who has clicked into a panel goes on with the remote control all the same, and comes back by Escape.
for (const frame of document.querySelectorAll(".panel iframe"))
  frame.addEventListener("load", () => {
    frame.classList.toggle("loaded", frame.hasAttribute("src"));
    frame.contentWindow.addEventListener("keydown", event => {
      if (event.key === "Escape") window.focus();
      if (!["PageDown", "PageUp"].includes(event.key)) return;
      event.preventDefault();
      window.focus();
      keys[event.key]();
    });
  });

// --- a step's terminal: its recorded twin, until it is run here and now ---------------------
let running = null;  // what ends it

const partsOf = figure => ["output", "label", "how", "run"].map(name => figure.querySelector("." + name));

// What it says once it was run: null, its recorded twin again.
function showRun(figure, text, label, state) {
  const [output, caption, , button] = partsOf(figure);
  figure.recorded ??= { text: output.textContent, label: caption.textContent };
  output.textContent = text ?? figure.recorded.text;
  caption.textContent = label + (text === null ? figure.recorded.label : "");
  figure.dataset.state = state;
  button.lastChild.textContent = state === "running" ? " stop" : state === "live" ? " again" : " run it now";
  if (text === null || state === "live") highlight(output, figure.dataset.kind);
  if (text === null || state === "live") fit(slides[current]);
  else output.scrollTop = output.scrollHeight;
}

function stopStep() { running?.abort(); }

async function runStep(figure) {
  if (running) return stopStep();
  const own = running = new AbortController();
  let text = "", result = null, problem = "";
  const began = Date.now();
  const clock = setInterval(() => showRun(figure, text, `running here and now, ${Math.floor((Date.now() - began) / 1000)} s`, "running"), 250);
  showRun(figure, "", "running here and now", "running");
  try {
    await startStep(figure.dataset.step.replace("/", "_"), own.signal, { output: piece => { text += piece.text; }, done: data => { result = data; } });
    problem = result ? result.problem : "the server is gone";
  } catch (error) {
    problem = own.signal.aborted ? "stopped" : error.message;
  }
  clearInterval(clock);
  running = null;
  if (problem) showRun(figure, null, problem === "stopped" ? "" : `not here and now (${problem}): `, "recorded");
  else showRun(figure, text.replace(/\n+$/, ""), `live, ${new Date().toLocaleTimeString()}, ${result.seconds.toFixed(1)} s, ${result.machine}`, "live");
}

// The step of before may still be coming to its end.
async function startStep(name, signal, on) {
  for (let attempt = 0; ; attempt++)
    try {
      return await events("/api/step", signal, on, { "X-Step": name });
    } catch (error) {
      if (attempt >= 8 || error.message !== "another step is running") throw error;
      await new Promise(wake => setTimeout(wake, 250));
    }
}

// Enter: what there is on the slide to be done.
function act() {
  const frame = slides[current].querySelector(".panel iframe[src]");
  if (frame && !frame.hidden) return frame.contentDocument?.getElementById(frame.dataset.button)?.click();
  const figure = [...slides[current].querySelectorAll(".terminal")].find(each => each.offsetParent);
  if (figure) runStep(figure);
}

for (const figure of document.querySelectorAll(".terminal")) {
  highlight(figure.querySelector(".output"), figure.dataset.kind);
  figure.querySelector(".run").addEventListener("click", () => runStep(figure));
}
for (const code of document.querySelectorAll("pre code[class^=language-]")) highlight(code, code.className.slice("language-".length));

// The next slide as the audience will see it, small.
function preview(slide) {
  const copy = slide?.cloneNode(true);
  $("preview").replaceChildren(...copy ? [copy] : []);
  if (!copy) return;
  copy.removeAttribute("id");
  copy.style.transform = `scale(${$("preview").clientWidth / 1280})`;
  for (const frame of copy.querySelectorAll("iframe")) frame.remove();
  for (const twin of copy.querySelectorAll(".twin")) twin.hidden = false;
  fit(copy, 7.2);
}

function tellSpeaker() {
  $("now-title").textContent = title(current);
  $("next-title").textContent = title(current + 1);
  $("notes").innerHTML = slides[current].querySelector(".notes").innerHTML || "<p>No notes.</p>";
  preview(slides[current + 1]);
  $("count").textContent = `${current + 1} / ${slides.length}`;
}

function tick() {
  const seconds = Math.floor((Date.now() - began) / 1000);
  $("elapsed").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  $("time").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

function toggleTheme() {
  const theme = document.documentElement.dataset.theme === "light" ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
  try { localStorage.setItem("theme", theme); } catch { /* private windows forget it */ }
}

const keys = {
  ArrowRight: () => show(current + 1), " ": () => show(current + 1), PageDown: () => show(current + 1), ArrowDown: () => show(current + 1), n: () => show(current + 1),
  ArrowLeft: () => show(current - 1), PageUp: () => show(current - 1), ArrowUp: () => show(current - 1), Home: () => show(0), End: () => show(slides.length - 1),
  s: () => window.open("/slides/?speaker#" + slides[current].id, "speaker", "width=1100,height=720"),
  o: () => { document.body.classList.toggle("overview"); slides[current].scrollIntoView({ block: "center" }); },
  Enter: act, b: () => document.body.classList.toggle("black"), t: toggleTheme,
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  Escape: () => document.body.classList.remove("overview", "black"), "?": () => $("keys").showModal(),
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (event.target.matches("button, a") && [" ", "Enter"].includes(event.key)) return;
  if (event.target.matches(".output") && event.key.startsWith("Arrow") && event.target.scrollHeight > event.target.clientHeight) return;
  const wish = keys[event.key] ?? keys[event.key.toLowerCase()];
  if (!wish) return;
  event.preventDefault();
  wish();
});
slides.forEach((slide, index) => slide.addEventListener("click", () => {
  if (document.body.classList.replace("overview", "shows")) show(index);
}));
// A finger drawn across goes on or back, unless it moves what scrolls.
let touched = null;
document.addEventListener("touchstart", event => { touched = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
document.addEventListener("touchend", event => {
  const [end] = event.changedTouches;
  const across = touched ? end.clientX - touched.clientX : 0;
  const scrolls = event.target.closest?.(".output");
  if (Math.abs(across) < 60 || Math.abs(across) < 2 * Math.abs(end.clientY - touched.clientY) || scrolls && scrolls.scrollWidth > scrolls.clientWidth) return;
  show(current + (across < 0 ? 1 : -1));
}, { passive: true });
channel.addEventListener("message", ({ data }) => show(slides.findIndex(slide => slide.id === data), true));
window.addEventListener("hashchange", () => show(slides.findIndex(slide => "#" + slide.id === location.hash)));
window.addEventListener("beforeprint", () => {
  document.body.classList.add("printing");
  for (const slide of slides) fit(slide, 7.2);
});
window.addEventListener("afterprint", () => {
  document.body.classList.remove("printing");
  for (const slide of slides) fit(slide);
});
window.addEventListener("resize", () => fit(slides[current]));
for (const [id, step] of [["last", -1], ["following", 1]]) $(id).addEventListener("click", () => show(current + step));
$("menu").addEventListener("click", () => $("keys").showModal());
$("back").addEventListener("click", () => show(current - 1));
$("forth").addEventListener("click", () => show(current + 1));
$("reset").addEventListener("click", () => { began = Date.now(); tick(); });

let theme = null;
try { theme = localStorage.getItem("theme"); } catch { /* private windows forget it */ }
document.documentElement.dataset.theme = theme ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
if (isSpeaker) {
  document.body.classList.add("speaks");
  $("speaker").hidden = false;
  setInterval(tick, 500);
  tick();
}
show(current, true);
