"""What the pages call things: the enums of the domain in words that officers use."""

from __future__ import annotations

from domain.complaint import Flag, Kind, Reason, Status
from domain.handling import ApprovalKind, Category, Given, Plan
from domain.messages import DeliveryStatus
from domain.people import Role

STATUS: dict[str, str] = {
    Status.DITERIMA: "Diterima",
    Status.DITELAAH: "Ditelaah",
    Status.DITINDAKLANJUTI: "Ditindaklanjuti",
    Status.DIJAWAB: "Dijawab",
    Status.DITUTUP: "Ditutup",
    Status.DITARIK: "Ditarik",
    Status.DIGABUNG: "Digabung",
}

KIND: dict[str, str] = {Kind.PENGADUAN: "Pengaduan", Kind.SARAN: "Saran/masukan"}

REASON: dict[str, str] = {
    Reason.SUGGESTION: "usul dari warga",
    Reason.NO_OBJECT: "belum jelas apa yang diadukan",
    Reason.NO_IDENTITY: "tanpa identitas",
    Reason.LATE_30_DAYS: "lewat 30 hari sejak layanan diterima",
}

# The thirteen media of the standard in its order, and Telegram.
MEDIUM: dict[str, str] = {
    "desk": "Petugas di kantor",
    "mpp": "Loket MPP",
    "letter": "Surat",
    "phone": "Telepon",
    "sms": "SMS",
    "whatsapp": "WhatsApp",
    "email": "Email",
    "x": "X (Twitter)",
    "instagram": "Instagram",
    "web_office": "Situs DPMPTSP",
    "web_mpp": "Situs MPP",
    "form": "Formulir",
    "box": "Kotak pengaduan",
    "telegram": "Telegram",
}

COMPONENT: dict[str, str] = {
    "persyaratan": "Persyaratan",
    "prosedur": "Prosedur",
    "jangka_waktu": "Jangka waktu",
    "biaya": "Biaya/tarif",
    "produk": "Produk layanan",
    "pengaduan": "Penanganan pengaduan",
    "dasar_hukum": "Dasar hukum",
    "sarana": "Sarana/fasilitas",
    "kompetensi": "Kompetensi pelaksana",
    "pengawasan": "Pengawasan",
    "jumlah_pelaksana": "Jumlah pelaksana",
    "jaminan_pelayanan": "Jaminan pelayanan",
    "keamanan": "Keamanan",
    "evaluasi": "Evaluasi",
    "lainnya": "Lainnya",
}

CATEGORY: dict[str, str] = {
    Category.INTERNAL: "Internal",
    Category.PERANGKAT_DAERAH: "Tim Teknis/Perangkat Daerah",
    Category.APIP: "APIP (Inspektorat)",
}

PLAN: dict[str, str] = {
    Plan.KLARIFIKASI: "Klarifikasi",
    Plan.KONFIRMASI: "Konfirmasi",
    Plan.PENELITIAN: "Penelitian/pemeriksaan",
    Plan.INVESTIGASI: "Investigasi",
}

GIVEN: dict[str, str] = {
    Given.PHONE: "lewat telepon",
    Given.LETTER: "lewat surat",
    Given.IN_PERSON: "langsung kepada warga",
    Given.EMAIL: "lewat email",
    Given.SOCIAL: "lewat pesan di X atau Instagram",
    Given.STATUS_PAGE: "di halaman status",
}

APPROVAL: dict[str, str] = {
    ApprovalKind.KEPALA: "Persetujuan Kepala",
    ApprovalKind.OUTSIDE: "Persetujuan dari luar sistem",
    ApprovalKind.LEGAL: "Dasar hukum",
}

ROLE: dict[str, str] = {
    Role.PETUGAS: "Petugas pengaduan",
    Role.ATASAN: "Atasan",
    Role.KEPALA: "Kepala",
    Role.INSPEKTORAT: "Inspektorat",
    Role.ADMIN: "Admin",
}

FLAG: dict[str, str] = {
    Flag.ASK_SERVICE: "Layanan belum jelas",
    Flag.ASK_RECEIVED: "Tanggal layanan belum jelas",
    Flag.LOW_CONFIDENCE: "Komponen masih tebakan",
    Flag.ILLEGAL_LEVY: "Dugaan pungli",
    Flag.DANGER: "Ada bahaya",
    Flag.PROVISIONAL_DEADLINE: "Tenggat sementara",
    Flag.ANSWER_UNDELIVERED: "Jawaban gagal sampai",
    Flag.REOPENED: "Dibuka lagi",
    Flag.WANTS_OFFICER: "Minta bicara dengan petugas",
    Flag.BY_SILENCE: "Didaftarkan setelah warga diam",
    Flag.WITHDRAW_UNDER_REVIEW: "Ditarik saat ditelaah",
}

DELIVERY: dict[str, str] = {
    DeliveryStatus.QUEUED: "menunggu dikirim",
    DeliveryStatus.HELD: "ditahan: telepon warga",
    DeliveryStatus.SENT: "terkirim",
    DeliveryStatus.DELIVERED: "sampai",
    DeliveryStatus.READ: "dibaca",
    DeliveryStatus.CANCELLED: "dibatalkan",
    DeliveryStatus.FAILED: "gagal",
}
