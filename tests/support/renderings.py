"""The renderings of a page's text, where the tests look for them."""

from scraper.fixtures.renderings import RENDERINGS

__all__ = ["RENDERINGS"]
