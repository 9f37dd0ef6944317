"""Ordinary words of complaints and praise beyond the themed lists of `ordinary_words`.

They stood in invented messages; the list only has to be long, no entry matters by itself.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MORE_WORDS = _words(
    """abadi abis absensi acak acuan adem adha administrasi adoh aduin ahli ajak ajarin akad akal
    akta aktif alangkah alarm alat alesannya alhasil all almarhum amal android angin angkat
    angket antar apabila apar api apik approve arah area arep arisan artinya as asal asosiasi
    aspal asyik atap atawa atm audit aula auto autocad ayat backup badan bade badhe bagan bahan
    bahas bahasa bahkan bahwa baju bakal bakar balai bale ban bangun bank banyune bar barang
    barat basa batas batik bayi bebas becanda belajar ben bengong bensin bentuk ber berani
    berarti berat beredar berita berkenan berputar bersangkutan bersedia berupa berwenang besi
    betah bic bilih billboard billing bimtek binaan biodata biro bisik blank blas bntr bocor
    boga bola bolong bot box browser buah budak buleud bunga bungkus bunyi buta buyer cabe cair
    cakep can cantumin capek cari cat catat catet cekap ceklis cenah centang ceunah chrome cilik
    cilok close cocok colokan copas copot coret crash cross cuci cukur dadi daek dalem damkar
    dapet daptar dapur daripada dashboard demi denah dereng desil desk deui dewan diajari
    dialihin diam dianggap dianggurin diatur dibekali dibina dibobol dicantumkan dicegat
    dicontoh dicuri diem digabung digantung digit dihitung diikhlasin dikei dikempesin diketahui
    diklat dilajengkeun dilantik dilarang dilatih dilayanin dinding dinkes diomelin dipalak
    dipantau dipasihan dipenta diperbarui diperlakukan dipertimbangkan dipisah diporotin
    dipublish diputer diri dirinci diringkas disdik disensor disentuh dishub disimpen disnaker
    dispenser disposisi ditahan ditampilin ditanggapi ditaruh ditawari ditegakkan ditemukan
    ditindaklanjuti ditinjau dititah ditumpuk diumumkeun dobel domain dompet dorong dp draft
    dugi dusun eceran edaran edit ekor ekspor emot empuk enak endi english eskalasi estimasi
    etiknya evakuasi ewu excellent expired expo fisik fisioterapi fitur food formalitas format
    forum forward free frozen full gaduh gagal game ganda gang gaptek gara garis garmen gas
    gatel gausah ge gelar geleng gempa genset genteng gerah gerai gerak gerbang gerobak gigi
    gila gistaru golongan good google gpp gratifikasi guna habis hadeuh hafal halal halaman
    hangus hape hapunten helm helpdesk heula hewan hiasan ho hotel hoyong hujan ide idealnya
    idul ijazah ijo ikm ikrar importir induk inggris inisialnya input integritas interaktif
    internal investasi isih isin iso isyarat it item itungannya itupun iuran jabatan jahit jalur
    janten jarak jare jarene jaringan jatoh jatuh jawabanana jdih jemput jl jpg juknis jurusan
    kabeh kabel kabidnya kaca kacamatan kaget kah kalah kalender kali kalih kalkulator kaluar
    kamar kampus kantin kaos kapengker karcis kardus kartu kas kasar kasir kategori kawasan kayu
    kb kegiatan kejepit kek kelar keliling kelontong kembali kembar kena kenal kenceng keneh
    kenyataannya kepotong keramba keramik kerupuk ketawa ketuker khilaf kinerja kini kisaran
    klarifikasi kliwon koin kolom komisaris komitmen kompak kompensasi komplen konflik
    konsultasi konten kontrak koordinat koordinator korea kos kredit kresek ku kuat kucing kudu
    kuesioner kunci kunjungan kuota kur lab laboratorium laci lahir laktasi laku laman lancar
    landai landasan langkung lantai lap lapangan larangan lari las latar latihan lawang leasing
    lebar legalisir lelah lelang lele lemari lembaga lembar lembur lemes lempar lenyap lepas
    liar licin like limbah lipat lisan list live lkpm loading lobi lokal loker lolos lomba
    longsor loro lorong lowongan lubangnya lulus lumayan lunas mabok madukara mailbox make makin
    maklum maks maksa maksimal malu mampet mampir mancing mandek mandir manggis manis mantau
    maranggi masnya mata maupun mbok mbulet melanggar meleset melompong melotot memenuhi
    memerlukan menampilkan menawarkan mencantumkan mending menerangkan mengajar mengatakan
    menguasai menindaklanjuti meninggalkan menjelang menolong mental mentok menuhin menuju
    menuntut menyalahkan menyampaikan menyarankan menyesatkan menyiapkan menyimpan menyusui
    merangkap meriksa merujuk meter metu meunang meureun migrasi milih milik minggir minimal
    minimarket minn minyak miring moal modal modul mondar monitor moratorium motong motto muat
    mugia muka mulu mulut mung musik musim musola mutasi muter nada nagih nak nakal nambah nampi
    nampilin nangis naon narik nasi naskah nawarin negur nelepon nempel nemu nengok nepi nerima
    nesu netralitas ngaco ngadepin ngaji ngalamin ngalapor ngambang ngan nganter nganti ngarang
    ngatur ngawaskeun nge ngelanggar ngelarang ngelupas ngeri ngeyel nginep ngitung ngobrol
    ngopi ngotot nguap niat nihil nikah nindak ninggalin nitip njaluk njupuk nlu nominal
    nonaktif nongol nonton notif numpuk nunjukin nuntun nutup nyabut nyalahin nyambung nyambut
    nyampe nyamperin nyarios nyasar nyata nyatet nyebrang nyebut nyeletuk nyengir nyoba nyolot
    nyumbang obat og oge oi opak open oper operasional opo orderan organisasi out pajang paket
    pakta pameran pamit panduan panen pangan panik panitia pantun paraf partai partisipasi pasal
    pasang pasir patah patungan payun payung pbb pdf pecah pelaksana pelan pelanggaran
    pemberitahuan pembetulan pembinaan pemutihan penanda penanggung pencet pendapat pendidikan
    pending pendirian pendukung pengawas penggantinya pengguna penghargaan pengrajin peninggalan
    penjaga penjelasan penyuluhan per perbup perhitungan perkawis perlindungan permen permenkes
    permukiman personel pertashop pertemuan perwal pesaing peta piagam pihak pijat piket pilkada
    pinggir pinjam pinjem pinter pisan pkk pkl plang plastik plat please pls plus po podcast
    poek pohon poin pojok pokok pokona ponsel pos posisi poster pot preman prioritas privasi
    produksi profesi program provider pudar pujian pukul pula punya pupr pupuk pura putus qris
    radio radius raib rajin rak rambut rapor rata rawan razia read ready rebo rebu receh
    regulasi rehat rekam rekannya rekap rekom rekrut renang rengginang report request resep resi
    responden retak review rewel ringkasannya robot roda rokok rombongan ronda rong rujukan
    rutin sabar sabaraha sadayana saeutik sakedik sakit saku salinan saling sambungin sampun
    sanget sanksi santai santun sapa sate satupun saur saurang sayang sblm screenshot sd se
    sebentar seberang sebiji sederhana segala sehat sejahtera sejawat sekaligus sekalipun sekian
    selipin semangat sembako sementara semester seminar sempadan sempet sendal senyap senyum
    separo separuh sepatu sepeda seragam serba serius sertifikasi seru serupa sesuatu sewa shift
    sholat si sidak sidang siga siji sikap silang simping simulasi singkat sinis sinyal sipil
    siteplan sk skm skor skripsi smk sodara sofa solved sosialisasi sp speaker spion step stiker
    strip suara subsidi suka sumber sumpah sungai supervisor surel tabel tablet tabung tag tagih
    tali taman tambah tangan tanggapan target tarik taro tas tatangga tebih tegur teknik teller
    telor telu telung tembok tempel template tenaga tenan tenang tenda tenggat tepat teras
    tercantum terkait tersedia tertahan tertawa tertera tertunda tiang tiasa tiket tilang tilu
    tindak tinta titip tombol tong tracking triwulan truk tulung tunanetra tunjuk tuntut turut
    tut ujan uji ukur ular umroh undang unggal unsur up upacara versi veteran via videotron
    voice vs waduk wajar waka wali waris warna warnet was weh wewenang wilujeng woy zebra zona
    zonasi zoom"""
)
