"""Commands for people at a terminal: accounts, and calls to chargers through the API."""
