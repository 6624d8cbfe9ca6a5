"""asyncio: producers and consumers over queues, gather, events, locks, timeouts that do not expire."""

import asyncio


async def producer(queue, count, offset):
    for i in range(count):
        await queue.put(offset + i)
        if i % 10 == 0:
            await asyncio.sleep(0)
    await queue.put(None)


async def consumer(queue, lock, results):
    total = 0
    while True:
        item = await queue.get()
        if item is None:
            break
        async with lock:
            total += item
    results.append(total)


async def fib(n):
    if n < 2:
        return n
    return await fib(n - 1) + await fib(n - 2)


async def ticker(count):
    for i in range(count):
        yield i
        await asyncio.sleep(0)


async def main():
    results = []
    lock = asyncio.Lock()
    tasks = []
    for i in range(4):
        queue = asyncio.Queue(maxsize=8)
        tasks.append(asyncio.create_task(producer(queue, 120, i * 1000)))
        tasks.append(asyncio.create_task(consumer(queue, lock, results)))
    await asyncio.gather(*tasks)
    total = sum(results)
    total += await asyncio.wait_for(fib(13), 60)
    async for tick in ticker(100):
        total += tick
    return total


def run():
    return asyncio.run(main())
