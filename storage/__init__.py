"""The database: inbox, state and outbox in one, so that one commit keeps every promise.

Everything here is a plain function over an open `Connection`. `engine.transaction` and
`engine.reading` run such a function; nothing else opens a connection.
"""
