# Functions that a trace calls, and does not take in, see what it is handling: exc_info, bare raise, contexts.
import sys


def depth_first(n):
    """Recursive, so that traces call it."""
    if n == 0:
        kind, value, _ = sys.exc_info()
        return (kind.__name__ if kind else "nothing") + str(value)
    return depth_first(n - 1)


def raises_deep(n):
    if n == 0:
        raise KeyError("deep")
    return raises_deep(n - 1)


def raises_again(n):
    if n == 0:
        raise
    return raises_again(n - 1)


def with_loop(n):
    seen = 0
    for _ in range(n):
        seen += sys.exc_info()[0] is ValueError
    return seen


def seen_in_calls(count):
    found = {}
    for i in range(count):
        try:
            raise ValueError(i & 1)
        except ValueError:
            key = depth_first(12), with_loop(i & 3)
            found[key] = found.get(key, 0) + 1
        key = depth_first(9), with_loop(2)
        found[key] = found.get(key, 0) + 1
    return sorted(found.items())


def contexts(count):
    found = set()
    for i in range(count):
        try:
            try:
                raise ValueError(i & 1)
            except ValueError:
                raises_deep(10)
        except KeyError as e:
            lines = []
            tb = e.__traceback__
            while tb:
                lines.append(tb.tb_lineno)
                tb = tb.tb_next
            found.add((str(e), repr(e.__context__), tuple(lines), e.__context__.__traceback__.tb_lineno))
    return sorted(found)


def again(count):
    found = {}
    for i in range(count):
        try:
            try:
                raise ValueError(i & 1)
            except ValueError:
                raises_again(9)
        except ValueError as e:
            depth, tb = 0, e.__traceback__
            while tb:
                depth, tb = depth + 1, tb.tb_next
            key = str(e), depth, e.__context__
            found[key] = found.get(key, 0) + 1
    try:
        raises_again(3)
    except RuntimeError as e:
        found[str(e)] = 1
    return sorted(found.items(), key=str)


for _ in range(3):
    print(seen_in_calls(400))
    print(contexts(400))
    print(again(400))
    print(sys.exc_info())
