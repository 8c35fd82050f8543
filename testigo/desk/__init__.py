"""The auditor's desk: one citation, answered in a browser, with the proof beside it.

It decides nothing: what it shows comes from :mod:`testigo` and the records of :mod:`evidence`. FastAPI and
uvicorn, the extra ``desk``, are imported here alone, when ``testigo desk`` is called.
"""
