"""The letters' models and phrases that a house begins with; each can be changed from the day it is changed on."""

from datetime import date

from django.db import migrations

SINCE = date(2018, 1, 21)  # Legea 31/2018: the present form of OG 27/2002 art. 9
OG = "Ordonanța Guvernului nr. 27/2002"
ANSWER = f"art. 8 alin. (1) din {OG}"
COURT = (
    "<p>Dacă nu sunteți mulțumit(ă) de răspuns, vă puteți adresa instanței de contencios administrativ, în condițiile "
    "Legii nr. 554/2004.</p>"
)
END = "<p>Cu stimă,</p>"
OPENING = (
    "<p>{adresare}</p><p>Ca urmare a petiției dumneavoastră, înregistrată sub nr. {număr}, cu privire la „{conținut}”, "
    "vă comunicăm următoarele.</p>"
)

MODELS = [
    (
        "raspuns-favorabil",
        "Răspuns favorabil",
        "Ce s-a cerut se face: ce am constatat, ce facem, până când.",
        OPENING
        + "<p>{compartiment} a verificat cele semnalate și a constatat: [ce s-a constatat].</p>"
        + "<p>Răspunsul nostru este favorabil: [ce se face și până când].</p>"
        + END,
        ANSWER,
        "favorabil",
        10,
    ),
    (
        "raspuns-nefavorabil",
        "Răspuns nefavorabil",
        "Ce s-a cerut nu se poate face: de ce, în ce temei, ce se mai poate.",
        OPENING
        + "<p>{compartiment} a verificat cele semnalate și a constatat: [ce s-a constatat].</p>"
        + "<p>Cererea dumneavoastră nu poate fi soluționată favorabil, deoarece [motivul și textul de lege].</p>"
        + "<p>Aveți la îndemână următoarele: [ce se mai poate face].</p>"
        + COURT
        + END,
        ANSWER,
        "nefavorabil",
        20,
    ),
    (
        "redirectionare-petitionar",
        "Înștiințare de redirecționare",
        "Către petiționar: petiția a fost trimisă autorității competente, în 5 zile de la înregistrare.",
        "<p>{adresare}</p><p>Petiția dumneavoastră, înregistrată la noi sub nr. {număr}, cu privire la „{conținut}”, "
        "nu este de competența instituției noastre.</p>"
        "<p>Am trimis-o autorității competente: [autoritatea și adresa ei]. De acolo veți primi răspunsul; termenul de "
        "30 de zile curge de la înregistrarea petiției la acea autoritate.</p>" + END,
        f"art. 6^1 din {OG}",
        "redirecționat",
        30,
    ),
    (
        "redirectionare-autoritate",
        "Adresă de redirecționare",
        "Către autoritatea competentă: vă trimitem petiția, cu anexele ei.",
        "<p>Stimați colegi,</p><p>Vă trimitem, spre competentă soluționare, petiția înregistrată la noi sub nr. "
        "{număr}, "
        "cu privire la „{conținut}”, împreună cu anexele ei: [câte file].</p>"
        "<p>Petiționarul a fost înștiințat. Vă rugăm să îi comunicați direct răspunsul.</p>" + END,
        f"art. 6^1 din {OG}",
        "redirecționat",
        40,
    ),
    (
        "prelungire",
        "Înștiințare de prelungire",
        "Înainte de expirarea termenului: de ce mai este nevoie de timp, cel mult 15 zile.",
        "<p>{adresare}</p><p>Petiția dumneavoastră, înregistrată sub nr. {număr}, cu privire la „{conținut}”, cere o "
        "cercetare mai amănunțită: [de ce mai este nevoie de timp].</p>"
        "<p>De aceea, conducătorul instituției a aprobat prelungirea termenului cu [câte zile, cel mult 15] zile. Veți "
        "primi răspunsul cel mai târziu la data de [data].</p>" + END,
        f"art. 9 din {OG}, astfel cum a fost modificată prin Legea nr. 31/2018",
        "prelungit",
        50,
    ),
    (
        "solicitare-completari",
        "Solicitare de completări",
        "Ne lipsesc date sau acte: care și unde se trimit. Termenul legal nu se oprește.",
        "<p>{adresare}</p><p>Pentru a putea răspunde la cererea dumneavoastră, înregistrată sub nr. {număr}, cu "
        "privire "
        "la „{conținut}”, vă rugăm să ne trimiteți:</p><ul><li>[ce lipsește]</li></ul>"
        "<p>Le puteți depune la registratură sau trimite prin e-mail, menționând numărul de mai sus. Vă rugăm să o "
        "faceți până la [data], ca să vă putem răspunde în termen.</p>" + END,
        ANSWER,
        "completări cerute",
        60,
    ),
    (
        "confirmare-inregistrare",
        "Confirmare de înregistrare",
        "Ce a sosit a fost înregistrat: numărul, data, termenul.",
        "<p>{adresare}</p><p>Vă confirmăm că documentul dumneavoastră, cu privire la „{conținut}”, a fost înregistrat "
        "sub nr. {număr}.</p><p>Răspunsul vă va fi comunicat cel mai târziu {termen}.</p>" + END,
        ANSWER,
        "confirmat",
        70,
    ),
    (
        "adresa",
        "Adresă din oficiu",
        "O scrisoare care nu răspunde la alta; primește numărul ei la semnare.",
        "<p>{adresare}</p><p>[Textul scrisorii]</p>" + END,
        "",
        "din oficiu",
        80,
    ),
]

PHRASES = [
    ("Calea de atac", COURT),
    (
        "Conexare",
        "<p>Petițiile dumneavoastră înregistrate sub nr. [numerele] au același obiect și au fost conexate, în temeiul "
        f"art. 10 alin. (1) din {OG}; prezentul răspuns privește toate aceste petiții.</p>",
    ),
    (
        "Deplasare în teren",
        "<p>În data de [data], reprezentanții [compartimentul] s-au deplasat în teren și au constatat: [ce s-a "
        "constatat]."
        "</p>",
    ),
    (
        "Petiție repetată",
        "<p>La petiția cu același conținut, înregistrată sub nr. [numărul], vi s-a răspuns la data de [data]; "
        "revenirea a "
        f"fost clasată la numărul inițial, în temeiul art. 10 alin. (2) din {OG}.</p>",
    ),
    (
        "Date personale",
        "<p>Datele dumneavoastră au fost folosite numai pentru soluționarea petiției, potrivit Regulamentului (UE) "
        "2016/679.</p>",
    ),
    (
        "Pentru lămuriri",
        "<p>Pentru lămuriri ne puteți scrie sau suna la datele din antet, menționând numărul de mai sus.</p>",
    ),
]


def fill(apps, schema_editor):
    template = apps.get_model("correspondence", "LetterTemplate")
    phrase = apps.get_model("correspondence", "Phrase")
    for key, title, purpose, body, basis, way, place in MODELS:
        template.objects.create(
            key=key, title=title, purpose=purpose, body=body, legal_basis=basis, way=way, sort_order=place, since=SINCE
        )
    for place, (title, body) in enumerate(PHRASES, start=1):
        phrase.objects.create(title=title, body=body, sort_order=place * 10, since=SINCE)


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0002_guards")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
