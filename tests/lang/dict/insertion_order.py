d = {}
for key in "hello world":
    d[key] = d.get(key, 0) + 1
print(d)
del d["l"]
d["l"] = "again"
d["h"] = "kept its place"
print(list(d), list(reversed(d)), list(d.items())[-1])
numbers = {}
for i in range(1000):
    numbers[(i * 37) % 1000] = i
for i in range(0, 1000, 3):
    del numbers[i]
print(len(numbers), list(numbers)[:10], list(numbers.values())[-5:])
