"""Pancake flips over all permutations of eight: slices and items of a small list."""


def most_flips(size):
    permutation = list(range(size))
    counts = list(range(1, size + 1))
    most = 0
    checksum = 0
    sign = 1
    while True:
        first = permutation[0]
        if first:
            flipped = permutation[:]
            flips = 0
            while first:
                flipped[:first + 1] = flipped[first::-1]
                first = flipped[0]
                flips += 1
            most = max(most, flips)
            checksum += sign * flips
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
            continue
        permutation[1], permutation[2] = permutation[2], permutation[1]
        sign = 1
        for i in range(2, size):
            counts[i] -= 1
            if counts[i]:
                break
            if i == size - 1:
                return checksum, most
            counts[i] = i + 1
            permutation.insert(i + 1, permutation.pop(0))


def run():
    checksum, most = most_flips(7)
    return checksum * 100 + most
