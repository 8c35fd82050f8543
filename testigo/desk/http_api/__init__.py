"""What programs may ask, under ``/api/v1``, a capability a file; each has a ``router``.

Answers are the records that the command line prints with ``--format json`` (``docs/schema``), and they only
grow. What goes wrong is an object with ``error``, the name of a class of :mod:`evidence.errors`, and ``text``,
one line.
"""
