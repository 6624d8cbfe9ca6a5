"""docutils: one document with most of reStructuredText, by every writer; Markdown; Chameleon."""
import hashlib
import re

import docutils.core
import markdown
from docutils.parsers.rst import Directive, directives, roles

DOCUMENT = """
========
Document
========
--------
Subtitle
--------

:Author: A. Writer
:Version: 1.0
:Abstract: A *short* text.

.. contents:: Table of contents
   :depth: 2
.. sectnum::

.. |name| replace:: substituted **text**
.. _target: https://example.org/a?b=c
.. role:: custom(emphasis)
   :class: special

First section
=============

Paragraph with *emphasis*, **strong**, ``literal``, `interpreted`, :sup:`up`, :sub:`down`, :custom:`role`, a reference_, target_,
an `inline link <https://example.com>`_, an anonymous__ one, |name|, a footnote [#auto]_ [1]_ [*]_, a citation [CIT2002]_, and
user@example.org. Smart "quotes" -- and dashes... H\\ :sub:`2`\\ O

__ https://anonymous.example

.. _reference:

Lists
-----

* bullet

  - nested

    + deeper

1. one
#. auto

   (a) letters
   (b) more

iv) roman
v) five

term : classifier
    Definition.
another
    Its *definition*.

:field: body
:another field: with
    two lines

-a            option
-b FILE, --block=FILE   long option
/V            DOS

| Line block
|    indented
| end

Tables
------

+------------+-----------+
| Header     | Second    |
+============+===========+
| spans two columns      |
+------------+-----------+
| row        | - list    |
|            | - items   |
+------------+-----------+

=====  =====
A      B
=====  =====
1      2
3      4
=====  =====

.. csv-table:: CSV
   :header: "x", "y"
   :widths: 10, 20

   1, "two, three"
   4, 5

.. list-table::
   :header-rows: 1

   * - a
     - b
   * - c
     - d

Directives
----------

.. note:: A note with ``code``.
.. warning::
   A warning.

   Of two paragraphs.
.. admonition:: Own title

   Text.
.. image:: picture.png
   :alt: alternative
   :width: 50%
   :target: https://example.org
.. figure:: figure.png
   :align: center

   Caption.

   Legend.
.. code:: python
   :number-lines:

   def f(x):
       return x + 1  # comment

.. math:: \\frac{a}{b} = \\sum_{i=0}^n x_i

.. parsed-literal::

   *parsed* text
.. epigraph::

   Quote.

   -- Somebody
.. topic:: Topic

   Body.
.. sidebar:: Side

   Bar.
.. container:: class1 class2

   Inside.
.. rubric:: Rubric
.. raw:: html

   <hr class="raw">
.. own:: argument
   :flag:

   Content of it.
.. unknown-directive:: x
.. class:: special

Quoted::

   literal block
   with lines

> quoted
> lines

>>> print("doctest")
doctest

    Block quote.

    -- Attribution

----

.. [#auto] Automatic footnote.
.. [1] Numbered.
.. [*] Symbol.
.. [CIT2002] Citation.
.. comment, which is not seen

Errors
======

*unclosed and `also

Bad title
~~~
missing_ reference |nothing|
"""


class Own(Directive):
    required_arguments, has_content = 1, True
    option_spec = {"flag": directives.flag}

    def run(self):
        from docutils import nodes
        node = nodes.paragraph("", f"{self.name} {self.arguments} {sorted(self.options)} {self.lineno}")
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


directives.register_directive("own", Own)
roles.register_generic_role("plain", __import__("docutils.nodes", fromlist=["nodes"]).inline)
SETTINGS = {"report_level": 1, "warning_stream": False, "datestamp": None, "generator": None, "source_link": None, "smart_quotes": True,
            "syntax_highlight": "short", "embed_stylesheet": False, "input_encoding": "unicode", "output_encoding": "unicode",
            "math_output": "MathML", "_disable_config": True, "id_prefix": "x-", "raw_enabled": True}
for writer in ("pseudoxml", "html4css1", "html5_polyglot", "latex", "xetex", "manpage", "docutils_xml", "s5"):
    text = docutils.core.publish_string(DOCUMENT, "document.rst", writer_name=writer, settings_overrides=dict(SETTINGS))
    print(writer, len(text), hashlib.sha256(text.encode()).hexdigest())
    if writer in ("pseudoxml", "manpage"):
        print(text)
    elif writer == "html5_polyglot":
        print(re.sub("(?s)<style.*?</style>", "", text))
parts = docutils.core.publish_parts(DOCUMENT, writer_name="html5", settings_overrides=dict(SETTINGS))
print(sorted(parts), parts["subtitle"], parts["docinfo"])

SOURCE = """
Title {#top}
=====

A paragraph with *emphasis*, **strong**, `code`, [a link](http://example.org "title"), ![image](a.png) and a footnote[^1].

* list
    1. nested

| a | b |
|---|--:|
| 1 | 2 |

```python
print("x" < 3)
```

Term
:   Definition

*[HTML]: Hyper Text
HTML is abbreviated. [TOC]

[^1]: The note.

<div markdown="1">*inside*</div>
"""
for extensions in ([], ["extra", "toc", "codehilite", "admonition", "meta", "nl2br", "sane_lists", "smarty", "wikilinks"]):
    print(markdown.markdown(SOURCE, extensions=extensions))
