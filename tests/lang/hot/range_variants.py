def run(start, stop, step):
    total = count = 0
    for i in range(start, stop, step):
        total += i * i
        count += 1
    return total, count


print(run(0, 100, 1), run(100, 0, -1), run(-50, 50, 7), run(5, 5, 1), run(10, 0, 1), run(0, -200, -13))
print(run((1 << 62), (1 << 62) + 20, 3), run((1 << 64), (1 << 64) + 5, 1), run(-(1 << 63), -(1 << 63) + 4, 2))
for i in range(3):
    for i in range(i, i + 2):
        print(i, end=" ")
print()
