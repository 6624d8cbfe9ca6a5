"""Extension modules compiled for CPython at work, and for each how often Python and C crossed over, how long that
took, with what was called, and how many objects C then held."""

import gc
import importlib
import subprocess
import sys

from __sidewinder__ import crossings


def sqlite3(module):
    connection = module.connect(":memory:")
    connection.create_function("square", 1, lambda n: n * n)
    query = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000) select sum(square(i)) from n"
    return f"squares up to 1000: {connection.execute(query).fetchone()[0]}"


def ctypes(module):
    numbers = (module.c_int * 500)(*(i * 7919 % 500 for i in range(500)))
    compare = module.CFUNCTYPE(module.c_int, module.POINTER(module.c_int), module.POINTER(module.c_int))
    module.CDLL(None).qsort(numbers, len(numbers), module.sizeof(module.c_int), compare(lambda a, b: a[0] - b[0]))
    return f"C's qsort: {list(numbers) == list(range(500))}"


def pil(module):
    picture = module.new("L", (64, 64))
    for x in range(64):
        picture.putpixel((x, x), 255)
    turned = picture.rotate(90)
    return f"a picture turned: {turned.getpixel((0, 63)) == turned.getpixel((63, 0)) == 255}"


def aes(module):
    key, text = bytes(range(16)), b"snakes never crawled so fast    "
    locked = [module.new(key, module.MODE_CTR, nonce=bytes([i])).encrypt(text) for i in range(100)]
    return f"100 texts there and back: {all(module.new(key, module.MODE_CTR, nonce=bytes([i])).decrypt(each) == text for i, each in enumerate(locked))}"


def meter(name, package, work):
    """A line about it, in a process of its own."""
    try:
        module = importlib.import_module(name)
    except ImportError:
        return f"is not installed (package {package})"
    before = crossings()
    said = work(module)
    after = crossings()
    gc.collect()
    calls = " ".join(f"{after[way] - before[way]:8} {format(after[way + '_ns'], '.0f') if after[way + '_ns'] else '-':>8}" for way in ("to_c", "to_python"))
    return f"{calls} {crossings()['pinned']:7}   {said}"


EXTENSIONS = {"sqlite3": ("sqlite3", "", sqlite3), "ctypes": ("ctypes", "", ctypes), "PIL": ("PIL.Image", "python3-pil", pil), "PyCryptodome": ("Cryptodome.Cipher.AES", "python3-pycryptodome", aes)}


def main():
    if len(sys.argv) > 1:
        return print(meter(*EXTENSIONS[sys.argv[1]]))
    print(f"{'':13} {'to C':>8} {'ns each':>8} {'back':>8} {'ns each':>8} {'held':>7}")
    for name in EXTENSIONS:
        line = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True).stdout
        print(f"{name:13} {line}", end="", flush=True)


main()
