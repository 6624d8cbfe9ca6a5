# Arguments by keyword, with defaults, collected by *args and **kwargs, and forwarded: the callee is inlined.
# jit: loops 1, aborts 0


def volume(width, height, *, depth=2, scale=1, **others):
    return width * height * depth * scale + len(others)


def forward(*args, **kwargs):
    return volume(*args, **kwargs)


class Box:
    def __init__(self, *sides):
        self.sides = sides

    def volume(self, **options):
        return volume(*self.sides, **options)


def run(n):
    box = Box(2, 3)
    total = 0
    for i in range(n):
        total += volume(i, height=3) + volume(height=i, width=2, scale=3)
        total += forward(i, 2, depth=4, colour=1) + forward(1, 2)
        total += box.volume(depth=i)
    return total


print(run(3000))
