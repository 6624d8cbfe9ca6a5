# A display of more values than a trace carries: here the parts of a string, which the compiler does not split.
# jit: LongDisplay >= 1, loops 0
SOURCE = """
def run(n):
    total = 0
    for i in range(n):
        total += len(f'{parts}')
    return total
"""

exec(SOURCE.format(parts="{i} " * 300))
print(run(1000))
