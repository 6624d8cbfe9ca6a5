"""clock.py COMMAND...: runs each and says how long it took."""

import resource
import sys

from engines import run

for command in sys.argv[1:]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{seconds:7.3f} s  {command}   -> {output.strip()}", flush=True)
print("(processor time of the whole process, start and all)")
