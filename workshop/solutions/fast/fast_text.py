def digits(n):
    total = 0
    width, limit = 1, 10
    for i in range(n):
        if i == limit:
            width += 1
            limit *= 10
        total += width
    return total


print(digits(60000))
