"""The sieve of Eratosthenes: a list of flags, set one by one and by slices."""


def primes_one_by_one(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    number = 2
    while number * number < limit:
        if flags[number]:
            multiple = number * number
            while multiple < limit:
                flags[multiple] = False
                multiple += number
        number += 1
    return [number for number in range(limit) if flags[number]]


def primes_by_slices(limit):
    flags = bytearray([1]) * limit
    flags[0] = flags[1] = 0
    for number in range(2, int(limit ** 0.5) + 1):
        if flags[number]:
            flags[number * number::number] = bytes(len(range(number * number, limit, number)))
    return [number for number, flag in enumerate(flags) if flag]


def run():
    primes = primes_one_by_one(60000)
    assert primes == primes_by_slices(60000)
    return sum(primes)
