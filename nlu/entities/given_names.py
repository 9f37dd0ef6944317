"""Common given and family names, because a telephone's user writes them in any case.

Only first names and family names that thousands bear; no entry stands for a person. Fulan, Polan
and Contoh are here since invented names are written with them.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = _words(
    """asep ujang dadang dedi deddy dedy cecep encep engkos engkus entis entin enung euis elis eneng
    eros eti etty iis iim ipah iti ida idah ijah imas imat inah ineu icih itoh kokom komar
    komala komariah kosasih lilis mumun maman mamat memed nandang nanang nining neneng nenden
    ningsih odang odah oman omay ooh rohman rohmat rahmat rakhmat sobari sobur sodikin sukandi
    sumarna sunandar supriatna sutisna suhendar suherman tatang tata tati tatik tarya titin titi
    tuti uce ucup udin ucok uum uun uyun wawan wiwin wiwi yanti yayan yayat yayah yoyo yoyoh
    yuyun zaenal zainal zaenudin agus ahmad achmad akhmad muhamad muhammad mohamad mohammad moch
    moh muh mochamad mukhamad ade adi ady aditya adit afif agung ahmadi aisyah aisah ajeng aji
    akbar aldi alfian ali alya amalia amat amelia amir amirudin ana andi andika andri andre
    andreas anggi anggun anggraeni anggraini ani anis anisa annisa anita anton antoni anwar apip
    ari arief arif ariel arifin aris arman armand arya asih asmara astri astuti atik atin aulia
    awan ayu aziz azis azhar bagas bagus bambang bayu benny bella benyamin berlian bernard beni
    billy bintang boby budi budiman budiono budiyanto bowo cahya cahyo cahyadi cahyono candra
    chandra christian cici cindy citra cucu cucun cucum dahlia damar dani dany danu darma
    darmawan darto daryono dasep david dea deden dede dendi deni denny dessy desi devi dewi dian
    diana dicky diki didi didin dimas dina dini dinda dita doni donny dudi dudung dwi dyah dodi
    dodo edi eddy edy eka eko ekawati elin elsa ema emi emma endah endang endro eni enok erik
    erna ernawati erni erwin esti etik eva evi fadil fadhil fadli fahmi fahri fajar fani farah
    farhan farid farida faris fathur fatimah fatmawati fauzan fauzi febri febrian febrianti feri
    ferry fikri firman firmansyah fitri fitria fitriani fransiska fransiskus galih galuh ganjar
    gilang gina ginanjar gita gunawan guntur habibi hadi hafiz haidar haikal hakim halim halimah
    hamdan hamid hamzah hana handayani handoko hani hanif hari hariyanto harto hartati hartono
    haris haryanto haryono hasan hasanah hasanudin hasyim hati hayati helmi hendra hendri
    hendrik henny heni hengki herdi herdiana heri herry heriyanto herlan herlina herman hermawan
    herna heru hesti hidayah hidayat hilman husain husein husen husna husni ibrahim idris ihsan
    iin ika ikbal iqbal ikhsan ilham ilyas imam iman imron ina indah indra indri indriani intan
    ira irawan irawati irfan irma irmawati irna irvan irwan irwansyah isah ishak iskandar ismail
    istiqomah ita ivan iwan jaelani jaenudin jajang jaja jaka jamal jamaludin januar jefri jejen
    jeje jihan joko johan jojo joni jonathan jono juanda julia juliana jumadi juju juhana
    julaeha juminah junaedi kartika kartini karna karman kartono karyo kasman kevin khadijah
    khairul kholid kiki krisna kristina kurnia kurniawan kurniasih kurniati kusnadi kusuma
    kusumah laela laila lala lani lastri latif latifah lenny lela leni lestari lia liana lidya
    lies lilik lina linda lisa lisna lusi lukman lutfi luthfi mahfud mahmud maemunah maimunah
    maesaroh maisaroh malik manaf mansur mardiana maria mariam maryam maryati marlina martini
    marwan maryono masitoh maulana maya mega mei meilani melati meri mia mimin mira mirna misbah
    miswan mitha mona mudrik muhidin mukhtar mukti mulyadi mulyana mulyani mulyono munawar murni
    mustofa mustopa musa mutia mutiara muzaki nabila nadia nadya najwa nana nani nina naufal
    nenah neng neni nia ningrum niken nisa nita novi novia novianti novita nugraha nugroho nunik
    nunung nur nuraeni nuraini nurdin nurhasanah nurhayati nurjanah nurul nurlaela oki okta
    oktavia opik otong paijo paulus permana permata pipih prabowo pramono prasetyo prasetya
    pratama pratiwi prayitno prayoga priyanto puji purnama purnomo purwanto puspa puspita
    puspitasari putra putri putu rachmat rachman rafi raffi rahayu rahman rahmawati rahma raihan
    rais rama ramadan ramadhani ramdan ramdani ramdhan ramli rana rangga rani ratih ratna ratu
    regina rendi rendy reni renaldi resa resti restu reva reza rezky ria rian ridho ridwan rifai
    rifki rika riki rina rini rio ririn riska risma risna rita riyan riyanto rizal rizki rizky
    robby robi rohaeni rohaya rohimah rohim rojak romi roni ros rosa rosi rosidin rosita rosyid
    rudi rudy rukmana ruli rusdi ruslan rusli rusmana ruswandi rustandi sahrul syahrul saepudin
    saefudin saeful saepul saiful sakinah salim salma salman salmah salsabila samsul samsudin
    samuel sandi sandra sanusi santi santoso santosa sapri sari saripah sarah sarinah sarmah
    sarwono satria satrio sekar selvi septian setia setiadi setiawan setiawati setyo sidik sigit
    silvi silvia simon sinta shinta siska siswanto siswoyo siti sitti slamet soleh sholeh
    solihin sofyan sopian sonia sri stefani subagja subagyo subur sudarman sudarso sudirman
    sudrajat sugeng sugiarto sugiman sugiono suharto suhaya suhardi sujana sukarna sukirman
    sukma sulaeman sulaiman sulastri sulis sulistyo sumarni sumarno sumiati sunarti sunarto
    sunarya supardi suparman suparno supri supriadi supriyadi supriyanto suprapto surya suryadi
    suryana suryani suryanto surti susan susanti susanto susi susilo susilawati sutarman
    sutrisno suwarni suwarno suyatno suyono swara syaiful syamsul syarif syarifah syifa taofik
    taufik taufiq tania tantri tarmidi tarsim tedi teddy tegar tia tika tina tini tita titik
    toni tony toha topan topik tono tresna tri triana trisna tristan trisno tukiman tukiyem
    tutik uci udan ulfah uli umar ummi umi upi usep usman utami uus vera vina vino wahid wahyu
    wahyudi wahyuni wardana warsito warso wasiah wati wayan wenny weni widi widia widodo widya
    wida wijaya willy winarti winarno windi wisnu wita wulan wulandari yadi yana yani yanto
    yanuar yati yaya yeni yenny yoga yogi yohanes yono yosep yudha yudi yuda yuli yulia yuliana
    yulianti yulianto yuniar yuningsih yunita yunus yusman yusni yusuf yusup zaki zahra zahira
    zulfa zulkifli zulfikar simanjuntak siregar nasution lubis harahap sitompul hutapea
    situmorang sinaga ginting tarigan sembiring panjaitan silalahi pasaribu nainggolan manurung
    simbolon purba saragih tampubolon tanjung chaniago wongso tan lim hartanto gunadi contoh
    fulan fulanah polan ayi gugun parto sutinah enong dadan nissa ihwan sugiyem sumiyem karta
    parmin ngatini ngadiman paimin tumini giman wagiman sukinem karsih warsih tarsih carsih
    fajri abdul abdullah abdurrahman syarifudin saifudin zainudin jamil jamilah kamal kamila
    naila nayla keisha rafa azka alif hilda yolanda monika veronika theresia agustina agustinus
    petrus stefanus yosef maringan togar parlindungan juwita jumiati kasmini partini suparti
    sumini sutini tukinah wartini mulyati nurmala nurlela rukiah rukmini komalasari sulastini
    elisa elisabeth esih ecin ening ojat otoy omo omon oyo aang aep aas aan ace aceng apud atang
    ato ating ayep empud eman emod endun itang kosim kusnandar kustiwa lukmanul maesih manan
    mansyur nanan nono nunuh odin oding ojoh onih onah rosid sarip sarmidi sutarya sutardi
    tarmin udung ujer uki unang uwes wahidin yeyet yuyu zulham hendro heryanto hermanto kuswanto"""
)
