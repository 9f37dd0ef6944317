"""From a form to an entry, for the officers' form and the public one: the same fields, read alike.

What was typed is kept as it was typed, so that a form that cannot be saved comes back whole.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import phonenumbers
from sqlalchemy import Connection
from starlette.datastructures import FormData

from console.parts import Console
from domain.calendar import WIB
from domain.catalogue import Catalogue
from domain.complaint import Receipt, ServiceRef
from domain.messages import Attachment
from handlers.entry import Entry, problems
from storage.engine import transaction
from storage.files import Upload, digest, ref_of, store

# The fields of both forms. A form without a field leaves it empty.
FIELDS = (
    "lewat",
    "tanggal",
    "jam",
    "isi",
    "saran",
    "nama",
    "telepon",
    "alamat",
    "balas",
    "layanan",
    "komponen",
    "diterima",
    "diterima_tanggal",
    "rahasia",
)
_FIELD_OF = {
    "medium": "lewat",
    "arrived_at": "tanggal",
    "matter": "isi",
    "phone": "telepon",
    "reply": "balas",
    "components": "komponen",
    "received": "diterima",
}
_RECEIVED = {
    "": Receipt.UNASKED,
    "sudah": Receipt.ON,
    "belum": Receipt.NOT_YET,
    "tidak_tahu": Receipt.UNKNOWN,
}
_MOST = {"nama": 200, "telepon": 40, "alamat": 500, "layanan": 200}  # Characters.
_MOST_TYPED = 100_000  # Characters; no page gives back more, and no field takes so many.
_KEY = re.compile(r"[A-Za-z0-9_-]{20,64}")
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_TIME = re.compile(r"(\d{1,2})[.:](\d{2})")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent. values: as typed, by field; errors: sentences by field."""

    values: Mapping[str, str]
    entry: Entry
    errors: Mapping[str, str]


def new_key() -> str:
    """For a form that nobody has filled in yet."""
    return secrets.token_urlsafe(24)


def key_in(form: FormData) -> str:
    """The form's own key, or a new one where something else was sent."""
    sent = form.get("kunci")
    return sent if isinstance(sent, str) and _KEY.fullmatch(sent) else new_key()


def typed(form: FormData) -> dict[str, str]:
    """What was typed into each field, line breaks as everywhere else."""
    values = {}
    for name in FIELDS:
        value = form.get(name)
        text = value.replace("\r\n", "\n") if isinstance(value, str) else ""
        values[name] = text[:_MOST_TYPED]
    return values


def has_files(form: FormData) -> bool:
    """Whether files were chosen; a browser sends a nameless one where none was."""
    return any(getattr(file, "filename", "") for file in form.getlist("berkas"))


def read_entry(
    values: Mapping[str, str],
    catalogue: Catalogue,
    now: datetime,
    *,
    key: str,
    medium: str = "",
    files: bool = False,
) -> Filled:
    """The entry that the fields make, and what is wrong with them.

    medium: of the public form, which is received now; "" where an officer says how and when it
    came. files: whether some come with it, which then are not nothing.
    """
    errors: dict[str, str] = {}
    arrived_at = now if medium else _moment(values, now, errors)
    received = _RECEIVED.get(values["diterima"], Receipt.UNASKED)
    day = _day(values["diterima_tanggal"]) if values["diterima_tanggal"].strip() else None
    if day is not None and received is Receipt.UNASKED:
        received = Receipt.ON  # Whoever gives a day has said that it was.
    if received is Receipt.ON and values["diterima_tanggal"].strip() and day is None:
        errors["diterima"] = "Tanggal itu tidak ada di kalender. Tulis seperti 13/03/2026."
    entry = Entry(
        key=key,
        medium=medium or values["lewat"],
        arrived_at=arrived_at,
        matter=values["isi"].strip(),
        suggestion=bool(values["saran"]),
        name=" ".join(values["nama"].split()),
        address=" ".join(values["alamat"].split()),
        phone=_phone(values["telepon"], bool(values["balas"]), errors),
        reply=values["balas"],
        services=services_of(values["layanan"], catalogue),
        components=(values["komponen"],) if values["komponen"] else (),
        received=received,
        received_on=day if received is Receipt.ON else None,
        confidential=bool(values["rahasia"]),
        attachments=(Attachment("application/octet-stream"),) if files else (),
    )
    for name, most in _MOST.items():
        if len(values[name]) > most:
            errors[name] = f"Terlalu panjang: paling banyak {most} huruf."
    for name, sentence in problems(entry, now).items():
        errors.setdefault(_FIELD_OF[name], sentence)
    # In the order of the form, as its list of problems is read.
    order = {name: place for place, name in enumerate(FIELDS)}
    return Filled(values, entry, dict(sorted(errors.items(), key=lambda item: order[item[0]])))


def services_of(text: str, catalogue: Catalogue) -> tuple[ServiceRef, ...]:
    """The permit that was chosen or typed; the citizen's own words where the catalogue has none."""
    wanted = " ".join(text.split())
    if not wanted:
        return ()
    low = wanted.casefold()
    for service in catalogue.services.values():
        names = (service.id, service.name, *service.aliases)
        if low in (name.casefold() for name in names):
            return (ServiceRef(service.id, service.name),)
    return (ServiceRef(None, wanted),)


def _moment(values: Mapping[str, str], now: datetime, errors: dict[str, str]) -> datetime:
    day = _day(values["tanggal"])
    clock = _TIME.fullmatch(values["jam"].strip())
    if day is None:
        errors["tanggal"] = "Isi tanggal masuknya, seperti 13/03/2026."
    if clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
        errors["jam"] = "Isi jam masuknya, seperti 09.05."
        return now
    return datetime.combine(day, time(int(clock[1]), int(clock[2])), WIB) if day else now


def _day(text: str) -> date | None:
    """A day as browsers send it, or as people write it; None for what is no day."""
    text = text.strip()
    written = _DAY.fullmatch(text)
    try:
        if written:
            return date(int(written[3]), int(written[2]), int(written[1]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def _phone(text: str, wants_message: bool, errors: dict[str, str]) -> str:
    """The number in E.164, "" where there is none or it cannot be read."""
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        errors["telepon"] = "Nomor telepon itu tidak terbaca. Tulis seperti 0812 3456 7890."
        return ""
    fixed = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE
    if fixed and wants_message:
        errors["telepon"] = (
            "Itu nomor telepon rumah atau kantor, yang tidak bisa menerima pesan. Isi nomor "
            "ponsel, atau pilih tanpa pesan."
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


async def keep_files(
    console: Console, uploads: Sequence[Upload], key: str, by: str
) -> tuple[Attachment, ...]:
    """Stores what came with a form, for the complaint that it is about to become."""
    now = console.now()

    def keep(conn: Connection) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(
                upload.content_type,
                ref_of(
                    store(
                        conn,
                        channel="",
                        # Not the digest alone: two citizens may send the same picture.
                        ref=f"{key}/{digest(upload.content)}",
                        complaint="",
                        upload=upload,
                        by=by,
                        now=now,
                    )
                ),
                upload.filename,
                len(upload.content),
            )
            for upload in uploads
        )

    return await transaction(console.database, keep) if uploads else ()
