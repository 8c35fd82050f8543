"""The desk's pages as files that any web server gives out: ``testigo site OUT/``. Nothing in them asks anybody,
nothing in them runs, and what was captured is shown as the desk shows it, without life."""
