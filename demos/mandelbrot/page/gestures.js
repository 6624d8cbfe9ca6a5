// Mouse, pen and fingers on a picture, and where the picture is.

// Where the picture is in the window: it fills its frame, or (in presentation mode) is as large as fits into it.
export function pictureBox(frame) {
  const canvas = frame.querySelector("canvas");
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const factor = Math.min(width / canvas.width, height / canvas.height);
  const size = { width: canvas.width * factor, height: canvas.height * factor };
  return { ...size, left: left + (width - size.width) / 2, top: top + (height - size.height) / 2 };
}

// Lays an element of the frame over a part of the picture; all are parts of its width and height.
export function layOver(element, frame, x, y, width, height) {
  const picture = pictureBox(frame), around = frame.getBoundingClientRect();
  element.style.left = picture.left - around.left + x * picture.width + "px";
  element.style.top = picture.top - around.top + y * picture.height + "px";
  element.style.width = width * picture.width + "px";
  element.style.height = height * picture.height + "px";
}

// Mouse, pen and fingers on a picture: wheel, click, drag, box, pinch. `act` has zoom(factor, x, y), pan(dx, dy), end(), isOff():
// parts of the picture's width and height; end() comes when the gesture is over and a race is wanted.
// While isOff(), the pointer is somebody else's.
export function listen(frame, act) {
  const pointers = new Map();
  const box = frame.querySelector(".box");
  let start = null, moved = false, isBox = false;

  const place = event => {
    const { left, top, width, height } = pictureBox(frame);
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const distance = () => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };

  frame.addEventListener("wheel", event => {
    event.preventDefault();
    const { x, y } = place(event);
    act.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), x, y);
    act.end(200);
  }, { passive: false });

  frame.addEventListener("pointerdown", event => {
    if (event.button !== 0 || act.isOff()) return;
    frame.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    if (pointers.size > 1) return;
    start = place(event);
    moved = false;
    isBox = event.shiftKey;
  });

  frame.addEventListener("pointermove", event => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    if (pointers.size === 2) {
      const wide = distance();
      pointers.set(event.pointerId, now);
      const [a, b] = [...pointers.values()];
      moved = true;
      return act.zoom(wide / Math.max(distance(), 0.02), (a.x + b.x) / 2, (a.y + b.y) / 2);
    }
    if (!moved && Math.hypot(now.x - start.x, now.y - start.y) < 0.012) return;
    moved = true;
    pointers.set(event.pointerId, now);
    if (isBox) return show(now);
    frame.classList.add("moving");
    act.pan(now.x - before.x, now.y - before.y);
  });

  const end = event => {
    if (!pointers.delete(event.pointerId) || pointers.size > 0) return;
    frame.classList.remove("moving");
    box.hidden = true;
    if (event.type === "pointercancel") return;
    if (!moved) act.zoom(isBox ? 2 : 0.5, start.x, start.y);
    else if (isBox) zoomIntoBox(place(event));
    act.end(0);
  };
  frame.addEventListener("pointerup", end);
  frame.addEventListener("pointercancel", end);

  function show(now) {
    box.hidden = false;
    layOver(box, frame, Math.min(start.x, now.x), Math.min(start.y, now.y), Math.abs(now.x - start.x), Math.abs(now.y - start.y));
  }

  // The box becomes the picture: as large as fits.
  function zoomIntoBox(now) {
    const factor = Math.max(Math.abs(now.x - start.x), Math.abs(now.y - start.y), 0.01);
    const x = (start.x + now.x) / 2, y = (start.y + now.y) / 2;
    act.pan(0.5 - x, 0.5 - y);
    act.zoom(factor, 0.5, 0.5);
  }
}
