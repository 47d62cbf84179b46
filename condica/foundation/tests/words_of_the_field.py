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
