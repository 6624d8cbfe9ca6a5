# An asynchronous generator that only its loop had ends where break or return leaves the loop.
# needs prompt collection
import asyncio


async def numbers(end):
    try:
        for i in range(end):
            await asyncio.sleep(0)
            yield i
    finally:
        print("  closed", end)


async def by_break():
    async for i in numbers(10):
        if i == 2:
            break
    await asyncio.sleep(0)
    print("after break", i)


async def by_return():
    async for i in numbers(11):
        async for j in numbers(12):
            return i, j


async def exhausted():
    async for i in numbers(2):
        pass
    else:
        print("  else")


async def referred_to():
    generator = numbers(14)
    async for i in generator:
        break
    await asyncio.sleep(0)
    print("goes on", await anext(generator))
    await generator.aclose()


async def main():
    await by_break()
    print(await by_return())
    await asyncio.sleep(0)
    await exhausted()
    await referred_to()

asyncio.run(main())
