# Waiting for a signal lets the other threads run: here, the one that sends it.
import os
import signal
import threading

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
for wait in (signal.sigwait, signal.sigwaitinfo, lambda signals: signal.sigtimedwait(signals, 30)):
    thread = threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGUSR2))
    thread.start()
    received = wait({signal.SIGUSR2})
    print(getattr(received, "si_signo", received) == signal.SIGUSR2)
    thread.join()
print(signal.sigtimedwait({signal.SIGUSR2}, 0.01))
