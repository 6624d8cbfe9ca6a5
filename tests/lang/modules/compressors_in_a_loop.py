"""What a library in C has for an object is given back while a loop makes more of them: 10 to 100 MB for a compressor."""
# counts collections
import lzma


def compress(times):
    for _ in range(times):
        compressor = lzma.LZMACompressor()
        packed = compressor.compress(b"abc" * 100) + compressor.flush()
        assert lzma.LZMADecompressor().decompress(packed) == b"abc" * 100


compress(120)
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(peak < 700_000 or peak)
