"""The Sidewinder beside this process: started by execnet when it is first needed, and again if it has died."""

import os
import threading
from pathlib import Path

import execnet

HERE = Path(__file__).resolve().parent
SIDEWINDER = os.environ.get("SIDEWINDER", str(HERE.parents[2] / "build" / "bin" / "sidewinder"))

SET_UP = """
    import os
    import sys
    folder = channel.receive()
    os.chdir(folder)
    sys.dont_write_bytecode = True
    sys.path.insert(0, '')
    channel.send((sys.implementation.name, sys.version.split()[0], os.getpid()))
"""


class NotThere(Exception):
    """There is no Sidewinder to hand anything to."""


class JIT:
    """The gateway, and what the process at its other end says about itself."""

    def __init__(self):
        if not os.access(SIDEWINDER, os.X_OK):
            raise NotThere(f"{SIDEWINDER} is not there: scripts/setup builds it")
        self.group = execnet.Group()
        self.gateway = self.group.makegateway(f"popen//python={SIDEWINDER}")
        channel = self.gateway.remote_exec(SET_UP)
        channel.send(str(HERE))
        self.engine, self.version, self.process = channel.receive()

    def close(self):
        self.group.terminate(timeout=1)


_lock = threading.Lock()
_jit = None


def jit():
    """The one JIT of this process."""
    global _jit
    with _lock:
        if _jit is None:
            _jit = JIT()
        return _jit


def forget(dead):
    """The next call of jit() starts another one."""
    global _jit
    with _lock:
        if _jit is dead:
            _jit = None
    dead.close()
