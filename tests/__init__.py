"""Tests, simulated nights among them, open no page in a browser but where one is about that."""

import os

from crawler.run.drawing import SWITCH

os.environ.setdefault(SWITCH, "off")
