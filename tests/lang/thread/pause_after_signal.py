# A signal that comes just before pause() ends it; other threads run while it waits.
import os
import signal
import subprocess
import sys
import threading

script = """import os, signal, sys
def bye(*_):
    os.write(1, b'cleaned up\\n')
    sys.exit(11)
signal.signal(signal.SIGTERM, bye)
os.write(1, b'ready\\n')
while True: signal.pause()
"""
for _ in range(5):
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline().strip()
        process.terminate()
        print(first, process.communicate(timeout=20)[0].strip(), process.returncode)

seen = []
signal.signal(signal.SIGUSR1, lambda number, frame: seen.append("handled"))
threading.Timer(0.05, lambda: (seen.append("thread"), os.kill(os.getpid(), signal.SIGUSR1))).start()
signal.pause()
print(seen)
