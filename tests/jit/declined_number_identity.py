# `is` between floats: boxes come and go in a trace.
# jit: NumberIdentity >= 1, loops 0


def run(n, x, y):
    same = 0
    for i in range(n):
        if x is y:
            same += 1
    return same


half = 0.5
print(run(3000, half, half))
