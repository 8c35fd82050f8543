"""The network: the Scrapy project, wire capture, politeness, runs."""
