"""What the service writes about itself: one line an event, never a text, a name or a number."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

import structlog


def set_up(*, verbose: bool = False, stream_is_stdout: bool = False) -> None:
    """Logs go to standard error; standard output belongs to the command."""
    # httpx writes whole addresses at INFO, and Telegram's hold the bot's token.
    for noisy in ("httpx", "httpcore", "telegram", "twilio", "aiosqlite", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.DEBUG if verbose else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout if stream_is_stdout else sys.stderr),
        cache_logger_on_first_use=True,
    )


def where(error: BaseException) -> str:
    """The kind of an error and the line of ours it came from; its message may quote a citizen."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or list(frames)
    place = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{place}"
