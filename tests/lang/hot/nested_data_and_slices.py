grid = [[(x * y) % 9 for x in range(20)] for y in range(20)]
for generation in range(5):
    new = [row[:] for row in grid]
    for y in range(1, 19):
        for x in range(1, 19):
            neighbours = grid[y - 1][x] + grid[y + 1][x] + grid[y][x - 1] + grid[y][x + 1]
            new[y][x] = (neighbours + grid[y][x]) % 10
    grid = new
print(sum(map(sum, grid)), grid[7], [row[3] for row in grid][::4])
