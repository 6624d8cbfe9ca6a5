"""Sphinx: pages of reStructuredText, one of them written by a module's docstrings, as HTML and as text."""
import hashlib
import io
import os
import re
import tempfile

from sphinx.application import Sphinx

INDEX = """
Title
=====

.. automodule:: textwrap
   :members:

.. code-block:: python

   def f(x): return x + 1

.. toctree::

   other

.. index:: single: words
"""
OTHER = """
Other
=====

Some *text*, a :func:`textwrap.wrap` reference, :ref:`a link <there>`, :math:`x^2` and a footnote [#f]_.

.. _there:

There
-----

.. list-table::

   * - a
     - b

+-----+-----+
| c   | d   |
+=====+=====+
| e   | f g |
+-----+-----+

.. py:class:: Made(size)

   Something.

   .. py:method:: grow(by: int = 1) -> bool

.. [#f] Below.
"""

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for name, text in ("index.rst", INDEX), ("other.rst", OTHER):
        with open(name, "w") as file:
            file.write(text)
    for builder in "html", "text":
        said, warned = io.StringIO(), io.StringIO()
        settings = {"project": "p", "extensions": ["sphinx.ext.autodoc", "sphinx.ext.mathjax"], "html_theme": "basic", "html_last_updated_fmt": None}
        app = Sphinx(folder, None, "out-" + builder, "trees-" + builder, builder, settings, said, warned, freshenv=True)
        app.build()
        print(builder, app.statuscode, [line for line in warned.getvalue().splitlines() if "WARNING" in line])
        for page in "index", "other":
            with open(f"out-{builder}/{page}.{'html' if builder == 'html' else 'txt'}") as file:
                text = file.read()
            print(page, len(text), hashlib.sha256(text.encode()).hexdigest(), re.findall("<h[12]>(.*?)<", text))
    print(text)
