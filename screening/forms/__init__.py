"""The forms of screening. They parse; the pure modules and the actions judge."""
