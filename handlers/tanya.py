"""`tanya`: a question gets an answer from the catalogue, not a ticket.

What the catalogue does not know is said as unknown; nothing is made up about a permit.
"""

from __future__ import annotations

import re

from domain.catalogue import Service
from domain.dialogue import Awaiting, Pending
from handlers import di_luar_topik
from handlers.answers import plain, says_no, says_nothing, says_unknown, words
from handlers.questions import repeat
from handlers.step import Step

# In the order in which they are looked for: the more special first.
_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "complaint",
        re.compile(
            r"\b(?:lapor|ngadu|mengadu|pengaduan|komplain|aduan)\w*\b.*\b(?:cara\w*|gimana|bagaimana|kumaha|"
            r"piye|kemana|ke mana|bayar|biaya|gratis|dipungut)\b|"
            r"\b(?:cara|gimana|bagaimana|kumaha|piye|prosedur|alur|lewat mana|kemana|ke mana)\b.*"
            r"\b(?:lapor|ngadu|mengadu|pengaduan|komplain|aduan)\w*|\b(?:berapa lama|brp lama|"
            r"kapan)\b.*"
            r"\b(?:pengaduan|laporan|aduan)\w*.*\b(?:dijawab|jawab|proses|selesai)\w*"
        ),
    ),
    (
        "hours",
        re.compile(
            r"\b(?:jam|pukul|buka|tutup|sabtu|minggu|libur|operasional|istirahat|bukanya|tutupnya|"
            r"hari apa|hari kerja)\b(?!.*\b(?:jadi|selesai)\b)"
        ),
    ),
    (
        "address",
        re.compile(
            r"\b(?:alamat\w*|lokasi\w*|(?:di ?mana|dmn|dimna|mana)\s*(?:kantor|letak|loket|tempat|"
            r"alamat)\w*|"
            r"(?:kantor|letak|tempat|loket)\w*\s*(?:nya)?\s*(?:di ?mana|dmn|palih mana|neng endi)|"
            r"palih mana|sebelah mana|maps|sharelok|shareloc|jalan apa)\b"
        ),
    ),
    (
        "contacts",
        re.compile(
            r"\b(?:nomor|nomer|no)\s*(?:telp|telepon|telpon|hp|wa|whatsapp|kontak|kantor)\w*|"
            r"\bkontak\w*|"
            r"\bemail\b|\binstagram\b|\big\b|\bcall center\b|\bhotline\b|\bwebsite\b"
        ),
    ),
    (
        "fee",
        re.compile(
            r"\b(?:biaya\w*|tarif\w*|bayar\w*|harga\w*|gratis|retribusi|sabaraha|ongkos\w*|mbayar|"
            r"pinten|"
            r"bayaran|mayar|uang|ongkosnya|dipungut)\b|\b(?:berapa|brp)\s*(?:duit|rupiah|an)\b"
        ),
    ),
    (
        "time",
        re.compile(
            r"\b(?:lama\w*|berapa hari|brp hari|brapa hari|hari kerja|kapan|iraha|jangka waktu|"
            r"sabaraha dinten|"
            r"sabaraha poe|pirang dino|durasi|estimasi|selesainya|jadinya|cepet|cepat)\b"
        ),
    ),
    (
        "requirements",
        re.compile(
            r"\b(?:syarat\w*|persyaratan\w*|dokumen\w*|berkas\w*|apa (?:aja|saja)|naon wae|"
            r"nyiapin|siapkan|"
            r"disiapkan|dibawa|bawa apa|perlu apa|butuh apa|lampiran|kudu mawa|formulir)\b"
        ),
    ),
    (
        "product",
        re.compile(
            r"\b(?:produk\w*|hasil\w*|dapat apa|dapet apa|bentuk\w*|masa berlaku|berlaku)\b"
        ),
    ),
    (
        "procedure",
        re.compile(
            r"\b(?:cara\w*|prosedur\w*|alur\w*|gimana|gmn|gmna|bagaimana|kumaha|piye|tahap\w*|"
            r"langkah\w*|online|"
            r"daftar\w*|ngurus|mengurus|urus|bikin|buat|nyieun|ngajukeun|mengajukan|proses\w*|"
            r"lewat)\b"
        ),
    ),
)


def handle(step: Step) -> None:
    topic = topic_of(step.text)
    service = _service(step)
    if service is None and di_luar_topik.door_of(step.text) == "oss":
        di_luar_topik.handle(step)
        return
    if topic in ("hours", "address", "contacts", "complaint"):
        step.say(f"info_{topic}")
    elif service is not None:
        step.say("info", answer=_about(step, service, topic))
    elif own := _own_words(step):
        step.say("info_unknown_service", service=own)
    elif di_luar_topik.door_of(step.text):
        di_luar_topik.handle(step)
        return
    elif step.draft is None:
        step.set(
            awaiting=Awaiting.SERVICE,
            pending=Pending("tanya", step.text, step.sent_at),
            menu=(),
        )
        step.say("ask_service_for_question")
        return
    else:
        step.say("info_unknown")
    if step.draft is not None:
        repeat(step)
    elif step.awaiting is Awaiting.SERVICE:
        step.set(awaiting=None, pending=None, menu=())


def answer(step: Step) -> bool:
    """The permit that a question was about, named after we asked for it."""
    pending = step.state.pending
    if pending is None or pending.act != "tanya":
        step.set(awaiting=None)
        return False
    services = [s for s in step.entities.services if s.id]
    if services:
        service = step.office.catalogue.get(services[0].id)
        if service:
            step.set(awaiting=None, pending=None, menu=())
            topic = topic_of(step.text) or topic_of(pending.text)
            step.say("info", answer=_about(step, service, topic))
            return True
    step.set(awaiting=None, pending=None, menu=())
    if says_unknown(step.text) or says_no(step.text) or says_nothing(step.text):
        step.say("info_unknown")
        return True
    if step.nlu.act == "jawab" or (step.nlu.act != "tanya" and len(words(step.text)) <= 3):
        step.say("info_unknown_service", service=step.text[:60])
        return True
    return False


def topic_of(text: str) -> str:
    """What the question is after; "" where it does not show."""
    found = plain(text)
    return next((topic for topic, pattern in _TOPICS if pattern.search(found)), "")


def _service(step: Step) -> Service | None:
    for mention in step.entities.services:
        if mention.id:
            return step.office.catalogue.get(mention.id)
    if step.entities.services:
        return None
    facts = step.facts if step.draft else None
    if facts and facts.services:
        return step.office.catalogue.get(facts.services[0].id)
    return step.office.catalogue.get(step.state.asked_about)


def _own_words(step: Step) -> str:
    return next((s.name for s in step.entities.services if not s.id), "")


def _about(step: Step, service: Service, topic: str) -> str:
    step.set(asked_about=service.id)
    answers = {
        "requirements": _list(service.requirements),
        "procedure": _list(service.procedure),
        "fee": service.fee,
        "time": step.sentence("info_days", days=service.working_days)
        if service.working_days
        else "",
        "product": service.product,
    }
    if topic in answers:
        known = answers[topic]
        key = f"info_{topic}" if known else f"info_{topic}_unknown"
        return step.sentence(key, service=service.name, answer=known)
    known_ones = [
        step.sentence(f"info_{name}", service=service.name, answer=text)
        for name, text in answers.items()
        if text
    ]
    if not known_ones:
        return step.sentence("info_nothing_known", service=service.name)
    return (" " if step.channel == "sms" else "\n\n").join(known_ones)


def _list(items: tuple[str, ...]) -> str:
    return "; ".join(items)
