items = [0, 1, 2, 3, 4, 5]
items[1:3] = ["a", "b", "c"]
print(items)
items[:0] = [9, 9]
print(items)
items[::2] = [0] * len(items[::2])
print(items)
items[2:] = []
print(items)
items[1:1] = range(3)
print(items)
del items[::2]
print(items)
try:
    items[::2] = [1, 2, 3, 4]
except ValueError as error:
    print(error)
items = [1, 2, 3]
items[1:2] = items
print(items)
