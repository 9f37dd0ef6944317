"""Titles, companies, third persons, places and permits: what stands around a name or beside it.

Indonesian, Sundanese and Javanese together, since one message mixes them.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Forms of address; dropped from a name ("bu euis" is Euis), kept as a sign that a name follows.
POLITE_TITLES = _words(
    """bapak bpk bp bapa pak pa ibu bu ibuk buk ibunda sdr sdri saudara saudari tuan nyonya ny tn
    nona nn kang akang teh teteh kak kk kaka pakde bude om mas mbak mba mbk bang abang mang
    mamang bi bibi ceu mr mrs ms haturan aa"""
)
# Titles that are part of a name as people sign it.
HONORIFICS = _words(
    """h hj hjh haji hajjah dr drg drh ir prof drs dra kh kyai kiai ust ustad ustadz ustaz ustadzah
    ustazah habib rd raden rr apt ns tb r st bidan bdn suster mamah mama emak bunda umi dokter
    perawat apoteker ners"""
)
DEGREES = _words(
    """sh se st spd spdi sag sip sos ssos skom skm sfarm skep stp ssi ssn sps mm msi mpd mh mkes
    mkom mt ma mba map mkn amd amk amdkeb amkeb strkeb ners ns apt ba bsc phd lc spog spa sppd
    spb msc mars mhkes mkeb strkes skes sst sstr amdkl amdak"""
)
COMPANY_PREFIXES = _words(
    """pt cv ud pd fa firma koperasi kop yayasan yys perum perumda bumdes toko tb rm kud kelompok
    paguyuban lsm ormas pkbm lkp klinik apotek apotik bengkel warung"""
)
# Companies that may stand without "saya": a shop is as often the thing complained of.
STRONG_COMPANY = _words("pt cv ud pd fa firma koperasi yayasan bumdes perumda lsm paguyuban")
# Ordinary words that companies are named with; "pt maju jaya" is a name in lower case too.
COMPANY_WORDS = _words(
    """maju jaya makmur sejahtera mandiri sumber sinar karya mitra sukses abadi utama sentosa indah
    terang cahaya baru bersama sehat motor tekstil logam prima berkah barokah amanah global jasa
    multi tirta surya bumi tani putra putri dua tiga satu saudara bangun cipta berdikari"""
)
PARTICLES = _words("bin binti bt al el van de der ibnu abu nur")

# Third persons: a name near one of these is that person's, not the sender's.
OTHERS = _words(
    """petugas petugasnya petugasna petugase pegawai pegawainya pegawe pagawe staf staff stafnya
    oknum oknumnya satpam satpamnya security sekuriti pejabat pejabatnya kepala kabid kasi kasie
    sekdis kadis kadin bupati camat lurah kades atasan atasannya pimpinan operator admin
    adminnya verifikator verifikatornya surveyor surveyornya customer cs loket meja suami istri
    isteri anak adik kakak ayah bapaknya ibunya orangtua ortu mertua paman tante teman temen
    tetangga saudara bos majikan karyawan calo calonya notaris konsultan arsitek rekening
    transfer tf ditransfer mentransfer norek rek dana gopay ovo pasien pelanggan tukang
    salahsaurang ponakan keponakan salaki pamajikan bojo menantu rekan mitra pengurus"""
)

PLACES = _words(
    """purwakarta campaka jatiluhur plered sukatani darangdan maniis tegalwaru wanayasa pasawahan
    bojong babakancikao bungursari cibatu sukasari pondoksalam kiarapedes pwk nagrikaler
    nagrikidul nagritengah cipaisan sindangkasih munjuljaya ciseureuh tegalmunjul purwamekar
    citalang cikao babakan pondok kaler kidul sadang cikampek karawang krw subang bandung bdg
    cimahi garut tasikmalaya tasik sumedang majalengka cirebon kuningan indramayu cianjur
    sukabumi bogor depok bekasi tangerang jakarta jkt jaksel jaktim jabar jateng jatim banten
    serang semarang solo jogja yogya yogyakarta surabaya malang indonesia jawa sumatera lampung
    medan bali sunda betawi batak minang padang palembang ciganea anjun cilalawi pasarebo
    pasarjumat pasarsenen simpang ciwareng cigelam kembangkuning"""
)
PLACE_LEADS = _words(
    """desa ds kel kelurahan kec kecamatan kp kampung kmpg dusun dsn perum perumahan komplek
    kompleks blok jl jln jalan gang gg rt rw kab kabupaten kota"""
)
TAIL_LEADS = _words("dari dr ti warga asal saking saka alamat urang wong")
PERMIT_WORDS = _words(
    """nib pbg imb slf sip sipa sipb sipttk stpt kkpr pkkpr kkkpr pirt irt spp sppirt reklame reklam
    siup tdp tdg iui tdi iujk siujk sbu sppl ukl upl uklupl amdal andalalin andalin trayek tdup
    slhs lpk lkp pkbm paud apotek apotik klinik izin ijin izn ijn idzin perizinan perijinan
    sertifikat sertipikat sertif standar standart oss kbli simbg siinas sicantik mpp dpmptsp
    ptsp dpm bpn bkpm npwp nik ktp kk pajak retribusi bangunan gedung industri bidan perawat
    dokter apoteker ttk nakes praktik praktek laik higiene hygiene fungsi lokasi tataruang
    lingkungan toko parkir salon optik optikal menara tower koperasi gudang pariwisata sekolah
    penelitian iumk umkm ksp str"""
)
QUESTION_WORDS = _words(
    """apa apakah siapa siapakah kenapa knp knapa napa mengapa kapan kpn dimana dmn mana kemana
    bagaimana gimana gmn gmana gimna berapa brp brapa naha kumaha iraha saha mah piye kepiye
    pripun ngapain ngopo kok ko masa emang emangnya memang"""
)

# --- Words of the phrases that introduce a name -----------------------------------------------

SELF = _words("aye saya sy sya aku gua gue gw ane abdi kulo kula kuring kami aq")
HERE = _words("ini ieu iki dengan dgn dg niki")
LABEL = _words(
    "nama nm nma nami ngaran jeneng jenengan asma wasta name namaku jenengku ngaranku pelapor"
    " pengadu pengirim pemohon"
)
MINE = LABEL & _words("namaku jenengku ngaranku")
OWNER = SELF | _words("urang aing my mah teh itu adalah ialah yaitu is pribadi sendiri asli ku")
LABEL_DETAIL = _words("lengkap lengkapnya pelapor pengadu pemohon pls please jelas panggilan")
BUSINESS = _words("perusahaan usaha pt cv toko koperasi yayasan lembaga badan instansi")
# After these words a new clause begins, so that "saya" is the speaker and nobody's owner.
OPENERS = _words(
    """halo hallo hai hi selamat pagi siang sore malam assalamualaikum asalamualaikum wr wb kenalkan
    perkenalkan perkenalken permisi punten maaf mohon izin ijin lapor min mimin gan kak kakak kk
    pak bu bapak ibu pa kang teh mas mbak eh oh oke ok ya iya betul bukan sampurasun nuwun sewu
    om dok yth terhormat salam kenal wingking dan hatur nuhun bahwa admin sis bro dear met
    sugeng wilujeng"""
)
REPRESENTS = _words(
    "dari dr mewakili pemilik owner direktur pengurus perwakilan pengelola selaku kuasa"
)
INSTEAD = _words("panggil panggilan sebut tulis pake pakai gunakan ganti pakek nganggo dipanggil")
INSTEAD_DETAIL = _words(
    "saja aja aj bae wae we saya sy aku nama namanya namina jadi dengan atas an ku toko usaha cukup"
)
ITS_NAME = _words("namanya namina asmana asmanipun jenenge jenengna ngaranna nm2nya")
RIGHT = _words(
    "harusnya seharusnya kuduna kudune maksudnya bener benar leres betul ralat jadi yakni"
)
SLIP = _words(
    "salah slh eh ralat koreksi maaf maap keliru kliru typo bukan revisi tulis pake pakai klentu"
    " lepat sanes dudu ganti ubah edit betulkan perbaiki cukup boleh sebut"
)
NOT = _words("bukan bkn sanes dudu jangan jgn")
BUT = _words("tapi tp tapinya melainkan tetapi yang yg")
CLOSING = _words(
    "salam hormat ttd tertanda regards wassalam wassalamualaikum wasalam dariku tertandatangan"
)
THANKS = _words(
    "terima kasih makasih makasi terimakasih trimakasih nuhun suwun thanks thx tks wb trims"
)
AFTER_SELF = _words(
    """mau ingin pengen pingin hendak lapor melapor ngadu tanya pemilik selaku no nomor hp wa umur
    usia pak bu min kak kang atuh mah teh bukan dan atas ti punten katering catering izin ijin"""
)
JOINERS = _words("itu mah teh yang yg")
RIGHT_JOINERS = _words("nama namanya saya sy itu adalah mah teh")
INTRODUCES = _words("perkenalkan perkenalken kenalkan kenalin perkenalan")
CHANGES = _words("ganti ubah rubah ralat gantos edit koreksi revisi betulkan")
ASKS = _words("tolong tlg mohon mhn minta harap punten")
TRAILS = _words("ya pak bu kak min aja saja atuh kang teh mas mbak bukan")
CAME_BEFORE = _words("kemarin kmrn kemaren tadi td lapor ngadu melapor mau barusan waktu")
BETWEEN = _words("sendiri pribadi bernama adalah yang")
WHO = _words("yang yg nu sing ingkang")
CONTACT = _words("no nomor nomer hp wa tlp telp telepon rt rw umur usia thn tahun nik ktp")
