# A finalizer that gc.collect() runs makes so much garbage that the collector runs again meanwhile.
import gc


class Noisy:
    def __init__(self, others):
        self.others = others
        self.me = self

    def __del__(self):
        for n in range(3000):
            key = f"key {n}"
            made = {key: [key, {key: (key, [key])}], "self": [n]}
            made["cycle"] = made, (made, key)
        ended.append(len(made))


ended = []
for _ in range(4):
    others = [{str(i): [(str(i), {}), [i]]} for i in range(2000)]
    for _ in range(2):
        Noisy(others)
    del others
    gc.collect()
gc.collect()
print(len(ended), set(ended))
