def digits(n):
    total = 0
    for i in range(n):
        total += len(str(i))
    return total


print(digits(60000))
