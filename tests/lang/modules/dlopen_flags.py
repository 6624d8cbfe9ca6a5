# sys.getdlopenflags() and setdlopenflags(); what the system's tuples say of themselves.
import grp
import os
import pwd
import signal
import sys
import _thread

before = sys.getdlopenflags()
print(before == os.RTLD_NOW, sys.setdlopenflags(os.RTLD_LAZY | os.RTLD_GLOBAL), sys.getdlopenflags() == os.RTLD_LAZY | os.RTLD_GLOBAL)
sys.setdlopenflags(before)
try:
    sys.setdlopenflags("a")
except TypeError as e:
    print(e)
for cls in (grp.struct_group, pwd.struct_passwd, os.terminal_size, os.times_result, os.uname_result, os.waitid_result, os.statvfs_result, signal.struct_siginfo):
    print(cls.__name__, bool(cls.__doc__))
print(_thread.stack_size.__text_signature__)
