# Views that are gone do not keep an exporter from growing; those that are there do. Each runs once: what a trace
# has in a register that it will not read any more still counts as held there.
import array
import io


def sliced(b):
    x = bytes(memoryview(b)[:5])
    del b[:5]
    return x


def copied(b):
    x = memoryview(b).tobytes()
    b.append(1)
    return len(x) and x[:5]


def item(b):
    x = memoryview(b)[2]
    b += b"yz"
    return x


def rebound(b):
    x = memoryview(b)
    x = None
    b.extend(b"abc")
    return x


def inside(b):
    def inner():
        return memoryview(b).tobytes()[:3]
    x = inner()
    b.pop()
    return x


def take_record(buffer, chunk):
    """As a decoder of length-prefixed records does it, written for the network."""
    buffer += chunk
    n = buffer[0] + 1
    record = memoryview(buffer)[1:n].tobytes()
    del buffer[:n]
    return record


def once(action):
    data = bytearray(b"0123456789" * 3)
    print(action.__name__, action(data), len(data))


once(sliced)
once(copied)
once(item)
once(rebound)
once(inside)
buffer = bytearray()
print(take_record(buffer, b"\x03abc\x02x"), buffer)

numbers = array.array("i", range(5))
memoryview(numbers)[1]
numbers.append(5)
stream = io.BytesIO(b"abc")
bytes(stream.getbuffer()[:1])
stream.seek(0, 2)
stream.write(b"defg" * 100)
print(numbers[-1], len(stream.getvalue()))


def refused(b):
    view = memoryview(b)
    part = view[1:3]
    del view
    try:
        b.append(1)
    except BufferError as error:
        print("refused", error, bytes(part))


def refused_in_list(b):
    views = [memoryview(b)]
    try:
        del b[:2]
    except BufferError as error:
        print("refused", error, views[0][0])


def refused_of_argument(b):
    try:
        b.extend(memoryview(b))
        print("extended", len(b))
    except BufferError as error:
        print("refused", error)


refused(bytearray(b"abcd"))
refused_in_list(bytearray(b"abcd"))
