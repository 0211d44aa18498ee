"""Danish words and numbers for what the pure engine answers in codes. Text only, no markup."""
