# Queues, garbage, one generator and deep recursion in several threads.
import gc, queue, sys, threading
sys.setswitchinterval(1e-4)
q=queue.Queue(10); res=[]
def prod(k):
    for i in range(300): q.put((k,i))
def cons():
    while True:
        x=q.get()
        if x is None: break
        res.append(x)
ps=[threading.Thread(target=prod,args=(k,)) for k in range(4)]
cs=[threading.Thread(target=cons) for k in range(3)]
for t in ps+cs: t.start()
for t in ps: t.join()
for t in cs: q.put(None)
for t in cs: t.join()
print(len(res), len(set(res)))
def garbage():
    for i in range(300):
        class C: pass
        l=[C() for _ in range(50)]; l.append(l)
        if i%50==0: gc.collect()
ts=[threading.Thread(target=garbage) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print("gc ok")
def gen():
    for i in range(100): yield i
g=gen(); tot=[]
def drain():
    while True:
        try: tot.append(next(g))
        except StopIteration: break
        except ValueError: pass
ts=[threading.Thread(target=drain) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(len(tot))
def rec(n): return 0 if n==0 else 1+rec(n-1)
r=[]
def deep():
    try: rec(100000)
    except RecursionError as e: r.append(str(e)[:32])
threading.stack_size(256*1024)
t=threading.Thread(target=deep); t.start(); t.join(); print(r)
