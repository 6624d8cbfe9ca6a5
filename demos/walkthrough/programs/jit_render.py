"""The application's view with the hot spot in Sidewinder, by execnet."""

import sys
import time

import execnet

from engines import KERNEL, ROOT
from render import render

group = execnet.Group()
jit = group.makegateway(f"popen//python={ROOT}/build/bin/sidewinder")
jit.remote_exec(f"import sys; sys.path.insert(0, {str(KERNEL)!r}); sys.dont_write_bytecode = True").waitclose()


def jit_render(w, h):
    channel = jit.remote_exec("""
        from py_mandel import mandelbrot
        w, h = channel.receive()
        image = mandelbrot(w, h, -0.65, 0.0, 3.2, 255)
        channel.send(bytes(image))
    """)
    channel.send((w, h))
    return channel.receive()


for attempt in ("first", "second", "third"):
    start = time.perf_counter()
    image = jit_render(320, 240)
    print(f"jit_render: {(time.perf_counter() - start) * 1000:.0f} ms the {attempt} time, from {sys.implementation.name}")
print("the same picture" if image == render(320, 240) else "ANOTHER PICTURE")
group.terminate(timeout=2)
