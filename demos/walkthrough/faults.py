"""What can go wrong on stage, for rehearsals: each fault strikes a step's command for real."""

import resource
import signal


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


OF_A_STEP = {"killed": Killed, "hanging": Hanging, "disk-full": DiskFull, "no-memory": NoMemory}
