# A view that a hot loop has in a local, and nothing else refers to, keeps its exporter from growing.


def refused(n):
    buffer, count = bytearray(b"abcdef"), 0
    for i in range(n):
        view = memoryview(buffer)
        try:
            buffer.append(1)
        except BufferError:
            count += 1
        count += view[0]
    return count


def refused_in_a_call(n):
    def grow(buffer):
        try:
            buffer.extend(b"xy")
        except BufferError:
            return 1
        return 0

    buffer, count = bytearray(b"abcdef"), 0
    for i in range(n):
        view = memoryview(buffer)[1:]
        count += grow(buffer)
        count += len(view)
    return count


print(refused(300), refused_in_a_call(300))
