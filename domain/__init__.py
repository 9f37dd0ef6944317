"""The rules of handling complaints: pure functions and values, standard library only.

Nothing here knows a clock, a socket, a file or a database. Every other folder may import
this one; this one imports nothing of ours from outside itself.
"""
