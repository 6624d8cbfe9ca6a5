# Digests of all modules: results, parameters, wrong calls.
import _blake2
import _md5
import _sha1
import _sha3
import _sha256
import _sha512


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


makers = [_md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512, _sha3.sha3_224, _sha3.sha3_256,
          _sha3.sha3_384, _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s]
data = bytes(range(256)) * 5
for make in makers:
    h = make()
    print(h.name, h.block_size, h.digest_size, h.hexdigest(), repr(h)[:20])
    for n in (0, 1, 3, 55, 56, 63, 64, 65, 71, 72, 111, 112, 127, 128, 129, 135, 136, 143, 144, 167, 168, 256, 257, 1000):
        print(n, make(data[:n]).hexdigest())
    h = make(b"a")
    other = h.copy()
    h.update(b"b")
    other.update(bytearray(b"c"))
    h.update(memoryview(b"xyz")[1:])
    print(h.digest() == make(b"abyz").digest(), other.hexdigest() == make(b"ac").hexdigest(), type(h).__name__, type(h).__module__)
    pieces = make()
    for i in range(0, len(data), 7):
        pieces.update(data[i : i + 7])
    print(pieces.digest() == make(data).digest())
    for argument in ("a", 5, None, memoryview(b"abcd")[::2]):
        attempt(make, argument) if not isinstance(argument, memoryview) else None
        attempt(h.update, argument) if not isinstance(argument, memoryview) else None
    attempt(make, b"", 5)
    attempt(h.update)
    attempt(make, foo=1)
    print(make(b"x", usedforsecurity=False).hexdigest() == make(b"x").hexdigest())
print(_md5.md5(string=b"abc").hexdigest())
for make in (_sha3.shake_128, _sha3.shake_256):
    h = make(b"abc")
    print(h.name, h.block_size, h.digest_size, h._capacity_bits, h._rate_bits, h._suffix)
    for n in (0, 1, 32, 135, 136, 167, 168, 169, 400):
        print(h.hexdigest(n), h.digest(n).hex() == h.hexdigest(n))
    for n in (-1, 2**40, "a", None, 1.5):
        attempt(h.digest, n)
    attempt(h.digest)
h = _sha3.sha3_224()
print(h._capacity_bits, h._rate_bits, h._suffix)
for make in (_blake2.blake2b, _blake2.blake2s):
    for kwargs in (dict(digest_size=0), dict(digest_size=65), dict(key=b"x" * 65), dict(salt=b"x" * 17), dict(person=b"x" * 17),
                   dict(fanout=-1), dict(fanout=256), dict(depth=0), dict(depth=256), dict(leaf_size=-1), dict(leaf_size=2**32),
                   dict(node_offset=-1), dict(node_offset=2**48), dict(node_depth=-1), dict(node_depth=256), dict(inner_size=65),
                   dict(inner_size=-1), dict(key="a"), dict(digest_size=3), dict(key=b"secret", salt=b"salty"), dict(last_node=True),
                   dict(person=b"p", fanout=3, depth=2, leaf_size=100, node_offset=5, node_depth=1, inner_size=20)):
        try:
            print(kwargs, make(b"abc", **kwargs).hexdigest())
        except Exception as error:
            print(kwargs, type(error).__name__, error)
    print(make.SALT_SIZE, make.PERSON_SIZE, make.MAX_KEY_SIZE, make.MAX_DIGEST_SIZE)
print({name: value for name, value in vars(_blake2).items() if name.isupper()})
for make in (type(_md5.md5()), _sha3.sha3_224, _blake2.blake2b):
    attempt(type, "X", (make,), {})
