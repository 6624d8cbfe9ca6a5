// What the two charts of the race's page have in common: colours, and how a chart becomes a file.
const own = { cpython: "--first", sidewinder: "--second" };
const others = ["#d96bd2", "#3fb68b", "#c98560", "#8f8af0"];

export const ink = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const colourOf = (engine, index) => own[engine] ? ink(own[engine]) : others[index % others.length];

export function svg(width, height, parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" `
    + `font-family="DejaVu Sans, sans-serif" font-size="15">${parts.join("")}</svg>`;
}

// A mark of an axis that counts in powers of ten of milliseconds.
export const powerLabel = power => power >= 3 ? 10 ** (power - 3) + " s" : power < 0 ? (10 ** power).toFixed(-power) + " ms" : 10 ** power + " ms";

export function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function saveCsv(rows, name) { save(new Blob([rows.join("\n") + "\n"], { type: "text/csv" }), name); }

// At twice its size.
export async function savePng(drawing, name) {
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(drawing.outerHTML);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob(blob => save(blob, name), "image/png");
}
