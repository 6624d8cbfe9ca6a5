"""A picture by the cluster: its tiles as tasks, what becomes of them as they come, and whether all is as one process draws it."""

import asyncio
import hashlib
import itertools
import math
import time
from dataclasses import astuple, dataclass

import tiles
from cluster import Failed
from machines import APART
from distributed import as_completed

TILE = 80  # pixels each way
numbers = itertools.count(1)


@dataclass(frozen=True)
class Picture:
    """py_mandel's words: `scale` units of the complex plane across, centred on cx + cy*i."""

    width: int = 960
    height: int = 720
    cx: float = -0.65
    cy: float = 0.0
    scale: float = 3.2
    iterations: int = 3000

    BOUNDS = {"width": (TILE, 1920), "height": (TILE, 1440), "cx": (-4, 4), "cy": (-4, 4), "scale": (1e-13, 16), "iterations": (1, 20000)}

    def __post_init__(self):
        for name, (low, high) in self.BOUNDS.items():
            value = getattr(self, name)
            if not math.isfinite(value) or not low <= value <= high:
                raise ValueError(f"{name} must be from {low} to {high}")

    def tiles(self):
        """(x, y, width, height), from the middle outwards."""
        all_tiles = [(x, y, min(TILE, self.width - x), min(TILE, self.height - y)) for y in range(0, self.height, TILE) for x in range(0, self.width, TILE)]
        return sorted(all_tiles, key=lambda tile: math.hypot(tile[0] + tile[2] / 2 - self.width / 2, tile[1] + tile[3] / 2 - self.height / 2))


class Rendering:
    """One picture by some of the workers. `tell(event, data)` hears of each tile, each loss and the end."""

    def __init__(self, cluster, picture, names, tell):
        self.cluster, self.picture, self.names, self.tell = cluster, picture, names, tell
        self.number = next(numbers)
        self.image = bytearray(picture.width * picture.height)
        self.places = {}  # key: tile
        self.killed = []
        self.moved = set()  # keys of tiles that a worker had when it was killed
        self.by = {}  # worker: how many tiles
        self.left = 0

    async def run(self, kill=None):
        """Draws it. `kill`: a worker that is killed when it has drawn some and a quarter of the picture is there."""
        every_tile = self.picture.tiles()
        self.left = len(every_tile)
        self.tell("start", {"number": self.number, "picture": vars(self.picture), "tiles": self.left, "workers": self.names})
        arguments = [(*astuple(self.picture), *tile) for tile in every_tile]
        keys = [f"tile-{self.number}-{at}" for at in range(len(every_tile))]
        self.places = dict(zip(keys, every_tile))
        # All workers: also one that is started anew on the way may help.
        only = None if len(self.names) == len(self.cluster.workers) else [self.cluster.workers[name].address for name in self.names]
        began = time.perf_counter()
        futures = self.cluster.client.map(tiles.draw, *zip(*arguments), key=keys, pure=False, workers=only)
        try:
            async for future, drawn in as_completed(futures, with_results=True):
                self.take(future.key, *drawn)
                if kill in self.by and kill not in self.killed and 4 * self.left <= 3 * len(every_tile):
                    await self.kill(kill)
        finally:
            seconds = time.perf_counter() - began
            await self.cluster.client.cancel(futures)
        result = {"number": self.number, "seconds": seconds, "workers": self.names, "tiles": self.by, "killed": self.killed, "moved": len(self.moved),
                  "lost": len(every_tile) - sum(self.by.values()), "digest": hashlib.sha256(self.image).hexdigest()}
        self.tell("drawn", result)
        return result

    def take(self, key, pixels, worker, host, pid, python, took):
        x, y, width, height = self.places[key]
        for row in range(height):
            at = (y + row) * self.picture.width + x
            self.image[at:at + width] = pixels[row * width:(row + 1) * width]
        self.left -= 1
        self.by[worker] = self.by.get(worker, 0) + 1
        self.tell("tile", {"x": x, "y": y, "width": width, "height": height, "worker": worker, "host": host, "pid": pid, "python": python, "ms": took,
                           "moved": key in self.moved, "pixels": pixels})

    async def kill(self, name):
        """What it had goes to the others: no tile is lost."""
        if not any(other != name and self.cluster.workers[other].is_up for other in self.names):
            raise Failed(f"{name} is the last worker: nobody would go on")
        had = {key for key in await self.cluster.kill(name) if key in self.places}
        self.moved |= had
        self.killed.append(name)
        self.tell("killed", {"worker": name, "had": len(had), "left": self.left})


async def alone(python, picture, times, environment):
    """The picture by one process on this computer, drawn so many times: (what the last took in milliseconds, pixels)."""
    process = await asyncio.create_subprocess_exec(
        "setpriv", "--pdeathsig", "KILL", python, "whole.py", *map(repr, astuple(picture)), str(times), cwd=tiles.__file__.rpartition("/")[0], env=environment,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, start_new_session=APART)
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise Failed(f"the picture by one process: exit code {process.returncode}")
    took, _, pixels = output.partition(b"\n")
    return float(took), pixels


class Reference:
    """The pictures that one process has drawn; with times=2 warm ones."""

    def __init__(self, cluster, times=2):
        self.cluster, self.times = cluster, times
        self.known = {}

    async def compare(self, rendering):
        """{equal, alone}: are all pixels as one process draws them, and how many milliseconds did that take?"""
        if rendering.picture not in self.known:
            self.known[rendering.picture] = await alone(self.cluster.python, rendering.picture, self.times, self.cluster.environment)
        took, pixels = self.known[rendering.picture]
        return {"number": rendering.number, "equal": pixels == bytes(rendering.image), "alone": took}
