# The iteration that is recorded returns. That is a decision, no failure: another one may come round.
# jit: LeftLoop >= 1, aborts 0


def first_positive(numbers):
    for x in numbers:
        if x > 0:
            return x
    return None


total = 0
for i in range(3000):
    total += first_positive((0, i + 1))
print(total)
