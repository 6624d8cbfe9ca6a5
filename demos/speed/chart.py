"""Graphs as SVG, without a library: columns of ratios, and lines of times. As a file each has its own colours; on a page that has classes of these
names in its style sheet, the page's. PNG by rsvg-convert (package librsvg2-bin)."""

import math
import shutil
import subprocess
from xml.sax.saxutils import escape

INK = {"ground": "#ffffff", "text": "#10162e", "soft": "#4c577d", "line": "#ccd3e8"}
COLOURS = {"CPython": "#2456c4", "Sidewinder": "#96530a", "PyPy": "#a3319c", "Sidewinder, JIT off": "#1c7a55"}
OTHERS = ["#8a3b3b", "#4b4fb3", "#5a6b1f", "#0f6f86"]
WIDTH = 1240


def colour_of(engine):
    return COLOURS.get(engine) or OTHERS[sum(map(ord, engine)) % len(OTHERS)]


def class_of(engine):
    return "engine-" + "".join(c if c.isalnum() else "-" for c in engine.lower())


class Drawing:
    def __init__(self, height, title):
        self.height, self.parts = height, []
        self.parts.append(f'<rect class="ground" width="{WIDTH}" height="{height}" fill="{INK["ground"]}"/>')
        self.text(30, 36, title, size=20, weight=650, ink="text")

    def text(self, x, y, words, size=13, anchor="start", ink="soft", weight=400, turn=0, engine=None):
        turned = f' transform="rotate({turn} {x:.1f} {y:.1f})"' if turn else ""
        fill = f'class="{class_of(engine)}-text" fill="{colour_of(engine)}"' if engine else f'class="ink-{ink}" fill="{INK[ink]}"'
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" {fill}{turned}>{escape(words)}</text>')

    def line(self, path, ink="line", width=1):
        self.parts.append(f'<path class="stroke-{ink}" d="{path}" fill="none" stroke="{INK[ink]}" stroke-width="{width}"/>')

    def svg(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}" '
                f'font-family="DejaVu Sans, sans-serif">{"".join(self.parts)}</svg>')


def ratio_words(ratio):
    return f"{ratio:.2f}×" if ratio < 10 else f"{ratio:.0f}×" if ratio >= 99.5 else f"{ratio:.1f}×"


def short_ratio(ratio):
    return f"{ratio:.0f}" if ratio >= 9.95 else f"{ratio:.1f}" if ratio >= 0.995 else f"{ratio:.2f}"


def steps_between(low, high):
    """1, 2, 5, 10 ... that lie between."""
    power = math.floor(math.log10(low))
    while 10 ** power <= high:
        for digit in (1, 2, 5):
            mark = digit * 10 ** power if power >= 0 else digit / 10 ** -power
            if low <= mark <= high:
                yield mark
        power += 1


def axis_words(value):
    return f"{value:g}×"


def columns(title, rows, notes, engine="Sidewinder"):
    """rows: (name, ratio, or None with what went wrong). Above the line of 1: so many times as good."""
    height, left, right, top, bottom = 520, 70, 24, 64, 176
    drawing = Drawing(height, title)
    good = [ratio for _, ratio, _ in rows if ratio]
    low, high = min([*good, 1]) / 1.3, max([*good, 2]) * 1.25

    def y(value):
        return height - bottom - math.log(value / low) / math.log(high / low) * (height - top - bottom)

    for value in steps_between(low, high):
        drawing.line(f"M{left} {y(value):.1f}H{WIDTH - right}", "soft" if value == 1 else "line", 1.6 if value == 1 else 1)
        drawing.text(left - 10, y(value) + 4.5, axis_words(value), anchor="end")
    room = (WIDTH - left - right) / max(1, len(rows))
    for index, (name, ratio, wrong) in enumerate(sorted(rows, key=lambda row: row[1] or 0)):
        column(drawing, left + room * (index + 0.5), min(34, room * 0.72), ratio, wrong, y, engine)
        drawing.text(left + room * (index + 0.5) + 4, height - bottom + 18, name, 12, "end", "text", turn=-48)
    for index, note in enumerate(notes):
        drawing.text(30, height - 32 + 19 * index, note, 12.5)
    return drawing.svg()


def column(drawing, middle, width, ratio, wrong, y, engine):
    if not ratio:
        drawing.text(middle + 4, y(1) - 8, wrong, 12, "start", "text", turn=-90)
        return
    high, low = min(y(1), y(ratio)), max(y(1), y(ratio))
    drawing.parts.append(f'<rect class="{class_of(engine)}" x="{middle - width / 2:.1f}" y="{high:.1f}" width="{width:.1f}" height="{max(1.5, low - high):.1f}" '
                         f'rx="2" fill="{colour_of(engine)}"{"" if ratio >= 1 else " fill-opacity=" + chr(34) + "0.45" + chr(34)}/>')
    drawing.text(middle, high - 5 if ratio >= 1 else low + 14, short_ratio(ratio), 11.5, "middle", "text", 600)


def scale_of(values):
    """Lowest and highest value of an axis that counts in powers, and what stands at it."""
    if not values:
        return 1, 10, [1, 10]
    marks = list(steps_between(min(values) / 10, max(values) * 10))
    low = max(mark for mark in marks if mark <= min(values))
    high = min(mark for mark in marks if mark >= max(values) and mark > low)
    inside = [mark for mark in marks if low <= mark <= high]
    is_wide = len(inside) > 8
    return low, high, [mark for mark in inside if not is_wide or abs(math.log10(mark) - round(math.log10(mark))) < 1e-9]


def lines(title, ticks, series, notes, unit, evenly=False):
    """ticks: (place on the x axis, words); series: {name: [(place, value)]}; unit(value): its words. Axes count in powers; evenly: not the x axis."""
    height, left, right, top, bottom = 520, 96, 210, 64, 92
    drawing = Drawing(height, title)
    values = [value for points in series.values() for _, value in points]
    low, high, marks = scale_of(values)
    first, last = ticks[0][0], ticks[-1][0]

    def x(place):
        share = 0.5 if first == last else (place - first) / (last - first) if evenly else math.log(place / first) / math.log(last / first)
        return left + share * (WIDTH - left - right)

    def y(value):
        return height - bottom - math.log(value / low) / math.log(high / low) * (height - top - bottom)

    for mark in marks:
        drawing.line(f"M{left} {y(mark):.1f}H{WIDTH - right}")
        drawing.text(left - 12, y(mark) + 4.5, unit(mark), anchor="end")
    for place, words in ticks:
        drawing.text(x(place), height - bottom + 24, words, anchor="middle")
    free = 0
    for name, points in sorted(series.items(), key=lambda item: -item[1][-1][1] if item[1] else 0):
        if points:
            free = one_line(drawing, name, [(x(place), y(value)) for place, value in points], unit(points[-1][1]), free)
    for index, note in enumerate(notes):
        drawing.text(30, height - 32 + 19 * index, note, 12.5)
    return drawing.svg()


def one_line(drawing, name, points, words, free):
    """Its name stands at its end, below those that are there already; returns where the next may stand."""
    colour, kind = colour_of(name), class_of(name)
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    drawing.parts.append(f'<path class="{kind}-line" d="M{path}" fill="none" stroke="{colour}" stroke-width="3" stroke-linejoin="round"/>')
    drawing.parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>' for x, y in points]
    end, height = points[-1][0], max(points[-1][1], free)
    drawing.text(end + 14, height + 4, name, 14, weight=650, engine=name)
    drawing.text(end + 14, height + 21, words, 12.5, engine=name)
    return height + 40


def write(svg, file):
    """As SVG, or as PNG at twice the size; False with a message if that cannot be."""
    if file.suffix == ".svg":
        file.write_text(svg + "\n")
        return ""
    if file.suffix != ".png":
        return f"{file}: the name must end in .svg or .png"
    if not shutil.which("rsvg-convert"):
        return "rsvg-convert is not here, which makes PNG from SVG: apt-get install librsvg2-bin"
    done = subprocess.run(["rsvg-convert", "--zoom", "2", "-o", str(file)], input=svg.encode(), capture_output=True)
    return done.stderr.decode().strip() if done.returncode else ""
