"""The explorer: every answer as a page to be looked at, with an address that lasts; it reads and never writes.

It is built on the public interface. A page is made of sections of rows; the same sections are what is downloaded beside
the page, so that a page and its files say the same.
"""
