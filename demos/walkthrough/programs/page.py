"""page.py SERVER: starts the showcase's server on a free port, asks each engine for a picture, and stops it."""

import json
import re
import subprocess
import sys
import urllib.request

from engines import find

server = subprocess.Popen([*find(sys.argv[1]), "--port", "0"], stdout=subprocess.PIPE, text=True)
try:
    line = server.stdout.readline()
    print(line, end="")
    address = re.search(r"http://\S+", line).group()
    with urllib.request.urlopen(address + "api/engines", timeout=20) as answer:
        engines = json.load(answer)["engines"]
    pictures = set()
    for engine in engines:
        with urllib.request.urlopen(f"{address}render/{engine['name']}.bmp?w=320&h=240", timeout=60) as answer:
            pictures.add(answer.read())
            print(f"{engine['label']:24} {float(answer.headers['X-Render-Cpu-Seconds']) * 1000:8.1f} ms")
    print("all BMPs are equal" if len(pictures) == 1 else "THE PICTURES DIFFER")
finally:
    server.terminate()
    server.wait(10)
