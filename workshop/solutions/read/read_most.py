def steps(a, b, most):
    x = y = 0.0
    count = 0
    while count < most:
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            break
        y = 2.0 * x * y + b
        x = xx - yy + a
        count += 1
    return count


print(steps(-0.1, 0.1, 1000000))

ANSWER = "fold"
