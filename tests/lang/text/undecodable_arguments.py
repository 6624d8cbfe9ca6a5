# Arguments and options of the command line are bytes; those that are no UTF-8 are escaped.
import subprocess
import sys

program = "import sys; print(ascii(sys.argv[1:]), ascii(sys._xoptions))"
for arguments in [[b"\xff\xfe\xf0\xc3"], [b"caf\xc3\xa9", b"\xed\xa0\x80"], [b""]]:
    command = [sys.executable, "-I", "-S", "-X", b"a\xff=\xf0", "-c", program, *arguments]
    print(subprocess.run(command, stdout=subprocess.PIPE).stdout)
