a, b = 0, 1
for i in range(301):
    if i % 50 == 0 or 85 < i < 95:
        print(i, a)
    a, b = b, a + b
