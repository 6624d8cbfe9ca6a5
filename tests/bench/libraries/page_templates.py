"""Jinja2 and Mako: templates compiled and rendered."""

import jinja2
import mako.template

JINJA = """{% macro cell(value) %}<td>{{ value|e }}</td>{% endmacro %}<table>{% for row in rows if row.shown %}
<tr class="{{ loop.cycle('odd', 'even') }}">{{ cell(row.name|upper) }}{{ cell(row.price|round(2)) }}{% for tag in row.tags|sort %}{{ cell(tag) }}{% endfor %}</tr>{% endfor %}</table>"""
MAKO = """<%def name="cell(value)"><td>${value | h}</td></%def><table>
% for row in rows:
<tr>${cell(row['name'])}${cell(row['price'])}
% for tag in row['tags']:
${cell(tag)}
% endfor
</tr>
% endfor
</table>"""
ROWS = [{"name": f"<row {i}>", "price": i * 1.375, "tags": ["x", "b&", f"t{i % 5}"], "shown": i % 3} for i in range(120)]


def run():
    environment = jinja2.Environment(autoescape=False)
    template, other = environment.from_string(JINJA), mako.template.Template(MAKO)
    return sum(len(template.render(rows=ROWS)) + len(other.render(rows=ROWS)) for _ in range(4))
