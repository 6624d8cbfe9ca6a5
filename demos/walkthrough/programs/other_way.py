"""On Sidewinder: CPython as the helper."""

import sys

sys.path.append("/usr/lib/python3/dist-packages")

import execnet

group = execnet.Group()
helper = group.makegateway("popen//python=/usr/bin/python3")
channel = helper.remote_exec("import sys; channel.send((sys.implementation.name, sys.getrefcount(None) > 0))")
name, counts = channel.receive()
print(f"{sys.implementation.name} asks; {name} says that it counts references: {counts}")
group.terminate(timeout=2)
