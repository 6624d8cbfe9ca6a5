# Strings of parts: one call makes what somebody gets (and one what a list has held), none what is only asked.
# jit: aborts 0

A, B, C, D = "ab", "cd", "ef", "gh"


def kept_sum(n, kept):
    for i in range(n):  # jit: calls 2, allocations 0
        a, b = (A, B) if i % 2 else (B, A)
        kept[0] = a + b + C + D[i & 1 :]


def length_of_sum(n):
    total = 0
    for i in range(n):  # jit: calls 0, allocations 0
        a = A if i & 1 else C
        total += len(a + B + D)
    return total


def characters_of_sum(n):
    total = 0
    for i in range(n):  # jit: calls 0, allocations 0
        a = A if i & 1 else C
        s = a + B
        if s[0] == "a" and s[3] == "d":
            total += len(s)
    return total


def equality_of_sum(n):
    total = 0
    for i in range(n):  # jit: calls <= 1, allocations 0
        a = A if i & 1 else C
        if a + B + D == "abcdgh":
            total += 1
    return total


def named_sum(n):
    total = 0
    for i in range(n):  # jit: calls 0, allocations 0
        a = A if i & 1 else C
        s = a + B
        t = s + D
        total += len(t) + len(s)
    return total


def formatted(n, kept):
    for i in range(n):  # jit: calls 1, allocations 0
        kept[0] = f"{i}:{A}"


def percent(n, kept):
    for i in range(n):  # jit: calls 1, allocations 0
        kept[0] = "%s-%d!" % (A, i)


def joined(n, kept):
    for i in range(n):  # jit: calls 2, allocations 0
        kept[0] = ", ".join([A, B, str(i)])


def grown(n):
    s = ""
    for i in range(n):  # jit: calls 1, allocations 0
        s += A
    return len(s)


kept = [""]
for function in (kept_sum, formatted, percent, joined):
    function(40000, kept)
    print(kept)
for function in (length_of_sum, characters_of_sum, equality_of_sum, named_sum, grown):
    print(function(40000))

# Of more parts than one instruction takes: the compiler builds it in pieces.
SOURCE = """
def run(n):
    total = 0
    for i in range(n):
        total += len(f'{parts}')
    return total
"""

exec(SOURCE.format(parts="{i} " * 300))
print(run(1000))
