a = [1]
a.append(a)
print(a, [a, a])
d = {"self": None}
d["self"] = d
print(d)
grid = [[0] * 3 for _ in range(3)]
grid[1][1] = 5
print(grid, [row[1] for row in grid])
