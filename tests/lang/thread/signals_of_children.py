# A thread blocks the signals that its maker blocks, and no others: programs that it starts can be ended.
import signal
import subprocess
import threading
import time


def in_thread(f):
    t = threading.Thread(target=f)
    t.start()
    t.join()


def child():
    p = subprocess.Popen(["sleep", "20"])
    p.terminate()
    print(p.wait())


in_thread(child)
in_thread(lambda: print(signal.pthread_sigmask(signal.SIG_BLOCK, [])))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
in_thread(lambda: print(signal.pthread_sigmask(signal.SIG_BLOCK, [])))
handled = []
signal.signal(signal.SIGUSR2, lambda *a: handled.append(threading.current_thread() is threading.main_thread()))
waiter = threading.Thread(target=lambda: (signal.pause(), print("woken")), daemon=True)
waiter.start()
time.sleep(0.2)
signal.pthread_kill(waiter.ident, signal.SIGUSR2)
waiter.join(20)
print(handled)
