# What is written when a fatal error ends the process: by a signal, by C, in a thread that is not Python's.
import os
import re
import subprocess
import sys

# A signal ends the process in a build with AddressSanitizer, too.
ENVIRONMENT = dict(os.environ, ASAN_OPTIONS="handle_segv=0:handle_abort=0")

def run(code):
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, env=ENVIRONMENT)
    for line in done.stderr.splitlines():
        if line.startswith("Extension modules:"):
            names = line.partition(":")[2].rpartition("(")[0].strip().split(", ")
            line = "Extension modules: " + " ".join(n for n in ("sys", "faulthandler", "_testcapi") if n in names)
        print("  ", re.sub("0x[0-9a-f]+", "ADDRESS", line))
    print(done.returncode)

run("""import faulthandler
faulthandler.enable()
def f():
    faulthandler._sigsegv()
f()
""")
run("""import faulthandler, sys
sys.stdlib_module_names = frozenset()
faulthandler.enable()
faulthandler._sigsegv()
""")
run("""import faulthandler
faulthandler.enable()
faulthandler._fatal_error_c_thread()
""")
for without_lock in False, True:
    run(f"""import _testcapi
def f():
    _testcapi.fatal_error(b"words", {without_lock})
f()
""")
run("""import faulthandler, gc
faulthandler.enable()
class C:
    def __del__(self):
        faulthandler._sigsegv()
a = C()
a.a = a
del a
gc.collect()
""")
