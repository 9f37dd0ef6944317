"""Common given and family names, because a telephone's user writes them in any case.

Only first names and family names that thousands bear; no entry stands for a person. Fulan, Polan
and Contoh are here since invented names are written with them.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = _words(
    """asep ujang dadang dedi deddy dedy cecep encep engkos engkus entis entin enung euis elis eneng
    eros eti etty iis iim ipah iti ida idah ijah imas imat inah ineu icih itoh kokom komar komala
    komariah kosasih lilis mumun maman mamat memed nandang nanang nining neneng nenden ningsih odang
    odah oman omay ooh rohman rohmat rahmat rakhmat sobari sobur sodikin sukandi sumarna sunandar
    supriatna sutisna suhendar suherman tatang tata tati tatik tarya titin titi tuti uce ucup udin
    ucok uum uun uyun wawan wiwin wiwi yanti yayan yayat yayah yoyo yoyoh yuyun zaenal zainal
    zaenudin agus ahmad achmad akhmad muhamad muhammad mohamad mohammad moch moh muh mochamad
    mukhamad ade adi ady aditya adit afif agung ahmadi aisyah aisah ajeng aji akbar aldi alfian ali
    alya amalia amat amelia amir amirudin ana andi andika andri andre andreas anggi anggun anggraeni
    anggraini ani anis anisa annisa anita anton antoni anwar apip ari arief arif ariel arifin aris
    arman armand arya asih asmara astri astuti atik atin aulia awan ayu aziz azis azhar bagas bagus
    bambang bayu benny bella benyamin berlian bernard beni billy bintang boby budi budiman budiono
    budiyanto bowo cahya cahyo cahyadi cahyono candra chandra christian cici cindy citra cucu cucun
    cucum dahlia damar dani dany danu darma darmawan darto daryono dasep david dea deden dede dendi
    deni denny dessy desi devi dewi dian diana dicky diki didi didin dimas dina dini dinda dita doni
    donny dudi dudung dwi dyah dodi dodo edi eddy edy eka eko ekawati elin elsa ema emi emma endah
    endang endro eni enok erik erna ernawati erni erwin esti etik eva evi fadil fadhil fadli fahmi
    fahri fajar fani farah farhan farid farida faris fathur fatimah fatmawati fauzan fauzi febri
    febrian febrianti feri ferry fikri firman firmansyah fitri fitria fitriani fransiska fransiskus
    galih galuh ganjar gilang gina ginanjar gita gunawan guntur habibi hadi hafiz haidar haikal
    hakim halim halimah hamdan hamid hamzah hana handayani handoko hani hanif hari hariyanto harto
    hartati hartono haris haryanto haryono hasan hasanah hasanudin hasyim hati hayati helmi hendra
    hendri hendrik henny heni hengki herdi herdiana heri herry heriyanto herlan herlina herman
    hermawan herna heru hesti hidayah hidayat hilman husain husein husen husna husni ibrahim idris
    ihsan iin ika ikbal iqbal ikhsan ilham ilyas imam iman imron ina indah indra indri indriani
    intan ira irawan irawati irfan irma irmawati irna irvan irwan irwansyah isah ishak iskandar
    ismail istiqomah ita ivan iwan jaelani jaenudin jajang jaja jaka jamal jamaludin januar jefri
    jejen jeje jihan joko johan jojo joni jonathan jono juanda julia juliana jumadi juju juhana
    julaeha juminah junaedi kartika kartini karna karman kartono karyo kasman kevin khadijah khairul
    kholid kiki krisna kristina kurnia kurniawan kurniasih kurniati kusnadi kusuma kusumah laela
    laila lala lani lastri latif latifah lenny lela leni lestari lia liana lidya lies lilik lina
    linda lisa lisna lusi lukman lutfi luthfi mahfud mahmud maemunah maimunah maesaroh maisaroh
    malik manaf mansur mardiana maria mariam maryam maryati marlina martini marwan maryono masitoh
    maulana maya mega mei meilani melati meri mia mimin mira mirna misbah miswan mitha mona mudrik
    muhidin mukhtar mukti mulyadi mulyana mulyani mulyono munawar murni mustofa mustopa musa mutia
    mutiara muzaki nabila nadia nadya najwa nana nani nina naufal nenah neng neni nia ningrum niken
    nisa nita novi novia novianti novita nugraha nugroho nunik nunung nur nuraeni nuraini nurdin
    nurhasanah nurhayati nurjanah nurul nurlaela oki okta oktavia opik otong paijo paulus permana
    permata pipih prabowo pramono prasetyo prasetya pratama pratiwi prayitno prayoga priyanto puji
    purnama purnomo purwanto puspa puspita puspitasari putra putri putu rachmat rachman rafi raffi
    rahayu rahman rahmawati rahma raihan rais rama ramadan ramadhani ramdan ramdani ramdhan ramli
    rana rangga rani ratih ratna ratu regina rendi rendy reni renaldi resa resti restu reva reza
    rezky ria rian ridho ridwan rifai rifki rika riki rina rini rio ririn riska risma risna rita
    riyan riyanto rizal rizki rizky robby robi rohaeni rohaya rohimah rohim rojak romi roni ros rosa
    rosi rosidin rosita rosyid rudi rudy rukmana ruli rusdi ruslan rusli rusmana ruswandi rustandi
    sahrul syahrul saepudin saefudin saeful saepul saiful sakinah salim salma salman salmah
    salsabila samsul samsudin samuel sandi sandra sanusi santi santoso santosa sapri sari saripah
    sarah sarinah sarmah sarwono satria satrio sekar selvi septian setia setiadi setiawan setiawati
    setyo sidik sigit silvi silvia simon sinta shinta siska siswanto siswoyo siti sitti slamet soleh
    sholeh solihin sofyan sopian sonia sri stefani subagja subagyo subur sudarman sudarso sudirman
    sudrajat sugeng sugiarto sugiman sugiono suharto suhaya suhardi sujana sukarna sukirman sukma
    sulaeman sulaiman sulastri sulis sulistyo sumarni sumarno sumiati sunarti sunarto sunarya
    supardi suparman suparno supri supriadi supriyadi supriyanto suprapto surya suryadi suryana
    suryani suryanto surti susan susanti susanto susi susilo susilawati sutarman sutrisno suwarni
    suwarno suyatno suyono swara syaiful syamsul syarif syarifah syifa taofik taufik taufiq tania
    tantri tarmidi tarsim tedi teddy tegar tia tika tina tini tita titik toni tony toha topan topik
    tono tresna tri triana trisna tristan trisno tukiman tukiyem tutik uci udan ulfah uli umar ummi
    umi upi usep usman utami uus vera vina vino wahid wahyu wahyudi wahyuni wardana warsito warso
    wasiah wati wayan wenny weni widi widia widodo widya wida wijaya willy winarti winarno windi
    wisnu wita wulan wulandari yadi yana yani yanto yanuar yati yaya yeni yenny yoga yogi yohanes
    yono yosep yudha yudi yuda yuli yulia yuliana yulianti yulianto yuniar yuningsih yunita yunus
    yusman yusni yusuf yusup zaki zahra zahira zulfa zulkifli zulfikar simanjuntak siregar nasution
    lubis harahap sitompul hutapea situmorang sinaga ginting tarigan sembiring panjaitan silalahi
    pasaribu nainggolan manurung simbolon purba saragih tampubolon tanjung chaniago wongso tan lim
    hartanto gunadi contoh fulan fulanah polan ayi gugun parto sutinah enong dadan nissa ihwan
    sugiyem sumiyem karta parmin ngatini ngadiman paimin tumini giman wagiman sukinem karsih warsih
    tarsih carsih fajri abdul abdullah abdurrahman syarifudin saifudin zainudin jamil jamilah kamal
    kamila naila nayla keisha rafa azka alif hilda yolanda monika veronika theresia agustina
    agustinus petrus stefanus yosef maringan togar parlindungan juwita jumiati kasmini partini
    suparti sumini sutini tukinah wartini mulyati nurmala nurlela rukiah rukmini komalasari
    sulastini elisa elisabeth esih ecin ening ojat otoy omo omon oyo aang aep aas aan ace aceng apud
    atang ato ating ayep empud eman emod endun itang kosim kusnandar kustiwa lukmanul maesih manan
    mansyur nanan nono nunuh odin oding ojoh onih onah rosid sarip sarmidi sutarya sutardi tarmin
    udung ujer uki unang uwes wahidin yeyet yuyu zulham hendro heryanto hermanto kuswanto abas acep
    aceu adang adeng adun ajat alit amas amung andang apong arum asmuni atan atikah atun atut
    bahrudin bubun bunyamin cacih caca cahyana carkim carsim casmita darsono dayat dedah dedeh didik
    djuhana dodoh eci ehah elih elon emay emul encang endin engkay engkom entang epon eroh erum etin
    euceu eulis gojali gozali hadijah holis holil icah icang icu iding idin ihin ijang ikah ikeu
    ilah inay ipin iwa iyah iyam iyar iyet iyus jajat janah jenal jujun jumsih karmini karnati
    karsidi karwati kasim kokoy kurdi kusnan kusnaeni lilih mahpudin mamay mardi marni masriah mimih
    mimi misnah mulyanah munah munir nandar naning nacih nendah nengsih nyimas ocih oded odih oim
    olis omih ondang oneng oom opan otang oteng pepen pipit pupu pupung roheti rohayati rokayah
    rukiyah rusdiana saeni salbiah sanip sarmili sobana sobirin somad somantri sopandi sopyan suanda
    suarsih subarna sujai sukaesih sukarya sumantri sumpena sunaryo supena supyan suryaman sutisno
    tamami tardi tarkim tarlan tarmizi tarsono tasdik tasya tatan teten tisna tohir tohari totong
    tursih turyati tuty ubad uding udis ujeng ukat ukon umay umiyati unah uneh upik ujun uyat
    wahyudin wahidah wasmi wawat wikarta wirya wiryo yeyen yeyep yoyom yusep zulaeha juariah juhri
    aminah anang anjar anjani basuki bejo bimo bramantyo budianto budiarto cahyani cokro daryanto
    daryati djoko dwiyanto edhi fatkhur giyanto giyono hardjo hardi hardiyanto harni harsono hartini
    haryati hastuti hendrawan hermin heryani ismanto ismiyati iswanto jarwo jatmiko joyo jumari
    jumiran kardi kariyem karno karsono kartinah kasiyem katmini kuncoro kustini lasmi lasmini
    legiman legiyem marjono marsudi marsuki martono marwoto marwati miyem mujiono mujiyati mukidi
    mukiyem mursid musiyem narko ngadimin ngatemi ngatiyem ngatiman paijem painem painah pairin
    paniyem pardi parjo parjono parti partinem ponijan poniman ponirah poniyem prapto prasojo
    priyono purwadi purwati purwoko raharjo ratmi ratno retno riyadi riyanti rubiyem rusmini
    rusmiyati saminah saminem samsuri saptono sarjono sarno sarti sastro satinem setyawan setyowati
    siswadi siswati sriyono sriyati subandi subroto sudarmaji sudarmi sudarno sudarti sudarto
    sudaryanto sudibyo sugianto sugiharto sugiyanto sugiyono suhartini suharti suhartono sujarwo
    sujiman sujono sukamto sukardi sukarno sukarti sukini sukino sulistiyo sulistyowati sumanto
    sumardi sumaryono sumaryati sumarti sumino sumiyati suparmi supatmi supono suprapti supriyono
    suradi surahman surati suratman suratmi suratno suroso suroto suryono susiyanti sutaryo sutejo
    sutikno sutinem sutopo suwandi suwarti suwito suyanto suyatmi suyati suyitno tarjo tarno teguh
    tentrem triyono triyanto tugiman tugiyem tukijan tukino tukirah tumijo tuminah turini turmudi
    utomo wagimin wagiyem wahyono wakidi wakijo walidi waluyo waluya warno warsini warti wartono
    wasis wasito wibisono wibowo wicaksono widayat widayati widianto widiastuti widiyanto widyawati
    wijayanti wijayanto winarsih wiranto wiyono wuryani yatmi yatno yuwono sihombing simatupang
    sinambela sianturi sihotang situmeang sirait sitanggang sihite hutagalung hutabarat hutasoit
    lumban lumbantobing tobing manik manullang marbun marpaung napitupulu pakpahan pardede
    rajagukguk saragi siahaan sibarani siburian sidabutar silaban simamora simangunsong sinurat
    sipayung sitepu sitorus togatorop girsang barus surbakti pinem daulay dalimunthe rangkuti
    batubara hasibuan matondang pohan rambe ritonga bonar poltak tigor butet ronauli rotua sahat
    sahala hotman binsar parulian maruli syafril syafri syafrizal afrizal zulfahmi zulkarnain
    zulkarnaen syamsuar syamsir nofrizal novrizal erizal afdal deswita yenita mardiah gusti asnidar
    asnimar yurnalis yulisma rosmiati rosmaniar ermawati eliza elmi elvira fadhilah fitra gusnita
    jasril martias nasrul nurbaiti rosnida sutan syahril syafei syafrudin syafruddin yuhelmi
    zainuddin zubir buyung ketut nyoman komang kadek ngurah iluh luh suarta suastika wirawan artawan
    sudiarta sudana widana dharma wiguna matsuri sahrudin bahri hosen hosnan jauhari jufri juhari
    masduki misnari muslimin rusdiyanto samhadi sarbini zaini faruq faruk rojali rohani mandra
    sabeni naim naimah maemun enoh romlah romli saprudin saputra sanih sanwani nasir nasrullah
    mursidi muhali marzuki mahmudin muslih hasbullah hasbi maulida yohana liem tjandra kusumo
    lesmana lukito setiabudi sutanto tanuwijaya widjaja winata meiling liong yohan adelia adinda
    aditia agnes aida ainun airlangga alamsyah alda aldo alfan alfi alfin alifah alvin amalina
    amanda anandita anastasia andhika andini andrian andriani andriansyah angga anggara anggia
    anisah antonius apriani aprilia apriliani apriyanti ardi ardian ardiansyah ardianto arfan arga
    ariani arianto arianti arini aripin ariyanto arnold arsyad artika arwan aryani aryanto asri
    asrul astrid ayub ayuningtyas azhari azizah azmi azzahra badrudin badru bachtiar baharudin
    bahtiar barkah basri bima bisri bobby bonita bunga burhan burhanudin camelia carolina catur
    cecilia christina cynthia damayanti daniel danang darmanto darwis dedek delia della denis derry
    destiana devita dewanti dewantara dhani dhea dhika dhini diah dilla dinar dito djuanda dody
    donni dzaki edwar edwin efendi effendi elfira elina elisabet emilia erfan erika erlangga erlina
    erwina evita fabian fadilah fadlan fahrul fahrudin faisal faizal faizah fatah fatur faturrahman
    febby febriani febrianto febriyanti felix ferdi ferdian ferdinand firda firdaus firmanto fitrah
    fitriah fitriana fitrianti fitriyani fitriyanti frans fransisca freddy furqon galang gerry ghina
    ghozali gilar gugum habibah hafid hafidz hafsah hairul hamidah hamim hamka handi handika hanifah
    hanna hariadi hariyadi harianto harja harjo hasna helena hendarsyah hendrawati herianto
    heriansyah herlambang herliana hermansyah herni herwin hidayatullah hikmah hilmi hotimah humaira
    ibnu idham idrus ilma ilmi imelda inayah indarti indrawan indrawati inge irham ismah ismaya ismi
    isnaeni isnaini isti istianah iswandi izzati jasmine jauhar jayadi jayanti jefry jenny jessica
    jodi johanes johannes joseph jubaedah julian juliani julianto julius junaidi juniar kamaludin
    karim karlina karmila karyadi karyono kasmiati kemal khairani khairunnisa khalid khoirul
    khoirunnisa khotimah komarudin krisdianto kristanti kristianto kristin kurniadi kurniasari
    kurnianto kusmana kusmawati kusmiati kusrini kusumawardani kusumawati laksmi larasati laras
    latief lathifah leonard lidia linawati lita liza ludfi lukas lulu luluk luqman lydia machmud
    mahendra maharani maheswari mahesa maimun majid malia mardiyah margaretha marissa mariana
    mariani mario marno marsha martha martina maryadi maryana maryanah masruroh mauludin maysaroh
    mayang mayasari megawati melani melinda melisa meyliana michael miftah miftahul mila mirawati
    mirza misbahudin mochammad mufid muhaimin muhajir muhibbin muhlis mujahid mujib mukhlis mukhsin
    mulyanto mumtaz munandar munawaroh murniati murtado murtini muslikh mutiah mutmainah muzakir
    nabil nadira najib nanik nanda natalia nathan naura nilam ninda ninik nirmala noer noni nopita
    nora norman noval novan noviyanti nuradi nurbaeti nurdiana nurdiansyah nurhidayat nurhidayah
    nuri nurita nurjaman nurjannah nurkholis nurlaila nurmalasari nurohman nursalim nuryadi nuryana
    nuryani nuryati olivia oscar pandu panji pardiman patimah patricia paula pertiwi pramesti
    pramudya prasetiyo prasetyawan prima prihatini priscilla priska pujiati pujianto pujiastuti
    purnamasari purnawan purwaningsih purwanti purwo qomariah rachel rachma rachmawati radit raditya
    rahadian raharja rahmad rahmadani rahmania rahmayanti rahmi ramlah ramona randi randy rasid
    rasyid rayhan renata reno restiana retna rhani riani ricky ridha rifan rifqi rijal rima rinaldi
    risa riswan riswanto rivaldi rizka rizkita robert roby rochmat rodiah rohadi rohana rohendi
    romadhon ronald ronny rosalina rosdiana rosidah rosmawati rosmini rosyidah rozak rozi rudiana
    rudianto rudiyanto rusdian rusdianto rusnandi rustam ruth sabrina sadam safira safitri safwan
    sahid said sakti saleh salbiyah salwa sanjaya santika saparudin saputri sardi saripudin sarma
    sarmin satya sayid sekti selly septi septiana septiani septiawan serli setiana setiani setiasih
    shafira sherly shofiyah sholihah sholihin sidqi silvana sindy siswandi sofia sofiah sofian
    solehah solehudin solihat sony sopiah suci sudirja sugandi suganda sugiarti suhada suhaeni
    suhaemi suhaimi suhandi suharja suharyanto suhendi suhendra suherlan suhermi suherti sujadi
    sujatmiko sukandar sukmana sukmawati sulistiani sulistiawati sulthan sumarsih sumarwan sumiarti
    sumirat sundari sunardi sunarsih supangat supendi supian supriatin supriatini supriyatna
    surachman suriani suripto suryaningsih suryatna suryati suryawan susanah suteja suwanda suwardi
    suwarna syahrial syahrini syahroni syahrudin syaifudin syakur syamsiah syamsudin syarifuddin
    syukri tamara tamrin tantan tanti tanto teja teti tety thomas tiara tiana tiffany tofan tofik
    tomi tommy trimo tubagus udjang utari valentina vania vanessa verawati vicky vidya viktor
    vincent vivi wahab wandi wanti wardi wardiman wardoyo warman waryono wasim wibawa widarti wiji
    wildan wina windarti wiwik wiwit wiyanto yahya yandi yanita yanuarti yasin yasmin yasir yayuk
    yeti yetti yola yongki yopi yosi yosua yudistira yulita yuliani yuliati yulius yuliyanti yuni
    yuniarti yunianto yusmiati yusnita yusri yusrizal yusron zaenab zaenuddin zahid zaid zainab
    zainuri zakaria zakiah zakiyah zamroni zarkasih zidan zubaedah zubaidah zuhdi zuhri zuleha
    zuraida ratri rosdiani nofi nofita desmon hesty septa tirta yoseph ananda ayunda bintari
    citrawati endra hamdi jumhur kosasi lasiman mursiti narsih nurmi partono ruminah sakirman
    salamah sarkim tasmin tasmi warjo wasirah yumiati zaky zul ramadhan cicih aam ai usin ikin oyok
    sumi karni darmi suro saroh sukri sarinten tasripin warkiah yayu yoyok yudis yulis zahro koswara
    ning ondi dadi karsinah sutarno karsini saminten sarmini tasmiah rukoyah rodiyah engkur ujum
    ading adung agan apit aping asnawi ateng awing bahrun baban cece cecen cuca darsih dasim dasmin
    deded didah dirja dodih edeh eep ees ehin elan encu endeh eneh engkan entoh enti erah esin esoh
    euhis eweh gumilar haryadi hayat idam idar ihah ikoh iloh imong inding inoh irin isur iyad iyan
    jamhur jana jarkasih jeni jubed jujuh jumena kadir kanta karmin karto karwita kastim kokon
    kuraesin kusna lasmana mahfudin mamun marsinah masdar mastur momon mumuh muslihat nanih nasim
    nasrudin nengah niah nonoh nurdiansah nurodin oba obay obar oha oko ombi omod onang oni otih oyi
    oyon pepi popon pupun rahmana rasim rasiman rasjo risman rohidin rokib rosmana ruhiyat rukmin
    rusman rustini sabri saca sahri sajum samad sambas samin samini sanim sapei saprol sardiman
    sarju sarka sarta sartini sarwan satori senah sidin sodik soedarmo suarna suha suhanda suherli
    sujarwadi sukanta sukatma sukria suminar sundara supardan supiati supriadin sutiah syamsuri
    tamim tanu tarmana tarwi tatih tedja tien titing tuminem tursina udi udja uha ukas umsari unari
    undan unin usup uyeh warja warkim watini wihartini winda winta wirja yaman yuhana yusmana
    zaelani zaenul zainul"""
)

# Endings that few other words have: no list of names is ever complete ("nurhendarsyah").
_ENDING = re.compile(
    r".{2,}(?:udin|fudin|wati|yati|iati|yanti|yanto|ianto|nanto|wanto|arno|arjo|yono|iono|ningsih|nengsih"
    r"|ningrum|rahman|syah|yadi|iadi|wibowo|kusuma|inem|iyem|liana|[a-z]{2}(?:awan|iana|yana))$"
)


def resembles_name(word: str) -> bool:
    """Whether a lower-case word that stands in no list ends as names do."""
    return len(word) > 5 and _ENDING.match(word) is not None
