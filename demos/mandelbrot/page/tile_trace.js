// What drew this tile? While it is on, the tile under the pointer (or the arrow keys) is framed; a click (or Enter) has Sidewinder draw it once more
// and shows the traces that did.
import { layOver, pictureBox } from "./gestures.js";
import { duration } from "./numbers.js";

const $ = id => document.getElementById(id);

export class TileTrace {
  constructor(sides, view, labelOf) {
    Object.assign(this, { sides, view, labelOf, isOn: false, tile: null });
    $("trace").addEventListener("click", () => this.toggle());
    $("trace-dialog").addEventListener("close", () => $("trace-frame").removeAttribute("src"));
    for (const side of sides) {
      side.frame.addEventListener("pointermove", event => { if (this.isOn) this.choose(this.tileAt(side, event)); });
      side.frame.addEventListener("click", event => {
        if (!this.isOn) return;
        this.choose(this.tileAt(side, event));
        this.open();
      });
    }
    document.addEventListener("keydown", event => this.onKey(event), true);
  }

  toggle() {
    this.isOn = !this.isOn;
    $("trace").setAttribute("aria-pressed", String(this.isOn));
    document.body.classList.toggle("tracing", this.isOn);
    this.choose(this.isOn ? this.tile ?? this.tiles[0] : null);
  }

  // Those of the side that is further on; both are cut the same.
  get tiles() { return this.sides.map(side => side.tiles).sort((a, b) => b.length - a.length)[0]; }

  at(x, y) { return this.tiles.find(tile => x >= tile.x && x < tile.x + tile.w && y >= tile.y && y < tile.y + tile.h) ?? null; }

  tileAt(side, event) {
    const { left, top, width, height } = pictureBox(side.frame);
    return this.at((event.clientX - left) / width * this.view.width, (event.clientY - top) / height * this.view.height);
  }

  choose(tile) {
    this.tile = tile;
    for (const side of this.sides) {
      const mark = side.element.querySelector(".tile");
      mark.hidden = !tile;
      if (!tile) continue;
      const { width, height } = this.view;
      layOver(mark, side.frame, tile.x / width, tile.y / height, tile.w / width, tile.h / height);
    }
  }

  onKey(event) {
    if (!this.isOn || $("trace-dialog").open || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, button, a, input")) return;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step && this.tile) {
      const { x, y, w, h } = this.tile;
      this.choose(this.at(step[0] < 0 ? x - 1 : x + (step[0] ? w : 0), step[1] < 0 ? y - 1 : y + (step[1] ? h : 0)) ?? this.tile);
    } else if (event.key === "Enter" && this.tile) this.open();
    else if (event.key === "Escape") this.toggle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  open() {
    if (!this.tile) return;
    const { x, y, w, h } = this.tile;
    const took = this.sides.map((side, index) => {
      const tile = side.tiles.find(each => each.x === x && each.y === y);
      return tile && `${this.labelOf(index ? this.view.right : this.view.left)} ${duration(tile.ms)}`;
    }).filter(Boolean);
    $("trace-title").textContent = `The tile at (${x}, ${y}), ${w} × ${h} pixels`;
    $("trace-text").textContent = `In this race: ${took.join(", ")}. Below: what Sidewinder makes of the renderer's loops when a fresh process draws this tile alone.`;
    const address = `#${this.view.query}&x=${x}&y=${y}`;
    $("trace-frame").src = "/viewer/?panel=tile" + address;
    $("trace-link").href = "/viewer/" + address;
    $("trace-dialog").showModal();
  }
}
