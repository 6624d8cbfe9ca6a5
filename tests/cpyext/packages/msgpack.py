import msgpack, datetime
p=msgpack.packb({'a':[1,2.5,None,True,b'x','é'],'t':(1,2)}); print(p, msgpack.unpackb(p))
u=msgpack.Unpacker(); u.feed(p+p); print(list(u)); print(msgpack.unpackb(msgpack.packb(msgpack.Timestamp(5,6))))
for i in range(20000): msgpack.unpackb(msgpack.packb([i,{'k':[i]*5}]))
print(msgpack.packb(2**64-1), msgpack.unpackb(p, use_list=False))
try: msgpack.unpackb(b'\xc1')
except Exception as e: print(type(e).__name__, e)
