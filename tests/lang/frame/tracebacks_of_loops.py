# Exceptions that pass through frames of compiled code: tb_frame is the frame, with its variables, its caller, its line.
import sys

def frames_of(e):
    tb, out = e.__traceback__, []
    while tb:
        out.append(tb.tb_frame)
        tb = tb.tb_next
    return out

def leaf(i):
    square = i * i
    if i % 5 == 0:
        raise ValueError(i)
    return square
def mid(i, scale):
    product = scale * 1.5
    r = leaf(i)
    return r + product
def counts(n):
    seen = {}
    keep = []
    here = sys._getframe()
    for i in range(n):
        try:
            mid(i, i)
        except ValueError as e:
            fs = frames_of(e)
            key = len(fs), fs[0] is here, fs[1].f_code.co_name, fs[2].f_code.co_name
            seen[key] = seen.get(key, 0) + 1
            if i % 100 == 0:
                keep.append((i, fs))
    good = 0
    for i, fs in keep:
        good += fs[0] is here and fs[1].f_locals == {"i": i, "scale": i, "product": i * 1.5} and fs[2].f_locals == {"i": i, "square": i * i}
        good += fs[2].f_back is fs[1] and fs[1].f_back is here
        good += fs[2].f_lineno == leaf.__code__.co_firstlineno + 3 and fs[1].f_lineno == mid.__code__.co_firstlineno + 2
    return seen, good, len(keep)
print(counts(2000))

# Caught in a function that is inlined: its frame goes on, and ends with its last values.
caught = []
def safe(i):
    state = "before"
    try:
        leaf(i)
    except ValueError as e:
        if i % 50 == 0:
            caught.append(e)
        state = "handled"
    else:
        state = "fine"
    done = i + 1
    return state
def loop(n):
    c = {}
    for i in range(n):
        s = safe(i)
        c[s] = c.get(s, 0) + 1
    return c
print(loop(1000), len(caught))
good = 0
for e in caught:
    first, second = frames_of(e)
    i = e.args[0]
    good += first.f_locals == {"i": i, "state": "handled", "done": i + 1}
    good += second.f_back is first and first.f_back.f_code.co_name == "loop" and first.f_back.f_locals["n"] == 1000
    good += first.f_lineno == safe.__code__.co_firstlineno + 11
print(good)

# Many variables, cells and free variables, and unbound ones.
def wide(i, a0=0, a1=1, a2=2, a3=3, a4=4, a5=5, a6=6, a7=7, a8=8, a9=9):
    b0 = a0 + i; b1 = a1 + i; b2 = a2 + i; b3 = a3 + i; b4 = a4 + i; b5 = a5 + i; b6 = float(i); b7 = str(i); b8 = [i]
    cell = i + 100
    def user():
        return cell
    if i < 0:
        unbound = 1
    if i % 7 == 3:
        return {}[user()]
    del b0
    return cell
def wides(n):
    bad = 0
    for i in range(n):
        try:
            wide(i)
        except KeyError as e:
            f = frames_of(e)[-1]
            d = dict(f.f_locals)
            del d["user"]
            want = {"i": i, "cell": i + 100}
            for k in range(10):
                want["a%d" % k] = k
            for k in range(6):
                want["b%d" % k] = k + i
            want.update(b6=float(i), b7=str(i), b8=[i])
            bad += d != want or e.args[0] != i + 100
    return bad
print(wides(500))

# The running frame asks about itself while its loop is compiled.
def watches(n):
    f = sys._getframe()
    bad = 0
    for i in range(n):
        bad += f.f_locals["i"] != i
        if f.f_lineno != f.f_code.co_firstlineno + 5: bad += 1
        bad += getattr(f, "f_lineno") != f.f_code.co_firstlineno + 6
    return bad
print(watches(1000))
def tail(n):
    total = 0
    for i in range(n):
        total += i
    return sys._getframe().f_locals, sys._getframe().f_lineno - tail.__code__.co_firstlineno
print(tail(1000))

# Deep: each frame of a recursion has its object once.
def deep(n):
    if n == 0:
        raise KeyError("bottom")
    deep(n - 1)
try:
    deep(300)
except KeyError as e:
    fs = frames_of(e)
    print(len(fs), len(set(map(id, fs))), [f.f_locals["n"] for f in fs[1:4]], all(b.f_back is a for a, b in zip(fs, fs[1:])))
