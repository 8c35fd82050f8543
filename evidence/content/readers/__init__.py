"""One file a media type: ``read(body, content_type, url) -> Content``.

A reader may raise :class:`~evidence.content.model.Unreadable`; the door turns it into a content
that can't be compared.
"""
