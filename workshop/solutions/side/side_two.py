import os

import execnet

WORK = """
    import os
    for start, end in channel:
        channel.send((os.getpid(), sum(i * i % 7 for i in range(start, end))))
"""
PARTS = [(start, start + 50000) for start in range(0, 200000, 50000)]

group = execnet.Group()
gateways = [group.makegateway("popen//python=" + os.environ["SIDEWINDER"]) for _ in range(2)]
channels = [gateway.remote_exec(WORK) for gateway in gateways]
for number, part in enumerate(PARTS):
    channels[number % len(channels)].send(part)
answers = [channels[number % len(channels)].receive() for number in range(len(PARTS))]
print(len({process for process, _ in answers}), "processes:", sum(answer for _, answer in answers))
group.terminate(timeout=2)
