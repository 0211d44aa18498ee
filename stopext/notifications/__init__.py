"""What is new to a person: one list in the portal, and mails that only say that there is something.

An app registers its kinds (:mod:`.kinds`) and calls :func:`.sending.notify`; nothing else.
"""
