"""The models for every step of OG 27/2002, in a public servant's words; what a person changed stays as it is."""

from datetime import date

from django.db import migrations

SINCE = date(2018, 1, 21)  # as the first ones: Legea 31/2018, the present form of art. 9
OG = "Ordonanța Guvernului nr. 27/2002"
ANSWER = f"art. 8 alin. (1) din {OG}"
OPENING = "<p>{adresare}</p>"
END = "<p>Cu stimă,</p>"
#: What a person may do after an answer, under the signatures.
RIGHTS = (
    "Dacă nu sunteți mulțumit(ă) de acest răspuns, vă puteți adresa instanței de contencios administrativ în 6 luni de "
    "la primirea lui (Legea contenciosului administrativ nr. 554/2004, art. 8 și 11). Împotriva unui act administrativ "
    "se face întâi plângere prealabilă, în 30 de zile (art. 7). Pentru lămuriri ne puteți scrie sau suna la datele din "
    "antet; menționați, vă rugăm, numărul de mai sus."
)
FACTS = (
    "<p>Am primit {petiții}, prin care ne-ați scris despre „{conținut}”.</p>"
    "<p>{compartiment} a verificat cele semnalate și a constatat: [ce s-a constatat].</p>"
)

#: key: title, when it is used, text, legal basis, how the register's out column says it, rights after it, place.
MODELS = {
    "raspuns-favorabil": (
        "Răspuns favorabil",
        "Ce s-a cerut se face: ce am constatat, ce facem, până când.",
        f"{OPENING}{FACTS}<p>Cererea dumneavoastră se rezolvă: [ce se face și până când].</p>{END}",
        ANSWER, "favorabil", RIGHTS, 10,
    ),
    "raspuns-partial": (
        "Răspuns favorabil în parte",
        "O parte se face, alta nu: care, de ce, ce se mai poate.",
        f"{OPENING}{FACTS}<p>Se rezolvă: [ce se face și până când].</p>"
        "<p>Nu putem face și restul: [ce nu se face], deoarece [motivul și textul de lege].</p>" + END,
        ANSWER, "favorabil în parte", RIGHTS, 15,
    ),
    "raspuns-nefavorabil": (
        "Răspuns nefavorabil",
        "Ce s-a cerut nu se poate face: de ce, în ce temei, ce se mai poate.",
        f"{OPENING}{FACTS}<p>Nu putem face ce ne-ați cerut, deoarece [motivul și textul de lege].</p>"
        "<p>Ce puteți face mai departe: [ce se mai poate face].</p>" + END,
        ANSWER, "nefavorabil", RIGHTS, 20,
    ),
    "redirectionare-petitionar": (
        "Înștiințare de redirecționare",
        "Către petiționar: petiția a fost trimisă autorității competente, în 5 zile de la înregistrare.",
        f"{OPENING}<p>Am primit {{petiții}}, prin care ne-ați scris despre „{{conținut}}”. Ce cereți nu intră în "
        "atribuțiile instituției noastre.</p>"
        "<p>Am trimis petiția la {autoritate}, care vă va răspunde direct. Termenul de 30 de zile curge de la "
        "înregistrarea ei acolo (art. 8 alin. (2) din aceeași ordonanță). Nu trebuie să o trimiteți încă o dată.</p>"
        + END,
        f"art. 6^1 din {OG}", "redirecționat", "", 30,
    ),
    "redirectionare-autoritate": (
        "Adresă de redirecționare",
        "Către autoritatea competentă: vă trimitem petiția, cu documentele ei.",
        "<p>Stimați colegi,</p><p>Vă trimitem, spre competentă soluționare, petiția înregistrată la noi sub nr. "
        "{număr}, cu privire la „{conținut}”, cu documentele ei ({file}).</p>"
        "<p>Am înștiințat petiționarul. Vă rugăm să îi răspundeți direct, în termenul prevăzut de art. 8 alin. (2) din "
        f"{OG}.</p>{END}",
        f"art. 6^1 din {OG}", "redirecționat", "", 40,
    ),
    "prelungire": (
        "Înștiințare de prelungire",
        "Înainte de împlinirea termenului: de ce mai este nevoie de timp, cel mult 15 zile.",
        f"{OPENING}<p>Am primit {{petiții}}, prin care ne-ați scris despre „{{conținut}}”. Cele semnalate cer o "
        "cercetare mai amănunțită: {motiv}.</p>"
        "<p>De aceea, conducătorul instituției a prelungit termenul de răspuns cu {zile}. Veți primi răspunsul cel mai "
        f"târziu la {{data}}.</p>{END}",
        f"art. 9 din {OG}, modificată prin Legea nr. 31/2018", "prelungit", "", 50,
    ),
    "solicitare-completari": (
        "Solicitare de completări",
        "Ne lipsesc date sau acte: care și unde se trimit. Termenul legal nu se oprește.",
        f"{OPENING}<p>Am primit {{petiții}}, prin care ne-ați scris despre „{{conținut}}”. Ca să vă putem răspunde, vă "
        "rugăm să ne trimiteți:</p><ul><li>{lipsuri}</li></ul>"
        "<p>Le puteți aduce la registratură sau trimite prin e-mail, cu numărul de mai sus, până la {data}. Dacă nu le "
        f"primim, vă răspundem cu ce avem, în termenul legal.</p>{END}",
        ANSWER, "completări cerute", "", 60,
    ),
    "confirmare-inregistrare": (
        "Confirmare de înregistrare",
        "Ce a sosit a fost înregistrat: numărul, data, termenul.",
        f"{OPENING}<p>Am primit și am înregistrat documentul dumneavoastră despre „{{conținut}}”. Are numărul "
        f"{{număr}}.</p><p>Vă răspundem cel mai târziu {{termen}}.</p>{END}",
        ANSWER, "confirmat", "", 70,
    ),
    "confirmare-retragere": (
        "Confirmare de retragere",
        "Petiționarul a renunțat: petiția nu se mai rezolvă, numărul rămâne în registru.",
        f"{OPENING}<p>Ne-ați anunțat că renunțați la {{petiții}}, despre „{{conținut}}”. Am luat act: petiția nu se "
        "mai rezolvă și rămâne în registru, cu mențiunea retragerii.</p>"
        f"<p>Dacă situația revine, ne puteți scrie oricând din nou.</p>{END}",
        ANSWER, "retras", "", 72,
    ),
    "clasare": (
        "Înștiințare de clasare",
        "Petiția nu se poate lua în considerare: de ce și ce se mai poate face.",
        f"{OPENING}<p>Am primit {{petiții}}, prin care ne-ați scris despre „{{conținut}}”. Petiția a fost clasată, "
        "deoarece {motiv}.</p><p>Ne puteți scrie din nou, cu numele și adresa dumneavoastră, iar petiția va fi "
        f"rezolvată.</p>{END}",
        f"art. 7 din {OG}", "clasat", "", 74,
    ),
    "clasare-repetata": (
        "Înștiințare de clasare a unei reveniri",
        "S-a răspuns deja la aceeași problemă: unde se găsește răspunsul.",
        f"{OPENING}<p>Am primit {{petiții}}, despre „{{conținut}}”. La aceeași problemă v-am răspuns deja: {{motiv}}. "
        "Revenirea a fost clasată la numărul inițial, cu mențiunea răspunsului.</p>"
        "<p>Dacă au apărut fapte noi, scrieți-ne care sunt; le cercetăm.</p>" + END,
        f"art. 10 alin. (2) din {OG}", "clasat", "", 76,
    ),
}  # fmt: skip


def fill(apps, schema_editor):
    template = apps.get_model("correspondence", "LetterTemplate")
    for key, (title, purpose, body, basis, way, rights, place) in MODELS.items():
        words = {
            "title": title, "purpose": purpose, "body": body, "legal_basis": basis, "way": way, "rights": rights,
            "sort_order": place,
        }  # fmt: skip
        known = template.objects.filter(key=key)
        if not known.exists():
            template.objects.create(key=key, since=SINCE, **words)
        else:
            known.filter(since=SINCE, until=None, changed_by=None).update(**words)


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0005_visa_guards")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
