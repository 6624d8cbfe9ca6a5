# posix: processes.
import posix


def tried(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except Exception as e:
        print(type(e).__name__, e)


r, w = posix.pipe()
posix.register_at_fork(before=lambda: posix.write(w, b"before "), after_in_parent=lambda: posix.write(w, b"parent "),
                       after_in_child=lambda: posix.write(w, b"child "))
posix.register_at_fork(before=lambda: posix.write(w, b"second "))
pid = posix.fork()
if pid == 0:
    posix._exit(7)
print(pid > 0)
done, status = posix.waitpid(pid, 0)
print(done == pid, status, posix.WIFEXITED(status), posix.WEXITSTATUS(status), posix.WIFSIGNALED(status))
print(posix.waitstatus_to_exitcode(status), sorted(posix.read(r, 100).split()))
tried(posix.waitpid, pid, 0)
tried(posix.register_at_fork)
tried(posix.register_at_fork, before=5)


def child(function, *arguments):
    r, w = posix.pipe()
    pid = posix.fork()
    if pid == 0:
        posix.dup2(w, 1)
        posix.dup2(w, 2)
        try:
            function(*arguments)
        except BaseException as e:
            posix.write(2, repr(e).encode())
        posix._exit(99)
    posix.close(w)
    output = b""
    while data := posix.read(r, 1000):
        output += data
    posix.close(r)
    return output, posix.waitstatus_to_exitcode(posix.wait()[1])


print(child(posix.execv, "/bin/echo", ["echo", "a b", b"c"]))
print(child(posix.execve, "/bin/sh", ("sh", "-c", "echo $X; exit 3"), {"X": "y", b"Z": "q"}))
print(child(posix.execv, "/bin/none", ["x"]))
print(child(posix.execv, "/bin/echo", []))
print(child(posix.execv, "/bin/echo", [""]))
print(child(posix.execv, "/bin/echo", 5))
print(child(posix.execve, "/bin/echo", ["x"], 5))
print(child(posix.execve, "/bin/echo", ["x"], {"a=b": "c"}))
print(child(posix.kill, posix.getpid() * 0, 9)[1] if 0 else child(lambda: posix.kill(posix.getpid(), 9)))
print(child(posix.abort)[1], child(lambda: posix.system("echo sub; exit 4")), posix.system("exit 5"))
tried(posix.kill, 2**22 + 5, 0)
tried(posix.kill, "x", 0)
tried(posix.wait)
print(posix.waitstatus_to_exitcode(9), posix.WIFSTOPPED(0x137F), posix.WSTOPSIG(0x137F), posix.WTERMSIG(9), posix.WCOREDUMP(0x86), posix.WIFCONTINUED(0xFFFF))
tried(posix.waitstatus_to_exitcode, 0x137F)
tried(posix.waitstatus_to_exitcode, 1.5)
pid = posix.fork()
if pid == 0:
    posix._exit(3)
result = posix.waitid(posix.P_PID, pid, posix.WEXITED)
print(result.si_pid == pid, result.si_status, result.si_code == posix.CLD_EXITED, result[2])
print(posix.getpriority(posix.PRIO_PROCESS, 0), posix.sched_getscheduler(0) == posix.SCHED_OTHER, posix.sched_param(3))
print(posix.sched_get_priority_max(posix.SCHED_FIFO), posix.sched_getparam(0), posix.sched_yield())
print(type(posix.sched_getaffinity(0)), posix.sched_setaffinity(0, posix.sched_getaffinity(0)))
tried(posix.sched_setaffinity, 0, [-1])
tried(posix.sched_setaffinity, 0, ["x"])
tried(posix.sched_param)
tried(posix.sched_setscheduler, 0, 0, 5)
a, b = posix.openpty()
print(posix.isatty(a), posix.isatty(b), posix.ttyname(b).startswith("/dev/pts/"), posix.write(b, b"hi\n"), posix.read(a, 10))
