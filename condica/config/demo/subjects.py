"""What the townspeople write about (obiectul petițiilor) and what they are answered: by domain, made up."""

# ruff: noqa: E501 - a matter a line reads better than broken sentences

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that happens: what is asked, what is told, and how it is answered.

    `{place}` is a street with a number, `{street}` a street, `{day}` a day of the past weeks.
    """

    subject: str
    told: str
    asked: str
    answer: str
    favourable: bool = True


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain of petitions (domeniu): who solves it, how often it comes, in which months more than in others."""

    key: str
    label: str
    unit: str  # the code of the unit that solves
    joint: str  # the code of the unit asked together with it, or nothing
    weight: int
    months: str  # twelve digits, January first: how often it comes in that month
    basis: str  # the law that the answer rests on
    matters: tuple[Matter, ...]


def _m(subject: str, told: str, asked: str, answer: str, favourable: bool = True) -> Matter:
    return Matter(subject, told, asked, answer, favourable)


DOMAINS: tuple[Domain, ...] = (
    Domain("lighting", "Iluminat public", "SE", "DPL", 34, "975433334689", "Legea nr. 230/2006 a serviciului de iluminat public", (
        _m("Iluminat public stins pe {street}", "Din {day}, pe {street} iluminatul public nu mai funcționează, deși am sunat de două ori la dispecerat.", "să dispuneți repararea iluminatului și să ne comunicați când se face lucrarea", "Defecțiunea, un cablu subteran întrerupt, a fost remediată de operator, iar iluminatul funcționează pe toată strada."),
        _m("Stâlp de iluminat înclinat, {place}", "Stâlpul din fața casei s-a înclinat după furtuna din {day} și atinge crengile unui tei.", "să trimiteți o echipă care să îndrepte sau să înlocuiască stâlpul", "Stâlpul a fost verificat și consolidat; înlocuirea lui este cuprinsă în programul trimestrului următor."),
        _m("Solicitare corp de iluminat suplimentar, {street}", "Între ultimele două blocuri de pe {street} nu este niciun corp de iluminat, iar aleea e folosită de copii.", "să montați cel puțin un corp de iluminat", "Montarea nu este posibilă anul acesta: rețeaua de pe alee nu are rezervă de putere. Propunerea a fost trecută în lista de investiții.", False),
        _m("Lampă care luminează intermitent, {place}", "Lampa de pe stâlpul din dreptul casei se aprinde și se stinge toată noaptea.", "să înlocuiți lampa", "Lampa a fost înlocuită, iar circuitul a fost verificat."),
        _m("Iluminat aprins ziua pe {street}", "De mai multe zile, din {day}, lămpile de pe {street} rămân aprinse și ziua.", "să verificați ceasul de comandă", "Ceasul programabil al punctului de aprindere a fost reglat."),
    )),
    Domain("roads", "Drumuri și trotuare", "SD", "DPL", 52, "689976555665", "Ordonanța Guvernului nr. 43/1997 privind regimul drumurilor", (
        _m("Groapă în carosabil, {place}", "În dreptul adresei s-a format o groapă adâncă, în care mi-am stricat o jantă pe {day}.", "să plombați groapa și să semnalizați locul până atunci", "Groapa a fost semnalizată și plombată cu mixtură asfaltică."),
        _m("Trotuar degradat pe {street}", "Trotuarul este spart pe vreo sută de metri, iar persoanele în vârstă merg pe carosabil.", "să refaceți trotuarul", "Refacerea trotuarului este cuprinsă în programul de întreținere; constructorul a primit ordin de începere."),
        _m("Refacerea marcajului la trecerea de pietoni, {street}", "Marcajul trecerii de pietoni s-a șters și mașinile nu mai opresc.", "să refaceți marcajul rutier", "Marcajul a fost refăcut cu vopsea reflectorizantă."),
        _m("Asfaltarea străzii: {street}", "Strada noastră este singura din cartier rămasă neasfaltată, praful și noroiul ne intră în curți.", "să includeți strada în programul de asfaltări", "Strada nu este cuprinsă în programul din acest an; propunerea va fi analizată la bugetul anului viitor.", False),
        _m("Solicitare limitator de viteză, {street}", "Pe {street} se circulă cu viteză mare, iar pe {day} un copil a fost la un pas de accident.", "să montați limitatoare de viteză", "Comisia de circulație a aprobat montarea a două limitatoare de viteză."),
        _m("Capac de canal lipsă, {place}", "Lipsește capacul căminului din mijlocul trotuarului.", "să puneți de urgență capacul", "Capacul a fost înlocuit în aceeași zi de operatorul de canalizare."),
        _m("Indicator rutier căzut, {street}", "Indicatorul „Cedează trecerea” e căzut din {day} și intersecția a devenit periculoasă.", "să remontați indicatorul", "Indicatorul a fost remontat."),
    )),
    Domain("water", "Apă și canalizare", "DT", "", 24, "455778877654", "Legea nr. 241/2006 a serviciului de alimentare cu apă și de canalizare", (
        _m("Apă pluvială în curte, {place}", "După asfaltarea străzii, apa de ploaie intră în curte, ultima dată pe {day}.", "să refaceți rigola din fața casei", "La fața locului s-a constatat că panta rigolei nu este corespunzătoare; constructorul o reface în garanție."),
        _m("Canalizare înfundată pe {street}", "Gura de scurgere este înfundată și la fiecare ploaie strada devine baltă.", "să curățați gurile de scurgere", "Gurile de scurgere au fost curățate cu autovidanjorul."),
        _m("Presiune slabă la apă, {street}", "De la ora 18 presiunea scade atât de mult încât centrala nu mai pornește.", "să cereți operatorului să verifice rețeaua", "Operatorul a montat un vas de expansiune la stația de pompare; presiunea măsurată este de 2,4 bari."),
        _m("Extindere rețea de canalizare, {street}", "Cele nouă case de la capătul străzii nu au canalizare.", "să extindeți rețeaua de canalizare", "Extinderea depinde de finanțarea proiectului regional, al cărui studiu nu este încă aprobat.", False),
        _m("Curățarea șanțului pe {street}", "Șanțul este plin de vegetație și nu mai scurge.", "să curățați șanțul", "Șanțul a fost decolmatat."),
    )),
    Domain("dogs", "Câini fără stăpân", "SSM", "DPL", 22, "555566666655", "Ordonanța de urgență a Guvernului nr. 155/2001", (
        _m("Câini fără stăpân lângă Școala nr. 3", "O haită de cinci câini stă zilnic lângă poarta școlii; pe {day} un elev a fost mușcat.", "să prindeți câinii și să ne spuneți ce s-a întâmplat cu ei", "Echipa a prins patru câini, care sunt cazați la adăpostul municipal."),
        _m("Haită de câini pe {street}", "Dimineața nu se poate trece pe {street} din cauza câinilor.", "să luați măsuri", "S-au făcut trei deplasări; doi câini au fost preluați, ceilalți aveau stăpân, sancționat de Poliția Locală."),
        _m("Câine agresiv lăsat liber, {place}", "Vecinul își lasă câinele liber pe stradă.", "să îl obligați să țină câinele în curte", "Proprietarul a fost identificat și sancționat contravențional."),
    )),
    Domain("noise", "Zgomot și liniște publică", "DPL", "", 30, "334467998544", "Legea nr. 61/1991 privind ordinea și liniștea publică", (
        _m("Zgomot de la terasa din {street}", "Terasa cântă până după ora 2 noaptea, de luni până duminică; pe {day} am sunat la 112.", "să verificați programul și nivelul zgomotului", "S-au făcut două controale după ora 23; operatorul a fost sancționat, iar programul terasei a fost redus până la ora 22."),
        _m("Muzică la volum ridicat, {place}", "Vecinul de la etajul doi ascultă muzică la volum foarte mare, inclusiv noaptea.", "să trimiteți un echipaj la ora la care se întâmplă", "Persoana a fost avertizată în scris, iar la a doua abatere a fost amendată."),
        _m("Atelier auto în garaj, {place}", "În garajul de lângă casă se repară mașini cu polizorul până seara târziu.", "să opriți activitatea", "Activitatea nu avea acord de funcționare; a fost oprită."),
        _m("Adunări gălăgioase în parcul din cartierul {district}", "În fiecare seară grupuri de tineri strigă și sparg sticle.", "să patrulați mai des", "Patrularea a fost trecută în planul zilnic, între orele 20 și 24."),
        _m("Clopot bătut prea devreme, {street}", "Clopotul bate la ora 6 dimineața.", "să cereți parohiei alt program", "Autoritatea locală nu are competență asupra programului de cult; cererea dumneavoastră a fost adusă la cunoștința parohiei.", False),
    )),
    Domain("parking", "Parcare și mașini abandonate", "DPL", "DP", 32, "666655556666", "Legea nr. 421/2002 privind vehiculele abandonate", (
        _m("Mașini abandonate pe {street}", "Patru mașini fără numere ocupă locurile de parcare de peste un an.", "să le ridicați", "Pentru patru vehicule s-a emis somație; două au fost ridicate după împlinirea termenului de 10 zile."),
        _m("Loc de parcare pentru persoană cu handicap, {place}", "Soțul meu are certificat de handicap și nu avem unde opri.", "să amenajați un loc rezervat", "Locul a fost marcat și semnalizat, cu panou."),
        _m("Trotuar blocat de mașini, {street}", "Mașinile parcate pe trotuar ne obligă să mergem cu căruciorul pe carosabil.", "să montați stâlpișori", "Au fost aplicate unsprezece sancțiuni; montarea stâlpișorilor este programată luna viitoare."),
        _m("Anulare amendă parcare", "Am primit o amendă pe {day}, deși aveam abonament plătit.", "să anulați amenda", "Procesul-verbal se contestă la judecătorie în 15 zile de la comunicare; primăria nu îl poate anula.", False),
        _m("Loc de parcare rezidențială, cartierul {district}", "Am cerut de două ori loc de parcare și nu am primit răspuns.", "să îmi atribuiți un loc", "Cererea dumneavoastră a intrat la licitația din trimestrul următor, conform regulamentului."),
    )),
    Domain("trees", "Arbori și spații verzi", "SSV", "", 26, "467776655644", "Legea nr. 24/2007 privind spațiile verzi din intravilan", (
        _m("Copac uscat, {place}", "Un plop uscat stă să cadă peste gard și peste trotuar.", "să îl tăiați", "Arborele a fost expertizat și tăiat."),
        _m("Toaletarea teilor de pe {street}", "Crengile ating fațada și firele electrice.", "să toaletați arborii", "Toaletarea a fost făcută în perioada permisă."),
        _m("Loc de joacă degradat, cartierul {district}", "Două leagăne sunt rupte și tartanul e dezlipit.", "să reparați locul de joacă", "Echipamentele au fost înlocuite."),
        _m("Tăierea copacului din curtea vecină, {place}", "Nucul vecinului îmi umbrește grădina.", "să îl obligați pe vecin să îl taie", "Arborii din curți private nu sunt în administrarea municipiului; vă puteți adresa instanței.", False),
        _m("Buruieni pe domeniul public, {street}", "Vegetația a crescut peste trotuar.", "să cosiți", "Terenul a fost cosit."),
    )),
    Domain("urbanism", "Urbanism și disciplina în construcții", "DU", "DPL", 24, "455677776654", "Legea nr. 50/1991 privind autorizarea executării lucrărilor de construcții", (
        _m("Construcție fără autorizație, {place}", "Vecinul ridică un etaj fără panou și fără autorizație, din {day}.", "să verificați și să opriți lucrarea", "La control s-a constatat lipsa autorizației; s-a aplicat sancțiunea și s-a dispus oprirea lucrărilor."),
        _m("Fereastră deschisă spre curtea mea, {place}", "S-a deschis o fereastră la mai puțin de doi metri de hotar.", "să dispuneți închiderea ei", "Litigiul privind servitutea de vedere este de competența instanței.", False),
        _m("Afișaj publicitar ilegal, {street}", "Un panou uriaș acoperă fațada blocului.", "să îl desființați", "Panoul nu avea autorizație și a fost demontat de proprietar, după somație."),
        _m("Șantier nesemnalizat, {street}", "Șantierul nu are gard și praful intră în case.", "să luați măsuri", "Constructorul a împrejmuit șantierul și udă zilnic calea de acces."),
    )),
    Domain("taxes", "Impozite și taxe", "DV", "", 18, "489654334554", "Legea nr. 227/2015 privind Codul fiscal", (
        _m("Impozit calculat de două ori, {place}", "Am primit decizie de impunere pentru un apartament vândut în urmă cu doi ani.", "să îndreptați evidența și să îmi restituiți suma", "Evidența a fost îndreptată, iar suma se restituie în 45 de zile."),
        _m("Program prelungit la ghișeul de taxe", "Cine lucrează până la ora 16 nu poate ajunge la ghișeu.", "să prelungiți programul măcar o zi pe săptămână", "Din luna următoare, joia, ghișeele sunt deschise până la ora 18:30."),
        _m("Scutire de impozit respinsă, {place}", "Mi s-a respins scutirea deși am depus toate actele.", "să refaceți calculul", "Scutirea se acordă de la 1 ianuarie a anului următor depunerii actelor.", False),
    )),
    Domain("social", "Asistență socială și locuințe", "DAS", "", 22, "776554455677", "Legea nr. 292/2011 a asistenței sociale", (
        _m("Cerere de locuință socială, {place}", "Suntem cinci într-o cameră, cu doi copii bolnavi.", "să ne repartizați o locuință socială", "Dosarul este complet și are locul 14 pe lista de priorități.", False),
        _m("Ajutor de încălzire neplătit", "Din {day} nu am primit ajutorul, deși am depus cererea la timp.", "să verificați plata", "Plata a fost reluată împreună cu restanța."),
        _m("Îngrijitor la domiciliu pentru mama mea, {place}", "Mama are 87 de ani și locuiește singură.", "să îi acordați îngrijire la domiciliu", "Ancheta socială a fost făcută; serviciul se acordă patru ore pe zi."),
        _m("Familie fără acte de identitate, {street}", "Familia vecină, cu trei copii, nu are acte și copiii nu merg la școală.", "să îi sprijiniți", "Mediatorul social a însoțit familia la evidența persoanelor; copiii au fost înscriși la școală."),
    )),
    Domain("waste", "Salubritate", "SSM", "DPL", 28, "445677776655", "Legea nr. 101/2006 a serviciului de salubrizare", (
        _m("Gunoi neridicat, {street}", "Gunoiul nu a mai fost ridicat din {day}.", "să obligați operatorul să respecte programul", "Operatorul a suplimentat o cursă și a fost penalizat conform contractului."),
        _m("Depozit ilegal de moloz, cartierul {district}", "La marginea cartierului s-au adunat zeci de saci cu moloz.", "să curățați locul și să puneți cameră video", "Locul a fost curățat; camera mobilă a fost montată pentru două luni."),
        _m("Tomberoane insuficiente, {place}", "Pentru 40 de apartamente avem două pubele.", "să suplimentați pubelele", "Au fost aduse încă trei pubele pentru colectare separată."),
        _m("Fum de la arderea deșeurilor, {street}", "Seara se ard cauciucuri și plastic.", "să interveniți", "S-au aplicat două amenzi, împreună cu Garda de Mediu."),
    )),
    Domain("property", "Patrimoniu și chirii", "DP", "SJ", 14, "555555555555", "Codul administrativ, Partea a V-a", (
        _m("Infiltrații la subsol, {place}", "Apa intră în subsol de pe domeniul public.", "să hidroizolați fundația", "La expertiză s-a constatat că apa provine din instalația blocului.", False),
        _m("Concesionare teren lângă curte, {place}", "Terenul viran de lângă curte este nefolosit.", "să mi-l concesionați", "Terenul se poate concesiona numai prin licitație publică; caietul de sarcini se află în lucru."),
        _m("Despăgubire pentru gard avariat la lucrări, {place}", "Utilajele mi-au dărâmat gardul pe {day}.", "să îmi plătiți paguba", "Constructorul a recunoscut fapta și reface gardul pe cheltuiala sa."),
    )),
    Domain("transport", "Transport public", "DT", "", 16, "665555445766", "Legea nr. 92/2007 a serviciilor publice de transport persoane", (
        _m("Stație de autobuz în cartierul {district}", "Cea mai apropiată stație este la un kilometru.", "să înființați o stație", "Stația a fost inclusă în traseul liniei 4, după refacerea refugiului."),
        _m("Autobuzul 2 nu respectă orarul", "Pe {day} am așteptat 50 de minute în stație.", "să verificați operatorul", "Datele GPS confirmă întârzierea; operatorul a fost penalizat."),
        _m("Refugiu fără acoperiș, {street}", "Stația nu are acoperiș și bancă.", "să montați un refugiu", "Refugiul se montează în luna următoare."),
    )),
    Domain("employees", "Activitatea angajaților", "CCP", "", 8, "555555555555", "Codul administrativ, Partea a VI-a", (
        _m("Purtare nepotrivită la ghișeu", "Pe {day} doamna de la ghișeu mi-a vorbit urât și nu mi-a primit actele.", "să verificați și să îmi răspundeți", "Din verificări a rezultat că actele se puteau primi; persoana a fost atenționată."),
        _m("Inspector care nu a venit în teren", "Inspectorul a închis sesizarea fără să vină la fața locului.", "să verificați de ce", "Verificarea a fost refăcută de alt inspector, iar procedura de închidere a fost schimbată."),
    )),
)  # fmt: skip

#: What belongs to somebody else: subject, told, the authority that it is sent to (OG 27/2002 art. 6^1).
ELSEWHERE = (
    (
        "Pensie de urmaș: dosar nesoluționat",
        "Dosarul meu de pensie stă nerezolvat de patru luni.",
        "Casa Județeană de Pensii",
    ),
    (
        "Lipsa medicului de gardă la spital",
        "La urgențe nu a fost niciun medic timp de două ore.",
        "Direcția de Sănătate Publică",
    ),
    (
        "Drum județean plin de gropi",
        "Drumul județean dinspre comuna vecină este impracticabil.",
        "Consiliul Județean Arad",
    ),
    (
        "Factură greșită la energie electrică",
        "Furnizorul îmi cere de trei ori consumul obișnuit.",
        "Autoritatea Națională de Reglementare în domeniul Energiei",
    ),
    (
        "Transferul copilului la altă școală",
        "Școala refuză transferul fără motiv scris.",
        "Inspectoratul Școlar Județean",
    ),
)
#: Proposals and thanks are petitions too (art. 2): subject, told, asked.
PROPOSALS = (
    (
        "Propunere: pistă de biciclete pe {street}",
        "Strada este destul de lată pentru o pistă.",
        "să analizați propunerea",
    ),
    (
        "Propunere: fântână cu apă de băut în parcul din {district}",
        "Vara nu este unde bea apă.",
        "să o treceți în buget",
    ),
    (
        "Propunere: nume de stradă pentru un profesor",
        "Profesorul a înființat liceul orașului.",
        "să supuneți propunerea consiliului local",
    ),
)
ANONYMOUS = (
    (
        "Sesizare nesemnată: blocaje în cartierul {district}",
        "Toată lumea știe cine conduce aici. Nu semnez, mi-e teamă.",
    ),
    ("Reclamație fără nume privind un vecin", "Vecinul are apă furată. Un cetățean îngrijorat."),
)
