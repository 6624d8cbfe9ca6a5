# posix: descriptors, the environment, limits; errno, _stat.
import errno
import posix

import _stat


def tried(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except Exception as e:
        print(type(e).__name__, e)


r, w = posix.pipe()
print(posix.write(w, b"abc"), posix.read(r, 2), posix.read(r, 9), posix.get_inheritable(r))
copy = posix.dup(w)
posix.set_inheritable(copy, True)
print(posix.get_inheritable(copy), posix.get_inheritable(w), posix.dup2(copy, w, False) == w, posix.get_inheritable(w))
print(posix.writev(w, [b"12", bytearray(b"345")]))
a, b = bytearray(3), bytearray(3)
print(posix.readv(r, [a, b]), a, b)
posix.set_blocking(r, False)
tried(posix.read, r, 1)
posix.close(w)
posix.close(copy)
print(posix.read(r, 1))
posix.close(r)
tried(posix.dup, 999)
tried(posix.lseek, 0, "x", 0)
tried(posix.fsync, 10**10)
tried(posix.readv, 0, [b"abc"])
tried(posix.writev, 0, 5)
tried(posix.get_terminal_size, 999)
posix.closerange(500, 400)
print(posix.terminal_size((80, 24)))

print(type(posix.environ).__name__, all(type(k) is bytes is type(v) for k, v in posix.environ.items()))
print(posix.putenv("SIDEWINDER_TEST", "1"), posix.unsetenv(b"SIDEWINDER_TEST"))
tried(posix.putenv, "a=b", "c")
tried(posix.putenv, "a\0", "c")
tried(posix.putenv, 1, "c")
tried(posix.unsetenv, "a=b")
print(posix.strerror(2), len(posix.urandom(100)), posix.urandom(0), posix.urandom(8) != posix.urandom(8))
tried(posix.urandom, -1)
tried(posix.strerror, 10**10)
print(posix.sysconf("SC_PAGESIZE"), posix.sysconf(30), posix.confstr("CS_PATH"), posix.pathconf("/", "PC_NAME_MAX"))
tried(posix.sysconf, "x")
tried(posix.sysconf, 3.4)
tried(posix.sysconf, 2**40)
print(posix.uname().sysname, posix.uname()[0], type(posix.uname()))
t = posix.times()
print(type(t), len(t), t.user >= 0, t.elapsed > 0)
print(posix.getpid() > 0, posix.getppid() > 0, posix.getuid() == posix.getresuid()[0], posix.getpgid(0) == posix.getpgrp())
print(posix.major(posix.makedev(7, 9)), posix.minor(posix.makedev(7, 9)), posix.cpu_count() > 0)
tried(posix.getcwd, 1)
tried(posix.getgrouplist, 1, 1)
tried(posix.setuid, "x")
for path in ["/a/../..//b/.", "///a", "//a/..", "..", "../a/..", "a/..", "a/../..", "", "/..", "a//b///c/", "\u1234/../\u1234"]:
    print(ascii(posix._path_normpath(path)))
tried(posix._path_normpath, b"x")
print(posix.error is OSError, posix.O_CLOEXEC, posix.EX_OK, posix.SEEK_DATA, posix.stat_result.__name__)
print([n for n in dir(posix) if n[:2] == "O_"])

print(errno.ENOENT, errno.errorcode[errno.EAGAIN], errno.errorcode[errno.EDEADLK], errno.EWOULDBLOCK == errno.EAGAIN)
print(len(errno.errorcode), errno.errorcode[errno.ENOTSUP])
for mode in [0o100644, 0o40755, 0o120777, 0o104755, 0o102644, 0o41777, 0o41776, 0o140644, 0o10644, 0o60644, 0o20644, 0]:
    print(_stat.filemode(mode), _stat.S_ISDIR(mode), _stat.S_ISREG(mode), oct(_stat.S_IFMT(mode)), oct(_stat.S_IMODE(mode)))
for bad in ["x", -1, 2**33, 2**70, 1.5]:
    tried(_stat.S_ISDIR, bad)
tried(_stat.S_ISDIR)
