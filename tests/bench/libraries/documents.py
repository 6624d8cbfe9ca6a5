"""docutils: reStructuredText to HTML."""

import docutils.core

SECTION = """
Section {0}
===========

Text with *emphasis*, **strong**, ``literal`` and a `link {0} <http://example.org/{0}>`_, footnote [#]_.

.. [#] Of section {0}.

- first
- second

  + nested {0}

======  =====
  Name  Count
======  =====
  a        {0}
  b       12
======  =====

.. note:: Watch out, {0}.

::

    literal block {0}
"""


def run():
    text = "Title\n#####\n" + "".join(SECTION.format(i) for i in range(12))
    page = docutils.core.publish_string(text, writer_name="html", settings_overrides={"embed_stylesheet": False, "_disable_config": True, "datestamp": None})
    return sum(page)
