"""A function of a program, called in a Sidewinder by execnet with the same arguments."""

import struct
import time

import execnet

WORKER = """
    import importlib.util
    import os
    import sys
    path, module, name, folder = channel.receive()
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    if module == "__main__":
        spec = importlib.util.spec_from_file_location("hotspot_program", path)
        loaded = importlib.util.module_from_spec(spec)
        sys.modules["hotspot_program"] = loaded
        spec.loader.exec_module(loaded)
    else:
        loaded = importlib.import_module(module)
    function = getattr(loaded, name)
    channel.send(sys.implementation.name)
    for arguments, keywords in channel:
        channel.send(function(*arguments, **keywords))
"""


class CannotMove(Exception):
    """Why a function cannot be called elsewhere."""


class Elsewhere:
    """The function in the other process."""

    def __init__(self, function, folder, python):
        self.group = execnet.Group()
        self.channel = self.group.makegateway(f"popen//python={python}").remote_exec(WORKER)
        self.channel.send((str(function.path), function.module, function.name, str(folder)))
        self.engine = self.channel.receive()

    def __call__(self, *arguments, **keywords):
        self.channel.send((arguments, keywords))
        return self.channel.receive()

    def close(self):
        self.group.terminate(timeout=2)


def travels(value, what):
    try:
        return execnet.dumps(value)
    except (execnet.DataFormatError, struct.error) as error:  # the latter: 1.9.0 and large negative numbers
        raise CannotMove(f"{what} cannot travel: {error}") from None


class Comparison:
    """A wrapper that calls the function here and elsewhere with the same arguments, and compares."""

    def __init__(self, elsewhere):
        self.elsewhere = elsewhere
        self.here = self.there = self.first_there = 0.0
        self.calls = self.equal = 0
        self.is_inside = False

    def __call__(self, function):
        def both(*arguments, **keywords):
            if self.is_inside:
                return function(*arguments, **keywords)
            self.is_inside = True
            try:
                return self.compare(function, arguments, keywords)
            finally:
                self.is_inside = False
        return both

    def compare(self, function, arguments, keywords):
        before = travels((arguments, keywords), "an argument")
        start = time.perf_counter()
        there = self.elsewhere(*arguments, **keywords)
        middle = time.perf_counter()
        here = function(*arguments, **keywords)
        end = time.perf_counter()
        result = travels(here, "the result")
        if execnet.dumps((arguments, keywords)) != before:
            raise CannotMove("it changes its arguments, which would be copies")
        self.first_there = self.first_there or middle - start
        self.there, self.here = self.there + middle - start, self.here + end - middle
        self.calls, self.equal = self.calls + 1, self.equal + (result == travels(there, "the result"))
        return here
