# A string of more parts than one instruction takes: the compiler builds it in pieces.
# jit: loops 1, aborts 0
SOURCE = """
def run(n):
    total = 0
    for i in range(n):
        total += len(f'{parts}')
    return total
"""

exec(SOURCE.format(parts="{i} " * 300))
print(run(1000))
