class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value, traceback is not None)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print(a, b)
with Manager("s", swallow=True):
    raise ValueError("swallowed")
try:
    with Manager("outer"):
        with Manager("inner") as inner:
            raise KeyError("through")
except KeyError as error:
    print("caught", error)


def f():
    for i in range(3):
        with Manager(str(i)):
            if i == 0:
                continue
            return "returned"


print(f())
try:
    with 5:
        pass
except TypeError as error:
    print(error)
