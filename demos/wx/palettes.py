"""Shades to colours. A shade is what py_mandel gives for a pixel: 0 inside the set, else 1 to 255."""

# Each is a circle of colours (position, (red, green, blue)): the end is the beginning, so that many iterations have no seam.
STOPS = {
    "Dusk": ((0.00, (4, 10, 44)), (0.16, (32, 107, 203)), (0.42, (237, 250, 255)), (0.64, (255, 170, 0)), (0.86, (86, 12, 40)),
             (1.00, (4, 10, 44))),
    "Desert": ((0.00, (28, 12, 8)), (0.22, (140, 58, 24)), (0.48, (236, 190, 112)), (0.70, (250, 244, 220)), (0.88, (92, 112, 98)),
               (1.00, (28, 12, 8))),
    "Sidewinder": ((0.00, (6, 24, 20)), (0.20, (18, 104, 78)), (0.44, (170, 222, 120)), (0.62, (252, 248, 206)), (0.82, (206, 126, 38)),
                   (1.00, (6, 24, 20))),
    "Ink": ((0.00, (250, 250, 246)), (0.35, (120, 124, 132)), (0.60, (24, 26, 32)), (0.80, (150, 154, 160)), (1.00, (250, 250, 246))),
}
INSIDE = {"Ink": (255, 255, 255)}  # black elsewhere


def colour_at(stops, position):
    for (start, low), (end, high) in zip(stops, stops[1:]):
        if position <= end:
            part = (position - start) / (end - start)
            return tuple(round(a + (b - a) * part) for a, b in zip(low, high))
    return stops[-1][1]


class Palette:
    def __init__(self, name):
        self.name = name
        # Most points escape within few steps: the first shades are spread over more of the circle than the last.
        colours = [INSIDE.get(name, (0, 0, 0))] + [colour_at(STOPS[name], ((shade - 1) / 255) ** 0.45) for shade in range(1, 256)]
        self.channels = [bytes(colour[channel] for colour in colours) for channel in range(3)]

    def colours(self, shades):
        """Red, green and blue of each shade, one after the other."""
        pixels = bytearray(3 * len(shades))
        for channel, table in enumerate(self.channels):
            pixels[channel::3] = shades.translate(table)
        return pixels


PALETTES = [Palette(name) for name in STOPS]
