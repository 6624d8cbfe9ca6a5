// The first second: how long each small picture takes, in a process that has only started. Drawn as it comes.
import { colourOf, ink, powerLabel, saveCsv, savePng, svg } from "./drawing.js";
import { duration, median } from "./numbers.js";
import { events } from "./race.js";

const picture = { w: 64, h: 48 };
const width = 1240, height = 520;
const space = { left: 92, right: 236, top: 34, bottom: 64 };
const $ = id => document.getElementById(id);

export class FirstSecond {
  constructor(engines, view) {
    this.engines = engines.filter(({ name }) => ["cpython", "pypy", "sidewinder"].includes(name));
    this.view = view;
    this.curves = [];
    this.draw();
    $("second-measure").addEventListener("click", () => this.toggle());
    $("second-csv").addEventListener("click", () => this.save());
    $("second-png").addEventListener("click", () => savePng(document.querySelector("#second-chart svg"), "sidewinder-first-second.png"));
  }

  toggle() {
    if (this.stopper) return this.stopper.abort();
    this.measure();
  }

  async measure() {
    this.stopper = new AbortController();
    this.curves = [];
    this.at = new Date();
    this.say("");
    $("second-measure").textContent = "Stop";
    this.enable(false);
    try {
      for (const engine of this.engines) await this.follow(engine);
      this.say(this.summary());
    } catch (error) {
      this.say(this.stopper.signal.aborted ? "Stopped; what was measured stays." : error.message);
    }
    this.stopper = null;
    $("second-measure").textContent = "Measure again";
    this.draw();
    this.enable(this.curves.some(curve => curve.points.length));
  }

  async follow(engine) {
    const { cx, cy, scale, iterations } = this.view;
    const curve = { ...engine, points: [], isWhole: false };
    this.curves.push(curve);
    let at = 0, drawn = 0;
    await events(`/first-second?${new URLSearchParams({ engine: engine.name, ...picture, cx, cy, scale, iterations })}`, this.stopper.signal, {
      picture: ({ cpu_ms: ms }) => {
        at += ms;
        curve.points.push({ at, ms });
        if (performance.now() - drawn < 60) return;
        drawn = performance.now();
        this.say(`${engine.label}: picture ${curve.points.length}`);
        this.draw();
      },
      done: () => { curve.isWhole = true; },
      failed: ({ error }) => { throw new Error(error); },
    });
    if (!curve.isWhole) throw new Error("the connection to the server was lost");
  }

  say(text) { $("second-text").textContent = text; }

  enable(on) { for (const id of ["second-png", "second-csv"]) $(id).disabled = !on; }

  summary() {
    const counts = [...this.curves].sort((a, b) => b.points.length - a.points.length).map(({ label, points }) => `${label} ${points.length}`);
    return `Pictures in the first second: ${counts.join(", ")}. Measured ${this.at.toLocaleString()}, processor time.`;
  }

  // --- drawing -----------------------------------------------------------------------------
  draw() {
    const all = this.curves.flatMap(curve => curve.points.map(point => point.ms));
    const low = all.length ? Math.floor(Math.log10(Math.min(...all))) : 0;
    const high = Math.max(low + 2, all.length ? Math.ceil(Math.log10(Math.max(...all))) : 2);
    const x = at => space.left + Math.min(at, 1000) / 1000 * (width - space.left - space.right);
    const y = ms => height - space.bottom - (Math.log10(ms) - low) / (high - low) * (height - space.top - space.bottom);
    const parts = [`<rect width="${width}" height="${height}" fill="${ink("--panel")}"/>`];
    for (let power = low; power <= high; power++)
      parts.push(`<path d="M${space.left} ${y(10 ** power)}H${width - space.right}" stroke="${ink("--line")}"/>`,
        `<text x="${space.left - 14}" y="${y(10 ** power) + 5}" text-anchor="end" fill="${ink("--soft")}">${powerLabel(power)}</text>`);
    for (let at = 0; at <= 1000; at += 200)
      parts.push(`<text x="${x(at)}" y="${height - space.bottom + 30}" text-anchor="middle" fill="${ink("--soft")}">${at ? at / 1000 + " s" : "0"}</text>`);
    let free = 0;
    const named = this.curves.filter(curve => curve.points.length).sort((a, b) => this.warm(b) - this.warm(a));  // from above
    for (const curve of named) {
      const place = Math.max(y(this.warm(curve)), free);
      parts.push(this.line(curve, this.engines.findIndex(({ name }) => name === curve.name), x, y, place));
      free = place + 42;
    }
    if (!all.length) parts.push(`<text x="${(width - space.right + space.left) / 2}" y="${height / 2 - 10}" text-anchor="middle" font-size="19" fill="${ink("--soft")}">Nothing measured yet: press Measure</text>`);
    $("second-chart").innerHTML = svg(width, height, parts);
    $("second-chart").setAttribute("aria-label", this.description());
  }

  warm({ points }) { return median(points.slice(-Math.max(1, points.length >> 1)).map(point => point.ms)); }

  // Each picture is a step as wide as it took.
  line(curve, index, x, y, place) {
    const colour = colourOf(curve.name, index);
    const steps = curve.points.map(({ at, ms }) => `${x(at - ms).toFixed(1)} ${y(ms).toFixed(1)}H${x(at).toFixed(1)}`);
    const [first] = curve.points;
    const end = x(curve.points.at(-1).at) + 14;
    return `<path d="M${steps.join("L")}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-linejoin="round"/>`
      + `<circle cx="${x(0)}" cy="${y(first.ms)}" r="5" fill="${colour}"/>`
      + `<text x="${end}" y="${place + 5}" fill="${colour}" font-weight="600">${curve.label}</text>`
      + `<text x="${end}" y="${place + 24}" fill="${colour}" font-size="13">first ${duration(first.ms)}, then ${duration(this.warm(curve))}</text>`;
  }

  description() {
    const told = this.curves.filter(curve => curve.points.length);
    if (!told.length) return "No measurement yet";
    return "The first second. " + told.map(curve => `${curve.label}: first picture ${duration(curve.points[0].ms)}, then ${duration(this.warm(curve))}`).join("; ");
  }

  save() {
    const rows = this.curves.flatMap(({ name, points }) => points.map(({ at, ms }, index) =>
      [name, index + 1, at.toFixed(3), ms.toFixed(3), picture.w, picture.h, this.view.iterations, this.at.toISOString()].join(",")));
    saveCsv(["engine,picture,done_at_ms,cpu_ms,width,height,iterations,measured_at", ...rows], "sidewinder-first-second.csv");
  }
}
