"""What people and firms are: titles, trades, offices held, kinds of companies, relatives.

Senders say what they are beside who they are ("saya Tatang bengkel motor", "kami pengurus
Koperasi Tani Makmur"); the same words make somebody else of a name ("pasien saya, Budi").
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Forms of address; dropped from a name ("bu euis" is Euis), kept as a sign that a name follows.
POLITE_TITLES = _words(
    """bapak bpk bp bapa pak pa ibu bu ibuk buk ibunda sdr sdri saudara saudari tuan nyonya ny tn
    nona nn kang akang teh teteh kak kk kaka pakde bude om mas mbak mba mbk bang abang mr mrs ms
    haturan aa"""
)
# What a neighbourhood calls its bearer, who writes it as a part of the name: "Mak Iyah".
NICKNAMES = _words(
    """ceu uni uda mak mpok mbah simbah mbok wak uwa nyai eyang abah aki nini mang mamang bi bibi
    cak gus opung neng"""
)
# Titles that are part of a name as people sign it.
HONORIFICS = NICKNAMES | _words(
    """h hj hjh haji hajjah dr drg drh ir prof drs dra kh kyai kiai ust ustad ustadz ustaz ustadzah
    ustazah habib rd raden rr apt ns tb r st bidan bdn suster mamah mama emak bunda umi dokter
    perawat apoteker ners mantri"""
)
# Nothing but a name follows these, in whatever letters.
SURE_TITLES = _words("hj hjh haji hajjah drg drh apt bdn kh ust ustad ustadz ustaz ustadzah")
# In small letters these are what the sender does ("saya bidan Ai"), not what she is called.
PROFESSIONS = _words("bidan suster dokter perawat apoteker ners mantri")
DEGREES = _words(
    """sh se st spd spdi sag sip sos ssos skom skm sfarm skep stp ssi ssn sps mm msi mpd mh mkes
    mkom mt ma mba map mkn amd amk amdkeb amkeb strkeb ners ns apt ba bsc phd lc spog spa sppd
    spb msc mars mhkes mkeb strkes skes sst sstr amdkl amdak"""
)

# Companies that may stand without "saya": a shop is as often the thing complained of.
STRONG_COMPANY = _words("pt cv ud pd fa firma")
# Bodies of people: theirs is the voice of "kami", and a capital or a usual word shows the name.
BODIES = _words(
    """koperasi kop yayasan yys bumdes bumdesa perumda lsm ormas paguyuban forum asosiasi himpunan
    perkumpulan komunitas gapoktan kud kelompok ikatan kopontren kwt dkm poktan kub ksm"""
)
# Unions of a trade are called by their letters: "PPNI Purwakarta".
UNIONS = _words(
    """ppni idi ibi iai pdgi pafi hakli patelki persagi hipmi kadin apindo phri asita inkindo
    gapensi gapeknas pgri himpaudi igtki knpi iwapi apkli rei apersi organda"""
)
# These are a prefix in capitals only; "sd" and "ra" are ordinary words elsewhere.
SHORT_PREFIXES = UNIONS | _words(
    "kwt dkm poktan kub ksm rs rsia rsu sd smp sma smk mi mts tk ra pc dpc dpd dpw pac stie stikes"
)
COMPANY_PREFIXES = (
    STRONG_COMPANY
    | BODIES
    | SHORT_PREFIXES
    | _words(
        """perum toko tb rm pkbm lkp lpk paud klinik apotek apotik bengkel warung salon hotel kafe
        cafe resto restoran konveksi katering catering laundry sanggar ponpes pesantren madrasah
        kedai notaris travel studio laboratorium optik"""
    )
)
# Between the kind of a firm and its name: "klinik pratama Bina Husada", "kelompok tani Mekar".
FIRM_KINDS = _words(
    """pratama utama bangunan motor mobil makan tani ternak nelayan simpan pinjam serba usaha
    wanita batik roti kue obat kelontong sembako elektronik komputer gigi kecantikan ibu anak umum
    jahit besi bubut angkutan sakit hukum dan"""
)
# Ordinary words that companies are named with; "pt maju jaya" is a name in lower case too.
COMPANY_WORDS = _words(
    """maju jaya makmur sejahtera mandiri sumber sinar karya mitra sukses abadi utama sentosa indah
    terang cahaya baru bersama sehat motor tekstil logam prima berkah barokah amanah global jasa
    multi tirta surya bumi tani putra putri dua tiga satu saudara bangun cipta berdikari mekar
    mukti lestari sari subur rejeki rezeki graha griya nusa agro anugerah wira tunggal perkasa
    harapan mulya mulia asri nusantara persada wijaya bina"""
)

# A full stop behind these ends no sentence: "H. Asep", "PT. Contoh", "Sdr. Rina".
ABBREVIATED = _words(
    """h hj hjh dr drg drh ir prof drs dra kh ust apt ns bdn rd rr pt cv ud pd fa kop yys tb rm
    bpk bp sdr sdri ny tn nn mr mrs ms moh muh mohd abd no kec kp ds jl"""
)

# From "kami" to the firm that is written for: "kami selaku kuasa dari PT Contoh".
REPRESENTS = _words(
    """dari dr mewakili pemilik owner direktur pengurus perwakilan pengelola selaku kuasa sebagai
    atas nama dengan dgn pihak manajemen management hrd hr legal staf staff bagian konsultan
    klien kepala ketua wakil sekretaris bendahara pimpinan anggota tim admin usaha perusahaan
    penanggung jawab penanggungjawab apoteker pemohon pelapor kelompok asosiasi cabang unit di
    ini teh mah adalah hukum notaris biro jasa difabel warga operasional perizinan keluarga besar
    rekan seluruh segenap para teman kader pendamping bengkel"""
)
# What somebody is for the firm or the street; a name behind it and a comma is the sender's.
ROLES = _words(
    """ketua direktur pengurus pemilik owner bendahara sekretaris pimpinan manajer manager wakil
    kuasa penanggungjawab pemohon pelapor pengelola kader mahasiswa mahasiswi notaris pengacara
    warga pengusaha pengirim konsultan hormat"""
)
# A trade behind a name says who the bearer is: "Yanti katering", "asep tukang bakso".
TRADES = _words(
    """bengkel warung katering catering tukang penjual pedagang pemilik juragan toko salon konter
    kontraktor kader mahasiswa mahasiswi petani peternak nelayan pengrajin pengusaha supir sopir
    driver penjahit konveksi laundry notaris guru pensiunan kios jualan dagang anu genteng bidan
    perawat apoteker perantau bakso sate seblak nasi surabi las ojek angkot
    pengelola pengurus ketua direktur owner staf"""
)

# Great public firms, which do not complain here but are complained of.
PUBLIC_FIRMS = _words(
    "pln kai telkom pertamina pos taspen pgn indihome jasamarga jne jnt bjb bri bca"
)
# Third persons: a name near one of these is that person's, not the sender's.
OTHERS = _words(
    """petugas petugasnya petugasna petugase pegawai pegawainya pegawe pagawe staf staff stafnya
    oknum oknumnya satpam satpamnya security sekuriti pejabat pejabatnya kepala kabid kasi kasie
    sekdis kadis kadin bupati camat lurah kades atasan atasannya pimpinan operator admin
    adminnya verifikator verifikatornya surveyor surveyornya customer cs loket meja suami istri
    isteri anak adik kakak ayah bapaknya ibunya orangtua ortu mertua paman tante teman temen
    tetangga saudara bos majikan karyawan calo calonya notaris konsultan arsitek rekening
    transfer tf ditransfer mentransfer norek rek dana gopay ovo pasien pelanggan tukang
    salahsaurang ponakan keponakan salaki pamajikan bojo menantu rekan mitra pengurus almarhum
    almarhumah cucu sopir supir mandor murid siswa pembantu sepupu kasir kasirnya stafna mbaknya
    masnya bapakna ibuna tatangga babaturan konco tonggo lanange wedoke"""
)
# Among them the sender's own people, for whom a report may be made.
KIN = _words(
    """suami istri isteri anak adik kakak ayah orangtua ortu mertua paman tante saudara ponakan
    keponakan salaki pamajikan bojo menantu cucu sepupu almarhum almarhumah"""
)
# With "pak" before them these are greeted, and nobody owns them: "pak bupati saya Yayah".
OFFICES = _words("bupati camat lurah kades kepala kadis kadin kabid gubernur admin menteri")
# Before "saya" these make a relative or an employee of the name that follows.
OWNED_PERSONS = OTHERS | _words(
    """bapak ibu bapa mamah mama papah papa emak mak abah kakek nenek aki nini uwa om bibi abang
    teteh akang guru dosen bidan dokter perawat pengacara pemilik ketua bapake ibuke bapane biyung
    simbok mbah pegawe kawan sobat sahabat wali klien orang tua warga langganan"""
)
