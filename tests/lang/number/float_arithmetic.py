values = (-2.5, -0.0, 0.0, 0.1, 1.0, 3.75, 1e300, 5e-324)
for a in values:
    for b in (-1.5, 0.1, 2.0, 1e300):
        print(a, b, a + b, a - b, a * b, a / b, a // b, a % b)
