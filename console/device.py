"""What a browser calls itself, in words that its owner recognises in a list."""

from __future__ import annotations

# In this order, because most browsers also name those that they descend from.
_BROWSERS = (
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser", "Samsung Internet"),
    ("ucbrowser", "UC Browser"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("crios", "Chrome"),
    ("chrome", "Chrome"),
    ("safari", "Safari"),
)
_SYSTEMS = (
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("windows", "Windows"),
    ("mac os", "Mac"),
    ("cros", "ChromeOS"),
    ("linux", "Linux"),
)


def say_device(user_agent: str) -> str:
    """`Chrome di Windows`; what is not known is said as unknown."""
    text = user_agent.lower()
    browser = next((name for mark, name in _BROWSERS if mark in text), "Peramban lain")
    system = next((name for mark, name in _SYSTEMS if mark in text), "")
    return f"{browser} di {system}" if system else browser
