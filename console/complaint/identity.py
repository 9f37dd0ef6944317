"""Who reports, as far as the one who looks may know it: masks, and texts without name and number.

Nothing here is saved over the real data; it is done anew for each answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.complaint import Complaint
from domain.messages import Address
from domain.privacy import hide_name, mask_name, mask_nik, mask_phone

NUMBER = "(nomor)"
MAIL = "(alamat surel)"
# What people write with a telephone number's digits between them.
_GAP = r"[\s.\-()\u00ad\u2010-\u2015\u200b-\u200d\u2060]{0,2}"
_DAY = r"\d{1,2}[\s./-]\d{1,2}[\s./-]\d{2,4}(?!\d)"  # "08-12-2026 09.30" has as many digits.
# A mobile of Indonesia, a fixed line, or any number written with a plus. What does not begin so (a
# ticket's number, rupiah, a NIB) stays.
_PHONE = re.compile(
    rf"(?<![\w+\-/])(?!{_DAY})(?:"
    rf"\+{_GAP}\d(?:{_GAP}\d){{7,14}}"
    rf"|(?:62|0){_GAP}8(?:{_GAP}\d){{7,12}}"
    r"|\(?0[2-7]\d{1,2}\)?[\s.-]?\d{3,4}[\s.-]?\d{2,4}"
    r")(?!\w)"
)
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_NATIONAL = 7  # The last digits of two spellings of one number are the same.


@dataclass(frozen=True, slots=True)
class Hidden:
    """Takes one reporter's name and every telephone number and e-mail address out of a text.

    names: all by which the reporter is known. value: the address of their channel. ours: the
    office's own numbers and addresses, which stay readable.
    """

    names: tuple[str, ...]
    value: str
    ours: frozenset[str]

    @classmethod
    def of(cls, complaint: Complaint, contact: Iterable[str]) -> Hidden:
        """contact: what the office says of itself (Office.contact)."""
        ours = {text.lower() for text in contact}
        ours |= {_key(match[0]) for text in ours for match in _PHONE.finditer(text)}
        return cls((complaint.facts.name,), complaint.sender.value, frozenset(ours))

    def also(self, names: Iterable[str]) -> Hidden:
        """Under other names too: those of a profile on WhatsApp or Telegram."""
        known = dict.fromkeys((*self.names, *(name for name in names if name.strip())))
        return replace(self, names=tuple(known))

    def __call__(self, text: str) -> str:
        text = _MAIL.sub(lambda m: m[0] if m[0].lower() in self.ours else MAIL, text)
        # The longest first: of "Siti Contoh Pelapor" nothing may be left where "Siti" is known too.
        for name in sorted(self.names, key=len, reverse=True):
            text = hide_name(text, name)
        if self.value and len(self.value) >= 4:
            text = text.replace(self.value, NUMBER)
        text = _PHONE.sub(self._number, text)
        return mask_nik(text)

    def _number(self, match: re.Match[str]) -> str:
        return match[0] if _key(match[0]) in self.ours else NUMBER


def _key(text: str) -> str:
    """The end of a number's digits, by which its spellings are compared."""
    return re.sub(r"\D", "", text)[-_NATIONAL:]


@dataclass(frozen=True, slots=True)
class Identity:
    """Name, contact and address as one officer sees them; "" is what nobody has told.

    phone: a number that can be called, "" where there is none or it is masked. secret: the reporter
    asked for secrecy.
    """

    name: str
    contact: str
    address: str
    phone: str
    secret: bool


def identity_of(complaint: Complaint, contact: Address, *, mask: bool) -> Identity:
    """What stands in the page about who reports."""
    facts = complaint.facts
    # Also where nothing is sent: who left a number with a letter can be called.
    number = contact.value if contact.value.startswith("+") else ""
    if not mask:
        return Identity(facts.name, contact.value, facts.address, number, facts.confidential)
    if facts.confidential:
        # Initials and the length of a name can be enough for a colleague to know whose it is.
        hidden = "dirahasiakan"
        return Identity(
            hidden if facts.name else "",
            hidden if contact.value else "",
            hidden if facts.address else "",
            "",
            True,
        )
    return Identity(
        mask_name(facts.name),
        mask_phone(contact.value),
        "disembunyikan" if facts.address else "",
        "",
        False,
    )
