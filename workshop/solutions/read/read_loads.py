def smooth(values):
    for i in range(1, len(values) - 1):
        values[i] = (values[i - 1] + values[i] + values[i + 1]) / 3.0
    return values[len(values) // 2]


print(smooth([float(i % 10) for i in range(100000)]))

ANSWER = 3
