"""Matrices as lists of lists: products, transposition, elimination, a heat map."""


def product(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def product_by_index(a, b):
    size = len(a)
    result = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            total = 0.0
            for k in range(size):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def determinant(matrix):
    rows = [row[:] for row in matrix]
    size = len(rows)
    result = 1.0
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        if pivot != i:
            rows[i], rows[pivot] = rows[pivot], rows[i]
            result = -result
        result *= rows[i][i]
        for r in range(i + 1, size):
            factor = rows[r][i] / rows[i][i]
            for c in range(i, size):
                rows[r][c] -= factor * rows[i][c]
    return result


def heat(size, steps):
    grid = [[0.0] * size for _ in range(size)]
    grid[size // 2][size // 2] = 1000.0
    for _ in range(steps):
        new = [row[:] for row in grid]
        for y in range(1, size - 1):
            for x in range(1, size - 1):
                around = grid[y - 1][x] + grid[y + 1][x] + grid[y][x - 1] + grid[y][x + 1]
                new[y][x] = grid[y][x] + 0.1 * (around - 4 * grid[y][x])
        grid = new
    return sum(map(sum, grid))


def run():
    a = [[float((i * 7 + j * 3) % 11 + (i == j)) for j in range(24)] for i in range(24)]
    b = [[float((i * 5 + j * 2) % 13) for j in range(24)] for i in range(24)]
    first = product(a, b)
    assert first == product_by_index(a, b)
    return int(sum(map(sum, first)) + abs(determinant(a[:14])) % 1e6 + heat(24, 20) * 1000)
