items = [1, 2, 3]
for item in items:
    if item < 4:
        items.append(item + 2)
print(items)
items = [1, 2, 3, 4]
for item in items:
    items.remove(item)
print(items)
iterator = iter([1])
print(next(iterator), next(iterator, "end"), next(iterator, "still"))
