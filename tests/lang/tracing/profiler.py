# _lsprof: counts of calls, by caller too; timers of one's own.
import _lsprof
import cProfile
import pstats

ticks = 0
def timer():
    global ticks
    ticks += 1
    return ticks

def leaf(n):
    return len("x" * n)
def recursive(n):
    leaf(n)
    return recursive(n - 1) if n else 0
def raising():
    [].pop()
def numbers():
    yield 1
    yield 2
def work():
    recursive(3)
    sorted([3, 1, 2], key=lambda x: -x)
    sum(numbers())
    try:
        raising()
    except IndexError:
        pass
    {}.get(1)

def shown(code):
    return code if isinstance(code, str) else code.co_name

def report(profiler):
    for entry in sorted(profiler.getstats(), key=lambda e: shown(e.code)):
        print("   ", shown(entry.code), *entry[1:5])
        for callee in sorted(entry.calls or (), key=lambda e: shown(e.code)):
            print("       ", shown(callee.code), *callee[1:])

for options in {}, {"subcalls": False}, {"builtins": False}:
    print(options)
    ticks = 0
    p = _lsprof.Profiler(timer, 1.0, **options)
    p.enable()
    work()
    p.disable()
    report(p)
    p.clear()
    print(p.getstats())
p = _lsprof.Profiler(timer=timer, timeunit=0.5)
p.enable(subcalls=False, builtins=False)
work()
p.disable()
report(p)
entry = p.getstats()[0]
print(type(entry).__name__, type(entry).__match_args__, entry.n_fields, _lsprof.profiler_subentry.n_fields)
for call in "p.enable(1, 2, 3)", "p.disable(1)", "p.clear(1)", "_lsprof.Profiler(1, 2, 3, 4, 5)", "_lsprof.Profiler(timeunit='x')":
    try:
        eval(call)
    except TypeError as e:
        print(e)

p = cProfile.Profile()
print(p.runcall(recursive, 2))
stats = pstats.Stats(p)
print(stats.total_calls, stats.prim_calls, sorted(name for _, _, name in stats.stats))
