import execnet

group = execnet.Group()
gateway = group.makegateway("popen//python=/usr/bin/python3")
channel = gateway.remote_exec("""
    import sys
    thing = object()
    things = [thing] * 3
    channel.send(sys.getrefcount(thing))
""")
print(channel.receive())
group.terminate(timeout=2)
