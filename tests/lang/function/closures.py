def counter(start):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def get():
        return count

    return increment, get


increment, get = counter(10)
print(increment(), increment(5), get())
other, _ = counter(0)
print(other(), get())
functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])


def outer():
    def middle():
        def inner():
            return value
        return inner
    value = "late"
    return middle()()


print(outer())
