// The closing graph: time against image size, measured here and now, each engine in turn, drawn as it comes.
import { colourOf, ink, powerLabel, saveCsv, savePng, svg } from "./drawing.js";
import { duration, median, times } from "./numbers.js";

const sizes = [[40, 30], [80, 60], [160, 120], [320, 240], [640, 480]];
const rounds = 5;
const width = 1240, height = 520;
const space = { left: 92, right: 190, top: 34, bottom: 64 };

export class Graph {
  constructor(engines, view) {
    this.engines = engines;
    this.view = view;
    this.points = [];
    this.chosen = new Set(["cpython", "sidewinder", "pypy"].filter(name => engines.some(engine => engine.name === name)));
    this.makeLegend();
    this.draw();
    document.getElementById("measure").addEventListener("click", () => this.toggle());
    document.getElementById("save-csv").addEventListener("click", () => this.saveCsv());
    document.getElementById("save-png").addEventListener("click", () => savePng(document.querySelector("#chart svg"), "sidewinder-graph.png"));
  }

  say(text) { document.getElementById("measure-text").textContent = text; }

  makeLegend() {
    const legend = document.getElementById("legend");
    this.engines.forEach(({ name, label }, index) => {
      const row = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: this.chosen.has(name) });
      const line = document.createElement("i");
      line.style.background = colourOf(name, index);
      box.addEventListener("change", () => this.chosen[box.checked ? "add" : "delete"](name));
      row.append(box, line, label);
      legend.append(row);
    });
  }

  toggle() {
    if (this.stopper) return this.stopper.abort();
    this.measure();
  }

  async measure() {
    const button = document.getElementById("measure");
    this.stopper = new AbortController();
    this.points = [];
    this.at = new Date();
    this.conditions = { cx: this.view.cx, cy: this.view.cy, scale: this.view.scale, iterations: this.view.iterations };
    button.textContent = "Stop";
    this.enable(false);
    try {
      await this.measureAll();
      this.say(this.summary());
    } catch (error) {
      this.say(this.stopper.signal.aborted ? "Stopped; what was measured stays." : error.message);
    }
    this.stopper = null;
    button.textContent = "Measure again";
    this.enable(this.points.length > 0);
  }

  // One picture of each engine is not counted: afterwards all are warm.
  async measureAll() {
    const engines = this.engines.filter(engine => this.chosen.has(engine.name));
    for (const engine of engines) await this.time(engine, 80, 60);
    for (const [w, h] of sizes) {
      const found = engines.map(engine => ({ engine: engine.name, label: engine.label, w, h, ms: [], cpu: [] }));
      this.points.push(...found);
      for (let round = 0; round < rounds; round++)
        for (const point of round % 2 ? [...found].reverse() : found) {
          this.say(`${point.label}, ${w} × ${h}, picture ${round + 1} of ${rounds}`);
          const { ms, cpu } = await this.time({ name: point.engine }, w, h);
          point.ms.push(ms);
          point.cpu.push(cpu);
          this.draw();
        }
    }
  }

  async time(engine, w, h) {
    const query = new URLSearchParams({ ...this.conditions, w, h });
    const answer = await fetch(`/render/${engine.name}.png?${query}`, { signal: this.stopper.signal });
    if (!answer.ok) throw new Error((await answer.json()).error);
    await answer.arrayBuffer();
    return { ms: 1000 * answer.headers.get("X-Render-Seconds"), cpu: 1000 * answer.headers.get("X-Render-Cpu-Seconds") };
  }

  summary() {
    const last = name => this.points.filter(point => point.engine === name).at(-1);
    const [slow, fast] = [last("cpython"), last("sidewinder")];
    const walls = this.points.flatMap(point => point.ms).reduce((a, b) => a + b);
    const isBusy = walls > 1.25 * this.points.flatMap(point => point.cpu).reduce((a, b) => a + b);
    const when = "Measured " + this.at.toLocaleString() + "."
      + (isBusy ? " The machine was busy with other programs: better measure again (the CSV has the processor times too)." : "");
    if (!slow || !fast) return when;
    return `At ${fast.w} × ${fast.h} Sidewinder is ${times(median(slow.ms) / median(fast.ms))} as fast as CPython. ${when}`;
  }

  enable(on) { for (const id of ["save-png", "save-csv"]) document.getElementById(id).disabled = !on; }

  // --- drawing -----------------------------------------------------------------------------
  draw() {
    const pixels = sizes.map(([w, h]) => w * h);
    const measured = this.points.flatMap(point => point.ms);
    const low = measured.length ? Math.floor(Math.log10(Math.min(...measured))) : 0;
    const high = Math.max(low + 2, measured.length ? Math.ceil(Math.log10(Math.max(...measured))) : 4);
    const x = value => space.left + (Math.log10(value) - Math.log10(pixels[0])) / Math.log10(pixels.at(-1) / pixels[0])
      * (width - space.left - space.right);
    const y = ms => height - space.bottom - (Math.log10(ms) - low) / (high - low) * (height - space.top - space.bottom);
    const parts = [`<rect width="${width}" height="${height}" fill="${ink("--panel")}"/>`];
    for (let power = low; power <= high; power++) {
      parts.push(`<path d="M${space.left} ${y(10 ** power)}H${width - space.right}" stroke="${ink("--line")}"/>`,
        `<text x="${space.left - 14}" y="${y(10 ** power) + 5}" text-anchor="end" fill="${ink("--soft")}">${powerLabel(power)}</text>`);
    }
    sizes.forEach(([w, h]) => parts.push(
      `<text x="${x(w * h)}" y="${height - space.bottom + 30}" text-anchor="middle" fill="${ink("--soft")}">${w} × ${h}</text>`));
    this.labelHeights = this.spread(y);
    this.engines.forEach((engine, index) => parts.push(this.series(engine, index, x, y)));
    if (!measured.length) parts.push(`<text x="${(width - space.right + space.left) / 2}" y="${height / 2 - 10}" text-anchor="middle" font-size="19" fill="${ink("--soft")}">Nothing measured yet: press Measure</text>`);
    const chart = document.getElementById("chart");
    chart.innerHTML = svg(width, height, parts);
    chart.setAttribute("aria-label", this.description());
  }

  // Where the names stand: at their lines' ends, but not over each other.
  spread(y) {
    const ends = new Map();
    for (const point of this.points) if (point.ms.length) ends.set(point.engine, y(median(point.ms)));
    let free = 0;
    return Object.fromEntries([...ends].sort((a, b) => a[1] - b[1]).map(([name, height]) => {
      const place = Math.max(height, free);
      free = place + 42;
      return [name, place];
    }));
  }

  series({ name, label }, index, x, y) {
    const points = this.points.filter(point => point.engine === name && point.ms.length);
    if (!points.length) return "";
    const colour = colourOf(name, index);
    const at = point => [x(point.w * point.h), y(median(point.ms))];
    const line = points.map(point => at(point).map(value => value.toFixed(1)).join(" ")).join("L");
    const marks = points.map(point => {
      const [px, py] = at(point);
      const [top, bottom] = [y(Math.max(...point.ms)), y(Math.min(...point.ms))];
      return `<path d="M${px} ${top}V${bottom}M${px - 5} ${top}h10M${px - 5} ${bottom}h10" stroke="${colour}" stroke-width="1.5"/>`
        + `<circle cx="${px}" cy="${py}" r="5" fill="${colour}"/>`;
    }).join("");
    const [px] = at(points.at(-1));
    const py = this.labelHeights[name];
    const words = `<text x="${px + 14}" y="${py + 5}" fill="${colour}" font-weight="600">${label}</text>`
      + `<text x="${px + 14}" y="${py + 24}" fill="${colour}" font-size="13">${duration(median(points.at(-1).ms))}</text>`;
    return `<path d="M${line}" fill="none" stroke="${colour}" stroke-width="3" stroke-linejoin="round"/>${marks}${words}`;
  }

  description() {
    if (!this.points.length) return "No measurement yet";
    return "Time against image size. " + this.points.filter(point => point.ms.length)
      .map(point => `${point.label} ${point.w} by ${point.h}: ${duration(median(point.ms))}`).join("; ");
  }

  // --- saving ------------------------------------------------------------------------------
  saveCsv() {
    const head = "engine,width,height,pixels,run,wall_ms,cpu_ms,cx,cy,scale,iterations,measured_at";
    const { cx, cy, scale, iterations } = this.conditions;
    const rows = this.points.flatMap(point => point.ms.map((ms, run) => [point.engine, point.w, point.h, point.w * point.h,
      run + 1, ms.toFixed(3), point.cpu[run].toFixed(3), cx, cy, scale, iterations, this.at.toISOString()].join(",")));
    saveCsv([head, ...rows], "sidewinder-graph.csv");
  }
}
