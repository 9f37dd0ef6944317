"""Places, permits, questions and the phrases that introduce a name: what stands around one.

Indonesian, Sundanese and Javanese together, since one message mixes them. What people and firms
are stands in `name_roles`.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words("bin binti bt al el van de der ibnu abu nur")

PLACES = _words(
    """purwakarta campaka jatiluhur plered sukatani darangdan maniis tegalwaru wanayasa pasawahan
    bojong babakancikao bungursari cibatu sukasari pondoksalam kiarapedes pwk nagrikaler nagrikidul
    nagritengah cipaisan sindangkasih munjuljaya ciseureuh tegalmunjul purwamekar citalang cikao
    babakan pondok kaler kidul sadang cikampek karawang krw subang bandung bdg cimahi garut
    tasikmalaya tasik sumedang majalengka cirebon kuningan indramayu cianjur sukabumi bogor depok
    bekasi tangerang jakarta jkt jaksel jaktim jabar jateng jatim banten serang semarang solo jogja
    yogya yogyakarta surabaya malang indonesia jawa sumatera lampung medan bali sunda betawi batak
    minang padang palembang ciganea anjun cilalawi pasarebo pasarjumat pasarsenen simpang ciwareng
    cigelam kembangkuning cikopo citeko cirata ubrug galumpit ciwangi cinangka dangdeur cibening
    mulyamekar hegarmanah maracang cilangkap kadumekar cirangkong jatimekar cikumpay cisaat cijaya
    cijunti cirende malangnengah palinggihan linggarsari cianting cibodas pasirmunjul panyindangan
    tajursindang sindanglaya nagrak legoksari cilingga gununghejo linggamukti nagrog cibuntu
    sakambang sukadami taringgul legokhuni cikeris cibingbin cileunca cihanjawar pasanggrahan
    pawenang sindangpanon margaluyu ciracas cibeber garokgek pusakamulya cihuni cidahu lebakanyar
    selaawi pondokbungur parakansalam gurudug cijati cirama citamiang gunungkarung pasirjambu
    sinargalih tegaldatar batutumpang cadasmekar karoya warungjeruk ciririp kutamanah parungbanteng
    cibukamanah cilandak cipancur wanawali cibinong cilegong cisalada mekargalih parakanlima
    wonogiri brebes tegal madura klaten sragen kebumen purwokerto banyumas cilacap kediri madiun
    pacitan tulungagung sidoarjo gresik lamongan bojonegoro tuban jember banyuwangi lumajang
    pekalongan pemalang kudus demak rembang blora purworejo magelang wonosobo salatiga boyolali
    sukoharjo karanganyar bantul sleman gunungkidul pariaman bukittinggi payakumbuh pekanbaru riau
    jambi bengkulu aceh pontianak makassar manado ambon papua lombok kupang ntt ntb kalimantan
    sulawesi sumbar sumut sumsel jabodetabek pantura priangan parahyangan minahasa cina korea
    jepang"""
)
PLACE_LEADS = _words(
    """desa ds kel kelurahan kec kecamatan kp kampung kmpg dusun dsn perum perumahan komplek
    kompleks blok jl jln jalan gang gg rt rw kab kabupaten kota"""
)
TAIL_LEADS = _words("dari from dr ti warga asal saking saka alamat urang wong")
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

SELF = _words(
    """aye saya sy sya aku gua gue gw ane abdi kulo kula kuring kami aq simkuring kawula dalem ambo
    awak inyong ingsun beta syaa guwe hamba"""
)
HERE = _words("ini ieu iki dengan dgn dg niki this")
# "Maman nih", "mega di sini": the bearer speaks.
PRESENT = _words("nih ieu iki here disini dsini")
LABEL = _words(
    """nama nm nma nami ngaran jeneng jenengan asma wasta name namaku jenengku ngaranku pelapor
    pengadu pengirim pemohon namo aran panggilannya"""
)
MINE = LABEL & _words("namaku jenengku ngaranku")
OWNER = SELF | _words("urang aing my mah teh itu adalah ialah yaitu is pribadi sendiri asli ku")
LABEL_DETAIL = _words(
    """lengkap lengkapnya pelapor pengadu pemohon pls please jelas panggilan di dina sesuai ktp kk
    akta akte ijazah aslinya asli"""
)

BUSINESS = _words(
    """perusahaan usaha pt cv toko koperasi yayasan lembaga badan instansi usahanya tokonya
    perusahaannya yayasannya koperasinya warungnya"""
)
# After these words a new clause begins, so that "saya" is the speaker and nobody's owner.
OPENERS = _words(
    """halo hallo hai hi selamat pagi siang sore malam assalamualaikum asalamualaikum wr wb kenalkan
    perkenalkan perkenalken permisi punten maaf mohon izin ijin lapor min mimin gan kak kakak kk pak
    bu bapak ibu pa kang teh mas mbak eh oh oke ok ya iya betul bukan sampurasun nuwun sewu om dok
    yth terhormat salam kenal wingking dan hatur nuhun bahwa admin sis bro dear met sugeng wilujeng
    sim ka kaka numpang bapa teteh akang pakde assalam ass askum mikum swastiastu shalom
    waalaikumsalam rahayu bang aa sebelumnya sblmnya bawah perkenankan ijinkan izinkan"""
)
INSTEAD = _words(
    """panggil panggilan sebut tulis pake pakai gunakan ganti pakek nganggo dipanggil pakenya
    cukup"""
)
INSTEAD_DETAIL = _words(
    "saja aja aj bae wae we saya sy aku nama namanya namina jadi dengan atas an ku toko usaha cukup"
)
ITS_NAME = _words(
    """namanya namina asmana asmanipun jenenge jenengna ngaranna nm2nya namane namanye aslinya"""
)
RIGHT = _words(
    """harusnya seharusnya kuduna kudune maksudnya bener benar leres betul ralat jadi yakni kudunya
    kedahna kedahipun mestinya mustinya harusnye aslinya asline aslina padahal pdhl"""
)
SLIP = _words(
    "salah slh eh ralat koreksi maaf maap keliru kliru typo bukan revisi tulis pake pakai klentu"
    " lepat sanes dudu ganti ubah edit betulkan perbaiki cukup boleh sebut bentar sebentar"
)
# Words of time or relation behind which "saya" is the speaker, not an owner: "dari saya Rina".
SPEAKS = _words(
    """dari dr oleh ku ka ke kepada kpd sama dgn dengan untuk buat dan tapi karena krn kalau kalo
    klo bahwa waktu pas saat ketika jadi maka padahal sebab soalnya nih ini mah teh tadi td kemarin
    kmrn kemaren lusa barusan sekarang skrg pagi siang sore malam lalu terus trus lah sim januari
    februari maret april mei juni juli agustus september oktober november desember senin selasa rabu
    kamis jumat sabtu minggu nama punya hormat ktp akta akte ijazah"""
)
# What a sender goes on to do behind the name: "Yanti mau nyumbang saran".
INTENDS = _words(
    """mau mo ingin pengen pingin pgn hendak numpang izin ijin lapor melapor melaporkan ngadu
    mengadukan nanya bertanya tanya bade arek arep badhe rek ngucapin mengucapkan nitip usul ngusul
    nyumbang menyampaikan komplain komplen keberatan ngelapor nglapor"""
)
# Before "dari" these announce who speaks: "ada keluhan nih dr Deden bengkel".
REPORTS = _words(
    """lapor laporan pengaduan aduan keluhan usul usulan saran masukan titipan salam pesan nih ini
    ieu izin ijin kritik ucapan komplain sms wa email surat kiriman"""
)
# Behind such a word "atas nama" tells what is printed, right or wrong.
PRINTED = _words(
    """mencantumkan tercantum tertulis ditulis ketulis tercetak dicetak tertera terdaftar jadi malah
    berubah keluar kluar terbit ditulisnya ketulisnya tulisannya metu kaluar medal dibaca kebaca"""
)
# What a sender names as his own before a firm: "penolakan berkas Klinik Contoh".
OWN_PAPERS = _words(
    """berkas permohonan pengajuan pengaduan aduan keluhan keberatan laporan penolakan dokumen nib
    sertifikat pbg slf kkpr izin ijin sk surat akun data klien punya milik nama bahwa pemohon
    pelapor perusahaan pbgnya nibnya dipegang kepentingan mewakili"""
)
# What makes a firm the one complained of or worked for, not the one that complains.
FOREIGN = _words(
    """kerja bekerja orang karyawan buruh limbah warga tetangga pabrik proyek satpam bank rekening
    transfer saingan mencemari merusak menimbun meresahkan mengganggu ilegal bodong
    pesaing oknum calo vendor truk polusi bau bising membuang buang polisi iklan promo jasa pinjaman
    tagihan bos majikan disnaker phk gaji pasien dirujuk dirawat kamar bpjs"""
)
# The talk of letters and spellings in a correction.
SPELLING = _words(
    """huruf hurufna hurufe nulisna nulisnya tulisnya ejaan ejaannya penulisan penulisannya ketik
    typo salah keliru lepat klentu ralat diralat koreksi ringkasan kurang kirang kepanjangan pake
    pakai nganggo ilang depannya ujungnya belakangnya"""
)
NOT = _words("bukan bkn sanes dudu jangan jgn")
BUT = _words("tapi tp tapinya melainkan tetapi yang yg")
CLOSING = _words(
    """salam hormat ttd tertanda regards wassalam wassalamualaikum wasalam dariku tertandatangan cap
    dto matur"""
)
THANKS = _words(
    """terima kasih makasih makasi terimakasih trimakasih nuhun suwun thanks thx tks wb trims suwon
    tq trimakasi"""
)
AFTER_SELF = _words(
    """mau ingin pengen pingin hendak lapor melapor ngadu tanya pemilik selaku no nomor hp wa umur
    usia pak bu min kak kang atuh mah teh bukan dan atas punten katering catering izin ijin pgn
    mo pingen bade arek arep badhe rek numpang nitip melaporkan nanya nanyain minta sekedar sekadar
    pemohon cuma cuman lagi disini dsini sini"""
)
JOINERS = _words("itu mah teh yang yg is")
RIGHT_JOINERS = _words("nama namanya saya sy itu adalah mah teh")
INTRODUCES = _words("perkenalkan perkenalken kenalkan kenalin perkenalan")
CHANGES = _words("ganti ubah rubah ralat gantos edit koreksi revisi betulkan")
ASKS = _words("tolong tlg mohon mhn minta harap punten")
TRAILS = _words("ya pak bu kak min aja saja atuh kang teh mas mbak bukan nya")
# Behind "yang" these say where a sender lives or what for he comes: "bu Haji yang jualan nasi".
LIVES = _words(
    """jualan dagang punya gaduh tinggal rumahnya imahna warungnya tokonya usahanya ngurus urus
    ngajuin ngajukeun daftar dodolan manggon jual"""
)
CAME_BEFORE = _words(
    "kemarin wingi kamari kmrn kemaren tadi td lapor ngadu melapor mau barusan waktu"
)
BETWEEN = _words("sendiri pribadi bernama adalah yang ini teh mah nih tuh itu namanya tea")
WHO = _words("yang yg nu sing ingkang")
CONTACT = _words("no nomor nomer hp wa tlp telp telepon rt rw umur usia thn tahun nik ktp")
