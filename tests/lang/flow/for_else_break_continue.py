for n in range(2, 20):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        print("prime", n)
        continue
    if n % 2:
        print("odd", n, "=", d, "*", n // d)
