# Traces and their tables take more than memory_limit: nothing is recorded any more, and what there is goes on.
# options: -X jit-free-limit=0 -X jit-memory-limit=1
# jit: loops <= 60
def go(functions):
    total = 0
    for k in range(functions):
        names = {}
        body = "".join(f"        t = (t * {j} + i ^ {k}) & 0xffff\n" for j in range(40))
        exec("def f(n):\n    t = 0\n    for i in range(n):\n" + body + "    return t\n", names)
        total += names["f"](400)
    return total


print(go(80))
