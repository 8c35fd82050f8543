"""Kept copies, shown without life.

A capture comes from a stranger. What is shown of it is written anew: elements and attributes that are on
a list of ours, styles that are read and written again, pictures from bytes that are kept, and nothing
else. Such a page asks the network for nothing and runs nothing, whatever a server says in its headers;
the headers of :mod:`testigo.desk.copies.server` and the frame that the desk shows it in are walls behind
that one.

``copy.read`` makes a copy of a capture, ``static.write`` puts it into files, and the server gives it out on
an origin of its own. What reads the bytes of strangers runs behind the fence.
"""
