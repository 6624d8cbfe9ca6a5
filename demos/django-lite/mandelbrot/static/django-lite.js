// Both views one after the other (they would share the processor otherwise), their times and the ratio.
const sides = [...document.querySelectorAll(".side")];
const size = document.getElementById("size");
const again = document.getElementById("again");
const ratio = document.getElementById("ratio");
const ratioText = document.getElementById("ratio-text");

const milliseconds = seconds => seconds < 0.1 ? (seconds * 1000).toFixed(1) + " ms" : Math.round(seconds * 1000) + " ms";
const names = { cpython: "CPython", sidewinder: "Sidewinder", pypy: "PyPy" };
const nameOf = engine => names[engine] ?? engine;

function complain(side, text) {
  const message = side.querySelector(".message");
  message.textContent = text;
  message.hidden = false;
}

async function draw(side) {
  const [w, h] = size.value.split(" × ");
  const image = side.querySelector("img");
  side.querySelector(".message").hidden = true;
  side.querySelector("[data-time]").textContent = "…";
  const response = await fetch(`/${side.dataset.view}/?w=${w}&h=${h}`);
  if (!response.ok) throw new Error(await response.text());
  const bytes = await response.blob();
  URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(bytes);
  await image.decode();
  const engine = response.headers.get("X-Engine"), seconds = Number(response.headers.get("X-Seconds"));
  image.alt = `The Mandelbrot set, drawn by ${nameOf(engine)}`;
  image.hidden = false;
  side.querySelector("[data-engine-name]").textContent = nameOf(engine);
  side.querySelector("[data-time]").textContent = milliseconds(seconds);
  return { seconds, bytes: new Uint8Array(await bytes.arrayBuffer()) };
}

const equal = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

async function drawBoth() {
  document.body.dataset.state = "running";
  again.disabled = true;
  ratio.textContent = "…";
  ratioText.textContent = "drawing";
  const drawn = [];
  for (const side of sides) {
    try {
      drawn.push(await draw(side));
    } catch (error) {
      complain(side, error.message);
      side.querySelector("[data-time]").textContent = "–";
    }
  }
  if (drawn.length === 2) {
    const [plain, jit] = drawn;
    ratio.textContent = (plain.seconds / jit.seconds).toFixed(1) + "×";
    ratioText.textContent = `render's time against jit_render's; the pictures are ${equal(plain.bytes, jit.bytes) ? "equal, byte for byte" : "NOT EQUAL"}`;
  } else {
    ratio.textContent = "–";
    ratioText.textContent = "a picture is missing";
  }
  again.disabled = false;
  document.body.dataset.state = drawn.length === 2 ? "done" : "failed";
}

document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
again.addEventListener("click", drawBoth);
size.addEventListener("change", drawBoth);
document.addEventListener("keydown", event => {
  if (event.key === "r" && !event.ctrlKey && !event.metaKey && !event.altKey && !again.disabled) drawBoth();
});
drawBoth();
