"""The words that amounts of money are made of, and the words around them."""

from __future__ import annotations

from nlu.entities.word_lists import word_set

THOUSAND, MILLION, BILLION = 1_000, 1_000_000, 1_000_000_000

SCALES: dict[str, int] = {
    **dict.fromkeys(word_set("rb rbu ribu ribuan rban rebu rebuan ewu ribunya rebon"), THOUSAND),
    **dict.fromkeys(word_set("jt juta jta jutaan jtan yuta jute jeti jutanya"), MILLION),
    **dict.fromkeys(word_set("milyar miliar milyard"), BILLION),
}
ONE: dict[str, int] = {
    **dict.fromkeys(word_set("seribu sarebu sewu saribu"), THOUSAND),
    **dict.fromkeys(word_set("sejuta sajuta sayuta sejute sejeti"), MILLION),
    **dict.fromkeys(word_set("semilyar semiliar"), BILLION),
}
# Market slang: its number, and what it means alone. Fifty and twenty-five are said of
# thousands, as there are no such coins.
SLANG: dict[str, tuple[int, int]] = {
    "cepek": (100, 100),
    "cepe": (100, 100),
    "nopek": (200, 200),
    "gopek": (500, 500),
    "gope": (500, 500),
    "seceng": (0, 1_000),
    "ceceng": (0, 1_000),
    "noceng": (0, 2_000),
    "goceng": (0, 5_000),
    "ceban": (0, 10_000),
    "noban": (0, 20_000),
    "goban": (0, 50_000),
    "jigo": (25, 25_000),
    "gocap": (50, 50_000),
}
BEFORE = word_set("rp idr")
AFTER = word_set("rupiah perak rph")
PAYING = word_set(
    "bayar dibayar membayar mbayar bayarin bayaran minta diminta dimintai dimintain dimintaan "
    "mintanya meminta uang duit biaya tarif retribusi ongkos sogok nyogok pelicin ngasih kasih "
    "dikasih setor nyetor setoran transfer tf nominal sebesar harga seharga senilai kena dikenai "
    "ditarik dipungut ditagih tagih nagih dipalak pungli artos denda fee mayar menta dipenta "
    "njaluk dijaluki duwit kisaran sejumlah total amplop selipin nyelipin diselipin selipkan "
    "menyelipkan nyelipkeun masihan masihkeun dipasihan disuruh nembus nebus ditarikin narikin "
    "narik dimintaika dimintaan dipentaan dijaluk dimintae mintae ngamintaan nawarin ditawarin "
    "maunya habis abis entek pungutan sogokan dititipin nitip angka "
    "bayarnya biayanya ongkosnya plus nyebut disebut"
)
# After these nobody means less than thousands: "dimintain 150".
ASKED = PAYING - word_set(
    "nominal sebesar harga seharga senilai total kisaran sejumlah disuruh habis abis"
)
# What a number counts when it is not money.
COUNTED = word_set(
    "orang org warga penduduk pemohon lembar berkas unit kali x meter m km kg hektar ha watt va "
    "buah pcs pelanggan karyawan pekerja pohon ekor hari jam langkah alasan janji umat umkm kk "
    "pegawai ton liter usaha box porsi persen tahun satu komen komentar like follower pengikut "
    "penonton view penayangan suara halaman kata karakter mesin kursi meja loket pesanan"
)
# What may follow a sum whose thousands were left unsaid; a thing that it counts may not.
FOLLOWING = word_set(
    "aja saja sj ae we wae doang buat untuk utk bwt kanggo pikeun keur nggo ke ka sama sm jeung "
    "karo dan atau tapi tp pdhl padahal katanya ktnya kata cenah ceunah jare biar ben supaya per "
    "lagi lg deui terus trus tanpa ga gak ngga tdk tidak teu ora pas kalo kalau klo kl ya yah sih "
    "kok lho loh mah atuh euy deh dong dulu pak bu kang teh min mas sebulan tiap setiap sekali "
    "lebih kurang jadi minta dikasih diminta lewat cash tunai via pake pakai baru br dari dr di "
    "sy saya abdi aku gw kami itu eta tadi td kemarin kmrn langsung lgsg karena krn soalnya sampe "
    "nang ning neng cuma cuman masuk sambil bari an perorang seorang saurang kedua ketiga sekarang "
    "skrg biaya "
    "administrasi adm"
)
# Costs that no office asked for: "ongkos ojek abis enam puluh ribu".
OWN_COSTS = word_set(
    "ojek ojeg ojol grab gojek gocar becak kereta konter warnet gaji gajinya "
    "sewa sewanya kontrak kontrakan ngontrak cicilan angsuran modal omzet omset rugi kerugian"
)
# A hundred thousand is red, fifty blue, and so on: "lima lembar merah".
NOTES: dict[str, int] = {
    **dict.fromkeys(word_set("merah abang beureum merahan seratusan cepean"), 100_000),
    **dict.fromkeys(word_set("biru gocapan"), 50_000),
    **dict.fromkeys(word_set("ijo hijau hejo"), 20_000),
    **dict.fromkeys(word_set("ungu wungu"), 10_000),
}
SHEETS = word_set("lembar lbr lmbr lambar lember helai")
ONE_SHEET = word_set("selembar salambar salembar sehelai")
NUMBERED = word_set(
    "no nomor nomer nmr nik nib kbli tiket wa telp tlp telepon hp id kode tahun thn th rt rw pos "
    "antrian pp uu perda tanggal tgl jam pukul pkl error eror http"
)
