// What is shown, and its address: every state of the page is a link.
export const sizes = ["160x120", "320x240", "480x360", "640x480", "800x600", "1024x768"];
export const iterationSteps = [50, 100, 255, 500, 1000, 2000, 4000, 10000];

export const places = [
  { name: "Whole set", cx: -0.65, cy: 0, scale: 3.2, iterations: 255 },
  { name: "Seahorse valley", cx: -0.745, cy: 0.113, scale: 0.03, iterations: 1000 },
  { name: "Elephants", cx: 0.2925, cy: 0.0149, scale: 0.03, iterations: 500 },
  { name: "Double spiral", cx: -0.7435669, cy: 0.1314023, scale: 0.0024, iterations: 2000 },
  { name: "Triple spiral", cx: -0.0865, cy: 0.6545, scale: 0.03, iterations: 500 },
  { name: "Mini-brot", cx: -1.7685, cy: 0.0005, scale: 0.045, iterations: 500 },
  { name: "Lightning", cx: -1.315, cy: 0.0735, scale: 0.02, iterations: 255 },
  { name: "Needle", cx: -1.4012, cy: 0, scale: 0.06, iterations: 500 },
  { name: "Starfish", cx: -0.374, cy: 0.6598, scale: 0.02, iterations: 1000 },
];

const bounds = { scale: [1e-13, 8], cx: [-4, 4], cy: [-4, 4], iterations: [1, 100000] };
const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

export class View {
  constructor() {
    Object.assign(this, places[0], { size: "320x240", left: "cpython", right: "sidewinder", cold: 0 });
    delete this.name;
    this.read(location.hash);
  }

  get width() { return Number(this.size.split("x")[0]); }
  get height() { return Number(this.size.split("x")[1]); }

  read(hash) {
    const parameters = new URLSearchParams(hash.replace(/^#/, ""));
    for (const key of ["cx", "cy", "scale", "iterations"]) {
      const value = Number(parameters.get(key));
      if (parameters.has(key) && Number.isFinite(value)) this[key] = clamp(value, bounds[key]);
    }
    this.iterations = Math.round(this.iterations);
    if (sizes.includes(parameters.get("size"))) this.size = parameters.get("size");
    for (const key of ["left", "right"]) if (parameters.has(key)) this[key] = parameters.get(key);
    if (parameters.has("cold")) this.cold = parameters.get("cold") === "1" ? 1 : 0;
  }

  get hash() {
    const { cx, cy, scale, iterations, size, left, right, cold } = this;
    return "#" + new URLSearchParams({ cx, cy, scale, iterations, size, left, right, cold });
  }

  // Of the server's addresses. `cold` only where it counts.
  get query() {
    const { cx, cy, scale, iterations, width, height } = this;
    return new URLSearchParams({ w: width, h: height, cx, cy, scale, iterations });
  }

  go(place) { Object.assign(this, { cx: place.cx, cy: place.cy, scale: place.scale, iterations: place.iterations }); }

  isAt(place) { return ["cx", "cy", "scale", "iterations"].every(key => this[key] === place[key]); }

  // The point at (x, y), parts of the picture's width and height, stays where it is.
  zoom(factor, x = 0.5, y = 0.5) {
    const scale = clamp(this.scale * factor, bounds.scale);
    const moved = this.scale - scale;
    this.cx = clamp(this.cx + (x - 0.5) * moved, bounds.cx);
    this.cy = clamp(this.cy - (y - 0.5) * moved * this.height / this.width, bounds.cy);
    this.scale = scale;
  }

  pan(dx, dy) {
    this.cx = clamp(this.cx - dx * this.scale, bounds.cx);
    this.cy = clamp(this.cy + dy * this.scale * this.height / this.width, bounds.cy);
  }
}
