"""execnet: gateways to other processes, channels both ways, errors, groups, rsync; every channel's value has the same form there."""
import os
import tempfile

import execnet

group = execnet.Group()
group.defaultspec = "popen"


def remote(channel, factor):
    for item in channel:
        if item is None:
            break
        channel.send([item, item * factor if not isinstance(item, dict) else sorted(item)])
    channel.send("done")


gateway = group.makegateway("popen//id=one")
channel = gateway.remote_exec(remote, factor=2)
values = [1, -7, 2**70, 1.5, "text é", b"bytes", (1, "x"), [None, True], {"k": 1, "a": 2}, frozenset([3])]
for value in values[:-2]:
    channel.send(value)
    print(channel.receive())
channel.send({"k": [1], "a": (2,)})
print(channel.receive())
channel.send(None)
print(channel.receive())
try:
    channel.receive()
except EOFError as error:
    print(type(error).__name__)
print(sorted(execnet.loads(execnet.dumps(frozenset([1, 2])))), execnet.loads(execnet.dumps((1, [2.5, "x", b"y", {3: None}], 2**100, 1j))))
for bad in (object(), lambda: 0, {"a": {1, object()}}):
    try:
        execnet.dumps(bad)
    except execnet.gateway_base.DumpError as error:
        print("DumpError", str(error).split(" at ")[0])
try:
    execnet.loads(b"garbage")
except execnet.gateway_base.DataFormatError as error:
    print("DataFormatError", str(error)[:20])
failing = gateway.remote_exec("import os\nchannel.send(os.getpid() != %d)\n1 / 0" % os.getpid())
print(failing.receive())
try:
    failing.waitclose()
except failing.RemoteError as error:
    print(str(error).strip().splitlines()[-1])
with_callback, got = gateway.remote_exec("for i in range(5): channel.send(i * i)"), []
with_callback.setcallback(got.append, endmarker="end")
with_callback.waitclose(10)
while "end" not in got:
    pass
print(got)
inner = gateway.remote_exec("c = channel.gateway.newchannel()\nchannel.send(c)\nfor x in c: channel.send(x.upper())")
passed = inner.receive()
for word in ("a", "bc"):
    passed.send(word)
    print(inner.receive())
passed.close()
inner.waitclose(10)
members = [group.makegateway(f"popen//id=m{i}") for i in range(2)]
channels = execnet.MultiChannel([member.remote_exec("channel.send(channel.receive() + channel.gateway.id[-6:])") for member in members])
channels.send_each("from ")
print(sorted(channels.receive_each()), [str(member.id) for member in group])
source, target = tempfile.mkdtemp(), os.path.join(tempfile.mkdtemp(), "copy")
os.mkdir(os.path.join(source, "sub"))
for name in ("a.txt", "sub/b.txt"):
    with open(os.path.join(source, name), "w") as file:
        file.write(name * 100)
sync = execnet.RSync(source, callback=None, verbose=False)
sync.add_target(gateway, target)
sync.send()
print(sorted(os.path.relpath(os.path.join(folder, name), target) for folder, _, names in os.walk(target) for name in names))
group.terminate(timeout=5)
print(len(group))
