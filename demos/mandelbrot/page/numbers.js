// Figures as people read them, and the statistics of repeated runs.
export function duration(ms) {
  if (ms < 10) return ms.toFixed(2) + " ms";
  if (ms < 100) return ms.toFixed(1) + " ms";
  if (ms < 10000) return Math.round(ms) + " ms";
  return (ms / 1000).toFixed(1) + " s";
}

export function rate(pixels, ms) {
  if (ms <= 0) return "–";
  const value = pixels / ms / 1000;
  return value < 1 ? value.toFixed(3) : value < 10 ? value.toFixed(2) : value.toFixed(1);
}

export function times(ratio) { return (ratio < 10 ? ratio.toFixed(2) : ratio < 100 ? ratio.toFixed(1) : Math.round(ratio)) + "×"; }

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// The narrowest interval between two ranks, the same number from either end, that holds the median with at least 95 %;
// null if there are too few values.
export function interval(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let outside = 0, way = 1, best = null;   // way: n over k
  for (let k = 0; k < n / 2; k++) {
    outside += way / 2 ** n;
    if (2 * outside > 0.05) break;
    best = [sorted[k], sorted[n - 1 - k]];
    way = way * (n - k) / (k + 1);
  }
  return best;
}
