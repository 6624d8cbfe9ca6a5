# select, fcntl, pwd, grp.
import fcntl
import grp
import posix
import pwd
import select


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)).split(" at 0x")[0])
    except BaseException as e:
        print(repr(e))


r, w = posix.pipe()
print(select.select([r], [w], [], 0) == ([], [w], []), select.select([r], [], [], 0.01), posix.write(w, b"x"))


class File:
    def fileno(self):
        return r


f = File()
print(select.select([f], [], [])[0] == [f], select.select((r,), {w}, iter([]), None)[:2] == ([r], [w]))
for arguments in [([1], 2, 3), ([-1], [], []), (["x"], [], []), ([], [], [], -1), ([], [], [], "x"), ([9999], [], [])]:
    tried(select.select, *arguments)
p = select.poll()
print(p.register(r, select.POLLIN), p.register(f), p.poll() == [(r, select.POLLIN)], p.modify(r, select.POLLOUT), p.poll(1), p.unregister(r), p.poll(0))
p.register(w)
print(p.poll() == [(w, select.POLLOUT)])
for method, arguments in [("register", ("x",)), ("register", (0, -1)), ("modify", (500, 1)), ("unregister", (500,)), ("poll", ("x",)),
                          ("poll", (2**40,)), ("register", (0, 2**20)), ("register", ())]:
    tried(getattr(p, method), *arguments)
e = select.epoll()
print(e.register(r), e.poll() == [(r, select.EPOLLIN)], e.modify(r, select.EPOLLPRI), e.poll(0.01), e.modify(f, select.EPOLLIN | select.EPOLLET), len(e.poll(0, 5)), e.poll(0), e.unregister(r))
tried(e.register, 9999)
tried(e.register, "x")
tried(e.unregister, r)
tried(e.poll, 0, 0)
tried(e.poll, 0, -2)
tried(e.poll, "x")
print(e.closed, type(e.fileno()), e.close(), e.closed)
tried(e.poll)
tried(e.fileno)
tried(e.__enter__)
tried(select.epoll, 0)
tried(select.epoll, -1, 5)
tried(select.epoll, flags=1)
tried(select.epoll.fromfd, 5.5)
with select.epoll() as e:
    print(e.closed)
print(e.closed, select.error is OSError, select.EPOLLET, select.PIPE_BUF)

print(fcntl.fcntl(r, fcntl.F_GETFD), fcntl.fcntl(r, fcntl.F_SETFD, 0), fcntl.fcntl(f, fcntl.F_GETFD))
print(fcntl.ioctl(r, 0x541B, b"\0" * 4), fcntl.ioctl(r, 0x541B, b := bytearray(4)), b, fcntl.ioctl(r, 0x541B, bytearray(4), False))
fd = posix.open("/tmp/sidewinder_lock_%d" % posix.getpid(), posix.O_RDWR | posix.O_CREAT)
print(fcntl.flock(fd, fcntl.LOCK_EX), fcntl.flock(fd, fcntl.LOCK_UN), fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 5), fcntl.lockf(fd, fcntl.LOCK_UN))
other = posix.open("/tmp/sidewinder_lock_%d" % posix.getpid(), posix.O_RDWR)
fcntl.flock(fd, fcntl.LOCK_EX)
tried(fcntl.flock, other, fcntl.LOCK_EX | fcntl.LOCK_NB)
posix.unlink("/tmp/sidewinder_lock_%d" % posix.getpid())
for arguments in [(0, "x"), (-1, 1), (0, 1, "x" * 2000), (0, 3, b"x" * 2000), (0, 1, 1.5), ("x", 1)]:
    tried(fcntl.fcntl, *arguments)
tried(fcntl.ioctl, r, 0x5401, 1.5)
tried(fcntl.ioctl, r, 0x5413, b"\0" * 8)
tried(fcntl.flock, 0, "x")
tried(fcntl.lockf, 0, 99)

root = pwd.getpwuid(0)
print(root.pw_name, root[5], root == pwd.getpwnam("root"), root in pwd.getpwall(), type(root), len(root))
group = grp.getgrgid(0)
print(group.gr_name, group.gr_mem, group == grp.getgrnam("root"), group in grp.getgrall(), type(group))
for argument in [99999, -1, 2**70, "x", 1.5]:
    tried(pwd.getpwuid, argument)
tried(pwd.getpwnam, "nope")
tried(pwd.getpwnam, 5)
tried(pwd.getpwnam, "a\0")
for argument in [99999, -1, 1.5]:
    tried(grp.getgrgid, argument)
tried(grp.getgrnam, "nope")
