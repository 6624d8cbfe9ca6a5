"""The two views of the talk, and a third one that says where it runs."""

import os
import platform
import sys
import time

from django import get_version
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render as render_page

from mandelbrot import gateway
from mandelbrot.py_mandel import mandelbrot

BOUNDS = {"w": (1, 2048), "h": (1, 1536)}
DEFAULTS = {"w": 320, "h": 240}


class BadSize(ValueError):
    """What was asked for is no size of a picture."""


def size_of(request):
    return tuple(one_side(request, name) for name in ("w", "h"))


def one_side(request, name):
    text = request.GET.get(name, DEFAULTS[name])
    low, high = BOUNDS[name]
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not low <= value <= high:
        raise BadSize(f"{name} must be a whole number from {low} to {high}")
    return value


def answer(image, engine, seconds):
    return HttpResponse(image, content_type="image/bmp",
                        headers={"X-Engine": engine, "X-Seconds": f"{seconds:.6f}", "Cache-Control": "no-store"})


def render(request):
    try:
        w, h = size_of(request)
    except BadSize as error:
        return HttpResponseBadRequest(f"{error}\n", content_type="text/plain")
    start = time.perf_counter()
    img = mandelbrot(w, h)
    return answer(img, sys.implementation.name, time.perf_counter() - start)


def jit_render(request):
    try:
        w, h = size_of(request)
    except BadSize as error:
        return HttpResponseBadRequest(f"{error}\n", content_type="text/plain")
    start = time.perf_counter()
    try:
        img, engine = draw_elsewhere(w, h)
    except (gateway.NotThere, EOFError, OSError) as error:
        return HttpResponse(f"no Sidewinder to hand this to: {error}\n", status=503, content_type="text/plain")
    return answer(img, engine, time.perf_counter() - start)


def draw_elsewhere(w, h):
    """The picture and the engine that drew it. A gateway that was found dead is replaced once."""
    jit = gateway.jit()
    try:
        return draw_by(jit, w, h), jit.engine
    except (EOFError, OSError):
        gateway.forget(jit)
    jit = gateway.jit()
    return draw_by(jit, w, h), jit.engine


def draw_by(jit, w, h):
    channel = jit.gateway.remote_exec("""
        from py_mandel import mandelbrot
        w, h = channel.receive()
        img = mandelbrot(w, h)
        channel.send(img)
    """)
    channel.send((w, h))
    return channel.receive()


def here():
    return {"engine": sys.implementation.name, "version": sys.version.split()[0], "django": get_version(),
            "process": os.getpid(), "machine": platform.machine()}


def engine(request):
    return JsonResponse(here())


def page(request):
    return render_page(request, "page.html", {"here": here(), "is_jit": sys.implementation.name == "sidewinder"})
