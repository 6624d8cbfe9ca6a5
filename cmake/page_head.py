"""What every page begins with: demos/mandelbrot/page/head.part, filled from the comment at the top of the page.

    <!--page
    title: trace viewer
    description: ...
    here: /viewer/                      (its link says that it is the current page)
    style: /viewer.css                  (any number)
    script: /viewer.js
    skip: #levels To the levels
    link: #race Race                    (of the page itself, any number)
    button: present P Presentation mode | Present        (id, key, title, label; any number)
    -->
"""

import html
import re
from string import Template

COMMENT = re.compile(r"\A<!--page\n(.*?)\n-->\n", re.DOTALL)
KEYS = {"title", "description", "here", "style", "script", "skip", "link", "button"}


def values_of(comment):
    values = {}
    for line in comment.splitlines():
        key, _, value = line.partition(": ")
        if key not in KEYS or not value:
            raise SystemExit(f"embed: a page's comment has the line {line!r}; its keys are {', '.join(sorted(KEYS))}")
        values.setdefault(key, []).append(value)
    return values


def link(text):
    place, _, name = text.partition(" ")
    return f'    <a href="{place}">{html.escape(name)}</a>'


def button(text):
    what, _, label = text.partition(" | ")
    name, key, title = what.split(" ", 2)
    return f'    <button type="button" id="{name}" title="{html.escape(title)} ({key})"><kbd>{key}</kbd><span>{label}</span></button>'


def with_head(page, head):
    """A page's text, whole. Pages without the comment stay as they are."""
    found = COMMENT.match(page)
    if not found:
        return page
    values = values_of(found[1])
    skip_to, _, skip = values["skip"][0].partition(" ")
    text = Template(head).substitute(
        title=html.escape(values["title"][0]), description=html.escape(values["description"][0]), script=values["script"][0],
        styles="\n".join(f'<link rel="stylesheet" href="{style}">' for style in values.get("style", [])), skip_to=skip_to, skip=html.escape(skip),
        links="\n".join(map(link, values.get("link", []))), buttons="\n".join(map(button, values.get("button", []))))
    text = re.sub(r"\n\n+", "\n", text)
    for here in values.get("here", []):
        text = text.replace(f'<a href="{here}">', f'<a href="{here}" aria-current="page">')
    return text + page[found.end():] + "</body>\n</html>\n"
