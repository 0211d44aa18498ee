"""The launcher in good and bad situations."""
