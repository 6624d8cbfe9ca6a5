n = 1
for i in range(70):
    n *= 2
    if i in (29, 30, 31, 58, 59, 60, 61, 62, 63, 64, 69):
        print(i, n, -n, n - 1, ~n)
total = (1 << 62) - 5
for i in range(10):
    total += 1
    print(total)
total = -(1 << 63) + 3
for i in range(6):
    total -= 1
    print(total)
