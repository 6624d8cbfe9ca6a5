"""Programs that try to get out of the sandbox: name, and the program's lines. Each prints ESCAPED when it did what it must not. It knows the
path of a secret (`secret`, it begins with TOKEN), a folder that may be read (`folder`), a port and a socket's path where a server listens
(`port`, `socket_path`), `here` (its process), and `syscall(number, *arguments)`, which raises OSError, with ctypes behind it."""

HEAD = """
import os, sys
secret, folder, port, socket_path = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
here = os.getpid()
def found(text):
    print("ESCAPED" if b"TOKEN" in (text.encode() if isinstance(text, str) else text) else "nothing")
def syscall(number, *arguments):
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
def ran(child):
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    print("ESCAPED")
"""

READING = {
    "open": "found(open(secret).read())",
    "posix": "import posix; found(posix.read(posix.open(secret, 0), 99))",
    "opener": "found(open('x', opener=lambda path, flags: os.open(secret, flags)).read())",
    "open_code": "import io; found(io.open_code(secret).read())",
    "subclasses": "def below(c):\n    for each in type.__subclasses__(c):\n        yield each\n        yield from below(each)\n"
                  "found([k for k in below(().__class__.__base__) if k.__name__ == 'FileIO'][0](secret).read())",
    "wrap_close": "w = [c for c in ().__class__.__base__.__subclasses__() if c.__name__ == '_wrap_close'][0]\n"
                  "found(w.__init__.__globals__['popen']('cat ' + secret).read())",
    "frame_builtins": "found(sys._getframe().f_builtins['open'](secret).read())",
    "generator_frame": "g = (i for i in [1]); found(g.gi_frame.f_builtins['open'](secret).read())",
    "traceback_frame": "try: 1 / 0\nexcept Exception as e: found(e.__traceback__.tb_frame.f_builtins['open'](secret).read())",
    "loader": "from importlib.machinery import SourceFileLoader; found(SourceFileLoader('x', secret).get_data(secret))",
    "bootstrap": "import importlib._bootstrap_external as b; found(b._io.FileIO(secret).read())",
    "reload_io": "import importlib, io; del sys.modules['io'], sys.modules['_io']; import _io; found(_io.open(secret).read())",
    "code_object": "f = lambda p: p\ng = compile('open(p).read()', 'x', 'eval').replace(co_name='f')\nfound(eval(g, {'p': secret, 'open': open}))",
    "new_code": "import types; c = compile('r = open(secret).read()', '', 'exec'); d = {'secret': secret}\nexec(types.FunctionType(c, d).__code__, d); found(d['r'])",
    "gc_objects": "import gc, _io\ngc.get_objects(); found(_io.FileIO(secret).read())",
    "format_globals": "class A:\n    def f(self): pass\nfound('{0.f.__globals__[os]}'.format(A()) and open(secret).read())",
    "linecache": "import linecache; found(''.join(linecache.getlines(secret)))",
    "traceback_source": "import traceback\nexec(compile('\\n1/0', secret, 'exec')) if 0 else None\nimport tokenize; found(tokenize.open(secret).read())",
    "fileinput": "import fileinput; found(''.join(fileinput.input(secret)))",
    "thread": "import threading\nout = []\ndef run():\n    try: out.append(open(secret).read())\n    except OSError as e: out.append(str(e))\n"
              "t = threading.Thread(target=run); t.start(); t.join(); found(out[0])",
    "at_exit": "import atexit; atexit.register(lambda: found(open(secret).read()))",
    "finalizer": "class A:\n    def __del__(self): found(open(secret).read())\na = A()",
    "signal_handler": "import signal\nsignal.signal(signal.SIGALRM, lambda *a: found(open(secret).read())); signal.setitimer(signal.ITIMER_REAL, .01)\n"
                      "import time; time.sleep(.3)",
    "dot_dot": "found(open(folder + '/../secret.txt').read())",
    "link_out": "found(open(folder + '/link').read())",
    "folder_link_out": "found(open(folder + '/up/secret.txt').read())",
    "descriptor_folder": "d = os.open(folder, os.O_RDONLY); found(os.read(os.open('../secret.txt', 0, dir_fd=d), 99))",
    "root_descriptor": "d = os.open('/', os.O_PATH); found(os.read(os.open(secret[1:], 0, dir_fd=d), 99))",
    "proc_root": "found(open('/proc/self/root' + secret).read())",
    "proc_parent_root": "found(open(f'/proc/{os.getppid()}/root' + secret).read())",
    "proc_cwd": "found(open('/proc/self/cwd/secret.txt').read())",
    "chdir": "os.chdir(os.path.dirname(secret)); found(open('secret.txt').read())",
    "inherited": "for fd in range(3, 40):\n    try: found(os.pread(fd, 99, 0))\n    except OSError: pass",
    "inherited_by_proc": "for fd in range(3, 40):\n    try: os.path.isfile(f'/proc/self/fd/{fd}') and found(open(f'/proc/self/fd/{fd}').read(99))\n    except OSError: pass",
    "environment": "found(repr(os.environ))",
    "environment_by_proc": "found(open('/proc/self/environ').read())",
    "environment_in_memory": "import ctypes\ne = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), 'environ')\n"
                             "found(ctypes.string_at(e[0] - 40, 60))",
    "mmap": "import mmap; f = open(secret); found(mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)[:])",
    "stat": "print('ESCAPED', os.stat(secret).st_size)",
    "list_root": "print('ESCAPED' if 'passwd' in os.listdir('/etc') else '')",
    "glob": "import glob; print('ESCAPED' if glob.glob('/etc/pass*') else '')",
    "handle": "import ctypes\nb = ctypes.create_string_buffer(136); b[0:4] = (128).to_bytes(4, 'little'); m = ctypes.c_int()\n"
              "syscall(303, -100, secret.encode(), b, ctypes.byref(m), 0); fd = syscall(304, os.open('/', os.O_RDONLY), b, 0); found(os.read(fd, 99))",
    "openat2": "import ctypes\nhow = (ctypes.c_uint64 * 3)(); found(os.read(syscall(437, -100, secret.encode(), how, 24), 99))",
    "raw_open": "found(os.read(syscall(2, secret.encode(), 0, 0), 99))",
    "x32": "found(os.read(syscall(0x40000002, secret.encode(), 0, 0), 99))",
    "fopen": "import ctypes\nlibc = ctypes.CDLL(None); libc.fopen.restype = ctypes.c_void_p; f = libc.fopen(secret.encode(), b'r')\n"
             "b = ctypes.create_string_buffer(99); f and libc.fread(b, 1, 99, ctypes.c_void_p(f)); found(b.raw)",
}
PROCESSES = {
    "system": "if os.system('exit 3') == 3 << 8: print('ESCAPED')",
    "fork": "ran(os.fork())",
    "posix_fork": "import posix; ran(posix.fork())",
    "forkpty": "ran(os.forkpty()[0])",
    "exec": "os.execv('/bin/echo', ['echo', 'ESCAPED'])",
    "spawn": "ran(os.posix_spawn('/bin/true', ['true'], {}))",
    "subprocess": "import subprocess; subprocess.run(['/bin/echo', 'ESCAPED'])",
    "fork_exec": "import _posixsubprocess as p, subprocess\nr, w = os.pipe()\n"
                 "pid = p.fork_exec([b'x'], [b'/bin/true'], True, (), None, None, -1, -1, -1, -1, -1, -1, r, w, True, False, -1, None, None, None, -1, None, False)\nran(pid)",
    "multiprocessing": "import multiprocessing as m\np = m.get_context('fork').Process(target=print, args=('ESCAPED',), kwargs={'flush': True}); p.start(); p.join()",
    "raw_fork": "ran(syscall(57))",
    "raw_vfork_exec": "import ctypes; libc = ctypes.CDLL(None); p = ctypes.c_int(); a = (ctypes.c_char_p * 2)(b'true', None)\n"
                      "libc.posix_spawn(ctypes.byref(p), b'/bin/true', None, None, a, None) or print('ESCAPED')",
    "raw_clone": "ran(syscall(56, 17, 0, 0, 0, 0))",
    "raw_clone_namespace": "ran(syscall(56, 17 | 0x10000000, 0, 0, 0, 0))",
    "raw_clone3": "import ctypes\na = (ctypes.c_uint64 * 11)(); a[4] = 17; ran(syscall(435, a, 88))",
    "exec_memory": "fd = os.memfd_create('x'); os.write(fd, open('/bin/true', 'rb').read()); print('ESCAPED')",
    "raw_memfd": "syscall(319, b'x', 0); print('ESCAPED')",
    "raw_execveat": "import ctypes\na = (ctypes.c_char_p * 3)(b'echo', b'ESCAPED', None); syscall(322, -100, b'/bin/echo', a, None, 0)",
    "signal_parent": "os.kill(os.getppid(), 0); print('ESCAPED')",
    "signal_all": "os.kill(-1, 0); print('ESCAPED')",
    "signal_group": "os.killpg(os.getpgid(0), 0); print('ESCAPED')",
    "raw_signal": "syscall(62, os.getppid(), 0); print('ESCAPED')",
    "raw_thread_signal": "syscall(234, os.getppid(), os.getppid(), 0); print('ESCAPED')",
    "queued_signal": "import ctypes\ni = (ctypes.c_int * 32)(); i[2] = -1; syscall(129, os.getppid(), 0, i); print('ESCAPED')",
    "pidfd": "fd = syscall(434, os.getppid(), 0); print('ESCAPED')",
    "owner_signal": "import fcntl; r, w = os.pipe(); fcntl.fcntl(r, 8, os.getppid()); print('ESCAPED')",
    "ptrace": "syscall(101, 0, 0, 0, 0); print('ESCAPED')",
    "attach": "syscall(101, 0x4206, os.getppid(), 0, 0); syscall(101, 17, os.getppid(), 0, 0); print('ESCAPED')",
    "other_memory": "import ctypes\nb = ctypes.create_string_buffer(8); v = (ctypes.c_size_t * 2)(ctypes.addressof(b), 8); syscall(310, here, v, 1, v, 1, 0); print('ESCAPED')",
    "own_memory_file": "open('/proc/self/mem', 'r+b'); print('ESCAPED')",
    "limits": "import resource\nfor what, (soft, hard) in {resource.RLIMIT_CPU: (99, -1), resource.RLIMIT_NOFILE: (2000, 2000), resource.RLIMIT_CORE: (1, 1)}.items():\n"
              "    resource.setrlimit(what, (soft, hard))\n    print('ESCAPED')",
    "raw_limits": "import ctypes\nr = (ctypes.c_uint64 * 2)(2000, 2000); syscall(302, 0, 7, r, None); print('ESCAPED')",
    "affinity_of_parent": "os.sched_setaffinity(os.getppid(), os.sched_getaffinity(0)); print('ESCAPED')",
    "priority": "os.setpriority(os.PRIO_PROCESS, os.getppid(), os.getpriority(os.PRIO_PROCESS, os.getppid())); print('ESCAPED')",
}
SOCKETS = {
    "internet": "import socket; socket.create_connection(('127.0.0.1', port)); print('ESCAPED')",
    "low_level": "import _socket; s = _socket.socket(); s.connect(('127.0.0.1', port)); print('ESCAPED')",
    "unix": "import socket; s = socket.socket(socket.AF_UNIX); s.connect(socket_path); print('ESCAPED')",
    "unix_datagram": "import socket; s = socket.socketpair(type=socket.SOCK_DGRAM)[0]; s.sendto(b'x', socket_path + 'd'); print('ESCAPED')",
    "datagram": "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.sendto(b'x', ('127.0.0.1', port)); print('ESCAPED')",
    "listen": "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); print('ESCAPED')",
    "netlink": "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0); print('ESCAPED')",
    "kernel_crypto": "import socket; s = socket.socket(38, socket.SOCK_SEQPACKET, 0); print('ESCAPED')",
    "raw_socket": "syscall(41, 2, 1, 0); print('ESCAPED')",
    "name": "import socket; socket.getaddrinfo('localhost', 80); print('ESCAPED')",
    "asyncio": "import asyncio\nasync def f():\n    await asyncio.open_connection('127.0.0.1', port); print('ESCAPED')\nasyncio.run(f())",
    "http": "import urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{port}/', timeout=1); print('ESCAPED')",
    "descriptor_over_pair": "import socket, array; a, b = socket.socketpair()\na.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [1]))]); print('ESCAPED')",
}
KERNEL = {
    "io_uring": "import ctypes\nsyscall(425, 1, ctypes.create_string_buffer(120)); print('ESCAPED')",
    "unshare": "syscall(272, 0x04000000); print('ESCAPED')",
    "chroot": "os.chroot(folder); print('ESCAPED')",
    "mount": "syscall(165, b'tmpfs', folder.encode(), b'tmpfs', 0, None); print('ESCAPED')",
    "bpf": "import ctypes\nsyscall(321, 0, (ctypes.c_uint32 * 32)(2, 4, 4, 1), 128); print('ESCAPED')",
    "perf": "import ctypes\na = (ctypes.c_uint64 * 16)(); a[0] = 1 | 128 << 32; syscall(298, a, 0, -1, -1, 0); print('ESCAPED')",
    "userfaultfd": "syscall(323, 1); print('ESCAPED')",
    "keys": "syscall(250, 0, -3, 1, 0, 0); print('ESCAPED')",
    "shared_memory": "syscall(29, 0x5157, 4096, 0o1600); print('ESCAPED')",
    "shared_memory_file": "from multiprocessing import shared_memory as s; m = s.SharedMemory(create=True, size=9); m.unlink(); print('ESCAPED')",
    "semaphore": "syscall(64, 0, 1, 0o600); print('ESCAPED')",
    "message_queue": "syscall(240, b'sidewinder', 0o102, 0o600, None); syscall(241, b'sidewinder'); print('ESCAPED')",
    "old_numbers": "import ctypes, mmap\n"  # int 0x80: getpid by the 32-bit table
                   "m = mmap.mmap(-1, 4096, prot=7); m.write(b'\\xb8\\x14\\0\\0\\0\\xcd\\x80\\xc3')\n"
                   "a = ctypes.addressof(ctypes.c_char.from_buffer(m)); print('ESCAPED' if ctypes.CFUNCTYPE(ctypes.c_int)(a)() == here else '')",
    "personality": "syscall(135, 0x0040000); print('ESCAPED')",
    "own_filter": "import ctypes\nsyscall(157, 38, 1, 0, 0, 0); print('ESCAPED')",
    "dumpable": "syscall(157, 4, 1, 0, 0); print('ESCAPED')",
    "user_id": "os.setuid(os.getuid()); print('ESCAPED')",
}
WRITING = {
    "create": "open(folder + '/new', 'w'); print('ESCAPED')",
    "append": "open(folder + '/inside.py', 'a'); print('ESCAPED')",
    "no_name": "os.open(folder, os.O_TMPFILE | os.O_RDWR); print('ESCAPED')",
    "temporary": "import tempfile; tempfile.NamedTemporaryFile(); print('ESCAPED')",
    "low_level": "os.open(folder + '/new', os.O_CREAT | os.O_WRONLY); print('ESCAPED')",
    "raw": "syscall(85, (folder + '/new').encode(), 0o644); print('ESCAPED')",
    "folder": "os.mkdir(folder + '/d'); print('ESCAPED')",
    "remove": "os.remove(folder + '/victim'); print('ESCAPED')",
    "rename": "os.rename(folder + '/another', folder + '/b'); print('ESCAPED')",
    "shrink": "os.truncate(folder + '/inside.py', 0); print('ESCAPED')",
    "mode": "os.chmod(folder + '/inside.py', 0o777); print('ESCAPED')",
    "times": "os.utime(folder + '/inside.py'); print('ESCAPED')",
    "symbolic": "os.symlink('/etc', folder + '/etc'); print('ESCAPED')",
    "hard": "os.link(folder + '/inside.py', folder + '/hard'); print('ESCAPED')",
    "fifo": "os.mkfifo(folder + '/fifo'); print('ESCAPED')",
    "attribute": "os.setxattr(folder + '/inside.py', 'user.x', b'x'); print('ESCAPED')",
    "database": "import sqlite3; c = sqlite3.connect(folder + '/d.db'); c.execute('create table t (x)'); print('ESCAPED')",
    "library": "import json; open(json.__file__, 'r+'); print('ESCAPED')",
    "own_source": "open(__file__, 'r+'); print('ESCAPED')",
    "device": "open('/dev/urandom', 'wb').write(b'x'); print('ESCAPED')",
}
ALL = {"reading": READING, "processes": PROCESSES, "sockets": SOCKETS, "kernel": KERNEL, "writing": WRITING}
