"""Scrapy spiders: citations."""
