"""Tests, simulated nights among them, open no page in a browser but where one is about that."""

import os
import signal

from crawler.run.drawing import SWITCH

os.environ.setdefault(SWITCH, "off")

# who runs the tests with nohup or a script's "&" has SIGINT ignored, and so would every command that they start
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
