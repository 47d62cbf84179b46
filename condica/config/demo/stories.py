"""The petitions that the guide tells about (poveștile): one in each stage, whatever the day the demo is made."""

# ruff: noqa: E501, S311 - a story a line; chance of a made-up town

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from condica.config.demo import petition_ways
from condica.config.demo.engine import Engine
from condica.config.demo.people import Person
from condica.config.demo.petition_lives import Fate, Lives, Plan
from condica.config.demo.petition_plans import BY_KEY, day_back, man, woman
from condica.config.demo.raising import Town
from condica.config.demo.writing import Wording

CHIRILA = woman("Elena Chirilă", "str. Morii nr. 11", "elena.chirila@example.com")
LIGHTS = Wording(
    "Iluminat public stins pe strada Morii, nr. 3–21",
    "De trei săptămâni, iluminatul public de pe strada Morii, între numerele 3 și 21, nu mai funcționează. Cei șase stâlpi "
    "dintre podul peste pârâu și intersecția cu strada Teilor sunt stinși în fiecare noapte. Am sunat la Telefonul "
    "Cetățeanului de două ori; inspectorul Marius Tătar ne-a răspuns că defecțiunea „a fost remediată”, deși nimic nu s-a "
    "schimbat. Pe stradă locuiesc 14 familii, iar o vecină a căzut pe trotuar și s-a rănit la mână.",
    "să dispuneți repararea iluminatului pe porțiunea arătată, să ne comunicați când se face lucrarea și să verificați de "
    "ce sesizările noastre au fost închise fără nicio deplasare în teren",
    "Serviciul Energetic a verificat rețeaua, iar Poliția Locală a constatat în teren că cei șase stâlpi nu funcționează. "
    "Cauza este un cablu subteran defect, care se înlocuiește pe toată porțiunea arătată, adică 140 de metri.",
    True,
)
MORE = Wording("Completare: lista locatarilor de pe strada Morii", "Vă trimit lista cu semnăturile celor 14 familii.", LIGHTS.asked, LIGHTS.answer, True)  # fmt: skip
AGAIN = Wording("Revenire: iluminat public stins pe strada Morii", "Revin, pentru că stâlpii sunt tot stinși, iar seara se întunecă la ora cinci.", LIGHTS.asked, LIGHTS.answer, True)  # fmt: skip


def _told(subject: str, told: str, asked: str, answer: str = "Cele sesizate au fost remediate.") -> Wording:
    return Wording(subject, told, asked, answer, True)


#: days before the end · domain · who · what · channel · fate. Each fate stops at the step that is to be tried.
STORIES: tuple[tuple[int, str, Person, Wording, str, Fate], ...] = (
    (1, "roads", man("Radu Pintea", "str. Cetății nr. 14", "radu.pintea@example.net"), _told("Trotuar blocat de mașini, str. Cetății", "Mașinile parcate pe trotuar ne obligă să mergem pe carosabil.", "să montați stâlpișori"), "portal", Fate(stop="assign", quick=True)),
    (1, "waste", woman("Ileana Moga", "str. Plopilor nr. 8"), _told("Gunoi neridicat, str. Plopilor", "Gunoiul nu a mai fost ridicat de o săptămână.", "să obligați operatorul să respecte programul"), "counter", Fate(stop="assign", quick=True)),
    (2, "trees", man("Petru Oniga", "str. Pescarilor nr. 3"), _told("Salcie căzută pe malul Mureșului, zona debarcaderului", "Salcia a căzut peste alee.", "să o ridicați"), "counter", Fate(stop="accept", quick=True)),
    (3, "lighting", man("Traian Bodea", "str. Viilor nr. 6", "traian.bodea@example.com"), _told("Stâlp de iluminat lovit, str. Viilor nr. 6", "O mașină a lovit stâlpul și l-a înclinat.", "să îl înlocuiți"), "email", Fate(stop="accept", quick=True)),
    (4, "parking", man("Augustin Bota", "str. Gării nr. 40"), _told("Loc de parcare pentru persoană cu handicap, str. Gării", "Am certificat de handicap și nu am unde opri.", "să amenajați un loc rezervat"), "counter", Fate(stop="again", wrong_unit=True, quick=True)),
    (18, "dogs", woman("Camelia Tudoran", "str. Școlii nr. 2", "camelia.tudoran@example.net"), _told("Câini fără stăpân lângă Școala nr. 3", "O haită de cinci câini stă zilnic lângă poarta școlii.", "să prindeți câinii"), "email", Fate(stop="draft")),
    (21, "lighting", man("Nagy Zoltán", "str. Petőfi Sándor nr. 12", "nagy.zoltan@example.com"), _told("Iluminat aprins ziua pe str. Petőfi Sándor", "Lămpile rămân aprinse și ziua.", "să verificați ceasul de comandă"), "email", Fate(draft_after=4, stop="submit", quick=True, solver="SRP", joint=("SE",), assignee="Ioana Hossu")),
    (20, "roads", man("Nicolae Hendea", "str. Gării nr. 3"), _told("Indicator rutier căzut, str. Gării", "Indicatorul „Cedează trecerea” e căzut de două săptămâni.", "să remontați indicatorul"), "counter", Fate(draft_after=8, stop="correct", letter_returned=True, quick=True)),
    (19, "lighting", woman("Minodora Rad", "aleea Florilor nr. 9", "minodora.rad@example.com"), _told("Lampă care luminează intermitent, aleea Florilor nr. 9", "Lampa se aprinde și se stinge toată noaptea.", "să înlocuiți lampa"), "email", Fate(draft_after=9, stop="approve", quick=True)),
    (22, "trees", woman("Monica Rad", "Grădinița nr. 5, str. Grădiniței", "monica.rad@example.net"), _told("Copac uscat în curtea Grădiniței nr. 5", "Un plop uscat stă să cadă peste gard.", "să îl tăiați"), "counter", Fate(draft_after=10, stop="visas", visas=True, quick=True, solver="SRP", joint=("SSV",), assignee="Dan Crișan")),
    (17, "waste", woman("Felicia Lupu", "str. Olarilor nr. 21", "felicia.lupu@example.com"), _told("Depozit ilegal de moloz, cartierul Olari", "La marginea cartierului s-au adunat zeci de saci cu moloz.", "să curățați locul"), "portal", Fate(draft_after=9, stop="sign", visas=True, quick=True, solver="SRP", joint=("SSM",))),
    (16, "noise", woman("Dorina Lupșan", "str. Podgoriei nr. 17"), _told("Zgomot de la terasa „La Pod”, după ora 23", "Terasa cântă până după ora 2 noaptea.", "să verificați programul"), "counter", Fate(draft_after=8, stop="sign", quick=True)),
    (23, "social", woman("Rozalia Boldijar", "str. Câmpului nr. 4"), _told("Ajutor de încălzire neplătit", "Din luna trecută nu am primit ajutorul.", "să verificați plata"), "post", Fate(draft_after=12, stop="sign", quick=True)),
    (26, "roads", man("Vasile Gligor", "str. Teilor nr. 14", "vasile.gligor@example.net"), _told("Groapă în carosabil, str. Teilor nr. 14", "S-a format o groapă adâncă în fața casei.", "să plombați groapa"), "counter", Fate(draft_after=14, stop="dispatch", quick=True, solver="SRP", joint=("SD",), assignee="Ioana Hossu")),
    (24, "urbanism", man("Liviu Dobre", "str. Horea nr. 5"), _told("Construcție fără autorizație, str. Horea nr. 7", "Vecinul ridică un etaj fără panou.", "să verificați lucrarea"), "post", Fate(draft_after=12, stop="dispatch", quick=True)),
    (27, "water", man("Gheorghe Țolea", "str. Viilor nr. 27"), _told("Apă pluvială în curte, str. Viilor nr. 27", "După asfaltare, apa intră în curte.", "să refaceți rigola"), "post", Fate(draft_after=11, stop="hand", quick=True, way="post")),
    (36, "roads", Person("association", "Asociația de Proprietari nr. 112", "aleea Florilor, bl. B4", "ap112@example.net"), _told("Reparații trotuar în fața blocului B4, aleea Florilor", "Trotuarul s-a tasat și apa stă la intrare.", "să refaceți trotuarul"), "post", Fate(stop="draft")),
    (39, "property", man("Ioan Ciortea", "str. Crinului nr. 2"), _told("Despăgubire pentru gard avariat la lucrările de canalizare", "Utilajele mi-au dărâmat gardul.", "să îmi plătiți paguba"), "post", Fate(stop="draft", joint=("SJ",))),
    (34, "parking", man("Cornel Haiduc", "aleea Teilor nr. 5", "cornel.haiduc@example.com"), _told("Mașini abandonate pe aleea Teilor", "Patru mașini fără numere stau de peste un an.", "să le ridicați"), "email", Fate(stop="draft", draft_after=30)),
    (35, "water", woman("Gabriela Man", "str. Livezii nr. 9", "gabriela.man@example.net"), _told("Canalizare înfundată pe strada Livezii", "La fiecare ploaie strada devine baltă.", "să curățați gurile de scurgere"), "email", Fate(stop="draft", extended=True)),
    (38, "urbanism", woman("Lavinia Boca", "str. Ioan Slavici nr. 30", "lavinia.boca@example.com"), _told("Panou publicitar ilegal, bd. Republicii", "Panoul acoperă ferestrele apartamentelor.", "să îl desființați"), "portal", Fate(stop="draft", extended=True)),
    (27, "property", Person("association", "Asociația de Proprietari nr. 27", "bd. Republicii nr. 40", "ap27@example.net"), _told("Infiltrații la subsol, bd. Republicii nr. 40", "Apa intră în subsol de pe domeniul public.", "să hidroizolați fundația"), "post", Fate(stop="extend", extended=True)),
    (30, "taxes", woman("Cristina Roman", "str. Poștei nr. 7", "cristina.roman@example.com"), _told("Impozit calculat de două ori, str. Poștei nr. 7", "Am primit decizie pentru un apartament vândut.", "să îndreptați evidența"), "email", Fate(stop="draft")),
    (29, "transport", woman("Nagy Erika-Maria", "str. Luntrei nr. 16", "nagy.erika@example.com"), _told("Transport public: stație în cartierul Lunca", "Cea mai apropiată stație e la un kilometru.", "să înființați o stație"), "email", Fate(stop="draft", solver="SRP", joint=("DT",), assignee="Ioana Hossu")),
    (28, "noise", man("Bogdan Vereș", "str. Fabricii nr. 11", "bogdan.veres@example.com"), _told("Atelier auto în garaj, str. Fabricii nr. 13", "În garaj se lucrează cu polizorul până seara târziu.", "să opriți activitatea"), "email", Fate(stop="draft")),
    (26, "social", woman("Maria Ciurdaru", "str. Depozitelor nr. 1"), _told("Cerere de locuință socială, str. Depozitelor nr. 1", "Suntem cinci într-o cameră.", "să ne repartizați o locuință"), "counter", Fate(stop="draft")),
    (62, "parking", man("Liviu Marcu", "str. Crișan nr. 18"), _told("Anulare amendă parcare", "Am primit o amendă, deși aveam abonament plătit.", "să anulați amenda", "Procesul-verbal se contestă la judecătorie în 15 zile de la comunicare; primăria nu îl poate anula."), "post", Fate(draft_after=33, stop="close")),
    (75, "roads", Person("association", "Asociația Părinților – Școala nr. 1", "str. Școlii nr. 1", "parinti.scoala1@example.net"), _told("Refacerea marcajului la trecerea de pietoni, Piața Mare", "Marcajul s-a șters și mașinile nu mai opresc.", "să refaceți marcajul", "Marcajul a fost refăcut cu vopsea reflectorizantă."), "email", Fate(draft_after=32)),
)  # fmt: skip


def tell(town: Town, engine: Engine, lives: Lives, until: datetime) -> int:
    """Put the stories on their days; returns how many petitions they are."""
    told = 0
    for place, (days, key, person, wording, channel, fate) in enumerate(STORIES):
        rng = Random(f"{town.seed}-story-{place}")
        plan = Plan(place, person, BY_KEY[key], wording, channel, rng, replace(fate))
        engine.begin(day_back(until, days, town) + timedelta(minutes=7 * place + 2), lives.ordinary(plan))
        told += 1
    told += petition_ways.tell(town, engine, lives, until)
    return told + _elena(town, engine, lives, until) + _waiting(town, engine, lives, until)


def _elena(town: Town, engine: Engine, lives: Lives, until: datetime) -> int:
    """The story of the guide: a street without light, two opinions given, the answer not yet written."""
    rng = Random(f"{town.seed}-elena")
    fate = Fate(
        stop="draft", joint=("SE", "DPL"), solver="SRP", assignee="Ioana Hossu",
        resolution="Verificați în teren și propuneți răspuns.",
        opinions={
            "SE": "Cablu subteran defect; remediem până la sfârșitul săptămânii viitoare.",
            "DPL": "Am confirmat în teren că șase stâlpi sunt stinși.",
        },
    )  # fmt: skip
    first = Plan(0, CHIRILA, BY_KEY["lighting"], LIGHTS, "email", rng, fate, nature="report")
    engine.begin(day_back(until, 24, town) + timedelta(hours=1, minutes=12), lives.ordinary(first))
    more = Plan(0, CHIRILA, BY_KEY["lighting"], MORE, "email", Random(f"{town.seed}-more"))
    engine.begin(day_back(until, 17, town) + timedelta(hours=2, minutes=30), lives.again(more, first))
    again = Plan(0, CHIRILA, BY_KEY["lighting"], AGAIN, "counter", Random(f"{town.seed}-again"), Fate(stop="connect"))
    engine.begin(day_back(until, 1, town) + timedelta(minutes=43), lives.again(again, first))
    return 3


def _waiting(town: Town, engine: Engine, lives: Lives, until: datetime) -> int:
    """An unsigned letter and one for somebody else, both waiting for a decision."""
    rng = Random(f"{town.seed}-unsigned")
    nobody = Person("person", "", "")
    unsigned = Plan(0, nobody, BY_KEY["employees"], _told("Reclamație fără nume privind un vecin", "Vecinul are apă furată. Un cetățean îngrijorat.", "să luați măsuri"), "post", rng, Fate(stop="file"))  # fmt: skip
    engine.begin(day_back(until, 2, town) + timedelta(hours=1, minutes=20), lives.anonymous(unsigned))
    iacob = woman("Maria Iacob", "str. Spitalului nr. 19")
    pension = Plan(0, iacob, BY_KEY["social"], _told("Pensie de urmaș: dosar nesoluționat", "Dosarul meu de pensie stă nerezolvat de patru luni.", "să mă ajutați"), "counter", Random(f"{town.seed}-pension"), Fate(stop="redirect"))  # fmt: skip
    engine.begin(
        day_back(until, 2, town) + timedelta(hours=2, minutes=5),
        lives.misaddressed(pension, "Casa Județeană de Pensii"),
    )
    return 2
