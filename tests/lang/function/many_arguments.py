# Calls with as many arguments as a trace carries, one more, and many more, in every form and often enough to be hot.
# many allocations
def define(source, name):
    namespace = {}
    exec(source, namespace)
    return namespace[name]


def check(count):
    names = ["a%d" % i for i in range(count)]
    parameters = ", ".join(names)
    values = ", ".join(["i"] + [str(i) for i in range(1, count)])
    keywords = ", ".join(["a0=i"] + ["a%d=%d" % (i, i) for i in range(1, count)])
    result = " + ".join(names)
    source = f"""
def plain({parameters}):
    return {result}
def variadic(*values):
    return sum(values)
def keyword_only(*, {parameters}):
    return {result}
def defaulted({", ".join(name + "=1" for name in names)}):
    return {result}
def mixed(first, *rest, **named):
    return first + sum(rest) + len(named)
class Method:
    def method(self, {parameters}):
        return {result}
    def __call__(self, {parameters}):
        return {result}
class Made:
    def __init__(self, {parameters}):
        self.sum = {result}
def run(n):
    o = Method()
    bound = o.method
    total = 0
    for i in range(n):
        values = ({values},)
        total += plain({values})
        total += variadic({values})
        total += defaulted({values})
        total += mixed({values})
        total += o.method({values})
        total += bound({values})
        total += o({values})
        total += Made({values}).sum
        total += max({values})
        total += plain(*values)
        total += o.method(*values)
        total += plain({keywords})
        total += keyword_only({keywords})
        total += defaulted({keywords})
        total += o.method({keywords})
        total += bound({keywords})
        total += o({keywords})
        total += Made({keywords}).sum
        total += len([{values}]) + len(({values},)) + len({{{values}}}) + len(dict({keywords}))
    return total
"""
    return define(source, "run")(300 if count < 100 else 60)


for count in (2, 15, 16, 17, 61, 62, 63, 64, 65, 66, 100, 254, 255, 256, 257, 300):
    print(count, check(count))


# A native function in a loop of its own, and a call that fails with the plain error.
def natives(n):
    total = 0
    for i in range(n):
        total += len("{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}{}".format(
            i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i))
    return total


print(natives(2000))
few = define("def few(a, b): return a", "few")
call = define("def call(few, i):\n    return few(" + "i, " * 70 + "i)", "call")
for i in range(50):
    try:
        call(few, i)
    except TypeError as error:
        message = str(error)
print(message)
