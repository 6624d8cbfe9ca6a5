"""Draws pictures tile by tile in a thread of its own, so that the window stays responsive. Knows nothing of wx."""

import threading
from dataclasses import dataclass, field

from engines import EngineError
from view import View, tiles_of


@dataclass(eq=False)
class Picture:
    """One byte a pixel, filled in as tiles come."""

    width: int
    height: int
    view: View
    shades: bytearray = field(default=None, repr=False)
    tiles: int = 0  # how many it has
    drawn: int = 0
    seconds: float = 0.0  # around the renderer, all tiles together
    processor: float = 0.0

    def __post_init__(self):
        self.shades = bytearray(self.width * self.height)
        self.tiles = len(tiles_of(self.width, self.height, self.view.iterations))

    @property
    def is_done(self):
        return self.drawn == self.tiles

    def add(self, tile, shades, seconds, processor):
        x, y, width, height = tile
        for row in range(height):
            start = (y + row) * self.width + x
            self.shades[start : start + width] = shades[row * width : (row + 1) * width]
        self.drawn += 1
        self.seconds += seconds
        self.processor += processor


class Painter(threading.Thread):
    """Draws what was asked for last. `on_tile(painter, picture, tile, shades)` and `on_trouble(painter, picture, message)` are called in
    this thread, also for a picture that is no longer wanted: is_wanted tells."""

    def __init__(self, engine, on_tile, on_trouble):
        super().__init__(name=f"painter {engine.name}", daemon=True)
        self.engine, self.on_tile, self.on_trouble = engine, on_tile, on_trouble
        self.changed = threading.Condition()
        self.wanted = None
        self.is_ending = False
        self.start()

    def draw(self, picture):
        """Instead of whatever it draws now; None: nothing."""
        with self.changed:
            self.wanted = picture
            self.changed.notify()

    def is_wanted(self, picture):
        return self.wanted is picture and not self.is_ending

    def end(self):
        with self.changed:
            self.is_ending = True
            self.changed.notify()

    def next_picture(self, last):
        with self.changed:
            self.changed.wait_for(lambda: self.is_ending or self.wanted is not None and self.wanted is not last)
            return None if self.is_ending else self.wanted

    def run(self):
        picture = None
        while (picture := self.next_picture(picture)) is not None:
            try:
                self.paint(picture)
            except EngineError as error:
                self.on_trouble(self, picture, str(error))
        self.engine.end()

    def paint(self, picture):
        for tile in tiles_of(picture.width, picture.height, picture.view.iterations):
            if not self.is_wanted(picture):
                return
            shades, seconds, processor = self.engine.draw(picture.width, picture.height, picture.view, tile)
            picture.add(tile, shades, seconds, processor)
            self.on_tile(self, picture, tile, shades)
