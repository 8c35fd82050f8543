"""``testigo init``: write a commented configuration."""

from __future__ import annotations

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common, say, write

TEMPLATE = """\
# Testigo's configuration for this evidence folder. Every line that starts with '#' shows a default.

[crawl]
# Who asks: sent with every request, so that a site's owner can reach you. Please fill it in.
contact = ""
# Seconds between two requests to one host.
# delay = 1.0
# Seconds for one exchange.
# timeout = 30.0
# Whether a site's robots.txt is obeyed; what you decide is recorded with every run.
# obey_robots = true
# Bytes kept of one answer; a longer one is cut and says so.
# max_body = 50000000
# Requests under way at once, over all hosts and with one host.
# concurrency = 64
# per_host = 2
# Redirects followed.
# max_redirects = 10
# Longest Retry-After (seconds) waited for inside a run.
# max_wait = 60.0
# Also ask loopback and private networks (link-local ones never).
# allow_private = false
# Asked for a connection only when no cited host answers: is our own network up?
# neutral_hosts = ["archive.org:443", "www.gob.mx:443", "example.com:443"]

# When a suspicion is confirmed, and when to look again.
[standing]
# missing_looks = 3
# missing_days = 7.0
# redirect_home_looks = 3
# redirect_home_days = 14.0
# unreachable_looks = 4
# unreachable_days = 30.0
# changed_looks = 2
# changed_hours = 24.0
# Looks at something missing or unreachable that are closer than this count as one.
# apart_hours = 72.0
# What stands is due again after so many hours, what is confirmed missing after so many days.
# look_again_hours = 20.0
# look_again_dead_days = 14.0

# The Wayback Machine: what stood there when it was cited, and saving what stands there now.
[archive.wayback]
# Whether cited addresses are looked up there and saved at all. To save, put the keys from
# https://archive.org/account/s3.php into the environment: IA_ACCESS_KEY and IA_SECRET_KEY.
# enabled = true
# base_url = "https://web.archive.org"
# Look-ups, fetches and saves begun a day, and requests a minute (it blocks who asks above 30).
# daily_budget = 2000
# per_minute = 24.0
# A capture so many days from a report's date may stand for what it cited.
# window_days = 180.0
# A copy so old is saved anew.
# stale_days = 90.0

# Another archive, asked where none before it has a copy; repeat the block for each.
# [[archive.memento]]
# name = "arquivo.pt"
# base_url = "https://arquivo.pt/wayback"

# A report or results board to watch; repeat the block for each. `testigo add` does the same without
# this file.
# [[sources]]
# id = "shadow-report-2019"
# kind = "report"
# location = "/home/me/shadow-report.html"
# title = "Shadow report 2019"
# published = 2019-09-30
# language = "es"

# How a source of kind "board" is walked, right below its block. All of it may be left out.
# [sources.board]
# Where the board's own pages lie: paths on its host, or whole addresses.
# scope = ["/aga/"]
# Links from the first page, pages, seconds and bytes of one visit.
# depth = 8
# pages = 4000
# seconds = 3600.0
# bytes = 500000000
# More addresses that are documents, as path and query with *.
# documents = ["/aga/*/Documento?doc=*"]
# CSS selectors of what labels the entries, the outermost first [default: the headings].
# labels = [".commitment h3"]
# Settings by name: sfp-aga, conagua, perfiles-tic, gob-mx, ogp, tablero-pa2015 [default: by the address].
# preset = "sfp-aga"
"""


@click.command("init")
@click.option("--force", is_flag=True, help="Write it again over an existing one.")
@common()
def command(app: App, force: bool) -> ExitCode:
    """Make the evidence folder and write a commented testigo.toml into it."""
    if app.folder.config.exists() and not force:
        raise UsageError(f"{app.folder.config} is there already; --force writes it again")
    app.folder.create()
    write(app.folder.config, TEMPLATE)
    say("configuration written to:")
    click.echo(str(app.folder.config))
    return ExitCode.SOUND
