"""Names of files as strangers gave them, made safe to store, show and download."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 120  # Characters, the extension included.
_NAMELESS = "berkas"

# What the file systems of those who download refuse, and what paths are made of.
_REFUSED = re.compile(r'[<>:"/\\|?*]')
_SPACES = re.compile(r"\s+")
# Windows opens a device for these, whatever extension follows.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def clean_name(name: str, extension: str) -> str:
    """The name without path, control characters and marks that turn the reading direction.

    extension: of what the file really is, without a dot; the name ends with it, and keeps
    another one before it, so that `surat.exe` which is a picture becomes `surat.exe.jpg`.
    """
    name = _SPACES.sub(" ", name.replace("\\", "/").rpartition("/")[2])
    # Cc control, Cf invisible marks (direction, joiners), Cs half characters, Co private ones.
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    name = _REFUSED.sub("_", unicodedata.normalize("NFC", name)).rstrip(" .")
    stem = name[: -len(extension) - 1] if name.lower().endswith(f".{extension}") else name
    if extension == "jpg" and name.lower().endswith(".jpeg"):
        stem = name[:-5]
    stem = stem.strip(" .")
    if not stem or _DEVICES.match(stem):
        stem = f"{_NAMELESS}_{stem}" if stem else _NAMELESS
    return f"{stem[: MAX_LENGTH - len(extension) - 1].rstrip(' .')}.{extension}"
