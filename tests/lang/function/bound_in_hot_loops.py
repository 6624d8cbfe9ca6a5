# Arguments of every kind bound in hot loops, with defaults that are replaced and calls that do not fit; displays; identity of numbers.
def f(a, *, b=2, c=3, **kw): return a+b+c+len(kw)+kw.get('z',0)
def g(*args, **kw): return f(*args, **kw)
def h(*args, **kw): return g(*args, **kw)
S=object()
def run(n):
    t=0
    for i in range(n):
        t += g(i, b=1) + h(i, z=i, c=i) + f(i)
        l=[i]; l2=[i,i+1]; l3=[1,2,i]; l4=[i,i,i,i+1.5]; d={'a':i,'b':i+1}; s={i,i&1,3}; big=(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,i,18,19,20)
        t += len(l)+l2[1]+l3[2]+len(l4)+d['b']+len(s)+big[16]
        def q(x: int, y: str='a') -> int: return x
        t += q(i) + len(q.__annotations__)
        st=f"{i}{i}{t}a{i}{i}{i}b"
        t+=len(st)
        x = i if i&1 else 2.5
        if x is not S: t+=1
        y=x
        if x is y: t+=2
        t += [0]*3 == [0,0,0]
        z = [0]*(i&7)
        t+=len(z)
    return t
print(run(2000))
f.__kwdefaults__ = {'b':5,'c':7}
print(run(2000))
f.__kwdefaults__['c'] = 100
print(run(2000))
try:
    def bad(n):
        t=0
        for i in range(n):
            try: f(1,2)
            except TypeError as e: t+=len(str(e))
            try: f()
            except TypeError as e: t+=len(str(e))
            try: f(1,a=3)
            except TypeError as e: t+=len(str(e))
        return t
    print(bad(1000))
except Exception as e: print(e)
