"""Servers on loopback that behave as Twilio's REST API and Telegram's Bot API document.

They are real HTTP servers, so that the official clients, their connections, timeouts and redirects
are what is tested. Each runs in a thread of a test, or by itself for a load test:
`python -m tests.providers.twilio_server --port 9010`.
"""
