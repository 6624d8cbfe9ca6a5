def two(value):
    try:
        a, b = value
        print(a, b)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


two([1, 2])
two((1,))
two([1, 2, 3])
two("ab")
two("abc")
two({"k": 1, "l": 2})
two(5)
two(None)
two(x for x in range(2))
two(x for x in range(5))
try:
    a, *b, c = [1]
except ValueError as error:
    print(error)
