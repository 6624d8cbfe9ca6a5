# _signal: handlers, masks, timers, waiting; calls that wait go on after a handler has run.
import _signal as signal
import posix
import time


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as e:
        print(repr(e))


came = []


def handler(number, frame):
    came.append((number, frame.f_code.co_name if frame else None))


print(signal.getsignal(2) is signal.default_int_handler, signal.getsignal(13), signal.getsignal(15))
print(signal.signal(signal.SIGUSR1, handler), signal.getsignal(signal.SIGUSR1) is handler)


def send():
    posix.kill(posix.getpid(), signal.SIGUSR1)
    return len(came)


print(send(), came)
for i in range(3000):
    if i % 1000 == 0:
        signal.raise_signal(signal.SIGUSR1)
print(len(came))
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]), send(), signal.sigpending())
print(signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1}), len(came), signal.sigpending())


def raising(number, frame):
    raise ValueError(number)


signal.signal(signal.SIGUSR2, raising)
try:
    posix.kill(posix.getpid(), signal.SIGUSR2)
    for i in range(10**6):
        pass
except ValueError as e:
    print(e)

signal.signal(signal.SIGALRM, handler)
print(signal.setitimer(signal.ITIMER_REAL, 0.05), signal.getitimer(signal.ITIMER_REAL)[0] > 0)
start = time.monotonic()
r, w = posix.pipe()
pid = posix.fork()
if pid == 0:
    time.sleep(0.2)
    posix.write(w, b"x")
    posix._exit(0)
print(posix.read(r, 1), came[-1][0] == signal.SIGALRM, posix.waitpid(pid, 0)[1])
signal.signal(signal.SIGALRM, raising)
signal.setitimer(signal.ITIMER_REAL, 0.05)
tried(posix.read, r, 1)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    while True:
        pass
except ValueError as e:
    print("loop", e)
signal.signal(signal.SIGALRM, signal.SIG_IGN)
print(signal.signal(signal.SIGALRM, signal.SIG_DFL), signal.alarm(100) , signal.alarm(0) > 90)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
posix.kill(posix.getpid(), signal.SIGTERM)
print(signal.sigwait([signal.SIGTERM]))
posix.kill(posix.getpid(), signal.SIGTERM)
info = signal.sigtimedwait([signal.SIGTERM], 1)
print(info.si_signo, info.si_pid == posix.getpid(), signal.sigtimedwait([signal.SIGTERM], 0.01))

posix.set_blocking(w, False)
print(signal.set_wakeup_fd(w), send() and posix.read(r, 9), signal.set_wakeup_fd(-1) == w)

signal.signal(signal.SIGINT, handler)
posix.kill(posix.getpid(), signal.SIGINT)
print(came[-1][0])
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    posix.kill(posix.getpid(), signal.SIGINT)
    for i in range(10**6):
        pass
except KeyboardInterrupt as e:
    print("KeyboardInterrupt")

tried(signal.signal, 2, 5)
tried(signal.signal, 0, 0)
tried(signal.signal, 9, 0)
tried(signal.signal, 100, 0)
tried(signal.signal, "x", 0)
tried(signal.signal, 2, None)
for n in (0, 100):
    tried(signal.getsignal, n)
    tried(signal.strsignal, n)
print(signal.strsignal(2), signal.strsignal(9))
tried(signal.set_wakeup_fd, 1000)
tried(signal.set_wakeup_fd, r)
tried(signal.set_wakeup_fd, "x")
tried(signal.setitimer, 0, -1)
tried(signal.setitimer, 9, 1)
tried(signal.getitimer, 0)
tried(signal.pthread_sigmask, 0, [0])
tried(signal.pthread_sigmask, 0, ["x"])
tried(signal.pthread_sigmask, 0, 5)
tried(signal.pthread_sigmask, 7, [])
print(len(signal.valid_signals()), signal.SIGRTMIN, signal.SIGRTMAX, signal.NSIG)
tried(signal.siginterrupt, 100, True)
tried(signal.raise_signal, 100)
tried(signal.default_int_handler)
tried(signal.default_int_handler, 2, None)
tried(signal.sigtimedwait, [], -1)
tried(signal.sigwait, [100])
print(signal.ItimerError, signal.struct_siginfo.n_fields, signal.struct_siginfo.__match_args__)
