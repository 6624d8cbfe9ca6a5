# Generators that hot loops go over: resumed, delegating, raising, handling, asked for their frames, running already, left early.
import sys
def count(n):
    i=0
    while i<n:
        yield i
        i+=1
def evens(it):
    for x in it:
        if x&1: continue
        yield x
def pairs(n):
    for a in range(n):
        for b in range(3):
            yield a,b
def guarded(n):
    for i in range(n):
        try:
            yield i
            if i%7==0: raise ValueError(i)
        except ValueError as e:
            yield -i
        finally:
            pass
def deleg(n):
    r = yield from count(n)
    yield 'end'
    return n
def tree(d):
    if d:
        yield from tree(d-1)
        yield d
        yield from tree(d-1)
def ret(n):
    for i in range(n):
        if i==5: return 99
        yield i
def raising(n):
    for i in range(n):
        if i==n-1: raise KeyError(i)
        yield i
def stop(n):
    for i in range(n):
        if i == 3: raise StopIteration
        yield i
def handled(n):
    try:
        raise ValueError(1)
    except ValueError:
        for i in range(n):
            yield (i, sys.exc_info()[0].__name__)
def run(n):
    t=0
    for x in count(n): t+=x
    for x in evens(count(n)): t+=x
    for a,b in pairs(n//3): t+=a*b
    for x in guarded(n): t+=x
    for x in deleg(n): t+= x if x!='end' else 1000
    for x in tree(6): t+=x
    for i in range(n):
        for x in ret(8): t+=x
        g=count(3)
        for x in g: t+=x
        for x in g: t+=1000000
        try:
            for x in raising(4): t+=x
        except KeyError as e: t+=e.args[0]
        try:
            for x in stop(5): t+=x
        except RuntimeError as e: t+=len(str(e))+len(str(type(e.__cause__)))
    for i in range(n//10):
        try:
            raise TypeError(i)
        except TypeError as e:
            for x,nm in handled(5): t+=len(nm)+len(sys.exc_info()[0].__name__)
            for x in count(4): t+=len(sys.exc_info()[0].__name__)
    gs=[count(5) for i in range(n)]
    for g in gs:
        for x in g:
            t+=x
            if x==2: break
    for g in gs:
        for x in g: t+=x*100
    t += sum(x*x for x in range(n)) + sum(count(n)) + len(list(pairs(10)))
    for x in (i*2.5 for i in range(n)): t+=x
    d={}
    for k,v in ((i%10,i) for i in range(n)): d[k]=v
    t+=sum(d.values())
    return t
print(run(500)); print(run(1500))
def echo():
    x=yield
    while True:
        x = yield x*2
def use(n):
    g=echo(); next(g); t=0
    for i in range(n): t+=g.send(i)
    return t
print(use(2000))
async def co(i): return i+1
async def chain(n):
    t=0
    for i in range(n):
        t+=await co(i)
    return t
def drive(c):
    try:
        c.send(None)
    except StopIteration as e: return e.value
print(drive(chain(3000)))
def self_running():
    global G
    for i in range(500):
        try: next(G)
        except ValueError as e: yield str(e)
G=self_running()
for m in G: pass
print(m)
def loc(n):
    a=1
    for i in range(n):
        yield sorted(locals().items())
for l in loc(500): pass
print(l)
def fin(n, out):
    try:
        for i in range(n): yield i
    finally: out.append(n)
out=[]
def usefin(n):
    for i in range(n):
        for x in fin(10,out):
            if x==3: break
usefin(600)
print(len(out) >= 0)
def nested(n):
    for i in range(n):
        yield from (j for j in range(i%4))
t=0
for x in nested(3000): t+=x
print(t)


def failing(n):
    for i in range(n):
        yield i
    raise KeyError(n)


def recovering(n):
    while True:
        try:
            yield from failing(n)
        except KeyError:
            pass
        try:
            yield "between"
        except ValueError as error:
            yield error.args[0]


def thrown_into(n):
    total = 0
    source = recovering(3)
    for x in source:
        if x != "between":
            total += x
        elif source.gi_yieldfrom is None:
            total += source.throw(ValueError(1000))
        if total > n:
            break
    return total


print(thrown_into(900000))
