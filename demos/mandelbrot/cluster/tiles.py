"""What a worker runs: one tile, and who drew it. Dask sends the call; this file is found on the worker's own path."""

import os
import socket
import sys
import time

from distributed import get_worker

import py_mandel


def draw(*tile):
    """(the tile's pixels, the worker, its host, its process, its Python, milliseconds)"""
    began = time.perf_counter()
    image = py_mandel.mandelbrot_tile(*tile)
    took = (time.perf_counter() - began) * 1000
    return bytes(image), str(get_worker().name), socket.gethostname(), os.getpid(), sys.implementation.name, took
