"""Edit distance, longest common subsequence and knapsack: tables filled row by row."""


def edit_distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            cost = 0 if x == y else 1
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost))
        previous = current
    return previous[-1]


def common_subsequence(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                table[i + 1][j + 1] = table[i][j] + 1
            elif table[i][j + 1] > table[i + 1][j]:
                table[i + 1][j + 1] = table[i][j + 1]
            else:
                table[i + 1][j + 1] = table[i + 1][j]
    return table[len(a)][len(b)]


def knapsack(weights, values, capacity):
    best = [0] * (capacity + 1)
    for weight, value in zip(weights, values):
        for room in range(capacity, weight - 1, -1):
            candidate = best[room - weight] + value
            if candidate > best[room]:
                best[room] = candidate
    return best[capacity]


def run():
    a = "the quick brown fox jumps over the lazy dog " * 3
    b = "a quick brown dog jumped over that very lazy fox " * 2
    total = edit_distance(a, b) * 1000 + common_subsequence(a, b)
    weights = [3 + i * 7 % 23 for i in range(40)]
    values = [10 + i * 13 % 37 for i in range(40)]
    return total + knapsack(weights, values, 300)
