# Limits of the process and what it has used; wait4().
import os
import resource

print(sorted(n for n in dir(resource) if n.startswith("R")), resource.RLIM_INFINITY, resource.error is OSError)
print(resource.getpagesize() == os.sysconf("SC_PAGESIZE"))
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], resource.prlimit(0, resource.RLIMIT_NOFILE)[0])
print(resource.prlimit(os.getpid(), resource.RLIMIT_NOFILE, [65, hard])[0],
      resource.getrlimit(resource.RLIMIT_NOFILE)[0])
usage = resource.getrusage(resource.RUSAGE_SELF)
print(type(usage), len(usage), usage.ru_utime >= 0, usage.ru_maxrss > 0, usage[2] == usage.ru_maxrss)


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for arguments in ((), (99,), (-1,), ("x",), (resource.RLIMIT_CORE, 1)):
    print(attempt(resource.getrlimit, *arguments))
for limits in ((1,), (1, 2, 3), 5, (70, 60), ("a", "b"), (1 << 80, 1)):
    print(attempt(resource.setrlimit, resource.RLIMIT_NOFILE, limits))
print(attempt(resource.setrlimit, 99, (1, 2)), attempt(resource.getrusage, 77))
print(attempt(resource.prlimit, -7, resource.RLIMIT_CPU))

pid = os.fork()
if pid == 0:
    os._exit(3)
child, status, usage = os.wait4(pid, 0)
print(child == pid, os.waitstatus_to_exitcode(status), type(usage).__name__, usage.ru_stime >= 0)
