"""The examples in the comments of ``testigo.toml`` as a Spanish reader would have them; what is a default is the
same in all languages."""

from __future__ import annotations

from evidence.bilingual import Words

EXAMPLES = (
    Words('user = "organisation"', 'user = "organizacion"'),
    Words('report = "https://example.org/report.html"', 'report = "https://example.org/informe.html"'),
    Words('ping = "https://hc-ping.com/your-uuid"', 'ping = "https://hc-ping.com/su-uuid"'),
    Words('id = "shadow-report-2019"', 'id = "informe-sombra-2019"'),
    Words('location = "/home/me/shadow-report.html"', 'location = "/home/ana/informe-sombra.html"'),
    Words('title = "Shadow report 2019"', 'title = "Informe sombra 2019"'),
    Words('tags = ["ogp", "water"]', 'tags = ["aga", "agua"]'),
    Words('labels = [".commitment h3"]', 'labels = [".compromiso h3"]'),
    Words(
        'reason = "the author\'s own blog, kept elsewhere"',
        'reason = "el blog de la autora, que se guarda en otra parte"',
    ),
    Words(
        'versions = ["2016 /home/me/plan-2016.pdf", "2017-05 https://www.example.org/plan-2017.docx"]',
        'versions = ["2016 /home/ana/plan-2016.pdf", "2017-05 https://www.example.org/plan-2017.docx"]',
    ),
    Words('board = "results"', 'board = "resultados"'),
    Words('name = "night"', 'name = "noche"'),
)  # fmt: skip
"""Each as it stands behind ``# `` on a line of its own."""
