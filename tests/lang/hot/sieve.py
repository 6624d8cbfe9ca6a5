def sieve(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    for i in range(2, int(limit ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, limit, i):
                flags[j] = False
    return [i for i, is_prime in enumerate(flags) if is_prime]


primes = sieve(3000)
print(len(primes), primes[:10], primes[-3:])
