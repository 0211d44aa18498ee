"""A throw-away app: everything a new app brings, with no file outside this folder edited."""
