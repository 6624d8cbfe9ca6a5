# Threads that write to one buffered stream wait for each other; what they write stays whole.
import io
import os
import threading
import time


class Slow(io.RawIOBase):
    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        time.sleep(0.001)
        self.data += data
        return len(data)


raw = Slow()
stream = io.BufferedWriter(raw, 16)


def work(letter):
    for _ in range(20):
        stream.write(letter * 12)


threads = [threading.Thread(target=work, args=(letter,)) for letter in (b"a", b"b", b"c")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
stream.flush()
print(len(raw.data), sorted({bytes(raw.data[i:i + 12]) for i in range(0, len(raw.data), 12)}))

# One reads from a pipe, and another asks the same stream meanwhile: each gets a line. The second is written when the
# first has come: CPython's reader that waited drops what is buffered.
end, other = os.pipe()
source = open(end, "rb")
lines = []
readers = [threading.Thread(target=lambda: lines.append(source.readline())) for _ in range(2)]
for thread in readers:
    thread.start()
time.sleep(0.02)
os.write(other, b"one\n")
while not lines:
    time.sleep(0.001)
os.write(other, b"two\n")
for thread in readers:
    thread.join()
print(lines)

# A close that takes its time: whoever writes then finds the stream closed.


class Slower(Slow):
    closing = threading.Event()

    def flush(self):
        if not self.closed and self.data:
            self.closing.set()
            time.sleep(0.05)


raw = Slower()
stream = io.BufferedWriter(raw)
stream.write(b"x")
thread = threading.Thread(target=stream.close)
thread.start()
raw.closing.wait()
try:
    stream.write(b"spam")
    print("written")
except ValueError:
    print("closed")
thread.join()


# A call from within itself is an error.
class Nested(Slow):
    def write(self, data):
        try:
            self.stream.write(b"y" * 100)
        except RuntimeError as error:
            print(str(error).split("<")[0])
        return len(data)


raw = Nested()
raw.stream = io.BufferedWriter(raw, 4)
raw.stream.write(b"0123456789")
