"""One file for each provider; `bot/channel_setup.py` has the table of those that exist."""
