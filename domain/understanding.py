"""What a message means: the labels of the guide and the shape of an engine's answer.

The labels are those of the labelling guide: acts say what the sender wants from the bot now,
components say which part of the service standard (PermenPANRB 15/2014) is touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ACTS: tuple[str, ...] = (
    "lapor",
    "saran",
    "tanya",
    "cek_status",
    "tambah_info",
    "tidak_puas",
    "pujian",
    "petugas",
    "rahasia",
    "ubah",
    "batal",
    "ya",
    "tidak",
    "jawab",
    "salam",
    "terima_kasih",
    "di_luar_topik",
)
# Only these acts have components: the others say nothing about a service.
WITH_COMPONENTS: tuple[str, ...] = ("lapor", "saran")
UNKNOWN = "unknown"  # What an engine answers when it could not read the message at all.

# In the order of the service standard; `lainnya` is its "dll.".
COMPONENTS: tuple[str, ...] = (
    "persyaratan",
    "prosedur",
    "jangka_waktu",
    "biaya",
    "produk",
    "pengaduan",
    "dasar_hukum",
    "sarana",
    "kompetensi",
    "pengawasan",
    "jumlah_pelaksana",
    "jaminan_pelayanan",
    "keamanan",
    "evaluasi",
    "lainnya",
)


@dataclass(frozen=True, slots=True)
class Guess:
    """One label with its calibrated probability, 0 to 1."""

    label: str
    probability: float


class DateRole(StrEnum):
    """What happened on a date that a message mentions."""

    RECEIVED = "received"  # The service (or the decision complained of) was received.
    APPLIED = "applied"  # The application was filed.
    VISITED = "visited"  # The citizen was at the desk.
    COMPLAINED = "complained"  # An earlier complaint was made.
    UNKNOWN = "unknown"  # The message does not say; the question asked decides.


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name of the reporter.

    stated: introduced as the sender's own ("nama saya Asep", "a.n. PT Contoh").
    Otherwise the whole message merely looks like a name, and only the question asked tells.
    """

    text: str
    stated: bool


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day that a message mentions, resolved in WIB against the day the message was sent.

    problem is "" for a usable day, "future" for one after the message, "impossible" for one that
    no calendar has (31 Februari); `value` is None then.
    exact is False where the words give only a rough day ("3 minggu lalu", "bulan kemarin").
    vague is True where they fix no single day at all ("bulan kemarin", "dari senin") or one on
    which nothing happened ("dijanjikan tgl 10"): `value` then serves only as an answer.
    """

    text: str
    value: date | None
    role: DateRole = DateRole.UNKNOWN
    exact: bool = True
    problem: str = ""
    vague: bool = False


@dataclass(frozen=True, slots=True)
class ServiceMention:
    """A permit that a message names. id is the catalogue's, None where it has none.

    name is the catalogue's name, or the citizen's own words. score is 0 to 1.
    """

    id: str | None
    name: str
    text: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class MoneyMention:
    text: str
    rupiah: int


@dataclass(frozen=True, slots=True)
class Entities:
    """Everything that a message says beside what it is about, in the order of the text.

    not_yet: the message says that the service was not received yet ("belum jadi").
    tickets are canonical ticket numbers (`2026-00042-7`) whose check character is right;
    codes are words that have the form of a ticket's secret code.
    nik is True where a NIK was seen; its digits are kept nowhere.
    """

    names: tuple[NameMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    not_yet: bool = False
    services: tuple[ServiceMention, ...] = ()
    money: tuple[MoneyMention, ...] = ()
    nib: tuple[str, ...] = ()
    kbli: tuple[str, ...] = ()
    tickets: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    nik: bool = False


@dataclass(frozen=True, slots=True)
class NluResult:
    """An engine's reading of one message.

    act and confidence are its first choice; acts ranks the likeliest.
    components are those the engine would assign, primary first; component_guesses ranks the
    likeliest with probabilities, chosen or not. Thresholds live in the router, not here.
    """

    act: str
    confidence: float
    components: tuple[str, ...] = ()
    acts: tuple[Guess, ...] = ()
    component_guesses: tuple[Guess, ...] = ()
    entities: Entities = field(default_factory=Entities)
    engine: str = ""
    model_version: str = ""

    @property
    def component_confidence(self) -> float:
        """Probability of the primary component, 0.0 where there is none."""
        if not self.components:
            return 0.0
        wanted = self.components[0]
        return next((g.probability for g in self.component_guesses if g.label == wanted), 0.0)
