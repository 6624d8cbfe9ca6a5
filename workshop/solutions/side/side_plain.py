import os

import execnet


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


group = execnet.Group()
gateway = group.makegateway("popen//python=" + os.environ["SIDEWINDER"])
channel = gateway.remote_exec("""
    x, y = channel.receive()
    channel.send(sum(x * i + y for i in range(1000)))
""")
point = Point(2, 5)
try:
    channel.send((point.x, point.y))
    print(channel.receive())
finally:
    group.terminate(timeout=2)
