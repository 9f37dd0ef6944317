"""Words around the name of a permit: fillers to look through, words that make it another thing.

"izin" is also the politest way to begin a sentence in Indonesian ("izin bertanya, Pak"), and
"sip" is slang for "fine"; both lists below exist for these two words.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of the region's languages and short forms, as the catalogue's aliases have them. The
# catalogue's own table (`nlu.catalogue`) holds the spellings of "izin" and of the papers' names.
SAME_WORDS = {
    "ijinna": "izin",
    "idinna": "izin",
    "idin": "izin",
    "ijine": "izin",
    "izine": "izin",
    "idzinna": "izin",
    "panalungtikan": "penelitian",
    "paneliten": "penelitian",
    "wangunan": "bangunan",
    "imah": "rumah",
    "omah": "rumah",
    "bumi": "rumah",
    "griya": "rumah",
    "tatanen": "pertanian",
    "toserba": "swalayan",
    "supermarket": "swalayan",
    "bdn": "bidan",
    "dktr": "dokter",
    "doktor": "dokter",
    "prwt": "perawat",
    "aptk": "apotek",
    "aptkr": "apoteker",
    "tobat": "obat",
    "wangun": "bangun",
}
# Words whose vowels are left out on a telephone, as far as they stand in the catalogue.
SHORTENED = _words(
    """reklame apotek apoteker perawat bidan dokter sertifikat standar klinik praktik bangunan
    gudang penelitian trayek koperasi optik menara pariwisata laboratorium lingkungan operasional
    higiene sanitasi perusahaan perdagangan industri parkir minimarket swalayan"""
)

# Between "izin" or "SIP" and what it is for: "izin usaha untuk salon", "SIP buat bidan".
FILLERS = _words(
    """usaha operasional oprasional pendirian mendirikan buka membuka bikin buat membuat untuk utk
    kanggo praktik tempat penyelenggaraan pembangunan pasang pemasangan pembuatan perpanjangan damel
    ngadamel nyieun gawe kelola mengelola pengelolaan jadi seorang sebagai si punya nya dari tentang
    soal"""
)
# A citizen's own words for a permit do not go on past these.
NOT_A_PERMIT = _words(
    """usul usulkan share follow up info infokan tag mention join gabung nimbrung komen komentar
    reply menyela potong copas forward post posting bertamu rehat bolos telat keluar pulang sakit
    cuti tidak masuk off wfh resign sholat salat makan merokok tersebut terkait dimaksud lainnya
    usahanya saya online offline elektronik digital resmi palsu bodong baru lama sementara tetap
    otomatis manual langsung kilat cepat gratis berbayar mahal murah gampang mudah susah sulit ribet
    rumit lambat lelet macet mandek tertunda pending ditolak dicabut terbit jadi beres pertama kedua
    ketiga awal akhir kemarin dulu sebulan setahun seminggu simbolis lengkap lengkep lagi juga jg
    aja pun kami ieu itu ini atas nama orang tetangga pemda pemkab pusat daerah kabupaten dpmptsp
    dinas kantor suami istri orangtua atasan pimpinan bos komandan ndan ketua juragan suhu anda kamu
    mereka beliau tinggal bicara ngomong memotong menyapa merapat hadir absen gan"""
)
# Nouns that are ordinary words elsewhere, but name a permit behind "izin".
PERMIT_NOUNS = _words(
    """usaha toko warung kios kandang ternak peternakan ayam sapi kambing ikan perikanan kolam kapal
    perahu tambang galian pasar hajatan keramaian acara event konser tanah lahan kebun sawah bengkel
    laundry konveksi gudang kos kosan kontrakan lapak pedagang motor mobil kendaraan sewa catering
    kue bakso kopi depot galon air sumur sungai jalan jembatan masjid mesjid musola rumah makam
    kuburan pemakaman sampah limbah pohon taman lapangan proyek angkutan ojek ojol sekolah kantor
    cabang pompa gas spbu pertashop pesantren ponpes panti asuhan kursus pelatihan siaran radio tv
    film musik studio foto gelar kelontong sembako fotokopi cukur travel umroh haji pangkalan
    penggilingan gilingan jahit kemasan konter burung batu pasir tahu tempe roti bambu"""
)
# Businesses that need a permit of their own; behind one of the words that follow they stand for it.
BUSINESSES = _words(
    """apotek klinik paud laboratorium optik salon minimarket reklame spanduk baliho billboard
    videotron pkbm lkp koperasi kober playgroup daycare homestay depot"""
)
OPENING = _words(
    """buka membuka mendirikan dirikan ngadegkeun pendirian operasional pengelola syarat persyaratan
    perpanjangan perpanjang pasang masang memasang pemasangan berkas pengajuan permohonan mengajukan
    ngajuin urus ngurus mengurus pengurusan bikin damel ngadamel nyieun gawe diriin"""
)
# Before "izin" these make it a request for leave: "minta izin", "tanpa izin".
ASKS_LEAVE = _words("minta mohon mhn mohonn tanpa seizin nyuhunkeun nyuwun sekalian maaf")
# "Sip" alone begins an answer; inside a sentence these make it praise, else it is the permit.
PRAISED = _words(
    """oke ok okay okeh okey ya iya yaa iyaa siap mantap mantep nah wah oh baik hayu atuh dah udah
    udh sudah sdh pokoknya banget bgt emang emg memang juga jg tetap tetep makin paling selalu
    cukup bener betul aja saja kerja hasil lumayan kalo kalau klo gitu begitu dan halo hai"""
)
PRAISES = _words(
    """deh dah lah lh banget bgt pisan pokoknya mantap mantep makasih makasi thanks nuhun pak bu
    min kak kang mas mbak bang gan bro sis atuh euy abis lanjut gas oke ok siap kirim terima jos
    markojos tenan temen kali deui"""
)
# Around "sip" at the beginning these make it the permit.
SIP_BEFORE = _words(
    """urus ngurus mengurus pengurusan bikin buat nyieun damel perpanjang memperpanjang perpanjangan
    panjangin izin surat berkas proses pengajuan ajukan mengajukan ngajuin permohonan cabut
    pencabutan nomor no terbit penerbitan soal ttg tentang mengenai syarat persyaratan biaya
    layanan utk untuk punya nunggu menunggu nungguin pegang megang daftar pendaftaran di buka
    cetak ambil ngambil punyaan masalah dapat dapet perihal kenapa nawarin dan atau rekom
    rekomendasi revisi verifikasi jenis cek status kapan mana urusan kanggo ngadamel verifikator
    loket jelasin jelaskan legalisir fotokopi scan upload unggah nahan meriksa pangurusan verif
    dina aduan laporan tanya nanya minta diminta kirim bawa str"""
)
SIP_AFTER = _words(
    """belum blm blom belom tidak tdk ga gak ngga nggak ora teu acan durung nakes hilang salah mati
    habis abis kadaluarsa kadaluwarsa kedaluwarsa expired online nya na ku atas ditolak terbit
    keluar tertahan telat lama baru kedua ketiga pertama ke dan a.n mau itu yang yg kemarin masih
    kelar nyangkut mandek ikut keburu berlaku dipegang setaun setahun sekabupaten jadi dibikin
    mulai sampai sampe nu wis kok naha kapan dicabut dicetak"""
)
SIP_OWNER = _words("saya sy aku abdi kami kita istri suami adik kakak anak ibu bapak teman kula")
SIP_OWNED = SIP_AFTER | _words(
    """sudah udah udh sdh kok sejak dari di kena posisi katanya ktnya gimana kumaha mana pindah
    dibilang"""
)
# Where one of these is written, "sip" is the licence of health workers.
HEALTH = _words(
    """bidan perawat dokter dokterna apoteker nakes ttk drg drh apt ners fisioterapis radiografer
    praktik pasien puskesmas dinkes str rsud tenaga kesehatan klinik"""
)

# Before a permit these make it a paper that something else requires.
REQUIRES = _words(
    """bukti fotokopi fotocopy fc scan salinan legalisir lampirkan melampirkan lampiran nunjukin
    tunjukin menunjukkan bawa pake pakai pakek diminta dimintai dimintain disuruh syarat syaratnya
    persyaratan wajib harus hrs kudu mesti perlu butuh punya sarat nganggo bekal modal dasar
    berdasarkan"""
)
# Behind a permit these say that it is no longer the matter: "NIB mah lancar, PBG yang belum".
THERE = _words(
    """punya ada jadi beres terbit aya gaduh komplit lengkap kelar selesai keluar duwe rampung
    aman oke lancar cepet cepat gampang gancang turun jadi2 kelar2 kaluar medal metu"""
)
DENIES = _words("ga gak g gk ngga nggak engga enggak tidak tdk tak kagak kaga ora ra mboten henteu")
# What goes wrong with a permit; of several permits in a message it is the one complained of.
TROUBLE = _words(
    """belum blm blom belom teu can acan durung ditolak nolak salah slh lepat lama lila suwe hilang
    ilang leungit mandek macet nyangkut tertahan ketahan ditahan telat terlambat molor keliru mati
    error gagal kenapa naha kok gimana kumaha mana ribet susah dicabut dibatalkan batal dipersulit
    ketinggalan nunggu menunggu masih msh ngaret muter kosong ditunda dipending pending"""
)
NEGATES = _words("bukan bkn sanes dudu lain")
BESIDE = _words("yang yg cuma cuman izin surat saya sy nya mah itu teh untuk buat soal")

POLITE = _words(
    """pak pa bapak bu ibu kang teh mas mbak bang kak kk min mimin gan om yang yg yng itu tu tuh ini
    nih buat untuk utk urusan urus ngurus soal tentang ttg mengenai kanggo nu nya na sih aja
    saja doang cuma mah atuh ya yaa iya eh oh anu emm hmm maaf punten permisi oke ok layanan
    pelayanan permohonan pengajuan pengurusan bikin pembuatan mau minta tolong dong deh kan lah
    saya sy aku abdi punya si adalah namanya jenis damel ngadamel nyieun gawe kalau kalo ngajuin
    mengajukan mengurus tadi ka ke di pilih ku dari lagi sedang jadi"""
)
# "izin" alone answers nothing when the question was which one.
TOO_VAGUE = _words("izin surat sertifikat berkas dokumen usaha perizinan lisensi permit")
# The whole answer says that the permit is not known, or says nothing at all.
NO_ANSWER = _words(
    """lupa poho hilap lali kesupen bingung bingungin lieur entah embuh duka gatau gtau gatw tau
    tahu thu terang nyaho apal ngarti ngerti ngartos paham ga gak g gk ngga nggak tidak tdk tak
    teu henteu ora ra mboten kurang krg blm belum kagak engga enggak bukan jangan no yes y n t
    betul benar bener muhun sumuhun inggih iyo yoi yup siap sip2 baik boleh gpp gapapa skip
    lewat lewati lanjut batal batalkan cancel stop apa naon opo apaan mana kenapa gimana kumaha
    siapa kapan berapa semua semuanya kabeh banyak macam2 terserah bebas lainnya lain pokoknya
    rahasia halo hai hallo assalamualaikum wr wb makasih terima kasih nuhun hatur suwun thanks
    selamat pagi siang sore malam menu status bantuan help mulai batalin gajadi jadi petugas
    admin orang operator wallahualam kayaknya mungkin sepertinya pisan euy banget bgt sekali
    inget ingat eling emut persis apalah namanya sumpah asli jujur"""
)
