for a in (-17, -3, 0, 3, 17):
    for b in (-5, -1, 1, 5):
        print(a, b, a + b, a - b, a * b, a // b, a % b, a / b, divmod(a, b))
