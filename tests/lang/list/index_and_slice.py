items = [0, 1, 2, 3, 4, 5, 6]
print(items[0], items[-1], items[2:5], items[::-1], items[::2], items[-3:], items[5:1:-2], items[10:], items[True])
for i in (7, -8):
    try:
        items[i]
    except IndexError as error:
        print(error)
try:
    items["a"]
except TypeError as error:
    print(error)
