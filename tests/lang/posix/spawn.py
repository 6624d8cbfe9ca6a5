# posix_spawn and posix_spawnp: programs, descriptors, attributes, and what they say to wrong arguments.
import os
import signal
import tempfile


def run(f, *args, **keywords):
    try:
        pid = f(*args, **keywords)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except Exception as e:
        return f"{type(e).__name__}: {e}"


s = os.posix_spawn
print(run(s, "/bin/true", ["true"], {}), run(s, "/bin/false", ("false",), os.environ))
print(run(os.posix_spawnp, "sh", ["sh", "-c", "exit $((X + 1))"], {"X": "3"}))
for args in [(), ("/bin/true", [], {}), ("/bin/true", "x", {}), ("/bin/true", [""], {}), ("/bin/true", ["a"], 5),
             ("/bin/nope", ["a"], {}), ("/bin/true", ["a", 3], {}), ("/bin/true", ["a"], {"a=b": "c"}), (5, ["a"], {})]:
    print(args, run(s, *args))
O, C, D = os.POSIX_SPAWN_OPEN, os.POSIX_SPAWN_CLOSE, os.POSIX_SPAWN_DUP2
for actions in [5, [5], [()], [(7,)], [(O,)], [(O, 1, "a", 0, "x")], [(O, 1, "a", 0)], [(C,)], [(C, "a")], [(D, 1)], [(None,)],
                [("x", 1)], [(O, 1, None, 0, 0)], None, []]:
    print(actions, run(s, "/bin/true", ["a"], {}, file_actions=actions))
for options in [{"setpgroup": "a"}, {"setpgroup": 0}, {"resetids": 5}, {"resetids": None}, {"setsid": 1}, {"setsigmask": 5},
                {"setsigmask": [99]}, {"setsigmask": [1 << 100]}, {"setsigdef": ["a"]}, {"setsigdef": [signal.SIGUSR1]},
                {"scheduler": (1,)}, {"scheduler": (1, 2)}, {"scheduler": ("a", os.sched_param(1))}, {"nope": 1}]:
    print(options, run(s, "/bin/true", ["a"], {}, **options))
with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "out")
    print(run(s, "/bin/echo", ["echo", "hello"], {}, file_actions=[(O, 1, name, os.O_WRONLY | os.O_CREAT, 0o600), (D, 1, 2)]))
    print(open(name).read(), end="")
    print(run(s, "/bin/sh", ["sh", "-c", "echo x >&1"], {}, file_actions=((C, 1), (C, 2))))
