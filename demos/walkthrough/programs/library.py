"""A little of everything in the distribution's library."""

import asyncio
import collections
import dataclasses
import decimal
import io
import json
import re
import sys
import unittest


@dataclasses.dataclass
class Snake:
    name: str
    length: float


async def crawl(snake, seconds):
    await asyncio.sleep(seconds)
    return snake.name


async def race():
    return await asyncio.gather(crawl(Snake("adder", 0.6), 0.02), crawl(Snake("sidewinder", 0.8), 0.01))


class Tests(unittest.TestCase):
    def test_words(self):
        self.assertEqual(re.findall(r"\w+s\b", "snakes never crawled so fast"), ["snakes"])

    def test_counting(self):
        self.assertEqual(collections.Counter("sidewinder").most_common(1), [("i", 2)])


print("dataclasses, json:", json.dumps(dataclasses.asdict(Snake("sidewinder", 0.8))))
print("asyncio:", asyncio.run(race()))
print("decimal:", decimal.Decimal(1) / 7)
result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
print(f"unittest: ran {result.testsRun} tests, {len(result.failures) + len(result.errors)} failed")
print("on", sys.implementation.name)
