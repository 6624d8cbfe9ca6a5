def area(w, h):
    return w * h // (w - 70000)


def total(n):
    found = 0
    for w in range(n):
        found += area(w, 2)
    return found


print(total(100000))
