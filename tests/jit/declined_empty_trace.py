# Exits whose next instruction only the interpreter can execute, here `return`: a bridge from there would be empty. That is a decision, no
# failure.
# jit: EmptyTrace >= 1, aborts 0


def find(items, wanted):
    i = 0
    while True:
        if items[i] == wanted:
            break
        i += 1
    return i


items = list(range(50))
total = 0
for i in range(4000):
    total += find(items, i % 50)
print(total)
