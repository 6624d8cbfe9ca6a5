import numpy as np
a=np.arange(12).reshape(3,4); print(a.sum(), a.T @ a, a.mean(0), np.sqrt(a)[1], a[a>5], a.dtype, a.dtype.char)
print(np.linalg.inv(np.array([[1.,2],[3,4]])), np.fft.fft([1,2,3,4]), np.random.RandomState(1).rand(3), np.concatenate([a,a]).shape, np.array(['a','bc']), np.array([1,2,3])*2.5)
s=np.zeros(3,dtype=[('a','i4'),('b','f8')]); s['a']=[1,2,3]; print(s, s.dtype.names); print(np.array([object(),1],dtype=object).dtype, np.float64(1.5)+1, float(np.float32(2)), np.int64(3).item(), repr(np.datetime64('2020-01-01')+np.timedelta64(3,'D')))
m=memoryview(a); print(m.shape, m.format, a.tolist(), np.frombuffer(b'abcd',dtype='u1'), np.unique([3,1,1]), np.sort([3,1,2])[::-1], np.where([True,False],1,2), np.einsum('ij,ij',a,a))
for i in range(5000): np.ones(10).sum(); np.float64(i)*2
try: np.zeros(3)+np.zeros(4)
except ValueError as e: print(e)
print(np.array2string(np.linspace(0,1,5)), np.histogram([1,2,1],bins=2), np.polyfit([0,1,2],[1,3,5],1).round(6), np.bool_(True), np.array([1,2],dtype=np.bool_).dtype.char)
r=np.rec.array([(1,2.0),(3,4.0)],dtype=[('a',int),('b',float)]); print(r[0].a, [x.item() for x in r], next(iter(r)).tolist())
class V(np.void): pass
v=np.array([(1,2.0)],dtype=(V,[('a',int),('b',float)]))[0]; v.note='kept'; print(type(v).__name__, v['a'], v.note, v.__dict__)
class F(np.float64): pass
f=F(2.5); f.x=1; print(f+1, f.x, vars(f))
class S(np.str_): pass
t=[S('0123456789'*n) for n in range(30)]; t[9].x=5; print(t[9], t[9].x, [len(x.upper()) for x in t], np.str_('\u20ac'*50).encode()[:6], np.array(t).dtype)
a=np.arange(10,dtype=np.int16); np.invert.at(a[::-1],a); print(a)  # written back when numpy has let go of its iterator
import gc, mmap, sys
for _ in range(3):
    m=mmap.mmap(-1,4096); b=np.frombuffer(m,dtype=np.uint8)
    try: m.close()
    except BufferError as e: print(e)
    del b; m.close(); print(m.closed)
o=object(); n=sys.getrefcount(o); b=np.full(6,o,dtype=object); gc.collect(); print(sys.getrefcount(o)-n); b[:2]=None; print(sys.getrefcount(o)-n)
def megabytes(): return int(open('/proc/self/statm').read().split()[1])*4096//10**6
def iterate(times):
    for _ in range(times): next(np.zeros(50000).flat); np.broadcast(np.zeros(9),1)
    gc.collect(); return megabytes()
first=iterate(600); print(iterate(1800)<first+150)
y=np.zeros((5,),dtype=[('i',np.int32),('c',np.int8)])['i']; view=memoryview(bytearray(3))
try: np.from_dlpack(y)
except BufferError as e: print(e)
print([(k.__doc__ or '')[:30] for k in (np.ndarray,np.int64,np.broadcast,np.nditer,np.ufunc,np.dtype,np.flatiter)], np.ndarray.sum.__doc__[:20])
# Casts with static names, which numpy must not be made to free at the end.
print(np.array([1, 2], dtype=object).astype(float), np.arange(3).astype('V8').dtype)
