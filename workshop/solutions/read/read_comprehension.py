def squares(n):
    return [i * i % 7 for i in range(n)]


def total(values):
    result = 0
    for value in values:
        result += value
    return result


print(total(squares(60000)))

ANSWER = 2
