"""The conversation: pure functions from a turn to an outcome, one file per act.

Nothing here sends, stores or looks at a clock. All public sentences are in `texts/id.yml`.
"""
