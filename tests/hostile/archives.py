"""Compressed data and archives with bytes changed."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib

from _mutations import mutated

TEXT = b"the quick brown fox " * 40 + bytes(range(256))


def zip_of(compression):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr(zipfile.ZipInfo("a.txt", (2020, 1, 2, 3, 4, 6)), TEXT, compression)
        archive.writestr(zipfile.ZipInfo("d/é", (2020, 1, 2, 3, 4, 6)), b"", compression)
        archive.comment = b"comment"
    return out.getvalue()


def tar_of(mode, format):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=format) as archive:
        for name, data in [("a.txt", TEXT), ("d/" + "n" * 80, b"x")]:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


# Streams as one implementation writes them, so that both are fed the same.
ZLIB = [b"x\x01" + b"\x01\x05\0\xfa\xff" + b"hello" + b"\x06,\x02\x15", b"x\x9cK\xcf\xcf\x07\0\x02\x82\x01E", b"x\x9cKL\x1c\x05\xa3`\x14\x8c\x02\x08\0\xb5\xf0\x15\x1d"]
GZIP = [b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + b"K\xcf\xcf\x07\0" + b"\xbf\xe9\xcb\xe6" + b"\x03\0\0\0", b"\x1f\x8b\x08\x1c\0\0\0\0\0\x03\x02\0xxname\0comment\0K\x04\0C\xbe\xb7\xe8\x01\0\0\0"]
BZ2 = [bz2.compress(TEXT), bz2.compress(b"")]
XZ = [lzma.compress(TEXT), lzma.compress(b"x", lzma.FORMAT_ALONE), lzma.compress(b"y" * 500, check=lzma.CHECK_CRC32)]
ZIPS = [zip_of(zipfile.ZIP_STORED), zip_of(zipfile.ZIP_BZIP2)]
TARS = [tar_of("w", tarfile.USTAR_FORMAT), tar_of("w", tarfile.GNU_FORMAT), tar_of("w", tarfile.PAX_FORMAT)]


def inflated(data, bits, most):
    decompressor = zlib.decompressobj(bits, b"the quick brown fox")
    out = [decompressor.decompress(data[i:i + 5], most) for i in range(0, len(data), 5)]
    return out, decompressor.flush(), decompressor.unused_data, decompressor.unconsumed_tail, decompressor.eof


def inflated_at_once(data, bits):
    return zlib.decompress(data, bits)


def gunzipped(data):
    return gzip.decompress(data), gzip.GzipFile(fileobj=io.BytesIO(data)).read(7)


def bunzipped(data):
    decompressor = bz2.BZ2Decompressor()
    return [decompressor.decompress(data[i:i + 9], 100) for i in range(0, len(data), 9)], decompressor.unused_data


def unxzipped(data):
    decompressor = lzma.LZMADecompressor(memlimit=1 << 24)
    return [decompressor.decompress(data[i:i + 9], 100) for i in range(0, len(data), 9)], decompressor.unused_data


def unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()], archive.comment


def unpacked(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return [(member.name, member.size, member.mode, member.isfile() and archive.extractfile(member).read(1000)) for member in archive]


def checksums(data, start):
    return zlib.crc32(data, start), zlib.adler32(data, start)


def make_case(random):
    kind = random.randrange(8)
    if kind == 0:
        return inflated, mutated(random, ZLIB + GZIP), random.choice([15, -15, 31, 47, 8, 0, 7, 99, -8]), random.choice([0, 1, 100, -1, 2**40])
    if kind == 1:
        return inflated_at_once, mutated(random, ZLIB + GZIP), random.choice([15, -15, 31, 47, 2**31])
    if kind == 7 and random.random() < 0.2:
        return checksums, mutated(random, BZ2), random.choice([0, 1, -1, 2**32, 2**70])
    function, samples = [(gunzipped, GZIP), (bunzipped, BZ2), (unxzipped, XZ), (unzipped, ZIPS), (unpacked, TARS)][kind % 5]
    return function, mutated(random, samples)
