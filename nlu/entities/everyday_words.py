"""Everyday words of the training messages that the themed lists of `ordinary_words` lack.

A word that three citizens wrote is neither a name nor a mistyped permit. The list only has to be
long, no entry matters by itself.
"""

from __future__ import annotations

from nlu.entities.word_lists import word_set

EVERYDAY_WORDS = word_set(
    """absen adain adakah adakan adanya adek adik ado adzan agama airnya ajaran aje ajuin akrab
    aktivasi akuarium akui alah alami alas alesan alfamart alit alumni ama amanah amargi ambeh
    ambulans ampe ancur anget anggap angger anteng antosan apaan apanya apapun ape apek apel aren
    ari arti asa asap asar asem asik asup asuransi atanapi atu atur atus auditor autis awak awam
    azan bab bageur baheula bak bal balasannya balesannya balita balong bambu bana bangkrut bangku
    bannya bantal bapenda baret bari basah basi baso bata batre batu batuk batur baunya bawahannya
    bawel beat becak begadang belanja belon bengi bengkak bentar benten bercanda berdua berisi
    berisik berjamaah berjenjang berkah berkeliaran berkerudung besan best betis beureum bhs biang
    biji bini bisi blangko blok blokir blur bocah bodas bodong bojo bojoku bolos bonus bosen bosku
    bosnya boso boten botol broadcast buaya bubar bubur bulu bundel bungsu buntu buram burem buru
    buruan buruk burung butir cadangan cai caket calik calon campur cantik cape capnya captcha car
    card catatannya catetannya catur cekatan celana cendol cerai cerewet cermin ceuk ceurik charger
    cicilan cicing cireng cium cod code coklat coretax cowo cuanki curam curiga dada dagangannya
    dagu dahannya dak dalapan damai damang dangdutan daster dealer debt debu deg degan dekan demam
    demo dhateng dhewe diadakan diakui dialihkan diancem dianggep dianggo diangkut dianter diapain
    dibantosan dibejakeun dibingkai dibongkar dicandak dicap dicat dicicil didampingi die dienggo
    dieusian digawekke digawekno digembok digendong digeser digigit digotong digubris dihentikan
    diisi diisiin diitung dijaluki dijamin dikarang dikon dikonci dikongkon dikoordinasikan
    dikumpulin dikutip dilacak dilakban dilaksanakan dilaminating dilanggar dilaporkeun dilebetkeun
    dilebur dilindungi dimasak dino dinsos dinya dipampang dipangkas dipariksa dipasihkeun dipecat
    dipegang dipel dipelototin diperlihatkan dipersilakan dipersulit dipesen dipigura dipindai
    dipingpong diposting dipotong dipulangkeun dipun dirangkum direken disambung disambungkan
    disambut disangka disebar disebat disediain disediakan disegel disodorin disuguhin ditampilkan
    ditampung ditaroskeun ditawarin diteken ditemui ditertibkan ditiru dituduh ditunda dituntun
    diucapkan diusut diwaler dkt doain dodol dodolan dongkap dosa drafter drakor drama drop drpd
    duanana duanya dukcapil dulur duo durasi duren durian dus eja ekstensi elok ember embernya emg
    emoji emosi endog enem enggal entek etalase euweuh excel ext faskes fitnah flashdisk follow font
    force formasi freezer from gabah gaban gabisa gabung gabungan gacor gadhah gagasan gaib galeri
    gamis ganggu ganjel gantung gathering gebrak gelas gelem gemboknya gemetar gemeteran geprek
    gereja gerimis geser gigireun girik gojek golok googling gorden gosong got goyang grace
    grafiknya gugur gula gulita gunung halus hamba handap hapal haram hareup hareupeun harita harti
    hayam hemat hening heran heubeul hibah hikmah hitung hitungan hoax hongkong hoream hrsnya
    hubungin hungkul ibadah ice idup igd ikhlas ikhlasin iku ilegal ilmu imigrasi imunisasi incu
    indak indeks indomaret infak ingkang inisial insinyur instruktur intip ipar iri irit iseng isian
    isinya istilah istilahnya itung itungan jadul jago jajan jaket jaketnya jalma jamaah jaman
    jamnya jamuran jari jarinya jarumnya jas jatah jebol jebule jemuran jendela jendelanya jepit
    jero jeruk jiga jilbab job jodoh jogo jok jomblo jongkok judul judulnya jumaah jutek kabid
    kaburu kacang kadaluarsa kadaluwarsa kadar kadis kadung kae kahartos kakandungan kakara kakinya
    kaku kamana kambuh kamera kandung kangen kangge kanopi kantos kantun kapake kapala kaping kapok
    kapungkur kapur karatan karpet karung karunya kasur katarak katingali kawinan kebijakan kebon
    kedaluwarsa kedip keisi kelamin kelanjutannya kemenag kempes kenging kepeleset kepleset
    keponakan kepuasannya keputusannya kerabat kerah keran kerendem kereta kering keringet
    keringetan kerudung kesbangpol keselip kesemutan kesenggol keset kesetrum kesimpulan
    kesimpulannya ketauan ketebak ketek ketenagakerjaan keterangannya ketok ketumpahan keyboard
    keyboardnya kiamat kilat kilo kiloan kirang kiwari klaim kleru kluar kmn kolektif kolong kolot
    koma komen komentar komik komplit komponen kompor kon kondangan koneng konsideran konsul konter
    koordinasi koran korsi korsina koyo kretek ksh kuku kuli kulkas kumis kumisan kumpul kunaon
    kuping kupon kurban kutanya label labuh lae laen lah lajeng lakban lalat lambar lami laminating
    lan lanceuk langganan langit lanyard laras laut layu lebet lecek legal legalitas legend lem
    lembarannya lenggah lengkep leueur lha lik lilin limo lipet lipstik liwat loba logat logatnya
    lohor lompat lontong lotek loudspeaker lubang luhur luka lumpur lungguh luntur lutut lwt maca
    macem made maintenance majikan malih mandi mangan mangap mangkal mangke mantan mantep mapnya
    margi mariksa marketplace maroon mase mastiin maunya mawa mawon mayang mbaknya melarang melayang
    meluap melulu memegang memesan memperoleh mempersoalkan mempertanyakan menahan menangani menawi
    mencet mendagri menemani menepati menerbitkan mengajak mengajukan mengaku mengakui mengancam
    mengangkat mengantar mengeluarkan mengetahui mengganggu menghadap menghitung menghubungi
    mengikuti mengingat mengingatkan menginjak mengko mengulang mengusulkan mengutip meni meninggal
    meninjau menta menuduh menunjuk menunjukkan menyalin menyangkut menyeberang menyediakan
    menyelesaikan menyusul mepet merem mergo merk merpati mertua mesem meuli mie mik mineral minjem
    mlebu moco mode model mogok mosok moto motoin motret mriki mrk mugi mukena mulud mulus mumet
    muntah murid musala musti musuh musyawarah nabrak nahan nalika namung nan nanaon nanganin
    nanggepin nanging narasumber narima naro naroskeun ndaftar ndek ndelok nduwe nebak nego negor
    nelen nembe nemenin nentuin nepuk nerangin neror nerusin netes ngabarin ngadain ngadep ngajawab
    ngajelaskeun ngajuin ngakak ngaku ngakunya ngaliwatan ngamuk ngancem ngantor ngantos ngawaler
    ngawur ngebul ngecas ngegas ngejar ngelamar ngeles ngelirik ngenalin ngenteni ngerjain ngerujak
    ngetem ngeusian nggawa nggowo ngintip ngomel ngontrol ngora ngorok ngunyah nian nilam nimpa
    njaba njaga njero njogo nongkrong normal note noted nuju nunduk nunggak nunjuk nunjukkeun nurut
    nyalin nyalira nyaman nyamar nyamuk nyang nyangka nyangkut nyanyi nyapa nyapu nyaranin nyari
    nyaut nyawa nyebar nyekel nyekolahin nyelip nyelipin nyerat nyerobot nyetak nyetrum nyewa
    nyiapin nyicil nyimpen nyiram nyodorin nyolong nyontek nyuapin nyuhunkeun nyusuin nyusul oiya
    omongane omongannya omongke omzet ongkir onok opening opsi oranye orgnya orok ortu oven pacar
    pacarnya pagar pagawe pager paku pakunya palih palu paman pamarentah pami pan panah panahnya
    panci pancing pandang pangaduan panggilannya panggung pangkat panitera panji panto pantry papat
    paragraf pareum parsel paspor payuneun pecel pegangannya pegel pelabuhan pemandu pembaca
    pembagian pembimbing pembuat penanganan penasaran pendengarannya pengamen pengantar pengenal
    pengeras pengganti pengin pengukuran penilaiannya peninjauan pensil percakapan perhatiannya
    perintah periode perpustakaan persegi persib pertanyaannya perut pesangon pesen pesenan pesta
    petak peuyeum piala pidato pigura pikun pin pindho pinggang pingpong pingsan pipis pirang piring
    pisang pita plafon plafonnya plek plis plong png pny podo pokonya pol poli polos ponakan popok
    porsi posting potongan pramuka prima promosi proposal puguh pulpen pulpennya pundak punika puter
    rabun rada ragu rampung rangkap rantang rating raya rebutan receipt record rejeki rekan rempeyek
    resepsionis reset resign respect rezeki ribut rinciannya ringan ringkasan riwayat robek roboh
    rompi rongsok roti rubuh rumit rumiyin rumput rute saatos saben sadar sagala saged sahur saingan
    sajo sak sakali sakola sakti salapan saldo salut sambel sambung sambungkan samemeh sami saminggu
    sampel sandal sanggup sapatu sapertos sapoe saprak sapu sarapan sare sarua sarung sataun satpas
    satus saukur sblh sediain sediakan segel seikhlasnya sekadar sekang sekarung sekat sekedar seket
    sekilas sekilo sekuriti selfie sembuh semen semut senen sengketa senior sensor sensus senter
    senti seolah sepele sepeser sepupu serahin serak serat seratan serem seseorang sesi setara setau
    setunggal seueur seuri shopee siapapun sibuk sido silam silau siluman simpel simpen sinetron
    singkong sinkron sinten sios sisi skck slip smbil snack sobek sobekan solar solusinya someah
    sori sorot soto spam spidol spiker sprei ssst stand statistik stengah stlh story stroke struk
    struknya struktur studi suatu suci sukarela sukuna sungguhan sunyi supados surveyor susulan
    takjil tambal tampak tanggung taruh tasnya tatap taunya tautan tea tebak tebal tebel tegas teken
    teko teladan telapak telaten telinga teliti tembus tembusan tempo temu temuan temuin tender
    tengkurap tepuk terbang terhalang terharu teriak terisi terlanjur terpampang terserah tertib
    terutama this thok tikus timbul timses tinjau tipis tirta tisu tit tiyang tiyange tmn toh tok
    token tol tongkat topi toples training trnyta tuanya tuker tuku tulang tumaros tumpukan
    tungtungna tuwek tuwo ubin ucapan ucapkan udeh uduk uih ujian ukurannya ungu uraian urip urun
    urung urungkan urutannya usum utang utuh verifikator verifikatornya viral visitasi voli voucher
    wadul wafat wakaf waleran wangi wangsul wani want wartosna wastafel wawancara wawuh webnya wudhu
    wudu wungkul yeuh zonk dadi"""
)
