"""A plan to and from the files that municipalities work in: Word, Excel and PDF.

A file is read once, when it is sent, and never kept: what was understood of it waits as text in the
sender's own draft store until she has seen and confirmed it.
"""
