s = "sidewinder"
for i in (0, 3, -1, -10, 9):
    print(i, s[i])
for start, stop, step in ((None, None, None), (2, 5, None), (-3, None, None), (None, None, -1), (8, 2, -2), (5, 2, None), (0, 100, 3)):
    print(s[start:stop:step])
for i in (10, -11):
    try:
        s[i]
    except IndexError as error:
        print(error)
try:
    s[0] = "x"
except TypeError as error:
    print(error)
