items = [3, 1]
items.append(2)
items.extend((5, 4))
items.extend("ab")
items.insert(0, "first")
items.insert(100, "last")
items.insert(-1, "before last")
print(items, items.index(2), items.count(1), len(items))
items.remove("a")
items.reverse()
print(items, items.copy() == items, items.copy() is items)
for f in (lambda: items.remove("none"), lambda: items.index("none"), lambda: items.index(3, 0, 1)):
    try:
        f()
    except ValueError as error:
        print(error)
items.clear()
print(items)
