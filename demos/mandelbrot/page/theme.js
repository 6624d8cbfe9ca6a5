// Light or dark: what was chosen on any of the pages, else what the system says. T or the button changes it.
const root = document.documentElement;

function remembered() {
  try { return localStorage.getItem("theme"); } catch { return null; /* private windows forget it */ }
}

export function setTheme(theme) {
  root.dataset.theme = theme;
  try { localStorage.setItem("theme", theme); } catch { /* likewise */ }
}

const toggle = () => setTheme(root.dataset.theme === "light" ? "dark" : "light");

root.dataset.theme = remembered() ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
window.addEventListener("storage", ({ key, newValue }) => { if (key === "theme" && newValue) root.dataset.theme = newValue; });  // another window, or the one around
document.getElementById("theme")?.addEventListener("click", toggle);
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input, textarea")) return;
  if (event.key === "t" || event.key === "T") toggle();
});
