"""A screen that nobody sees, for programs with windows where there is no display: Xvfb (scripts/setup --desktop)."""

import os
import shutil
import subprocess

PATIENCE = 60  # seconds; machines are slow when they are busy


class UnseenDisplay:
    """`name` is what DISPLAY is to be. The server chooses a number that is free, and stays when its last client has gone: wx asks whether there is a
    display before it opens it."""

    def __init__(self):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"], pass_fds=[writer],
                                       stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(writer)
        with os.fdopen(reader) as file:
            self.name = ":" + file.readline().strip()

    @staticmethod
    def can_be():
        return shutil.which("Xvfb") is not None

    def end(self):
        self.server.terminate()
        self.server.wait(PATIENCE)
