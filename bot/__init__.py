"""The shell: everything that touches a clock, a socket, a file or a database lives here.

The rules are in `domain`, the conversation in `handlers`, the tables in `storage`; this folder
reads the settings, puts the parts together and runs them.
"""
