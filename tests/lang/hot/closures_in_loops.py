def make_counter():
    count = 0

    def next_value(step):
        nonlocal count
        count += step
        return count

    return next_value


counter = make_counter()
total = 0
for i in range(150):
    total += counter(i % 3)
print(total, counter(0))
adders = [lambda x, n=n: x + n for n in range(5)]
value = 0
for i in range(100):
    value = adders[i % 5](value)
print(value)
