"""Ordinary words, which tell that a word is no name and no mistyped permit.

A telephone's user writes names in any case, so capitals prove nothing: "asep" is a name and
"Lapor" is not because of what the words are. FUNCTION_WORDS and VERBS never belong to a name,
COMMON_WORDS only where they are capitalised behind a name ("Siti Bunga").
"""

from __future__ import annotations

import re

from nlu.entities.complaint_words import MORE_WORDS
from nlu.entities.everyday_words import EVERYDAY_WORDS
from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.name_words import PERMIT_WORDS, PLACES, QUESTION_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words(
    """si saya sy sya aku ak gua gue gw ane kami kita kamu km kau anda dia ia mereka beliau abdi
    kuring urang aing kulo kula aq akyu ana inyong isun maneh anjeun dewek manehna sampeyan kowe
    dheweke ini itu tu tuh nih ni ieu eta etah iki kuwi niki niku sini situ sana disini disitu
    disana dieu ditu kene kono begini begitu gini gitu kieu kitu ngono ngene tersebut tsb dan
    atau tapi tp tetapi namun karena karna krn krena soalnya sebab kalau kalo klo kl klu jika
    bila jk supaya spy agar biar untuk utk untk buat bt bwt dengan dgn dg sama sm ke di dari dr
    dri pada pd kepada kpd oleh tentang ttg soal mengenai seperti spt kayak kaya kyk sebagai sbg
    serta sampai sampe smp hingga sejak sjk selama saat pas ketika waktu wkt sambil lalu trus
    trs terus kemudian lagi lg jg juga pun saja aja aj doang cuma cuman cm hanya yang yg nu sing
    ti ka jeung sareng kanggo keur jang pikeun tina dina kana mun upami lamun lek nek yen karo
    marang saking saka kanthi nang ning neng teu ulah henteu hente sanes sanés lain ora ra
    mboten dudu ojo durung acan atos enggeus geus tos parantos wis wes uwis uga bae wae we teh
    mah atuh teuing da euy kan sih deh dong donk dunk lah loh lho nah ya yaa yah iya iyah iyaa
    ye yo yoi yup yes yep ok oke okey okay okeh okee baik baiklah siap siaap sip sipp sippp
    betul btul bener benar leres muhun sumuhun enya heueuh heeh inggih nggih ngge injih monggo
    mangga setuju sepakat no nope tidak tdk tidaklah ga gak g gk ngga nggak ngak engga enggak
    kagak kaga gada gaada gamau gatau gapapa ndak ndk nda tak takkan bukan bkn belum blm blum
    belom jangan jgn jngan usah perlu prlu mau mo mw maw ingin pengen pingin pgn hendak akan akn
    bisa bs bsa dapat dpt boleh blh harus hrs mesti wajib sudah sdh udah udh dah dh telah pernah
    prnh sedang sdg masih msh msih selalu sering srg kadang jarang sangat sekali skali banget
    bgt bngt amat terlalu terlampau paling plg lebih lbh kurang krg krang agak cukup hampir
    semua smua semuanya setiap tiap tiap2 para beberapa bbrp banyak byk bnyk sedikit dikit dua
    tiga empat lima enam tujuh delapan sembilan sepuluh satu seratus seribu juta ribu rb jt
    ratus puluh belas pertama kedua ketiga nol hiji opat genep ada ad aya ono wonten adalah
    ialah yaitu yakni jadi jd jdi dadi menjadi mjd jadinya malah malahan justru ternyata rupanya
    katanya ktnya kata kt padahal pdhl walau walaupun meski meskipun maka sehingga sedangkan
    tanpa selain kecuali antara dalam dlm luar atas bawah depan dpn belakang blkg samping
    sebelah dekat deket jauh jauhh kanan kiri tengah sekitar sendiri sndiri sorangan dewe
    bersama bareng masing sesuai menurut terhadap tanggal tgl hari tahun thn th bulan bln minggu
    mgg pekan jam menit mnt detik kemarin kmrn kmrin kmaren kemaren besok bsk lusa tadi td tdi
    barusan baru br bru nanti nnt nti ntar skrg skr skrng skg sekarang dulu dl dlu duluan ayeuna
    kamari enjing isuk tadina engke ngke mengke wingi saiki sesuk malam mlm pagi siang sore
    subuh magrib maghrib isya dzuhur zuhur ashar senin selasa rabu kamis jumat jum'at sabtu ahad
    januari februari pebruari maret april mei juni juli agustus september oktober november
    nopember desember jan feb mar apr jun jul agu ags agt sep sept okt nov des lebaran puasa
    ramadhan ramadan natal tahunan harian mingguan bulanan segera sgr secepatnya halo hallo hai
    hi hey hei hallow hello min mimin gan sis bro kak kk kaka kakak dek om tante assalamualaikum
    assalamu'alaikum asalamualaikum assalamualaikumwrwb askum assalam mikum wr wb waalaikumsalam
    wa'alaikumsalam waalaikum walaikumsalam wassalam wassalamualaikum wassalamu'alaikum
    sampurasun rampes punten permisi permios misi maaf maap mf maapkeun hampura ngapunten nuwun
    sewu kulonuwun tabe selamat slmt met selamet salam hormat yth dear terima makasih makasi
    mksh mksih tks thanks thx thank you tq trims trimakasih terimakasih trimksh kasih matur
    suwun suwon maturnuwun hatur nuhun haturnuhun nuhunkeun alhamdulillah insyaallah insya allah
    amin aamiin bismillah mohon mhn mohonn tolong tlg tlong tolonglah minta mnta nyuwun
    nyungkeun sila silakan silahkan slahkan mari ayo hayu hayuk yuk sok cik coba cb wkwk wkwkwk
    wkwkk haha hahaha hehe hehehe hihi huhu hmm hmmm oh ooh ohh eh ehh ah ahh aduh waduh wah wow
    anjir anjay astaga duh ih uh hm waras emm anu eum test tes tess testing cek ping p pp q x xx
    xxx asdf asdfgh qwerty abc abcd and the is to of for in my name not yet nya na it's i'm im
    that's enjang dalu ndalu sonten siyang morning afternoon evening night sir madam good woi
    woy oi shalom swastiastu samlekom assalamu alaikum ass alow hay heyy start exit quit minal
    aidin wal faizin tengkyu syukron jazakumullah jazakallah barakallah dadah bye maacih arigato
    iyo iye iyh oks fix tul em persis correct right wrong yesterday tomorrow today last week yll
    kurleb sekira cepe opsi option menu help bantuan home back next kesupen top sat set mantul
    wuih ciee cie anjirr akhirnya berikut tolongin nggeh nggak2 engga2 sudahlah belumlah yowis
    yasudah yaudah ywdh yauda sebutin sebutkan umpetin nyaho duka tauk entar ntaran makanya
    walah wah-wah ayolah udahlah gpp gausah gtw tau gajadi gjd gajelas hadeh haduh astagfirullah
    astaghfirullah subhanallah innalillahi masyaallah gaskeun cus nopo kados pundi njih akte
    demikian sekian terlampir aye he ckck ckckck buset busyet idih najis anjrit asu jancok cok
    sukses semoga mudah2an wow2 ampun ampuun nyerah agent human complaint love it please
    confidential secret live refund bot rebo cakep cocok moal nihil"""
)

VERBS = _words(
    """lapor laporan laporkan ngadu aduan adukan pengaduan keluhan ngeluh keluh komplain complain
    protes saran usul usulan masukan kritik tanya nanya nanyain taros naros takon tanyakan
    nanyakeun info informasi infonya konfirmasi jawab jawaban jawabannya balas bales dibalas
    respon direspon respons kirim kirimkan ngirim terkirim upload unggah submit daftar dftr
    ngurus urus urusan ngurusin ajukan aju pengajuan permohonan mohonkan bikin bkin nyieun damel
    ngadamel gawe nggawe buka bukan tutup bayar byr mayar bayaran pungli suap minta dimintai
    diminta disuruh suruh nyuruh tunggu nunggu nungguan ngantosan ngantri antri antre antrean
    antrian ngantre datang dtg dateng datangi sumping mulih teka pulang balik masuk msk keluar
    klr luar pergi pindah ambil ngambil nyokot cokot bawa bw nyandak serahkan nyerahin kasih
    ngasih kasi beri dikasih diberi dibilang bilang blg ngomong omong bicara cerita curhat
    sampaikan nyampein telpon tlp telp nelpon telepon hubungi ngubungi chat wa wasap whatsapp
    sms email tulis nulis ketik ngetik isi ngisi baca lihat liat ningali tingali tonton dengar
    denger tahu tau thu apal ngartos ngerti ngarti paham lupa lp hilap poho kelupaan lali ingat
    inget emut eling bingung bgung lieur pusing puas kecewa kesel kesal marah ambek jengkel
    sebel sedih senang seneng bangga percaya yakin lanjut lanjutkan lnjut teruskan batal btl
    batalkan batalin cancel cabut hapus stop berhenti selesai beres rengse slsai tuntas status
    statusnya perkembangan progres progress update kabar cekin ngecek dicek ubah ubahlah ganti
    gantos rubah ralat koreksi revisi betulkan perbaiki perbaikan diperbaiki ulang ulangi salah
    slh keliru lepat lewat lewati skip menyerah simpan pilih pilihan pakai pake pk makai ngangge
    nganggo jual beli jualan dagang kerja bekerja magang tinggal domisili nganggur usaha bisnis
    berusaha urusin bantu bantuan bantuin dibantu tolongin layani dilayani ngelayanin ngalayanan
    pelayanan layanan pelayan servis tangani ditangani proses diproses prosesnya terbit muncul
    ngadat macet rusak error eror erorr gangguan down mati padam hidup nyala hilang ilang
    leungit ketemu panggil dipanggil manggil sebut jelas jelaskan jelasin tolak ditolak nolak
    terima diterima setujui acc disetujui verifikasi diverifikasi validasi survei survey
    disurvei periksa diperiksa pemeriksaan cetak print download unduh login logout klik scan
    buktikan bukti terlampir lampir lampirkan lampiran foto poto photo gambar video vidio
    rekaman dokumen berkas brks file surat map formulir form fotokopi fotocopy materai meterai
    tandatangan ttd tertanda tanda regards rekomendasi main maen tidur makan minum duduk berdiri
    bolak bentak dibentak ketus judes galak ramah sopan cuek dicuekin lelet lambat lama lila
    suwe lawas cepat cepet gancang telat terlambat molor mundur ribet repot susah sulit hese
    gampang mudah bagus sae alus jelek goreng parah mantap mantul keren hebat oke jempol
    memuaskan biasa transparan adil curang bohong nipu tipu ditipu bagi pungut ancam diancam
    hina dihina jaga ngajaga kirain kira pikir mikir rasa ngerasa harap berharap semoga mudahan
    doa harapan maksud maksudnya hadir kabur rapat cuti libur ikut tugas bertugas pulangin jalan
    jln naik turun parkir parkiran awas hati hatihati hamba anonim anonymous anonimus noname
    rahasia dirahasiakan rahasiakeun males malas ogah embung emoh moh alim kedah wedi takut
    sieun setengah mulai memulai menu mulaiin hargai paksa dipaksa dimarahi dimarahin usir
    diusir tega sengaja nyesel butuh peryogi peting hubungkan pertahankan banding setop pergilah
    hapusin gantiin benerin pencet tekan pilihkan maju2 nyambungkeun disambungkeun mudik otw
    meluncur gowes berangkat brangkat ngojek nyetir bertolak numpang nebeng merantau ngontrak
    ngekos kos"""
)

COMMON_WORDS = _words(
    """nama nm nma nami ngaran jeneng jenengan asma wasta namanya namina alamat almt nomor no nomer
    nope hp telpon umur usia tahun warga rakyat masyarakat orang org jalmi jelema wong uwong
    manusia penduduk pribumi pendatang lansia sepuh pemuda bapak ibu anak istri suami ayah mamah
    mama papah papa emak abah kakek nenek aki nini keluarga kel tetangga teman temen kawan sobat
    saudara cucu janda duda pria wanita laki perempuan cowok cewek lelaki awewe lalaki difabel
    tuli tuna netra penyandang disabilitas hamil muslim islam kristen katolik hindu budha pelaku
    pemilik pengusaha pedagang penjual petani peternak nelayan buruh karyawan pegawai guru dosen
    mahasiswa mahasiswi siswa pelajar pns asn p3k pppk tni polri polisi hrd hr staf staff admin
    owner direktur direksi manajer manager kepala ketua wakil sekretaris bendahara anggota
    pengurus kuasa perwakilan utusan pendamping konsultan kontraktor arsitek notaris advokat
    pengacara akuntan wartawan jurnalis aktivis mandor tukang supir sopir driver ojol ojek kurir
    satpam security freelancer wiraswasta swasta wirausaha pensiunan pensiun lulusan sarjana
    saksi korban pelanggan konsumen pengunjung tamu pasien klien pemohon pelapor pengadu pembeli
    investor pengembang developer kader relawan pengelola penyewa perangkat rt rw kades lurah
    camat bupati gubernur presiden menteri dinas kantor ktr kantornya instansi pemda pemkab
    pemerintah desa kecamatan kelurahan kabupaten kota provinsi kampung kp kec kab loket meja
    ruang ruangan tunggu gedung mal mall pasar alun masjid mesjid terminal stasiun rumah rmh
    imah umah toilet wc mushola ac kursi wifi internet server sistem aplikasi app website web
    situs akun password sandi kode otp barcode qr layar komputer laptop printer mesin tv cctv
    lift tangga pintu listrik air lampu kipas motor mobil angkot kendaraan bukti kertas stempel
    cap logo kop materi arsip bangunan tanah lahan kebun sawah kolam kandang ternak ayam sapi
    kambing ikan kapal perahu warung kios ruko kedai cafe kafe resto restoran katering catering
    kue keripik seblak bakso kopi depot galon bengkel laundry konveksi pabrik perusahaan
    prusahaan company firma proyek bisnis tambang galian hajatan keramaian acara event konser
    menara tower spanduk baliho uang duit artos duwit biaya tarif harga ongkos gratis retribusi
    denda kwitansi kuitansi nota rekening rek transfer tunai cash persen amplop rupiah rp setor
    pajak syarat sarat persyaratan prosedur alur tahapan langkah tahap cara aturan peraturan
    perda uu pp hukum dasar sop standar maklumat janji etika kompetensi produk hasil jangka
    sarana prasarana fasilitas evaluasi pengawasan inspektorat ombudsman lapor ksatria pasti
    survei hak kewajiban masalah mslh perkara kasus hal perihal kejadian pengalaman kronologi
    cerita alasan sebab akibat dampak kondisi keadaan bahaya aman keamanan keselamatan jaminan
    nasib untung rugi penting darurat urgent asli palsu sah lengkap kurang salah ketik typo
    ejaan huruf angka data data2 identitas ktp npwp foto profil kontak pribadi umum khusus resmi
    publik online onlen offline manual otomatis digital elektronik pusat daerah cabang unit
    bidang seksi bagian tim teknis petugas ptgs oknum pejabat pimpinan atasan bos calo operator
    cs customer service front office call center hotline kotak buku brosur papan banner
    pengumuman jadwal hari kerja jam malam istirahat awal akhir ujung tempat lokasi tmpt titik
    sebelah wilayah baris urut giliran nilai kualitas mutu jumlah total sisa besar kecil leutik
    gede ageung tinggi rendah panjang pendek luas sempit heureut bersih kotor bau panas dingin
    gelap terang rame ramai sepi penuh kosong lega rapi berantakan baru lama anyar tua muda
    mahal murah awis mirah benar hitam putih merah kuning biru hijau beda sama mirip aneh lucu
    jujur bodoh bego goblok tolol anjing kurangajar brengsek bangsat sialan kampret dunia negara
    negeri bangsa allah tuhan gusti tulisan kalimat kata pesan chat link grup sosmed medsos
    instagram ig facebook fb twitter tiktok youtube telegram gubrag aneka seluruh sebagian
    lainnya lain liyane sejenis macam jenis tipe kelas level tingkat risiko resiko menengah
    skala mikro umkm usahanya tempatnya orangnya bapaknya ibunya adminnya petugasna warga2 ibu2
    bapak2 teman2 pulsa promo diskon pinjol pinjaman judi slot toto menang hadiah undian jasa
    iklan sampah banjir begal maling copet pencurian trotoar selokan jembatan pju bansos bpjs
    pkh kis blt pln pdam puskesmas rs rsud sim stnk samsat disdukcapil capil kua pengadilan
    kapolres polres polsek satpol satgas dprd dpr kpk bpk menpan sp4n malem wengi peuting
    beurang esuk poe dinten sasih taun menit warsa setahun sebulan seminggu sehari sejam
    setahunan semenjak dahulu bantuannya iyanih gitulah itulah inilah entahlah duka teuing embuh
    entah tuh sebenarnya sebenernya sebetulnya mungkin kayaknya kayanya sepertinya barangkali
    tentu pokoknya intinya singkatnya contohnya misalnya umpama misal mangkanya makanya pantes
    pantas percuma sia buang jangankan apalagi sekalian tiba mendadak langsung lgsg lgsng tetap
    tetep masing berkali sempat smpt keburu terpaksa kebetulan akhirnya awalnya tadinya
    perubahan penambahan perpanjangan panjangkeun perpanjang pembuatan penerbitan pengurusan
    pencabutan pendaftaran puji tegar sekar pengambilan pelaporan penyelesaian penolakan
    pembayaran maju qwertyuiop blabla rumah2 salam2 bola film musik lagu gaji lembur jabatan
    anggaran pemilu pilkada caleg kampanye partai penghuni distributor vendor agen reseller
    founder ceo kreator montir teknisi penjahit barista koki chef juru pelukis programmer
    desainer fotografer analis radiografer fisioterapis nutrisionis penyuluh pembina marbot
    takmir makelar broker eksportir importir pengrajin perajin produsen supplier pemasok
    pengecer grosir juragan bakul penambang pengemudi purnawirawan tentara prajurit jaksa yatim
    mualaf keturunan lahir pindahan perantau single parent youtuber selebgram influencer
    kontributor donatur salesman sales marketing supervisor cleaning magang honorer thl kuwu bpd
    pkk posyandu penerima wajib tersangka terlapor putra putri"""
)

HARD_WORDS = FUNCTION_WORDS | VERBS | QUESTION_WORDS | PERMIT_WORDS | PLACES
ORDINARY = HARD_WORDS | COMMON_WORDS | MORE_WORDS | EVERYDAY_WORDS
# "Bagus", "Hari", "Puji" may be either; only a capital or a label makes them a name.
DOUBTFUL = ORDINARY & GIVEN_NAMES

_DOUBLED = re.compile(r"([a-z])\1+")
_SUFFIXES = _words("nya lah kah kan an in ku mu na ne e i")
_PREFIXES = _words("di ke se ter ber nge ng per pe mem men me m")
_SHORTEST_STEM = 4  # Stems of three letters would make half of all names a verb with an affix.


def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is in the lists, bare or with the usual affixes ("dibantuin")."""
    if word in ORDINARY:
        return True
    if word in GIVEN_NAMES:
        return False
    if _DOUBLED.search(word) and _DOUBLED.sub(r"\1", word) in ORDINARY:
        return True  # "lapoor", "iyaa": letters are doubled for feeling.
    # Looking the affixes up by their length is several times faster than trying each.
    starts = [0, *(cut for cut in (1, 2, 3) if word[:cut] in _PREFIXES)]
    ends = [len(word), *(len(word) - cut for cut in (1, 2, 3) if word[-cut:] in _SUFFIXES)]
    return any(
        end - start >= _SHORTEST_STEM and word[start:end] in ORDINARY
        for start in starts
        for end in ends
    )
