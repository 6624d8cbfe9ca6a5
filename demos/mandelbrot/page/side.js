// One side of the race: its picture and its figures.
import { duration, rate } from "./numbers.js";

export class Side {
  constructor(element) {
    this.element = element;
    this.frame = element.querySelector(".frame");
    this.canvas = element.querySelector("canvas");
    this.picture = this.canvas.getContext("2d");
    this.select = element.querySelector("[data-engine]");
    this.round = 0;
    this.begin(this.canvas.width, this.canvas.height);
  }

  find(name) { return this.element.querySelector(`[data-${name}]`); }

  // A new race. The old picture stays until tiles cover it.
  begin(width, height) {
    this.round++;
    this.pixels = this.ms = this.cpu = 0;
    this.total = width * height;
    this.pending = [];
    this.tiles = [];
    if (this.canvas.width !== width || this.canvas.height !== height) this.resize(width, height);
    this.fail(null);
    this.element.classList.remove("won");
    this.show();
  }

  resize(width, height) {
    const old = document.createElement("canvas");
    old.width = this.canvas.width;
    old.height = this.canvas.height;
    old.getContext("2d").drawImage(this.canvas, 0, 0);
    this.canvas.width = width;
    this.canvas.height = height;
    this.picture.drawImage(old, 0, 0, width, height);
  }

  // What is on the canvas, where it will be in the next view: parts of its width and height.
  shift(x, y, factor) {
    const { width, height } = this.canvas;
    const old = document.createElement("canvas");
    old.width = width;
    old.height = height;
    old.getContext("2d").drawImage(this.canvas, 0, 0);
    this.picture.fillStyle = "#040714";
    this.picture.fillRect(0, 0, width, height);
    this.picture.drawImage(old, x * width, y * height, width * factor, height * factor);
  }

  add(tile) {
    this.pixels += tile.w * tile.h;
    this.ms += tile.ms;
    this.cpu += tile.cpu_ms;
    this.tiles.push({ x: tile.x, y: tile.y, w: tile.w, h: tile.h, ms: tile.cpu_ms });
    this.pending.push(this.draw(tile, this.round));
    this.show();
  }

  async draw(tile, round) {
    const bytes = Uint8Array.from(atob(tile.png), character => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    if (round === this.round) this.picture.drawImage(image, tile.x, tile.y);
  }

  drawn() { return Promise.all(this.pending); }

  // Other programs had the processor for a good part of the time.
  get isSlowedDown() { return this.ms > 1.25 * this.cpu && this.ms - this.cpu > 10; }

  get isDone() { return this.pixels === this.total; }

  show() {
    const begun = this.pixels > 0;
    this.find("time").textContent = begun ? duration(this.ms) : "–";
    this.find("rate").textContent = begun ? rate(this.pixels, this.ms) : "–";
    this.find("cpu").textContent = begun ? duration(this.cpu) : "–";
    this.element.querySelector(".bar i").style.transform = `scaleX(${this.pixels / this.total})`;
  }

  fail(message) {
    const place = this.element.querySelector(".message");
    place.textContent = message ?? "";
    place.hidden = message === null;
  }
}
