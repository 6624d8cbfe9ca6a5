def make():
    state = {"calls": 0}
    total = 0

    def a(n):
        nonlocal total
        state["calls"] += 1
        total += n
        return b(n - 1) if n > 0 else total

    def b(n):
        nonlocal total
        total *= 2
        return a(n) if n > 0 else total

    return a, state


a, state = make()
print(a(5), state, a(3), state)
