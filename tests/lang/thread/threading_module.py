# threading of the library: threads, events, conditions, barriers, timers, locals, daemons, exceptions.
import threading, time
print(threading.current_thread().name, threading.active_count())
r=[]
def f(n):
    time.sleep(0.05*n); r.append(n)
ts=[threading.Thread(target=f,args=(i,)) for i in range(4)]
t0=time.time()
for t in ts: t.start()
for t in ts: t.join()
print(sorted(r), time.time() - t0 < 30, threading.active_count())
e=threading.Event()
def g():
    print("wait", e.wait(5)); 
t=threading.Thread(target=g); t.start(); time.sleep(.02); e.set(); t.join()
def bad(): 1/0
threading.excepthook=lambda a: print("hook", a.exc_type, a.thread.name)
t=threading.Thread(target=bad,name="T"); t.start(); t.join()
loc=threading.local(); loc.x=1
def h():
    print(hasattr(loc,"x")); loc.x=2; print(loc.x, loc.__dict__)
t=threading.Thread(target=h); t.start(); t.join(); print(loc.x)
class L(threading.local):
    def __init__(self,a): self.a=a; print("init",a)
l=L(5)
t=threading.Thread(target=lambda: print(l.a)); t.start(); t.join()
b=threading.Barrier(3)
def bb(): b.wait()
ts=[threading.Thread(target=bb) for _ in range(2)]
[t.start() for t in ts]; b.wait(); [t.join() for t in ts]; print("barrier")
c=threading.Condition(); q=[]
def cons():
    with c:
        while not q: c.wait()
        print("got", q.pop())
t=threading.Thread(target=cons); t.start(); time.sleep(.01)
with c: q.append(7); c.notify()
t.join()
s=threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(timeout=0.01))
tm=threading.Timer(0.01, lambda: print("timer")); tm.start(); tm.join()
d=threading.Thread(target=lambda: time.sleep(100), daemon=True); d.start()
print(d.is_alive())
def late(): time.sleep(.1); print("late")
threading.Thread(target=late).start()
print("main ends")
