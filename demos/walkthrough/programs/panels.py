"""panels.py SERVER: the slides' live panels: the page that the server has of them, in a browser, what each panel has to show, and the race of one of them, to its end."""

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from urllib.parse import parse_qs, urlsplit

from engines import find

SECONDS = 40
BROWSERS = ("chromium", "google-chrome")


def race(address):
    """The last of the race's events."""
    with urllib.request.urlopen(address + "race?w=320&h=240&left=cpython&right=sidewinder", timeout=SECONDS) as stream:
        tiles = 0
        for line in stream:
            if line.startswith(b"event: "):
                event = line[7:].strip().decode()
                tiles += event == "tile"
            elif line.startswith(b"data: ") and event in ("done", "failed"):
                return event, tiles, json.loads(line[6:])
    return "cut off", tiles, {}


def page_in_browser(browser, address):
    """The slides as the browser has them once it has run their scripts. In virtual time: its clock stands still while answers are awaited, so that the
    panels are open, which is after the page's load event, however slow the machine is."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        try:
            return subprocess.run([browser, "--headless", "--no-sandbox", "--no-first-run", "--disable-background-networking", f"--user-data-dir={profile}",
                                   "--virtual-time-budget=3000", "--dump-dom", address + "slides/#race"],
                                  capture_output=True, text=True, timeout=SECONDS).stdout
        except subprocess.TimeoutExpired:
            print(f"{browser} has shown nothing in {SECONDS} s")
            return ""


def fetch(address):
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:
        return answer.read()


def content_of(address, source):
    """What a panel's page asks the server for."""
    place = urlsplit(source)
    if place.path == "/viewer/":
        item, = json.loads(fetch(f"{address}api/levels?name={parse_qs(place.query)['panel'][0]}"))["items"]
        return f"{len(item['traces'])} traces, {len(item['compiled'])} instructions compiled from {len(item['handlers'])} handlers"
    if place.path == "/speed/":
        return f"the run of {json.loads(fetch(address + 'api/speed'))['items'][0]['date']}"
    return ", ".join(engine["label"] for engine in json.loads(fetch(address + "api/engines"))["engines"])


def show(address):
    browser = next((name for name in BROWSERS if shutil.which(name)), None)
    page = page_in_browser(browser, address) if browser else ""
    print(f"{len(re.findall('<section', page))} slides in {browser or 'no browser'}")
    for kind, source in re.findall(r'data-panel="(\w+)"><iframe [^>]*data-src="([^"]+)"', page):
        page_of_panel = fetch(address.rstrip("/") + html.unescape(source))
        print(f"panel {kind}: {len(page_of_panel)} bytes of page, {content_of(address, html.unescape(source))}", flush=True)
    opened = re.findall(r'<iframe [^>]* src="([^"]+)"', page)
    print("open on its slide:", ", ".join(opened) or "none")
    how, tiles, data = race(address)
    print(f"the race: {how}, {tiles} tiles" + (", all pixels equal" if data.get("equal") else f" {data}"))
    return 0 if page and opened and how == "done" and data.get("equal") else 1


server = subprocess.Popen([*find(sys.argv[1]), "--port", "0"], stdout=subprocess.PIPE, text=True)
try:
    sys.exit(show(re.search(r"http://\S+", server.stdout.readline()).group()))
finally:
    server.terminate()
    server.wait(10)
