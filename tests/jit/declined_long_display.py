# A display of more values than a trace carries: the cells of a closure. Displays of the source are built in pieces.
# jit: LongDisplay >= 1, loops 0
NAMES = [f"v{i}" for i in range(300)]
SOURCE = f"""
def run(n):
    {" = ".join(NAMES)} = 1
    total = 0
    for i in range(n):
        def inside():
            return i + {" + ".join(NAMES)}
        total += 1
    return total, inside()
"""

exec(SOURCE)
print(run(1000))
