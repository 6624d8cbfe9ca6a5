items = [1, 2, 3, 4]
print(items.pop(), items.pop(0), items.pop(-2), items)
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].pop("a")):
    try:
        f()
    except (IndexError, TypeError) as error:
        print(type(error).__name__, error)
