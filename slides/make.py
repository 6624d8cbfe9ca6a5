#!/usr/bin/python3
"""make.py FOLDER: the slides as a page. part*.md are slides between lines of ---; a title ends with {#its-id}; what stands behind ??? are
the speaker's notes; a line `@panel NAME` is a live panel (PANELS), `@step PART/STEP` a walkthrough's step with its recorded twin, `@picture NAME.png LABEL | LIVE` one of
demos/pictures, with the words of its label (when it was taken is in taken.json) and the command that shows it live, `@passes` the optimiser's passes, `@machines` what handlers are written over."""

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
JIT = HERE.parent / "jit"
OPTIMIZER = JIT / "optimizer"
PICTURES = HERE.parent / "demos" / "pictures"
PARTS = ("part1", "part2", "part3")

# name: (title, the page that is shown in a frame, the button of it that Enter presses, the step whose recorded twin stands in for it)
PANELS = {
    "race": ("The race, live", "/mandelbrot/?panel=race", "again", "part1/race"),
    "second": ("The first second, measured live", "/mandelbrot/?panel=second", "second-measure", "part1/second"),
    "graph": ("The graph, measured live", "/mandelbrot/?panel=graph", "measure", "part3/graph"),
    "cpython": ("Against CPython, from the latest run", "/speed/?panel=cpython", "", "part1/programs"),
    "pypy": ("Against PyPy, from the latest run", "/speed/?panel=pypy", "", "part1/programs"),
    "levels": ("A loop at five levels, live", "/viewer/?panel=branch", "again", "part2/trace"),
    "handler": ("One handler: interpreted, recorded, compiled, live", "/viewer/?panel=branch&amp;handler=for_iter", "again", "part2/handler"),
}
# What a command prints, for its colours (highlight.js): the first whose pattern is found in it.
KINDS = {"cpp": r"--handler|^grep .*\.h$", "python": r"^(cat|sed) .*\.py", "lines": r"^cat .*\.lines", "asm": r"dump=asm", "listing": r"dump=(bytecode|trace|ir|passes)"}

sys.dont_write_bytecode = True
sys.path[:0] = [str(WALKTHROUGH), str(HERE.parent / "demos" / "viewer")]

import handlers  # noqa: E402


def twin(reference):
    """A step's command and what it printed once; labelled as recorded."""
    part, name = reference.split("/")
    step = next(step for step in __import__(part).STEPS if step.name == name)
    record = json.loads((WALKTHROUGH / "recorded" / f"{part}.json").read_text())[name]
    look = re.sub(r"`(.*?)`", r"<code>\1</code>", html.escape(step.look))
    output = html.escape(record["output"].strip("\n"))
    kind = next((kind for kind, pattern in KINDS.items() if re.search(pattern, step.command)), "")
    return (f'<figure class="terminal" data-step="{reference}" data-kind="{kind}"><pre class="command"><b>$</b> {html.escape(step.command)}</pre>'
            f'<pre class="output" tabindex="0">{output}</pre><figcaption><span class="label">recorded {record["when"]}, {html.escape(record["machine"])}</span>'
            f'<span class="how"><code>scripts/{part} --from {name}</code></span><button type="button" class="run"><kbd>Enter</kbd> run it now</button>'
            f'</figcaption><p class="look">{look}</p></figure>')


def panel(name):
    title, page, button, fallback = PANELS[name]
    return (f'<div class="panel" data-panel="{name}"><iframe title="{title}" data-src="{page}" data-button="{button}"></iframe>'
            f'<div class="twin" hidden>{twin(fallback)}</div></div>')


def passes():
    """The optimiser's by its own table, each with what its README says of it."""
    says = dict(re.findall(r"^\| `(\w+)\.cpp` \| ([^;|]+)", (OPTIMIZER / "README.md").read_text(), re.MULTILINE))
    names = re.findall(r"^PASS\((\w+), \w+\)$", (OPTIMIZER / "passes.def").read_text(), re.MULTILINE)
    rows = "".join(f"<div><dt>{name}</dt><dd>{html.escape(re.sub(r' [(].*', '', says[name]).strip())}</dd></div>" for name in names)
    return f'<dl class="passes">{rows}</dl>'


def machines():
    """The handlers above, and below them each machine of jit/README.md with what a value is there."""
    rows = re.findall(r"^- `(\w+)`(?: \([^)]*\))?: ([^,.]+)", (JIT / "README.md").read_text().partition("## The machines")[2].partition("\n## ")[0], re.MULTILINE)
    table = handlers.table()
    cards = "".join(f"<div><b>{name}</b>{html.escape(says.replace('`', ''))}</div>" for name, says in rows)
    return (f'<figure class="diagram" aria-label="Each handler is instantiated with every machine"><div class="source">{len({function for _, function in table.values()})} handlers for '
            f'{len(table)} instructions, C++ templates</div><div class="machines">{cards}</div></figure>')


def picture(name, words, live):
    taken = json.loads((PICTURES / "taken.json").read_text())
    label = f"{words}, taken {taken['when']}, {taken['machine']}"
    data = base64.b64encode((PICTURES / name).read_bytes()).decode()
    return (f'<figure class="shot"><img src="data:image/png;base64,{data}" alt="{html.escape(label)}"><figcaption><span class="label">{html.escape(label)}</span>'
            f'<span>live: <code>{html.escape(live)}</code></span></figcaption></figure>')


def slide(text):
    body, _, notes = text.partition("\n???")
    title, identity = re.search(r"^# (.*?) \{#([\w-]+)\}$", body, re.MULTILINE).groups()
    body = re.sub(r"^# .*$", "", body, count=1, flags=re.MULTILINE)
    body = re.sub(r"^@step (\S+)$", lambda found: twin(found.group(1)), body, flags=re.MULTILINE)
    body = re.sub(r"^@panel (\w+)$", lambda found: panel(found.group(1)), body, flags=re.MULTILINE)
    body = re.sub(r"^@passes$", lambda found: passes(), body, flags=re.MULTILINE)
    body = re.sub(r"^@machines$", lambda found: machines(), body, flags=re.MULTILINE)
    body = re.sub(r"^@picture (\S+) (.*?) \| (.*)$", lambda found: picture(*found.groups()), body, flags=re.MULTILINE)
    content = markdown.markdown(body, extensions=["tables", "fenced_code"])
    kind = "cover" if not re.search(r"<(ul|ol|table|figure|div)", content) else "content" if re.search(r"<(table|figure|div|pre)", content) else "content list"
    return (f'<section class="slide {kind}" id="{identity}" aria-label="{html.escape(title)}"><h2>{title}</h2><div class="body">{content}</div>'
            f'<aside class="notes">{markdown.markdown(notes.strip())}</aside></section>')


def main():
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    slides = [slide(text) for part in PARTS for text in re.split(r"^---$", (HERE / f"{part}.md").read_text(), flags=re.MULTILINE)]
    page = (HERE / "frame.html").read_text().replace("<!-- slides -->", "\n".join(slides))
    (target / "index.html").write_text(page)
    for name in ("slides.css", "slides.js", "highlight.js"):
        shutil.copy(HERE / name, target)


if __name__ == "__main__":
    main()
