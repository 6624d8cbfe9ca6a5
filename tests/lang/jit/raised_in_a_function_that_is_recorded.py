# What the first instructions of a hot function raise has the function's line.
def lines_of(error):
    traceback, lines = error.__traceback__, []
    while traceback is not None:
        lines.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return lines


class Number:
    def __lt__(self, other):
        return self.missing < other


def first(a):
    return a.missing


def run(n):
    seen = []
    for i in range(n):
        for call in lambda: Number() < i, lambda: first(i):
            try:
                call()
            except AttributeError as error:
                seen.append(tuple(lines_of(error)))
    return len(seen), sorted(set(seen))


for n in 5, 50, 3000:
    print(run(n))
