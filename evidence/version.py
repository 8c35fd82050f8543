"""Which Testigo this is: goes into every run, WARC file and report."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("testigo")
except PackageNotFoundError:  # run from a checkout that was not installed
    VERSION = "0+unknown"

SOFTWARE = f"Testigo/{VERSION}"
