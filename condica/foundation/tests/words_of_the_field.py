"""Words of a town hall with all their forms (cuvintele domeniului): written out by hand or by their declension."""

from __future__ import annotations

# How nouns bend: the endings that replace the citation form's own, indefinite and definite, with their cases.
ATION = ("ție", "ție ția ției ții țiile țiilor")
VERBAL = ("are", "are area ări ării ările ărilor")
VERBAL_E = ("ere", "ere erea eri erii erile erilor")
SHOP = ("ie", "ie ia iei ii iile iilor")
URI = ("", " ul ului uri urile urilor")
NEUTER = ("", " ul ului e ele elor")
PERSON = ("", " ul ului i ii ilor")
FEM = ("ă", "ă a ei e ele elor")
TATE = ("tate", "tate tatea tăți tății tățile tăților")

PATTERNS: dict[tuple[str, str], str] = {
    ATION: "petiție informație dispoziție reclamație autorizație asociație instituție licitație declarație notificație "
    "comunicație circulație construcție populație contestație obligație poluție stație",
    VERBAL: "sesizare canalizare parcare salubrizare adunare comunicare eliberare modificare rectificare consultare "
    "aprobare executare programare reparare amenajare finanțare informare plantare",
    VERBAL_E: "cerere propunere vedere credere",
    SHOP: "primărie gospodărie librărie farmacie",
    URI: "drum buget parc cont gard loc",
    NEUTER: "certificat impozit șantier zgomot contract proiect act trotuar apartament document cartier imobil dosar "
    "formular regulament teren termen aviz",
    PERSON: "primar funcționar consilier inspector locatar proprietar arhivar director secretar jurist",
    FEM: "taxă audiență adeverință factură locuință",
    TATE: "proprietate autoritate localitate calitate activitate societate",
}

#: Words whose inside changes, or that bend in their own way.
IRREGULAR = """
hotărâre hotărârea hotărâri hotărârii hotărârile hotărârilor
stradă strada străzi străzii străzile străzilor
groapă groapa gropi gropii gropile gropilor
gunoi gunoiul gunoiului gunoaie gunoaiele gunoaielor
câine câinele câinelui câini câinii câinilor
răspuns răspunsul răspunsului răspunsuri răspunsurile răspunsurilor
cetățean cetățeanul cetățeanului cetățeni cetățenii cetățenilor
copac copacul copacului copaci copacii copacilor
apă apa apei ape apele apelor
școală școala școlii școli școlile școlilor
spital spitalul spitalului spitale spitalele spitalelor
arhivă arhiva arhivei arhive arhivele arhivelor
iluminat iluminatul iluminatului
urbanism urbanismul urbanismului
oraș orașul orașului orașe orașele orașelor
municipiu municipiul municipiului municipii municipiile municipiilor
consiliu consiliul consiliului consilii consiliile consiliilor
serviciu serviciul serviciului servicii serviciile serviciilor
plată plata plății plăți plățile plăților
lege legea legii legi legile legilor
casă casa casei case casele caselor
bloc blocul blocului blocuri blocurile blocurilor
scară scara scării scări scările scărilor
pod podul podului poduri podurile podurilor
stâlp stâlpul stâlpului stâlpi stâlpii stâlpilor
arbore arborele arborelui arbori arborii arborilor
mașină mașina mașinii mașini mașinile mașinilor
piață piața pieței piețe piețele piețelor
vecin vecinul vecinului vecini vecinii vecinilor
copil copilul copilului copii copiii copiilor
amendă amenda amenzii amenzi amenzile amenzilor
câmp câmpul câmpului câmpuri câmpurile câmpurilor
cimitir cimitirul cimitirului cimitire cimitirele cimitirelor
ședință ședința ședinței ședințe ședințele ședințelor
moștenitor moștenitorul moștenitorului moștenitori moștenitorii moștenitorilor
căldură căldura căldurii călduri căldurile căldurilor
pensie pensia pensiei pensii pensiile pensiilor
orar orarul orarului orare orarele orarelor
plan planul planului planuri planurile planurilor
apel apelul apelului apeluri apelurile apelurilor
scrisoare scrisoarea scrisorii scrisori scrisorile scrisorilor
instanță instanța instanței instanțe instanțele instanțelor
registru registrul registrului registre registrele registrelor
raport raportul raportului rapoarte rapoartele rapoartelor
adresă adresa adresei adrese adresele adreselor
zăpadă zăpada zăpezii zăpezi zăpezile zăpezilor
bancă banca băncii bănci băncile băncilor
centru centrul centrului centre centrele centrelor
ziar ziarul ziarului ziare ziarele ziarelor
ordonanță ordonanța ordonanței ordonanțe ordonanțele ordonanțelor
decizie decizia deciziei decizii deciziile deciziilor
sentință sentința sentinței sentințe sentințele sentințelor
registratură registratura registraturii registraturi registraturile registraturilor
expediere expedierea expedierii expedieri expedierile expedierilor
borderou borderoul borderoului borderouri borderourile borderourilor
plic plicul plicului plicuri plicurile plicurilor
ștampilă ștampila ștampilei ștampile ștampilele ștampilelor
semnătură semnătura semnăturii semnături semnăturile semnăturilor
viză viza vizei vize vizele vizelor
acord acordul acordului acorduri acordurile acordurilor
chitanță chitanța chitanței chitanțe chitanțele chitanțelor
contravenție contravenția contravenției contravenții contravențiile contravențiilor
sancțiune sancțiunea sancțiunii sancțiuni sancțiunile sancțiunilor
somație somația somației somații somațiile somațiilor
moștenire moștenirea moștenirii moșteniri moștenirile moștenirilor
căsătorie căsătoria căsătoriei căsătorii căsătoriile căsătoriilor
naștere nașterea nașterii nașteri nașterile nașterilor
deces decesul decesului decese decesele deceselor
domiciliu domiciliul domiciliului domicilii domiciliile domiciliilor
reședință reședința reședinței reședințe reședințele reședințelor
vot votul votului voturi voturile voturilor
alegere alegerea alegerii alegeri alegerile alegerilor
minoritate minoritatea minorității minorități minoritățile minorităților
asistent asistentul asistentului asistenți asistenții asistenților
beneficiar beneficiarul beneficiarului beneficiari beneficiarii beneficiarilor
ajutor ajutorul ajutorului ajutoare ajutoarele ajutoarelor
indemnizație indemnizația indemnizației indemnizații indemnizațiile indemnizațiilor
alocație alocația alocației alocații alocațiile alocațiilor
grădiniță grădinița grădiniței grădinițe grădinițele grădinițelor
creșă creșa creșei creșe creșele creșelor
elev elevul elevului elevi elevii elevilor
profesor profesorul profesorului profesori profesorii profesorilor
bursă bursa bursei burse bursele burselor
autobuz autobuzul autobuzului autobuze autobuzele autobuzelor
tramvai tramvaiul tramvaiului tramvaie tramvaiele tramvaielor
bilet biletul biletului bilete biletele biletelor
abonament abonamentul abonamentului abonamente abonamentele abonamentelor
semafor semaforul semaforului semafoare semafoarele semafoarelor
trecere trecerea trecerii treceri trecerile trecerilor
pieton pietonul pietonului pietoni pietonii pietonilor
bicicletă bicicleta bicicletei biciclete bicicletele bicicletelor
pistă pista pistei piste pistele pistelor
accident accidentul accidentului accidente accidentele accidentelor
viteză viteza vitezei viteze vitezele vitezelor
cameră camera camerei camere camerele camerelor
poliție poliția poliției poliții polițiile polițiilor
polițist polițistul polițistului polițiști polițiștii polițiștilor
pompier pompierul pompierului pompieri pompierii pompierilor
incendiu incendiul incendiului incendii incendiile incendiilor
inundație inundația inundației inundații inundațiile inundațiilor
cutremur cutremurul cutremurului cutremure cutremurele cutremurelor
furtună furtuna furtunii furtuni furtunile furtunilor
deszăpezire deszăpezirea deszăpezirii deszăpeziri deszăpezirile deszăpezirilor
pădure pădurea pădurii păduri pădurile pădurilor
fântână fântâna fântânii fântâni fântânile fântânilor
monument monumentul monumentului monumente monumentele monumentelor
muzeu muzeul muzeului muzee muzeele muzeelor
teatru teatrul teatrului teatre teatrele teatrelor
bibliotecă biblioteca bibliotecii biblioteci bibliotecile bibliotecilor
festival festivalul festivalului festivaluri festivalurile festivalurilor
spectacol spectacolul spectacolului spectacole spectacolele spectacolelor
stadion stadionul stadionului stadioane stadioanele stadioanelor
sală sala sălii săli sălile sălilor
hală hala halei hale halele halelor
târg târgul târgului târguri târgurile târgurilor
comerciant comerciantul comerciantului comercianți comercianții comercianților
magazin magazinul magazinului magazine magazinele magazinelor
terasă terasa terasei terase terasele teraselor
miros mirosul mirosului mirosuri mirosurile mirosurilor
poluare poluarea poluării poluări poluările poluărilor
deșeu deșeul deșeului deșeuri deșeurile deșeurilor
ambalaj ambalajul ambalajului ambalaje ambalajele ambalajelor
pubelă pubela pubelei pubele pubelele pubelelor
tomberon tomberonul tomberonului tomberoane tomberoanele tomberoanelor
rampă rampa rampei rampe rampele rampelor
țânțar țânțarul țânțarului țânțari țânțarii țânțarilor
șobolan șobolanul șobolanului șobolani șobolanii șobolanilor
pisică pisica pisicii pisici pisicile pisicilor
creangă creanga crengii crengi crengile crengilor
frunză frunza frunzei frunze frunzele frunzelor
floare floarea florii flori florile florilor
bordură bordura bordurii borduri bordurile bordurilor
pavaj pavajul pavajului pavaje pavajele pavajelor
rigolă rigola rigolei rigole rigolele rigolelor
șanț șanțul șanțului șanțuri șanțurile șanțurilor
podeț podețul podețului podețe podețele podețelor
canal canalul canalului canale canalele canalelor
capac capacul capacului capace capacele capacelor
conductă conducta conductei conducte conductele conductelor
branșament branșamentul branșamentului branșamente branșamentele branșamentelor
contor contorul contorului contoare contoarele contoarelor
avarie avaria avariei avarii avariile avariilor
întrerupere întreruperea întreruperii întreruperi întreruperile întreruperilor
presiune presiunea presiunii presiuni presiunile presiunilor
cablu cablul cablului cabluri cablurile cablurilor
bec becul becului becuri becurile becurilor
lampă lampa lămpii lămpi lămpile lămpilor
gaz gazul gazului gaze gazele gazelor
centrală centrala centralei centrale centralele centralelor
lift liftul liftului lifturi lifturile lifturilor
acoperiș acoperișul acoperișului acoperișuri acoperișurile acoperișurilor
fațadă fațada fațadei fațade fațadele fațadelor
subsol subsolul subsolului subsoluri subsolurile subsolurilor
chiriaș chiriașul chiriașului chiriași chiriașii chiriașilor
chirie chiria chiriei chirii chiriile chiriilor
parcelă parcela parcelei parcele parcelele parcelelor
demolare demolarea demolării demolări demolările demolărilor
macara macaraua macaralei macarale macaralele macaralelor
pasarelă pasarela pasarelei pasarele pasarelele pasarelelor
consultanță consultanța consultanței consultanțe consultanțele consultanțelor
despăgubire despăgubirea despăgubirii despăgubiri despăgubirile despăgubirilor
pagubă paguba pagubei pagube pagubele pagubelor
concesiune concesiunea concesiunii concesiuni concesiunile concesiunilor
închiriere închirierea închirierii închirieri închirierile închirierilor
vânzare vânzarea vânzării vânzări vânzările vânzărilor
achiziție achiziția achiziției achiziții achizițiile achizițiilor
ofertă oferta ofertei oferte ofertele ofertelor
candidat candidatul candidatului candidați candidații candidaților
concurs concursul concursului concursuri concursurile concursurilor
post postul postului posturi posturile posturilor
salariu salariul salariului salarii salariile salariilor
angajat angajatul angajatului angajați angajații angajaților
invitație invitația invitației invitații invitațiile invitațiilor
ceremonie ceremonia ceremoniei ceremonii ceremoniile ceremoniilor
delegație delegația delegației delegații delegațiile delegațiilor
delegat delegatul delegatului delegați delegații delegaților
comisie comisia comisiei comisii comisiile comisiilor
dezbatere dezbaterea dezbaterii dezbateri dezbaterile dezbaterilor
anunț anunțul anunțului anunțuri anunțurile anunțurilor
ziarist ziaristul ziaristului ziariști ziariștii ziariștilor
presă presa presei prese presele preselor
conferință conferința conferinței conferințe conferințele conferințelor
publicație publicația publicației publicații publicațiile publicațiilor
sondaj sondajul sondajului sondaje sondajele sondajelor
strategie strategia strategiei strategii strategiile strategiilor
program programul programului programe programele programelor
parteneriat parteneriatul parteneriatului parteneriate parteneriatele parteneriatelor
voluntar voluntarul voluntarului voluntari voluntarii voluntarilor
fundație fundația fundației fundații fundațiile fundațiilor
sindicat sindicatul sindicatului sindicate sindicatele sindicatelor
biserică biserica bisericii biserici bisericile bisericilor
preot preotul preotului preoți preoții preoților
medic medicul medicului medici medicii medicilor
ambulanță ambulanța ambulanței ambulanțe ambulanțele ambulanțelor
bolnav bolnavul bolnavului bolnavi bolnavii bolnavilor
județ județul județului județe județele județelor
comună comuna comunei comune comunele comunelor
sat satul satului sate satele satelor
prefect prefectul prefectului prefecți prefecții prefecților
prefectură prefectura prefecturii prefecturi prefecturile prefecturilor
guvern guvernul guvernului guverne guvernele guvernelor
minister ministerul ministerului ministere ministerele ministerelor
ministru ministrul ministrului miniștri miniștrii miniștrilor
tribunal tribunalul tribunalului tribunale tribunalele tribunalelor
judecător judecătorul judecătorului judecători judecătorii judecătorilor
judecătorie judecătoria judecătoriei judecătorii judecătoriile judecătoriilor
avocat avocatul avocatului avocați avocații avocaților
notar notarul notarului notari notarii notarilor
martor martorul martorului martori martorii martorilor
expertiză expertiza expertizei expertize expertizele expertizelor
anchetă ancheta anchetei anchete anchetele anchetelor
control controlul controlului controale controalele controalelor
verificare verificarea verificării verificări verificările verificărilor
prelungire prelungirea prelungirii prelungiri prelungirile prelungirilor
redirecționare redirecționarea redirecționării redirecționări redirecționările redirecționărilor
conexare conexarea conexării conexări conexările conexărilor
clasare clasarea clasării clasări clasările clasărilor
înregistrare înregistrarea înregistrării înregistrări înregistrările înregistrărilor
repartizare repartizarea repartizării repartizări repartizările repartizărilor
soluționare soluționarea soluționării soluționări soluționările soluționărilor
soluție soluția soluției soluții soluțiile soluțiilor
problemă problema problemei probleme problemele problemelor
cauză cauza cauzei cauze cauzele cauzelor
drept dreptul dreptului drepturi drepturile drepturilor
obligativitate obligativitatea obligativității obligativități obligativitățile obligativităților
siguranță siguranța siguranței siguranțe siguranțele siguranțelor
liniște liniștea liniștii liniști liniștile liniștilor
curățenie curățenia curățeniei curățenii curățeniile curățeniilor
grădină grădina grădinii grădini grădinile grădinilor
curte curtea curții curți curțile curților
poartă poarta porții porți porțile porților
ușă ușa ușii uși ușile ușilor
fereastră fereastra ferestrei ferestre ferestrele ferestrelor
zid zidul zidului ziduri zidurile zidurilor
cale calea căii căi căile căilor
autostradă autostrada autostrăzii autostrăzi autostrăzile autostrăzilor
intersecție intersecția intersecției intersecții intersecțiile intersecțiilor
bulevard bulevardul bulevardului bulevarde bulevardele bulevardelor
alee aleea aleii alei aleile aleilor
noroi noroiul noroiului noroaie noroaiele noroaielor
"""


def words() -> dict[str, tuple[str, ...]]:
    """Each word with all its forms."""
    found = {forms[0]: tuple(forms) for forms in map(str.split, IRREGULAR.strip().splitlines())}
    for (own, endings), listed in PATTERNS.items():
        for word in listed.split():
            root = word.removesuffix(own)
            found[word] = tuple(root + ending for ending in endings.split(" "))
    return found


def spellings(form: str) -> set[str]:
    """A form as people type it: with a comma, with a cedilla, without diacritics, in capitals."""
    from condica.foundation.romanian import fold

    cedilla = form.translate(str.maketrans("șț", "şţ"))
    return {form, cedilla, fold(form), form.upper(), fold(form).upper(), form.capitalize()}
