# Search and recursion: queens, a sudoku, hanoi, ackermann, permutations, the knapsack, edit distance.
def queens(n):
    def place(row, columns, left, right):
        if row == n:
            yield columns
            return
        for column in range(n):
            if column not in columns and row + column not in left and row - column not in right:
                yield from place(row + 1, columns + (column,), left | {row + column}, right | {row - column})
    return list(place(0, (), frozenset(), frozenset()))


def sudoku(text):
    board = [int(c) for c in text]
    peers = [{q for q in range(16) if q != p and (q // 4 == p // 4 or q % 4 == p % 4 or
              (q // 8 == p // 8 and q % 4 // 2 == p % 4 // 2))} for p in range(16)]

    def solve():
        choices = [(len(free), p, free) for p in range(16) if not board[p]
                   for free in [{1, 2, 3, 4} - {board[q] for q in peers[p]}]]
        if not choices:
            return True
        _, p, free = min(choices, key=lambda choice: choice[:2])
        for digit in sorted(free):
            board[p] = digit
            if solve():
                return True
        board[p] = 0
        return False
    return "".join(map(str, board)) if solve() else None


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


def ackermann(m, n):
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


def permutations(items):
    if not items:
        return [[]]
    return [[first] + rest for i, first in enumerate(items) for rest in permutations(items[:i] + items[i + 1:])]


def knapsack(things, room):
    best = {0: (0, ())}
    for name, weight, value in things:
        for used, (worth, chosen) in sorted(best.items(), reverse=True):
            if used + weight <= room and best.get(used + weight, (-1,))[0] < worth + value:
                best[used + weight] = worth + value, chosen + (name,)
    return max(best.values())


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


solutions = queens(6)
print(len(solutions), solutions[0], len(queens(7)))
print(sudoku("1000003004000020"), sudoku("1100000000000000"))
moves = list(hanoi(9))
print(len(moves), " ".join(moves[:12]), moves.count("AC"))
print([ackermann(2, n) for n in range(8)], ackermann(1, 200))
print(len(permutations(list("abcdef"))), "".join(permutations("abcd".split() + list("xyz"))[17]))
print(knapsack([("map", 9, 150), ("compass", 13, 35), ("water", 153, 200), ("tin", 68, 45), ("rope", 27, 60)], 200))
print(edit_distance("kitten" * 12, "sitting" * 11))
