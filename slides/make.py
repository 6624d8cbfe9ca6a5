#!/usr/bin/python3
"""make.py FOLDER: the slides as a page. part*.md are slides between lines of ---; a title ends with {#its-id}; what stands behind ??? are
the speaker's notes; a line `@race` or `@graph` is a live panel, `@step PART/STEP` a walkthrough's step with its recorded twin, `@picture NAME.png LABEL | LIVE` one of
demos/pictures, with what its label says and the command that shows it live."""

import base64
import html
import json
import re
import shutil
import sys
from pathlib import Path

import markdown

HERE = Path(__file__).resolve().parent
WALKTHROUGH = HERE.parent / "demos" / "walkthrough"
PARTS = ("part1", "part2", "part3")

sys.dont_write_bytecode = True
sys.path.insert(0, str(WALKTHROUGH))


def twin(reference):
    """A step's command and what it printed once; labelled as recorded."""
    part, name = reference.split("/")
    step = next(step for step in __import__(part).STEPS if step.name == name)
    record = json.loads((WALKTHROUGH / "recorded" / f"{part}.json").read_text())[name]
    look = re.sub(r"`(.*?)`", r"<code>\1</code>", html.escape(step.look))
    output = html.escape(record["output"].strip("\n"))
    return (f'<figure class="terminal" data-step="{reference}"><pre class="command"><b>$</b> {html.escape(step.command)}</pre>'
            f'<pre class="output" tabindex="0">{output}</pre><figcaption><span class="label">recorded {record["when"]}, {html.escape(record["machine"])}</span>'
            f'<span>live: <code>scripts/{part} --from {name}</code></span></figcaption><p class="look">{look}</p></figure>')


def panel(kind):
    fallback = {"race": "part1/race", "graph": "part3/graph"}[kind]
    title = {"race": "The race, live", "graph": "The graph, measured live"}[kind]
    return f'<div class="panel" data-panel="{kind}"><iframe title="{title}" data-src="/mandelbrot/?panel={kind}"></iframe><div class="twin" hidden>{twin(fallback)}</div></div>'


def picture(name, label, live):
    data = base64.b64encode((HERE.parent / "demos" / "pictures" / name).read_bytes()).decode()
    return (f'<figure class="shot"><img src="data:image/png;base64,{data}" alt="{html.escape(label)}"><figcaption><span class="label">{html.escape(label)}</span>'
            f'<span>live: <code>{html.escape(live)}</code></span></figcaption></figure>')


def slide(text):
    body, _, notes = text.partition("\n???")
    title, identity = re.search(r"^# (.*?) \{#([\w-]+)\}$", body, re.MULTILINE).groups()
    body = re.sub(r"^# .*$", "", body, count=1, flags=re.MULTILINE)
    body = re.sub(r"^@step (\S+)$", lambda found: twin(found.group(1)), body, flags=re.MULTILINE)
    body = re.sub(r"^@(race|graph)$", lambda found: panel(found.group(1)), body, flags=re.MULTILINE)
    body = re.sub(r"^@picture (\S+) (.*?) \| (.*)$", lambda found: picture(*found.groups()), body, flags=re.MULTILINE)
    content = markdown.markdown(body, extensions=["tables", "fenced_code"])
    kind = "cover" if not re.search(r"<(ul|ol|table|figure|div)", content) else "content"
    return (f'<section class="slide {kind}" id="{identity}" aria-label="{html.escape(title)}"><h2>{title}</h2><div class="body">{content}</div>'
            f'<aside class="notes">{markdown.markdown(notes.strip())}</aside></section>')


def main():
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    slides = [slide(text) for part in PARTS for text in re.split(r"^---$", (HERE / f"{part}.md").read_text(), flags=re.MULTILINE)]
    page = (HERE / "frame.html").read_text().replace("<!-- slides -->", "\n".join(slides))
    (target / "index.html").write_text(page)
    for name in ("slides.css", "slides.js"):
        shutil.copy(HERE / name, target)


if __name__ == "__main__":
    main()
