# marshal: every type in every version, shared and recursive values, code objects, damaged data.
import marshal
vals=[None,True,False,...,StopIteration,0,1,-1,2**31-1,-2**31,2**31,2**62,2**63,-2**64,10**50,-10**50,1.5,float('inf'),1e300,-0.0,1j,2.5-3j,'','a','abc'*100,'é','\u4e2d','\U0001f600','\ud800',b'',b'xyz'*100,(),(1,2),tuple(range(300)),[],[1,2,3],[1.5,2.5],[1,'a',None],{}, {'a':1,2:(3,4)},set(),{1,2,3},frozenset(),frozenset(['a','b']),bytearray(b'q')]
for v in vals:
    for ver in range(5):
        d=marshal.dumps(v,ver)
        r=marshal.loads(d)
        if r!=v or type(r)!=type(v): print('DIFF',repr(v)[:50],ver,repr(r)[:50])
l=[]; l.append(l); l.append('x'); d=marshal.dumps(l); r=marshal.loads(d); print(r[0] is r, r[1])
t=('abc def',)*3; r=marshal.loads(marshal.dumps(t)); print(r[0] is r[2])
def f(a,b=3,*c,d=4,**e):
    "doc"
    x=[i for i in range(a)]
    try: return x, b, c, d, e
    finally: a+=1
c=f.__code__
c2=marshal.loads(marshal.dumps(c))
g=type(f)(c2,globals(),'g',(3,)); g.__kwdefaults__={'d':4}
print(g(3,4,5,z=1), c2.co_name,c2.co_varnames,c2.co_filename==c.co_filename,list(c.co_positions())==list(c2.co_positions()), c2.co_code==c.co_code,c2.co_firstlineno)
for bad in [b'',b'?',b'i',b'[\xff\xff\xff\xff',b'r\0\0\0\0',b's\5\0\0\0ab',b'0',b'(\1\0\0\0'+b'0',b'l\1\0\0\0\0\0',b'l\1\0\0\0\xff\xff',b'{0', b'{i\1\0\0\0']:
    try: print(marshal.loads(bad))
    except Exception as e: print(bad, type(e).__name__, e)
x=[]
for i in range(3000): x=[x]
try: marshal.dumps(x)
except ValueError as e: print(e)
try: marshal.dumps(object())
except ValueError as e: print(e)
try: marshal.dumps([1,int])
except ValueError as e: print(e)
try: marshal.loads(b'['*0+b''.join([b'[\1\0\0\0']*3000)+b'N')
except ValueError as e: print(e)
try: marshal.loads('s')
except TypeError as e: print(e)
try: marshal.dump(1,2)
except AttributeError as e: print(e)

# what is said of damaged data, also if it announces more than there is
for data in (b"\xb0", b"0", b"f\x031.\0", b"f\x04nan\0", b"[\xff\0\0\0\0", b"(\xff\0\0\0\0", b"(\xff\0\0\0N", b"[\xff\0\0\0N", b")\xff(\5\0\0\0", b"l\xf9\xff\0\0\xff\xff",
             b"l\xf9\xff\0\0\xff\x7f", b"\xa9\xffr\0\0\0\0", b"\xdb\xff\0\0\0r\0\0\0\0",
             # a value that is NULL ends a dictionary as a key does; a size that is not there; numbers as C's texts
             b"{N0", b"{u\1\0\0\0a{u\1\0\0\x000", b"{NN0", b"<\1\0\0\0{N0", b")", b"z", b"Z", b"f", b"x", b"{Nf", b"f\1\0\0", b"f\2\xff1",
             b"f\xff" + b"7x" * 130):
    try:
        print(data[:20], marshal.loads(data))
    except Exception as error:
        print(data[:20], type(error).__name__, error)
