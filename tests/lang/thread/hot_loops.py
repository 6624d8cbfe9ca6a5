# Hot loops in several threads that take turns all the time.
import threading, sys
sys.setswitchinterval(1e-5)
n=0; lock=threading.Lock()
class P:
    def __init__(s,a): s.a=a
def work(k):
    global n
    tot=0
    for i in range(20000):
        p=P(i); tot+=p.a
        d={'a':i}; l=[i]*3; tot+=len(l)+d['a']
        if i%100==0:
            with lock: n+=1
    res.append(tot)
res=[]
ts=[threading.Thread(target=work,args=(k,)) for k in range(8)]
for t in ts: t.start()
for t in ts: t.join()
print(n, set(res))
