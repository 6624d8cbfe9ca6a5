# needs prompt collection
# What was written to a stream that nobody has any more is there for whoever looks at the file; a number that such a
# stream owned is closed; descriptors do not run out.
import json
import os
import pickle
import resource
import socket
import tempfile

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)


def attempt(call):
    try:
        return call()
    except OSError as error:
        return str(error)


def save(path, text):
    f = open(path, "w")
    f.write(text)


class Log:
    def __init__(self, path):
        self.stream = open(path, "a")

    def add(self, text):
        self.stream.write(text)


def write_log():
    log = Log("log")
    log.add("one\n")
    log.add("two\n")


open("a", "w").write("data")
print(open("a").read(), os.path.getsize("a"))
pickle.dump([1, 2, 3], open("b", "wb"))
print(pickle.load(open("b", "rb")))
json.dump({"a": 1}, open("c", "w"))
print(os.stat("c").st_size, json.load(open("c")))
save("d", "saved")
os.system("cat d > shown")
print(open("shown").read())
write_log()
print(open("log").read().split())
save("e", "so does a copy of the process")
reader, writer = os.pipe()
child = os.fork()
if not child:
    os.write(writer, open("e").read().encode())
    os._exit(0)
os.waitpid(child, 0)
print(os.read(reader, 100))

kept = open("g", "w")
kept.write("held back")
print(repr(open("g").read()))
kept.flush()
print(repr(open("g").read()))
print("renamed", file=open("h", "w"))
os.rename("h", "i")
print(open("i").read())

descriptor = os.open("a", os.O_RDWR)
print(os.close(descriptor), open("a").read(), attempt(lambda: os.close(descriptor)))
stream = open("a")
os.close(stream.fileno())
print(attempt(stream.close))

resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))


class Holder:
    def __init__(self):
        self.streams = open("a"), open("b", "rb")


for _ in range(300):
    open("a").read()
    [line for line in open("b", "rb")]
    Holder()
    socket.socket()
    socket.socketpair()
    os.scandir(".")
os.chdir("/")
print("descriptors did not run out")
