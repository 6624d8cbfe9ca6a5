"""What can go wrong on stage, for rehearsals: each fault strikes a step's command for real."""

import os
import resource
import signal
import threading
import time


class Fault:
    """Nothing goes wrong."""

    before_exec = None

    def strike(self, command):
        pass


class Killed(Fault):
    """Somebody ends the step's processes."""

    how = signal.SIGKILL

    def strike(self, command):
        command.end(self.how)


class Hanging(Killed):
    """They stop, and do not go on."""

    how = signal.SIGSTOP


class WorkerKilled(Fault):
    """One of the step's processes dies, the one that was started last; the others go on without it."""

    seconds = 1.0  # for it to be started

    def strike(self, command):
        threading.Thread(target=self.kill_the_youngest, args=[command.process.pid], daemon=True).start()

    def kill_the_youngest(self, group):
        time.sleep(self.seconds)
        others = [pid for pid in members_of(group) if pid != group]
        if others:
            try:
                os.kill(max(others), signal.SIGKILL)
            except ProcessLookupError:
                pass  # it had come to its end


def members_of(group):
    """The processes of a process group."""
    members = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.getpgid(int(entry)) == group:
                members.append(int(entry))
        except ProcessLookupError:
            pass
    return members


class DiskFull(Fault):
    """No file can grow."""

    @staticmethod
    def before_exec():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class NoMemory(Fault):
    """There are 16 MiB, and no more."""

    @staticmethod
    def before_exec():
        resource.setrlimit(resource.RLIMIT_AS, (16 << 20, 16 << 20))


OF_A_STEP = {"killed": Killed, "worker-killed": WorkerKilled, "hanging": Hanging, "disk-full": DiskFull, "no-memory": NoMemory}
