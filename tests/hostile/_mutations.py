"""Changes to bytes and text that a reader of a format should be afraid of."""

NUMBERS = [0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 2**63 - 1, 2**63, 2**64 - 1]


def mutate_once(random, data, others):
    at = random.randrange(len(data) + 1)
    length = random.choice([1, 1, 1, 2, 4, 8, random.randrange(1, 40)])
    kind = random.randrange(9)
    if kind == 0:  # bits
        return data[:at] + bytes(b ^ 1 << random.randrange(8) for b in data[at:at + 1]) + data[at + 1:]
    if kind == 1:
        return data[:at] + bytes([random.randrange(256)]) + data[at + 1:]
    if kind == 2:
        return data[:at] + random.randbytes(length) + data[at:]
    if kind == 3:
        return data[:at] + data[at + length:]
    if kind == 4:
        return data[:at]
    if kind == 5:  # a number of some width
        width = random.choice([1, 2, 4, 8])
        number = random.choice(NUMBERS) % (1 << 8 * width)
        return data[:at] + number.to_bytes(width, random.choice(["little", "big"])) + data[at + width:]
    if kind == 6:  # repeated
        return data[:at] + data[at:at + length] * random.choice([2, 3, 50, 1000]) + data[at:]
    if kind == 7:  # from another one
        other = random.choice(others)
        begin = random.randrange(len(other) + 1)
        return data[:at] + other[begin:begin + length] + data[at:]
    begin = random.randrange(len(data) + 1)  # moved
    return data[:at] + data[begin:begin + length] + data[at + length:]


def mutated(random, samples):
    """One of the samples (bytes) after some changes; now and then none."""
    data = random.choice(samples)
    for _ in range(random.choice([0, 1, 1, 1, 2, 2, 3, 5, 10])):
        data = mutate_once(random, data, samples)[:100_000]
    return data
