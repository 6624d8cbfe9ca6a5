"""Sudoku by backtracking over sets of candidates."""

PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"


class Board:
    def __init__(self, text):
        self.rows = [set(range(1, 10)) for _ in range(9)]
        self.columns = [set(range(1, 10)) for _ in range(9)]
        self.boxes = [set(range(1, 10)) for _ in range(9)]
        self.cells = [0] * 81
        self.tries = 0
        for place, character in enumerate(text):
            if character != ".":
                self.set(place, int(character))

    def groups(self, place):
        row, column = divmod(place, 9)
        return self.rows[row], self.columns[column], self.boxes[row // 3 * 3 + column // 3]

    def set(self, place, digit):
        self.cells[place] = digit
        for group in self.groups(place):
            group.discard(digit)

    def clear(self, place, digit):
        self.cells[place] = 0
        for group in self.groups(place):
            group.add(digit)

    def hardest(self):
        best_place = None
        best_candidates = None
        for place in range(81):
            if self.cells[place] == 0:
                row, column, box = self.groups(place)
                candidates = row & column & box
                if best_candidates is None or len(candidates) < len(best_candidates):
                    best_place, best_candidates = place, candidates
        return best_place, best_candidates

    def solve(self):
        place, candidates = self.hardest()
        if place is None:
            return True
        for digit in sorted(candidates, reverse=True):
            self.tries += 1
            self.set(place, digit)
            if self.solve():
                return True
            self.clear(place, digit)
        return False


def run():
    board = Board(PUZZLE)
    assert board.solve()
    hard = Board("8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4" + "..")
    total = 0
    for _ in range(8):
        total += len(hard.hardest()[1])
    return int("".join(map(str, board.cells[:9]))) + board.tries + total
