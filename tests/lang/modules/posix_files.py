# posix: files, folders, links, their properties; also which errors come, and how they name the path.
import posix

folder = "/tmp/sidewinder_posix_%d" % posix.getpid()
posix.mkdir(folder)
name = folder + "/a"


def tried(function, *arguments, **keywords):
    try:
        result = function(*arguments, **keywords)
    except Exception as e:
        details = ""
        if isinstance(e, OSError):
            details = " %s %s %s" % (e.errno, short(e.filename), short(e.filename2))
        print(type(e).__name__, short(str(e)), details)
    else:
        print(short(result))


def short(o):
    return o.replace(folder, "FOLDER") if isinstance(o, str) else o


fd = posix.open(name, posix.O_RDWR | posix.O_CREAT, 0o640)
print(posix.write(fd, b"hello, world"), posix.lseek(fd, 0, 0), posix.read(fd, 5), posix.read(fd, 100), posix.read(fd, 1))
print(posix.pread(fd, 5, 7), posix.pwrite(fd, bytearray(b"W"), 7), posix.pread(fd, 100, 0))
print(posix.get_inheritable(fd), posix.isatty(fd), posix.get_blocking(fd))
print(posix.ftruncate(fd, 5), posix.fstat(fd).st_size, posix.fsync(fd), posix.fdatasync(fd))
posix.close(fd)
tried(posix.close, fd)
tried(posix.read, fd, 5)
tried(posix.read, 0, -1)

s = posix.stat(name)
print(oct(s.st_mode), s[0] == s.st_mode, len(s), s.n_fields, s.n_sequence_fields, s.n_unnamed_fields, s.st_size)
print(s[7] == int(s.st_atime), s.st_mtime_ns // 10**9 == s[8], type(s.st_ctime).__name__, s.st_blksize > 0)
print(repr(s).startswith("os.stat_result(st_mode=33184, st_ino="), s.__match_args__)
print(type(s)(s) == s, type(s)(range(10)).st_atime, type(s)(range(10), {"st_atime_ns": 5}).st_atime_ns)
tried(type(s), range(9))
tried(type(s), range(20))
kind, (items, rest) = s.__reduce__()
print(kind is type(s), items == tuple(s), sorted(rest))

posix.utime(name, (1, 2.5))
s = posix.stat(name)
print(s.st_atime, s.st_mtime, s.st_mtime_ns, s[8])
posix.utime(name, ns=(-1, 5_000_000_001))
print(posix.stat(name).st_atime_ns, posix.stat(name).st_atime, posix.stat(name).st_mtime_ns)
for arguments in [((1, 2, 3),), (5,), ((2**80, 0),), ((1, float("nan")),), (("a", 1),)]:
    tried(posix.utime, name, *arguments)
tried(posix.utime, name, (1, 2), ns=(1, 2))
tried(posix.utime, name, ns=(1.5, 2))

posix.symlink("a", folder + "/link")
posix.symlink("nowhere", folder + "/broken")
posix.link(name, folder + "/hard")
print(posix.readlink(folder + "/link"), posix.readlink(folder.encode() + b"/link"))
print(posix.stat(name).st_nlink, oct(posix.lstat(folder + "/link").st_mode)[:4], posix.stat(folder + "/link").st_size)
print(sorted(posix.listdir(folder)), sorted(posix.listdir(folder.encode())))
tried(posix.stat, folder + "/broken")
tried(posix.lstat, folder + "/none")
tried(posix.rename, folder + "/none", folder + "/other")
tried(posix.link, name, folder + "/hard")
tried(posix.symlink, name, folder + "/hard")
tried(posix.mkdir, folder)
tried(posix.rmdir, folder)
tried(posix.listdir, name)
tried(posix.open, name + "/x", 0)
tried(posix.unlink, folder + "/none")
tried(posix.chdir, name)
tried(posix.truncate, folder + "/none", 5)
tried(posix.readlink, name)

with posix.scandir(folder) as entries:
    for e in sorted(entries, key=lambda e: e.name):
        print(e, e.name, short(e.path), short(posix.fspath(e)), e.is_dir(), e.is_file(), e.is_symlink(),
              e.is_file(follow_symlinks=False), e.inode() == posix.lstat(e.path).st_ino)
        if e.name != "broken":
            print(e.stat().st_size, e.stat() is e.stat(), e.stat(follow_symlinks=False).st_size)
print(list(entries))
directory = posix.open(folder, posix.O_RDONLY)
print(sorted(posix.listdir(directory)), sorted(e.path for e in posix.scandir(directory)))
print(posix.stat("a", dir_fd=directory).st_size, posix.access("a", posix.R_OK, dir_fd=directory), posix.access("b", 0))
posix.mkdir("sub", dir_fd=directory)
posix.rename("hard", "moved", src_dir_fd=directory, dst_dir_fd=directory)
print(sorted(posix.listdir(directory)))
posix.rmdir("sub", dir_fd=directory)
posix.fchdir(directory)
print(short(posix.getcwd()), posix.getcwdb() == posix.getcwd().encode(), posix.listdir() == posix.listdir("."))
posix.chmod("a", 0o600)
print(oct(posix.stat(b"a").st_mode), posix.umask(0o22) >= 0)
posix.close(directory)

# Names that are no UTF-8.
posix.close(posix.open(b"\xff\xfe", posix.O_CREAT))
print(ascii(sorted(posix.listdir(folder))[-1]), posix.stat("\udcff\udcfe").st_size)
posix.unlink("\udcff\udcfe")


class PathLike:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


print(posix.stat(PathLike("a")).st_size)
tried(posix.stat, PathLike(folder + "/none"))
tried(posix.stat, PathLike(3))
tried(posix.fspath, PathLike(3))
tried(posix.fspath, 3)
for bad in ["a\0b", b"a\0b", 3.5, None, 10**10, -(10**20), "\ud800"]:
    tried(posix.stat, bad)
tried(posix.mkdir, 3)
tried(posix.listdir, 3.5)
tried(posix.mkdir, "x", dir_fd="d")
tried(posix.stat, 3, dir_fd=3)
tried(posix.chown, 3, 1, 1, dir_fd=3)
for owner in [-2, 2**64, "a"]:
    tried(posix.chown, "a", owner, 0)
tried(posix.fchdir, -1)
tried(posix.fchdir, "x")
tried(posix.mkdir)
tried(posix.stat, "x", follow=2)
tried(posix.write, 1, "x")

posix.chdir("/")
for each in posix.listdir(folder):
    posix.unlink(folder + "/" + each)
posix.rmdir(folder)
tried(posix.rmdir, folder)
