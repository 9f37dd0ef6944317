"""Citizens who write to the office, and how they answer what the bot asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.integration.service import Service, eventually

# What runs as soon as any page forgets to escape it, in text, in attributes and in links.
PROBE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}javascript:alert(3)"

LEVY = "petugas loket 2 minta uang 500 ribu untuk sertifikat standar kemarin"
LATE = "sudah 3 minggu izin PBG saya belum jadi padahal berkas lengkap"
LONG = (
    "saya datang ke loket jam 8 pagi membawa semua persyaratan untuk izin apotek, tetapi disuruh "
    "pulang karena katanya kurang satu surat yang tidak pernah disebutkan di papan informasi; "
    "besoknya saya datang lagi dan diminta surat yang lain lagi, begitu terus sampai empat kali. "
) * 3
# Days ago, channel, what is said, in the order of the days.
PLAYED = (
    (33, "whatsapp", LEVY),
    (25, "sms", LATE),
    (17, "whatsapp", "toilet di ruang tunggu kantor rusak dan bau"),
    (14, "telegram", LATE),
    (9, "whatsapp", "petugas di loket 3 membentak saya waktu mengurus izin reklame kemarin"),
    (6, "telegram", "saya mau lapor, diminta bayar 200 ribu untuk NIB kemarin padahal gratis"),
    (2, "whatsapp", LONG),
    (1, "sms", "pegawai loket 2 minta uang 500 ribu utk sertifikat standar kemarin"),
    (0, "whatsapp", LEVY),
    (0, "telegram", LATE),
)


def phone_of(place: int) -> str:
    """The number of whoever made the play at this place of PLAYED."""
    return f"+62812555{place:05d}"


# What a citizen answers to what the bot asks, whatever it asks.
ANSWERS = (
    ("enar? Balas YA", "ya"),
    ("udah benar?", "ya"),
    ("bukti", "tidak ada"),
    ("atas nama Contoh", "ya"),
    ("atas nama siapa", "Contoh Pelapor"),
    ("Siapa nama", "Contoh Pelapor"),
    ("Kapan", "kemarin"),
    ("layanan apa", "tidak tahu"),
    ("tentang", "ya"),
)


async def play(running: Service, place: int, channel: str, text: str) -> None:
    """One citizen reports something to the end."""

    async def on_twilio(said: str) -> str:
        sender = phone_of(place) if channel == "sms" else f"whatsapp:{phone_of(place)}"
        return await says(running, sender, said)

    async def on_telegram(said: str) -> str:
        return await writes(running, 7000 + place, said)

    await tells(on_telegram if channel == "telegram" else on_twilio, text)


async def tells(say: Callable[[str], Awaitable[str]], text: str) -> None:
    """Says the text, then answers until there is a receipt."""
    told = []
    for _ in range(9):
        answer = await say(text)
        told += [text, answer]
        if "Nomor 20" in answer or "(kode" in answer:
            return
        text = next((reply for asked, reply in ANSWERS if asked in answer), "ya")
    raise AssertionError(f"the bot never got enough: {told}")


async def says(running: Service, sender: str, text: str, **more: str) -> str:
    """A citizen writes on WhatsApp or by SMS; the last answer, once there is one."""
    count = len(await running.said(sender, 0))
    await running.inbound(sender, text, **more)
    return (await running.said(sender, count + 1))[-1]


async def writes(running: Service, chat: int, text: str) -> str:
    """A citizen writes on Telegram; the last answer, once there is one."""

    def answers() -> list[str]:
        return [one.fields["text"] for one in running.telegram.sent if one.chat_id == chat]

    count = len(answers())
    running.telegram.say(chat, text, date=int(running.app.intake.now().timestamp()))
    await eventually(lambda: len(answers()) > count)
    return answers()[-1]
