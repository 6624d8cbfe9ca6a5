"""A hot loop, with changes of what it relies on in its midst: how often it gave each result is printed."""

AT = (700, 1500, 2200)
N = 3000


def run(name, body, changes):
    changes = iter(changes)

    def step(i):
        if i in AT:
            next(changes, lambda: None)()

    order = []
    for i, result in body(step):
        if not order or order[-1][0] != result:
            order.append([result, 0])
        order[-1][1] += 1
    print(name, order)


def loop(f):
    def body(step):
        results = []
        for i in range(N):
            step(i)
            try:
                result = f(i)
            except Exception as e:
                result = type(e).__name__ + str(e)
            results.append((i, result))
        return results

    return body
