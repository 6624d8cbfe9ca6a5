# Where there is no room for more machine code, traces are freed, and the code that only they kept alive dies: functions that
# are hot for a while go on being compiled. What is hot all the time is compiled again.
# options: -X jit-code-limit=100000 -X jit-most-copies=0 -X jit-patience=0 -X jit-free-limit=50 -X jit-loop-threshold=100
# jit: loops >= 120, freed >= 60, CodeGeneration <= 50
import gc
import weakref

TEMPLATE = """
def run(n):
    a = b = c = {number}
    for i in range(n):
        a = (a + i * 3) % 1000
        b = b + a % 7 if a > {number} else b - 1
        c = c + (a ^ b) % 11 if b > c else c - 2
    return a, b, c
"""


def always_hot(n):
    total = 0
    for i in range(n):
        try:
            total += i & 3
            if total % 5 == 2:
                raise ValueError(total)
        except ValueError as e:
            total += len(e.args)
    return total


alive = []
total = 0
for number in range(150):
    space = {}
    exec(TEMPLATE.format(number=number), space)
    total += sum(space["run"](600)) + always_hot(300)
    alive.append(weakref.ref(space["run"].__code__))
print(total)
del space
gc.collect()
dead = sum(code() is None for code in alive)
print("dead:", "half" if dead > 75 else dead)
