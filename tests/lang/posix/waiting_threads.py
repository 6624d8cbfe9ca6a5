# While one thread waits in the system, the others run: none of these calls holds the lock.
import os
import signal
import socket
import threading
import time


def beside(name, wait, wake):
    """wait() in a thread; the main thread must get to run meanwhile, and ends the waiting by wake()."""
    started = threading.Event()

    def waiter():
        started.set()
        wait()

    thread = threading.Thread(target=waiter, daemon=True)
    thread.start()
    started.wait()
    time.sleep(0.02)
    begin = time.monotonic()
    count = sum(1 for _ in range(1000))
    quick = time.monotonic() - begin < 5
    wake(thread)
    thread.join(20)
    print(name, count, quick, thread.is_alive())


signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
beside("sigwait", lambda: signal.sigwait([signal.SIGUSR1]), lambda t: signal.pthread_kill(t.ident, signal.SIGUSR1))
beside("sigtimedwait", lambda: signal.sigtimedwait([signal.SIGUSR1], 10),
       lambda t: signal.pthread_kill(t.ident, signal.SIGUSR1))
r, w = os.pipe()
beside("system", lambda: os.system(f"read x < /proc/{os.getpid()}/fd/{r}"), lambda t: os.write(w, b"x\n"))
folder = os.path.join("/tmp", f"fifo{os.getpid()}")
os.mkfifo(folder)
beside("open", lambda: os.close(os.open(folder, os.O_RDONLY)), lambda t: os.close(os.open(folder, os.O_WRONLY)))
os.unlink(folder)
signal.signal(signal.SIGUSR2, lambda *a: None)
beside("pause", signal.pause, lambda t: signal.pthread_kill(t.ident, signal.SIGUSR2))
a, b = socket.socketpair()
beside("recv", lambda: a.recv(1), lambda t: b.send(b"x"))
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(0)
full = [socket.socket() for _ in range(3)]
for s in full:
    s.setblocking(False)
    s.connect_ex(server.getsockname())
late = socket.socket()
beside("connect", lambda: late.connect(server.getsockname()), lambda t: [server.accept() for _ in range(2)])
