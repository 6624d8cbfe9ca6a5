# compare: stderr
def average(items):
    total = 0
    for item in items:
        total += item
    return total / len(items)


values = [i * 2 for i in range(500)]
print(average(values))
values[400] = "oops"
average(values)
