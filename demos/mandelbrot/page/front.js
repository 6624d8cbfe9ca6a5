// The front page: which Pythons are here. Addresses of the race with its state in them (/#size=...) lead to the race's own page.
import { json } from "./race.js";
import "./theme.js";

if (/^#.*=/.test(location.hash)) location.replace("/mandelbrot/" + location.hash);

function row(engine) {
  const line = document.createElement("div");
  const name = document.createElement("dt"), version = document.createElement("dd");
  name.textContent = engine.label;
  version.textContent = engine.version;
  line.append(name, version);
  return line;
}

const list = document.getElementById("engines");
try {
  list.replaceChildren(...(await json("/api/engines")).engines.map(row));
} catch (error) {
  list.textContent = "the server does not answer: " + error.message;
}
document.body.dataset.state = "ready";
