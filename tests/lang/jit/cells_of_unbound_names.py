# A name that an inner function uses has its cell before it has a value, in an inlined function too.
def makes(n, fails):
    def get():
        return value
    if fails:
        return get
    value = n
    return get


def run(n):
    total = 0
    for i in range(n):
        try:
            total += makes(i, i % 5 == 0)()
        except NameError as error:
            total -= len(str(error))
    return total


for n in 5, 60, 3000:
    print(run(n))
