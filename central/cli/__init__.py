"""Commands for people at a terminal: accounts, calls to chargers, and all else of the API."""
