# A call that goes elsewhere every time: bridges from one place, each from the one before, come to an end.
# jit: bridges <= 40
class Thing:
    def value(self):
        return 1


classes = [type(f"Thing{k}", (Thing,), {"value": eval(f"lambda self: {k}")}) for k in range(200)]


def run(things, n):
    total = 0
    for i in range(n):
        total += things[i % 200].value()
    return total


print(run([cls() for cls in classes], 60000))
