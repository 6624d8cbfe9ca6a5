# A folder whose last files go with objects that the program has let go of can be removed.
# needs prompt collection
import os
import tempfile

class Temporary:
    unlink = staticmethod(os.unlink)
    def __init__(self, folder, name):
        self.path = os.path.join(folder, name)
        open(self.path, "w").close()
    def __del__(self):
        self.unlink(self.path)

def make(folder):
    for name in "abc":
        Temporary(folder, name)

folder = tempfile.mkdtemp()
make(folder)
os.rmdir(folder)
print(os.path.exists(folder))

folder = tempfile.mkdtemp()
kept = Temporary(folder, "kept")
try:
    os.rmdir(folder)
except OSError as e:
    print(type(e).__name__, e.errno)
kept = None
os.rmdir(folder)
