import os

import execnet


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


group = execnet.Group()
gateway = group.makegateway("popen//python=" + os.environ["SIDEWINDER"])
channel = gateway.remote_exec("""
    point = channel.receive()
    channel.send(sum(point.x * i + point.y for i in range(1000)))
""")
try:
    channel.send(Point(2, 5))
    print(channel.receive())
finally:
    group.terminate(timeout=2)
