# What is dropped inside catch_warnings() warns there.
# needs prompt collection
import warnings

async def never_awaited():
    pass

def drop():
    never_awaited()

with warnings.catch_warnings(record=True) as caught:
    drop()
print([str(w.message) for w in caught])
