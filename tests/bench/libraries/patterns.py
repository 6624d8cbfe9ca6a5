"""re over a log: searches with groups, alternatives, lazy repeats, substitution by a function, splits."""

import re

LINES = [f'10.0.{i % 256}.{i % 7} - user{i} [{i % 28 + 1:02}/Nov/2026:10:{i % 60:02}:00] "GET /path/{i}?q=a%20b&n={i} HTTP/1.1" {200 + i % 5} {i * 17}' for i in range(1500)]
ACCESS = re.compile(r'(?P<ip>\d+(?:\.\d+){3}) \S+ (\S+) \[([^\]]+)\] "(GET|POST) (.*?) HTTP/\d\.\d" (\d{3}) (\d+)$')
WORDS = re.compile(r"[A-Za-z]+|\d+|[^\w\s]")
QUERY = re.compile(r"%([0-9A-Fa-f]{2})")
WORD_AGAIN = re.compile(r"(\w)(\w)\2?\1")


def run():
    total = 0
    for line in LINES:
        match = ACCESS.match(line)
        total += int(match[7]) + len(match["ip"])
        total += len(WORDS.findall(line))
        total += len(QUERY.sub(lambda m: chr(int(m[1], 16)), line))
        total += len(re.split(r"[\s\"\[\]]+", line)) + bool(WORD_AGAIN.search(line))
    return total
