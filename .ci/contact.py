"""Writes the contact of the variable CONTACT into a new testigo.toml."""

import json
import os
import re
import sys
from pathlib import Path

config = Path(sys.argv[1])
line = f"contact = {json.dumps(os.environ['CONTACT'], ensure_ascii=False)}"
text, found = re.subn(
    r"^#? ?contact = .*$", lambda _: line, config.read_text("utf-8"), count=1, flags=re.MULTILINE
)
assert found, "testigo init writes a contact line"
config.write_text(text, "utf-8")
