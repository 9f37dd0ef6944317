"""The second factor: codes of an app on the phone (TOTP, RFC 6238), and recovery codes on paper."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp
import segno
from markupsafe import Markup

from console.parts import Options
from domain.people import Role

_ISSUER = "Bale Aduan"
_STEP = 30  # Seconds for which a code stands.
_WINDOW = 1  # Steps to either side, for clocks that differ and for slow fingers.

RECOVERY_CODES = 10
# Without letters that look like digits; 16 of them are 80 bits, so a plain digest is enough.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LENGTH = 16
_MISREAD = str.maketrans("OIL", "011")

NOT_YET = (
    "Kode belum cocok. Pastikan jam ponsel diatur otomatis, pindai lagi gambar di bawah ini, lalu "
    "ketik enam angka yang tampil."
)

_WANTED_OF = frozenset({Role.KEPALA, Role.ADMIN})


def wanted(role: Role, options: Options) -> bool:
    """Whether somebody of this role may not work without it."""
    return options.second_factor and role in _WANTED_OF


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int:
    """The time step that the code belongs to. Raises LookupError where it is wrong."""
    digits = "".join(code.split())
    if not secret or len(digits) != 6 or not (digits.isascii() and digits.isdecimal()):
        raise LookupError("no such code")
    totp = pyotp.TOTP(secret, interval=_STEP)
    present = int(now.timestamp()) // _STEP
    right = [
        step
        for step in range(present - _WINDOW, present + _WINDOW + 1)
        if hmac.compare_digest(totp.generate_otp(step), digits)
    ]
    if not right:
        raise LookupError("no such code")
    return right[-1]


def qr(secret: str, username: str) -> Markup:
    """A picture for the app's camera: SVG for the page itself, drawn without any style."""
    uri = pyotp.TOTP(secret, interval=_STEP).provisioning_uri(name=username, issuer_name=_ISSUER)
    picture = segno.make(uri, error="m", micro=False)
    # Paths of our own making; what the code says is in them as squares only.
    return Markup(picture.svg_inline(border=4, light="#fff", svgclass="qr", omitsize=True))


def grouped(secret: str) -> str:
    """The secret in groups of four, for typing."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Codes for those who lost their phone, each for one use; shown once."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH))
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def recovery_digest(officer_id: int, code: str) -> str:
    """What is kept of a recovery code, however it was typed."""
    typed = "".join(c for c in code.upper() if c.isascii() and c.isalnum()).translate(_MISREAD)
    return hashlib.sha256(f"{officer_id}:{typed}".encode()).hexdigest()
