"""Jinja2 and Mako: inheritance, macros, filters, loops, whitespace, sandbox, errors with their lines; Pygments over its own sources."""
import glob
import hashlib
import os

import jinja2
import jinja2.sandbox
import mako.exceptions
import mako.lookup
import mako.template
import pygments
import pygments.formatters
import pygments.lexers
import pygments.styles

TEMPLATES = {
    "base.html": "<title>{% block title %}Base{% endblock %}</title>{% block body scoped %}{% for i in range(2) %}{% block item scoped %}[{{ i }}]{% endblock %}{% endfor %}{% endblock %}",
    "child.html": "{% extends 'base.html' %}{% block title %}Child of {{ super() }}{% endblock %}{% block item %}<{{ i * 2 }}>{{ super() }}{% endblock %}",
    "macros.html": "{% macro field(name, value='', *args, **kwargs) -%}<input {{ name }}={{ value|e }} {{ args }} {{ kwargs|dictsort }}>{{ caller('c') if caller }}{%- endmacro %}",
    "use.html": "{% import 'macros.html' as m %}{% from 'macros.html' import field as f with context %}{{ m.field('a', '<b>') }}{% call(x) f('q', 1, 2, k=3) %}-{{ x }}-{% endcall %}",
    "loops.html": "{% for row in rows recursive %}{{ loop.index }}/{{ loop.length }}{{ loop.cycle('a', 'b') }}{{ ',' if not loop.last }}{{ loop.depth }}{% if row.kids %}({{ loop(row.kids) }}){% endif %}{% else %}none{% endfor %}",
    "set.html": "{% set ns = namespace(n=0) %}{% for x in 'abc' %}{% set ns.n = ns.n + loop.index %}{% endfor %}{{ ns.n }}{% set text %}block {{ ns.n }}{% endset %}{{ text|upper }}{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}",
    "filters.html": "{{ [3, 1, 2]|sort|join('-') }}{{ people|groupby('age')|map('first')|list }}{{ people|selectattr('age', '>', 30)|map(attribute='name')|join(',') }}{{ 'a b c'|title|replace(' ', '_') }}{{ 1234567.891|round(1)|filesizeformat }}{{ '%05.1f'|format(3.14159) }}{{ [1,2,3,4,5]|batch(2, 0)|list }}{{ {'b': 1, 'a': 2}|tojson }}{{ 'x'|default('d') }}{{ missing|default('d') }}{{ 'long text here'|truncate(8) }}{{ 'one two three'|wordwrap(5) }}{{ '<a>'|striptags }}{{ ['a', 'b']|first }}{{ 5 is divisibleby 5 }}{{ [1,[2]]|string }}{{ 'http://x.org'|urlize }}",
    "broken.html": "line\n{% if x %}\n{{ y }\n{% endif %}",
    "raises.html": "one\n{{ 1 // zero }}",
    "white.html": "a  {%- if true -%}  b  {%- endif +%}  c\n{# comment #}\n{% raw %}{{ raw }}{% endraw %}\n# not line\n{{ 'é' ~ 1 ~ none }}",
}
environment = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=jinja2.select_autoescape(), trim_blocks=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"])
environment.install_null_translations()
kid = {"kids": []}
people = [{"name": n, "age": a} for n, a in [("x", 30), ("y", 40), ("z", 30)]]
for name in TEMPLATES:
    try:
        print(name, environment.get_template(name).render(rows=[{"kids": [kid, kid]}, kid], people=people, zero=0))
    except jinja2.TemplateSyntaxError as error:
        print(name, error.lineno, error.message)
    except ZeroDivisionError as error:
        traceback = error.__traceback__
        while traceback.tb_next:
            traceback = traceback.tb_next
        print(name, traceback.tb_lineno, error)
print(environment.compile(TEMPLATES["loops.html"], raw=True))
for text in ("{{ ().__class__.__mro__ }}", "{{ range(1000000)|list }}", "{{ 'a'.format_map({}) }}", "{{ [].append(1) }}"):
    try:
        print(jinja2.sandbox.ImmutableSandboxedEnvironment().from_string(text).render()[:60])
    except Exception as error:
        print(type(error).__name__, error)
strict = jinja2.Environment(undefined=jinja2.StrictUndefined)
try:
    strict.from_string("{{ a.b.c }}").render(a={})
except jinja2.UndefinedError as error:
    print(error)

lookup = mako.lookup.TemplateLookup()
lookup.put_string("layout", "<%def name='head()'>default</%def><html>${self.head()} ${next.body()}</html>")
lookup.put_string("page", """<%inherit file="layout"/>
<%! from math import sqrt %>
<%def name="head()">own ${parent.head()}</%def>
<%def name="row(x, y=2)" filter="trim,h"> ${x}<${y} </%def>
<%block name="named">in block</%block>
% for i in items:
  ${loop.index}: ${row(i)} ${str(sqrt(i)) | n} ${"%.2f" % i | u}
  % if i > 2:
  <% continue %>
  % endif
% endfor
<%call expr="wrap()">called ${caller is not None}</%call>
<%def name="wrap()"><b>${caller.body()}</b></%def>
<%text>${not evaluated}</%text>
## comment
${capture(row, 7) + "&" | h}""")
print(lookup.get_template("page").render(items=[1, 2, 4]))
for text in ("% if x:\nno end", "${1 / 0}", "<%def name='x'>", "${undefined_name}"):
    try:
        print(mako.template.Template(text).render())
    except Exception as error:
        print(type(error).__name__, error, mako.exceptions.text_error_template().render().strip().splitlines()[-1])

folder = os.path.dirname(pygments.__file__)
names = sorted(glob.glob(f"{folder}/*.py")) + sorted(glob.glob(f"{folder}/formatters/*.py"))
formatters = [pygments.formatters.get_formatter_by_name(name) for name in ("html", "latex", "terminal256", "rtf", "svg", "raw", "bbcode")]
for i, name in enumerate(names):
    with open(name) as file:
        source = file.read()
    lexer = pygments.lexers.guess_lexer_for_filename(name, source)
    digest = hashlib.sha256(pygments.highlight(source, lexer, formatters[i % len(formatters)]).encode() if i % len(formatters) != 5 else b"").hexdigest()
    print(os.path.basename(name), lexer.name, digest[:16])
for language, source in {"c": "int main(void) { return 0; /* x */ }", "json": '{"a": [1, null]}', "bash": 'for i in "$@"; do echo ${i%.*}; done', "html": "<p class='x'>&amp;<script>var a = 1;</script>",
                         "sql": "SELECT a FROM b WHERE c = 'd' -- e", "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n", "rst": "*a* ``b``\n\n.. c::\n", "pycon": ">>> 1\n1\n", "haskell": "f x = x + 1"}.items():
    print(language, list(pygments.lex(source, pygments.lexers.get_lexer_by_name(language))))
print(len(list(pygments.lexers.get_all_lexers())), sorted(pygments.styles.get_all_styles())[:5])
