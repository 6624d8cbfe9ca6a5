// The deck: one slide at a time, a speaker's window that follows (and leads), live panels that fall back to their twins.
const $ = id => document.getElementById(id);
const slides = [...document.querySelectorAll(".slide")];
const channel = new BroadcastChannel("sidewinder-slides");
const isSpeaker = new URLSearchParams(location.search).has("speaker");
let current = Math.max(0, slides.findIndex(slide => "#" + slide.id === location.hash));
let began = Date.now();

const title = index => slides[index]?.querySelector("h2").textContent ?? "the end";

function show(index, isFollowing = false) {
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
const layouts = [[1, 2.6, 1.9], [2, 2.3, 1.5], [1, 1.8, 1.5]];

// Of the monospaced letters, for a size of 1.
const characterWidth = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px " + getComputedStyle(document.querySelector(".output")).fontFamily;
  return pen.measureText("0").width / 100;
})();

function fit(slide) {
  const unit = Math.min(innerHeight / 100, innerWidth / 177.8);
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

function tellSpeaker() {
  $("now-title").textContent = title(current);
  $("next-title").textContent = title(current + 1);
  $("notes").innerHTML = slides[current].querySelector(".notes").innerHTML || "<p>No notes.</p>";
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
  b: () => document.body.classList.toggle("black"), t: toggleTheme,
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  Escape: () => document.body.classList.remove("overview", "black"), "?": () => $("keys").showModal(),
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (event.target.matches("button, a") && [" ", "Enter"].includes(event.key)) return;
  if (event.target.matches(".output") && event.key.startsWith("Arrow") && event.target.scrollHeight > event.target.clientHeight) return;
  const act = keys[event.key] ?? keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
slides.forEach((slide, index) => slide.addEventListener("click", () => {
  if (document.body.classList.replace("overview", "shows")) show(index);
}));
channel.addEventListener("message", ({ data }) => show(slides.findIndex(slide => slide.id === data), true));
window.addEventListener("hashchange", () => show(slides.findIndex(slide => "#" + slide.id === location.hash)));
window.addEventListener("resize", () => fit(slides[current]));
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
