"""PostgreSQL as Django knows it, with the application's wall built in (``settings``: ENGINE)."""
