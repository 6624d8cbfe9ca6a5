"""Sorting with and without keys, stable orders, objects with __lt__, and a merge sort written out."""

from operator import attrgetter, itemgetter


class Person:
    def __init__(self, name, age):
        self.name = name
        self.age = age

    def __lt__(self, other):
        return (self.age, self.name) < (other.age, other.name)


def merge_sorted(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sorted(items[:middle])
    right = merge_sorted(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]


def run():
    numbers = []
    number = 1
    for _ in range(2500):
        number = (number * 75 + 74) % 65537
        numbers.append(number)
    assert merge_sorted(numbers) == sorted(numbers)
    people = [Person("p%d" % (n % 500), n % 90) for n in numbers[:1200]]
    total = sum(i * p.age for i, p in enumerate(sorted(people)))
    total += sum(i * p.age for i, p in enumerate(sorted(people, key=lambda p: (-p.age, p.name))))
    people.sort(key=attrgetter("name"))
    total += people[100].age
    pairs = [(n % 100, str(n)) for n in numbers]
    pairs.sort(key=itemgetter(0), reverse=True)
    total += pairs[50][0] + len(min(pairs, key=itemgetter(1))[1])
    return total + sorted(numbers, key=str)[1000] + max(numbers, key=lambda n: n % 1000)
