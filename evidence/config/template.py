"""The configuration file that ``testigo init`` writes: every setting, as it comes, with what it does."""

TEMPLATE = """\
# Testigo's configuration for this evidence folder. Every line that starts with '#' shows a default, or an
# example.

# In which language commands, reports and notices speak: en or es [default: TESTIGO_LANG, else the locale].
# language = ""

[crawl]
# Who asks: sent with every request, so that a site's owner can reach you. Please fill it in.
contact = ""
# Seconds between two requests to one host.
# delay = 1.0
# Seconds, at most, for one exchange.
# timeout = 30.0
# Whether a site's robots.txt is obeyed; what you decide is recorded with every run.
# obey_robots = true
# Whether a page that seems lost or altered is asked for once more as a browser asks, before that is more than a
# suspicion. That one request bears a browser's User-Agent, and is kept as it was sent.
# second_look = true
# Bytes kept of one answer; a longer one is cut and says so.
# max_body = 50000000
# Requests under way at once, over all hosts and with one host.
# concurrency = 64
# per_host = 2
# Redirects followed.
# max_redirects = 20
# Longest Retry-After (seconds) waited for inside a run.
# max_wait = 60.0
# Also ask loopback and private networks (link-local ones never).
# allow_private = false
# The address of this machine to ask from, where it has several; empty: as the system chooses.
# from_address = ""
# Asked for a connection only when no cited host answers: is our own network up?
# neutral_hosts = ["archive.org:443", "www.gob.mx:443", "example.com:443"]
# Of which pages the style sheets, pictures and fonts are kept that they name, so that a replay is recognisable:
# at-risk (altered ones, and those of a site that has lost another), all, none.
# requisites = "at-risk"
# Processes that look, each at domains of its own (0: one a core in a night that is worth it; docs/scaling.md); a Dask
# scheduler whose workers do in their place ("tcp://...:8786"); where what they look at lies meanwhile, where that is
# not the evidence folder.
# workers = 0
# cluster = ""
# shards = ""
# A run stops looking after so many hours, and the rest comes first in the next (0: no limit). Web archives have
# budgets of their own.
# night_hours = 8.0

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

# Who else vouches for the evidence.
[custody]
# RFC 3161 time-stamp authorities, each asked for a token on every night's seal.
# authorities = []
# A PEM file with the root certificates of authorities that browsers don't know.
# authority_roots = ""
# OpenTimestamps calendars (such as https://a.pool.opentimestamps.org), each asked to anchor every night's seal in
# the Bitcoin block chain; the proof is completed in later nights. pip install 'testigo[ots]'
# calendars = []
# How many witnesses must have cosigned a seal (each is a [[custody.witness]] below); `testigo verify` says where it
# is fewer.
# witnesses_needed = 0

# An authority that wants credentials or whose replies must fit: a certification provider under
# NOM-151-SCFI-2016, a qualified one under eIDAS; docs/court.md has profiles. Repeat the block for each. A secret
# stands in the environment (env:NAME) or in a file outside this folder (file:/PATH).
# [[custody.authority]]
# url = "https://tsa.example.mx/tsa"
# user = "organisation"
# password = "env:TSA_PASSWORD"
# token = "file:/etc/testigo/tsa-token"
# certificate = "/etc/testigo/tsa-client.pem"
# Its own root certificates, the policy, and the least accuracy (seconds) that its tokens must have.
# roots = "tsa-root.pem"
# policy = "1.2.3.4.1"
# accuracy = 1.0
# digest = "sha256"
# nonce = true

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

# Perma.cc, for what the Wayback Machine refuses. To save, put the key of an account there
# (perma.cc/settings/tools) into the environment: PERMA_API_KEY. A record there is public and for good.
[archive.perma]
# enabled = false
# base_url = "https://api.perma.cc"
# site = "https://perma.cc"
# What is saved: "refused" (what another archive refused or keeps something else of), "all", "nothing".
# saves = "refused"
# Number of the folder there that records go to; 0 is the personal one.
# folder = 0
# daily_budget = 50
# per_minute = 12.0

# Another archive, asked where none before it has a copy; repeat the block for each.
# [[archive.memento]]
# name = "arquivo.pt"
# base_url = "https://arquivo.pt/wayback"

# Who is told what is new after each night; `testigo notify --test` tries it, docs/notices.md says more.
[notify]
# E-mail addresses, addresses of webhooks, and env:NAME for what stands in the environment variable NAME:
# an address with a secret in it, or one that Apprise understands (pip install 'testigo[notify]').
# to = ["ana@example.org", "https://example.org/testigo", "env:TESTIGO_CHAT"]
# what = ["broken", "changed", "recovered", "board", "series", "trouble"]
# In which language [default: the one at the top].
# language = ""
# The least certainty at which a loss or change is told: suspected, probable or confirmed.
# certainty = "probable"
# How often: night, or week (news once a week, troubles at once).
# every = "night"
# A file that is written after each night: what is new as an Atom feed, for a web server to publish.
# feed = "/var/www/testigo.atom.xml"
# Where readers find the report, told in every digest.
# report = "https://example.org/report.html"
# A monitor that is asked at the start and end of every night, such as healthchecks.io; or env:NAME.
# ping = "https://hc-ping.com/your-uuid"

# The mail server. User and password come from the environment: TESTIGO_SMTP_USER, TESTIGO_SMTP_PASSWORD.
[notify.email]
# sender = "testigo@example.org"
# host = "localhost"
# starttls (port 587), ssl (465), or none (25, for a server on this machine); 0 is that port.
# security = "starttls"
# port = 0

# A report or results board to watch; repeat the block for each. `testigo add` does the same without
# this file.
# [[sources]]
# id = "shadow-report-2019"
# kind = "report"
# location = "/home/me/shadow-report.html"
# title = "Shadow report 2019"
# published = 2019-09-30
# language = "es"
# Whether the documents that a cited page offers (minutes behind a piece of news) are looked at, too, each with
# a verdict of its own, and how many of one page [default: those of boards are].
# follow_documents = true
# follow_limit = 5
# Words to sort sources by; reports can be narrowed to them.
# tags = ["ogp", "water"]

# How a source of kind "board" is walked, right below its block. All of it may be left out.
# [sources.board]
# Where the board's own pages lie: paths on its host, or whole addresses.
# scope = ["/aga/"]
# Limits of one visit: links away from the first page, pages, seconds and bytes.
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

# Addresses that are left out on purpose, with * for anything: no night looks at them, and reports say that they are
# left out and why. Repeat the block for each.
# [[ignore]]
# pattern = "www.example.org/blog/*"
# reason = "the author's own blog, kept elsewhere"
# until = 2027-01-31

# A plan whose versions are followed: what became of each commitment (testigo series NAME). The address of its
# newest version is looked at every night, and what was weakened is told. Repeat the block for each.
# [[series]]
# name = "plan-2016-2018"
# location = "https://www.example.org/plan"
# versions = ["2016 /home/me/plan-2016.pdf", "2017-05 https://www.example.org/plan-2017.docx"]
# Its copies in web archives are versions, too.
# archived = true
# So are the documents that a board lists (its id) under a title with this phrase, * for anything.
# board = "results"
# match = "plan de acción"

# When `testigo serve` runs a night: minute, hour, day of the month, month, day of the week by name. One run a
# local date, also when the clocks change; a night that was missed is made up for once. Repeat the block, each
# with a name, to look at some sources at other times.
# [[schedule]]
# name = "night"
# cron = "30 2 * * *"
# timezone = "America/Mexico_City"
# sources = []

# A witness that cosigns every night's seal, and refuses a history of this folder that was rewound or forked: another
# organisation's Testigo, or one of a public network. Repeat the block for each; docs/custody.md says how.
# [[custody.witness]]
# url = "https://archivo.example.org/testigo"
# vkey = "archivo.example.org/testigo+0a1b2c3d+BExampleKeyThatItsKeeperToldYou0123456789ABCD"
# name = "Archivo"

# Whose logs are cosigned here, by `testigo serve` or `testigo witness serve`.
[witness]
# The keys of their logs, as `testigo witness keys` printed them there.
# logs = ["testigo/0123…+0a1b2c3d+AExampleKeyThatItsKeeperToldYou0123456789ABCD"]
# What this witness is called; to change it later is to be another witness [default: after this folder's log].
# name = "observatorio.example.org/testigo"

# Another Testigo that looks within the minute at what seems lost or altered, and signs what it was shown. Repeat the
# block for each; docs/observers.md says how two organisations look together.
# [[observer]]
# name = "norte"
# url = "https://norte.example.org/testigo"
# The fingerprint of its folder's key, as `testigo observe key` printed it there.
# key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
# Where the token is that it gave us: in the environment, or in a file outside this folder.
# token = "env:TESTIGO_NORTE"
# From where it looks.
# country = "MX"
# network = "Uninet"

# Looking together: from where we look ourselves, how often observers are asked, and who may have us look.
[observe]
# country = "MX"
# network = "Totalplay"
# Losses and alterations of one night about which they are asked, minutes of it that looks may wait for them, and
# seconds for one answer.
# nightly = 100
# minutes = 30.0
# seconds = 60.0
# Who may have us look, by `testigo serve` or `testigo observe serve`: the hashes that `testigo observe token` prints.
# askers = ["sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]
# Addresses that each of them may have us look at in an hour.
# hourly = 60

# Where others ask, once a log or an asker is named. A proxy with TLS stands before it.
[listen]
# host = "127.0.0.1"
# port = 8417

# Where `testigo desk` answers a browser (docs/desk.md). Kept copies are shown on the next port.
[desk]
# host = "127.0.0.1"
# port = 8420
# Names under which it is reached through a TLS proxy before it, and who may read from elsewhere: the hashes
# that `testigo desk --token` prints.
# names = ["evidencia.example.org"]
# copies = "https://copias.example.org"
# readers = ["sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]

# Pages opened in a browser, where one is installed (docs/browser.md): `needed` for those whose text scripts draw, for a
# picture of each new loss and alteration, and for one of each page that stands; `broken` without the last; `always`;
# `never`.
[browser]
# when = "needed"
# Pages of one night that are opened for their picture, and seconds for one page.
# pages = 200
# timeout = 45.0
# What it passes for (desktop or phone), whose language it asks for where a source says none, and whose clock it has.
# device = "desktop"
# locale = "es-MX"
# timezone = "America/Mexico_City"

# How `testigo serve` looks after its runs.
[service]
# A run that has kept nothing for so many minutes is killed, and taken up again.
# hang_minutes = 30.0
# Seconds that a run gets to finish its open checks when the service is stopped.
# stop_seconds = 90.0
# Minutes until a night that failed is tried again; each further failure doubles them, up to four hours.
# retry_minutes = 5.0
"""
