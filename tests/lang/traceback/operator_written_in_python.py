# compare: stderr
class V:
    def __add__(self, other):
        return self.fail(other)

    def fail(self, other):
        raise RuntimeError(f"cannot add {other}")


def total(items):
    result = V()
    for item in items:
        result = result + item
    return result


total([1, 2])
