"""The library's logging: messages below the level, formatted ones, handlers, filters and child loggers."""

import io
import logging


class OddOnly(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 1


def run():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
    root = logging.getLogger("bench")
    root.handlers[:] = [handler]
    root.propagate = False
    root.setLevel(logging.INFO)
    child = root.getChild("child")
    odd = logging.getLogger("bench.odd")
    odd.filters[:] = [OddOnly()]
    for i in range(300):
        root.debug("not shown %d", i)
        child.debug("nor this %s", i)
        root.info("number %d is %s", i, "odd" if i & 1 else "even")
        child.warning("careful: %r", (i, "x"))
        odd.error("odd %d", i)
    text = stream.getvalue()
    return len(text) + text.count("WARNING")
