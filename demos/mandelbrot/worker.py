"""Renders pictures for the showcase's server, which starts workers for each Python and talks to them through pipes.

A frame is a header (version, type, two zero bytes, length of the payload) and the payload, little-endian; the
C++ side is protocol.h. The worker opens with HELLO (its name and version, and the SHA-256 of the renderer's source, a
line each), then answers each RENDER with PICTURE or ERROR, in order, until its input ends. A PICTURE repeats which tile
it is. An error that leaves the position in the stream in doubt is reported and ends the worker.
"""

import hashlib
import struct
import sys
import time

import py_mandel

VERSION = 2
HELLO, RENDER, PICTURE, ERROR = 1, 2, 3, 4

HEADER = struct.Struct("<BBHI")
REQUEST = struct.Struct("<IIIdddIIIII")  # width, height, iterations, cx, cy, scale, number, and the tile's x, y, w, h
TILE = struct.Struct("<IIIII")  # number, x, y, w, h
TIMES = struct.Struct("<dd")  # seconds on the wall, seconds of this process on a processor

MAX_PAYLOAD = 4096
MAX_PIXELS = 1 << 24


class Corrupt(Exception):
    """The input cannot be followed any further."""


def read_exactly(stream, size):
    """size bytes, or b"" if the input ended before the first of them."""
    data = b""
    while len(data) < size:
        part = stream.read(size - len(data))
        if not part:
            if data:
                raise Corrupt("input ended within a frame")
            return b""
        data += part
    return data


def read_frame(stream):
    """(type, payload), or None at the end of the input."""
    header = read_exactly(stream, HEADER.size)
    if not header:
        return None
    version, kind, reserved, length = HEADER.unpack(header)
    if version != VERSION:
        raise Corrupt("protocol version %d, this worker speaks %d" % (version, VERSION))
    if length > MAX_PAYLOAD:
        raise Corrupt("payload of %d bytes, at most %d" % (length, MAX_PAYLOAD))
    payload = read_exactly(stream, length)
    if len(payload) != length:
        raise Corrupt("input ended within a frame")
    return kind, payload


def write_frame(stream, kind, payload):
    stream.write(HEADER.pack(VERSION, kind, 0, len(payload)))
    stream.write(payload)
    stream.flush()


def check(width, height, x, y, tile_width, tile_height):
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise ValueError("picture of %d x %d pixels" % (width, height))
    if tile_width < 1 or tile_height < 1 or x + tile_width > width or y + tile_height > height:
        raise ValueError("tile of %d x %d pixels at %d, %d" % (tile_width, tile_height, x, y))


def render(payload):
    """The payload of a PICTURE: which tile it is, the times that rendering took, then one byte a pixel."""
    if len(payload) != REQUEST.size:
        raise ValueError("render request of %d bytes, expected %d" % (len(payload), REQUEST.size))
    width, height, iterations, cx, cy, scale, number, x, y, tile_width, tile_height = REQUEST.unpack(payload)
    check(width, height, x, y, tile_width, tile_height)
    cpu_start = time.process_time()
    start = time.perf_counter()
    image = py_mandel.mandelbrot_tile(width, height, cx, cy, scale, iterations, x, y, tile_width, tile_height)
    seconds = time.perf_counter() - start
    cpu_seconds = time.process_time() - cpu_start
    return TILE.pack(number, x, y, tile_width, tile_height) + TIMES.pack(seconds, cpu_seconds) + bytes(image)


def answer(kind, payload):
    """The frame that answers this one."""
    if kind != RENDER:
        return ERROR, b"unknown frame type %d" % kind
    try:
        return PICTURE, render(payload)
    except Exception as error:
        return ERROR, ("%s: %s" % (type(error).__name__, error)).encode()


def hello():
    name = "%s %d.%d.%d" % ((sys.implementation.name,) + sys.version_info[:3])
    with open(py_mandel.__file__, "rb") as source:
        digest = hashlib.sha256(source.read()).hexdigest()
    return ("%s\n%s" % (name, digest)).encode()


def main():
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    write_frame(sink, HELLO, hello())
    try:
        frame = read_frame(source)
        while frame is not None:
            kind, payload = answer(*frame)
            write_frame(sink, kind, payload)
            frame = read_frame(source)
    except Corrupt as error:
        write_frame(sink, ERROR, str(error).encode())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
