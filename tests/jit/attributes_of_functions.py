# Attributes that functions have, and globals that are written, are words of their dicts: no general call.
# options: -X jit-bridge-threshold=60
# jit: exits <= 300
total = 0


def step():
    pass


def run(n):
    step.count = 0
    for i in range(n):  # jit: calls <= 2
        step.count += i
    return step.count


def write(n):
    global total
    for i in range(n):  # jit: calls 0
        total += i
    return total


print(run(3000), write(3000))
