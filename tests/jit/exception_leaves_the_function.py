# The iteration that is recorded raises an exception that leaves the function: tried again, and then a trace that ends with the exception.
# jit: LeftLoop >= 1, aborts 0, exits <= 20000


def run(values):
    total = 0
    for value in values:
        if value < 0:
            raise ValueError(value)
        total += value
    return total


caught = 0
for i in range(3000):
    try:
        run((i, -1))
    except ValueError:
        caught += 1
print(caught)
