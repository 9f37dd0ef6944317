"""A messenger on a web page: anybody at this machine plays a citizen, and the officer who answers.

It is for trying the bot before any provider is set up. What is played goes through the same inbox,
dialogue and outbox as a real message; only its address is invented (`sim:`), so that nothing can
leave the machine. Every request is guarded, because whoever reaches the page may play anybody.
"""
