"""Which part of the plane is shown, and what zooming and moving make of it. Knows nothing of wx."""

from dataclasses import dataclass, replace

SMALLEST, LARGEST = 1e-13, 16.0  # of `scale`: below it neighbouring pixels are the same float
FEWEST, MOST = 16, 4096  # iterations
TILE_STEPS = 400_000  # steps that a tile may take: about 40 ms on CPython


@dataclass(frozen=True)
class View:
    """`scale` units of the complex plane across, centred on cx + cy*i: py_mandel's words."""

    cx: float = -0.65
    cy: float = 0.0
    scale: float = 3.2
    iterations: int = 200

    def at(self, width, height, x, y):
        """The point of the plane under a pixel of a picture of that size."""
        step = self.scale / width
        return self.cx + (x - width / 2) * step, self.cy - (y - height / 2) * step

    def zoomed(self, width, height, x, y, factor):
        """`factor` times closer; the point under the pixel stays under it."""
        scale = min(max(self.scale / factor, SMALLEST), LARGEST)
        a, b = self.at(width, height, x, y)
        part = scale / self.scale
        return replace(self, cx=a + (self.cx - a) * part, cy=b + (self.cy - b) * part, scale=scale)

    def moved(self, right, up):
        """By parts of what is shown across."""
        return replace(self, cx=self.cx + right * self.scale, cy=self.cy + up * self.scale)

    def boxed(self, width, height, box):
        """What the box (left, top, right, bottom, in pixels) holds, all of it."""
        left, top, right, bottom = box
        cx, cy = self.at(width, height, (left + right) / 2, (top + bottom) / 2)
        part = max((right - left) / width, (bottom - top) / height)
        return replace(self, cx=cx, cy=cy, scale=max(self.scale * part, SMALLEST))

    def with_iterations(self, iterations):
        return replace(self, iterations=min(max(round(iterations), FEWEST), MOST))

    def frame_in(self, other, width, height):
        """Where this view lies in a picture of another one: (left, top, width, height), in pixels."""
        step = other.scale / width
        shown = self.scale / step
        x = (self.cx - other.cx) / step + width / 2 - shown / 2
        y = (other.cy - self.cy) / step + height / 2 - shown * height / width / 2
        return x, y, shown, shown * height / width


def tiles_of(width, height, iterations):
    """(x, y, width, height) of all tiles, from the middle outwards; small enough that one is soon done on any Python."""
    side = 64
    while side > 8 and side * side * iterations > TILE_STEPS:
        side //= 2
    tiles = [(x, y, min(side, width - x), min(side, height - y)) for y in range(0, height, side) for x in range(0, width, side)]
    return sorted(tiles, key=lambda tile: (2 * tile[0] + tile[2] - width) ** 2 + (2 * tile[1] + tile[3] - height) ** 2)
