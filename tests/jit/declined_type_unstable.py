# At the end of the iteration that is recorded, a register holds what the loop's header, by the types it observed, cannot take.
# jit: TypeUnstable >= 1


def run(size):
    total = 0
    for i in range(size):
        for j in range(size):
            product = i * j
            k = 0
            while k < 10:
                if product % 7 < k:
                    total = total + product
                else:
                    total = total - k
                k = k + 1
    return total


print(run(60))
