# A line that one thread writes is not overwritten by another's while the first waits for the stream.
import os
import tempfile
import threading

missing = 0
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "lines")
    for _ in range(40):
        go = threading.Event()
        with open(path, "w", encoding="utf-8", buffering=1) as f:

            def run(n):
                go.wait()
                f.write("thread%03d\n" % n)

            threads = [threading.Thread(target=run, args=(n,)) for n in range(20)]
            try:
                for thread in threads:
                    thread.start()
            finally:
                go.set()
            for thread in threads:
                thread.join()
        with open(path) as f:
            missing += sorted(f) != ["thread%03d\n" % n for n in range(20)]
print("missing:", missing)
