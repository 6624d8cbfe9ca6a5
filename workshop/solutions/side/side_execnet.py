import os

import execnet

group = execnet.Group()
gateway = group.makegateway("popen//python=" + os.environ["SIDEWINDER"])
channel = gateway.remote_exec("""
    import sys
    n = channel.receive()
    channel.send((sys.implementation.name, sum(i * i for i in range(n))))
""")
channel.send(100000)
print(*channel.receive())
group.terminate(timeout=2)
