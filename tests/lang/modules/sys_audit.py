# sys.audit and sys.addaudithook: hooks, refusals, wrong calls.
import sys


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


attempt(sys.audit)
attempt(sys.audit, 5)
attempt(sys.addaudithook)
attempt(sys.audit, "before.any", 1)
seen = []
refusing = False


def hook(event, args):
    if event.startswith("own.") or event == "sys.addaudithook":
        seen.append((event, args))
        if refusing:
            raise RuntimeError("refused")


sys.addaudithook(hook)
attempt(sys.audit, "own.event", 1, "two")
attempt(sys.audit, "own.bare")
attempt(sys.audit, 5)
attempt(sys.audit, b"own")
refusing = True
attempt(sys.audit, "own.refused")
attempt(sys.addaudithook, lambda event, args: print("never called"))
refusing = False
attempt(sys.audit, "own.last")
print(seen)
