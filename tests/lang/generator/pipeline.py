def integers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def squares(source):
    for n in source:
        yield n * n


def only_even(source):
    for n in source:
        if n % 2 == 0:
            yield n


print(sum(only_even(squares(integers(2000)))))


def primes(limit):
    found = []
    for n in range(2, limit):
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n


print(list(primes(60)), sum(1 for _ in primes(500)))
