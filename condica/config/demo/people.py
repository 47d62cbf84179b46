"""The people and organisations of the demo town (locuitori, firme, instituții): all of them made up."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


def _list(words: str, mark: str = " ") -> tuple[str, ...]:
    return tuple(words.split(mark))


MEN = _list(
    "Adrian Alexandru Andrei Aurel Augustin Bogdan Călin Ciprian Claudiu Cornel Cosmin Cristian Dan Daniel "
    "Darius Dorin Dumitru Emil Eugen Florin Gabriel Gavril George Gheorghe Grigore Ilie Ioan Ionel Iosif "
    "Iulian Laurențiu Liviu Lucian Marcel Marian Marius Mihai Mircea Nicolae Octavian Ovidiu Paul Petru Pavel "
    "Radu Raul Remus Sebastian Silviu Sorin Stelian Ștefan Teodor Tiberiu Traian Valentin Vasile Viorel Virgil "
    "Vlad Zaharia",
)
WOMEN = _list(
    "Adela Adina Alexandra Alina Ana Anca Andreea Angela Aurelia Bianca Camelia Carmen Claudia Cornelia Corina "
    "Cristina Dana Daniela Delia Diana Dorina Ecaterina Elena Emilia Eugenia Felicia Florica Floarea Gabriela "
    "Georgeta Ileana Ioana Irina Iuliana Lavinia Letiția Lidia Liliana Livia Loredana Lucia Luminița Magdalena "
    "Maria Mariana Mihaela Minodora Mirela Monica Nadia Oana Otilia Paula Raluca Rodica Roxana Ruxandra Saveta "
    "Silvia Simona Sorina Tatiana Valeria Veronica Victoria Viorica Zoița",
)
SURNAMES = _list(
    "Ardelean Avram Băban Bălan Bândea Bărbat Blaga Boca Bodea Bogdan Borlea Boțoc Brad Bulzan Butaș Buda "
    "Cârnu Cătană Chirilă Chiș Ciortea Ciurdaru Codreanu Coroian Cosma Cotuna Covaciu Crainic Cristea Crișan "
    "Dărău Dobre Dragoș Drăgan Dumitrescu Faur Fărcaș Feier Florea Ghiurcă Gligor Gavra Haiduc Hanga Haș "
    "Hendea Herlea Hotăran Iacob Igna Ilieș Ispas Jurca Jivan Lazea Leucuța Lupșan Lupu Man Marcu Mărginean "
    "Mateș Mesaroș Micu Mihuț Moga Moldovan Morar Moț Mureșan Negrea Neamțu Nistor Olaru Oltean Oniga Oprea "
    "Pașca Pantea Petcu Petruș Pintea Pleș Popa Popescu Pop Precup Rad Roman Rotaru Rus Sabău Sârbu Sferle "
    "Silaghi Stana Stănilă Stoica Suciu Șerban Ștefănuț Tămaș Teodorescu Todea Toma Trifan Tudoran Țolea Turc "
    "Ungur Urs Văcaru Vancea Vesa Vereș Vlad Vlaicu Zaha Zdrânc",
)
HUNGARIAN_SURNAMES = _list(
    "Balogh Barta Bíró Csatlós Farkas Fodor Gál Halász Horváth Jakab Kovács Lukács Molnár Nagy Orbán Papp "
    "Sándor Simon Szabó Szász Tóth Varga Vass Veres",
)
HUNGARIAN_MEN = _list(
    "Attila Csaba Ferenc Gábor István János József László Levente Miklós Sándor Szilárd Tamás Zoltán Zsolt",
)
HUNGARIAN_WOMEN = _list(
    "Ágnes Anikó Edit Enikő Erika Erzsébet Éva Ibolya Ildikó Judit Katalin Kinga Mária Márta Réka Zsuzsanna",
)
ROMA_SURNAMES = _list(
    "Boldijar Căldăraru Ciurar Covaci Gabor Lăcătuș Lakatos Lingurar Rostaș Stancu Varga Zlătaru",
)
ROMA_MEN = _list(
    "Aurel Bela Dănuț Florin Iosif Ianoș Mihai Nelu Robert Samuel Traian Viorel",
)
ROMA_WOMEN = _list(
    "Argentina Carmen Claudia Florica Lămâița Maria Mirela Rozalia Simona Terezia Veta Viorica",
)

STREETS = _list(
    "str. Morii|str. Teilor|str. Gării|str. Fabricii|str. Olarilor|str. Podgoriei|str. Viilor|str. Salcâmilor|"
    "str. Plopilor|str. Cetății|str. Livezii|str. Pieței|str. Uzinei|str. Independenței|str. 1 Decembrie|"
    "str. Avram Iancu|str. Mihai Eminescu|str. Ioan Slavici|str. Moise Nicoară|str. Vasile Goldiș|str. Horea|"
    "str. Cloșca|str. Crișan|str. Liliacului|str. Trandafirilor|str. Mărului|str. Prunului|str. Castanilor|"
    "str. Stejarului|str. Izvorului|str. Pescarilor|str. Luntrei|str. Digului|str. Morarilor|str. Tâmplarilor|"
    "str. Cojocarilor|str. Țesătorilor|str. Școlii|str. Grădiniței|str. Bisericii|str. Poștei|str. Spitalului|"
    "str. Depozitelor|str. Câmpului|str. Răsăritului|str. Apusului|str. Crinului|str. Zorilor|str. Bartók Béla|"
    "str. Petőfi Sándor|bd. Republicii|bd. Mureșului|bd. Revoluției|calea Aradului|calea Lipovei|"
    "aleea Florilor|aleea Teilor|aleea Parcului|Piața Mare|Piața Libertății",
    "|",
)
BLOCKS = _list(
    "B4 B7 C1 C2 C3 C4 C12 D2 D5 P3 P11 T1 V8",
)
DISTRICTS = _list(
    "Lunca|Gara Veche|Centrul Vechi|Podgoria|Olari|Sânmartin|Zona Industrială|Malul Mureșului",
    "|",
)
POSTAL_CODE = "317999"  # a code of the county's range that no town uses


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something that writes to the town hall."""

    kind: str  # person | company | institution | association | media
    name: str
    address: str
    email: str = ""
    phone: str = ""
    cnp: str = ""
    cui: str = ""
    locality: str = "Valea Mureșului"
    woman: bool = False
    reads: str = "e-mail"  # how the person wants the answer

    @property
    def dear(self) -> str:
        """How a letter begins (formula de adresare)."""
        if self.kind != "person":
            return "Stimată doamnă, stimate domn,"
        return f"{'Stimată doamnă' if self.woman else 'Stimate domnule'} {self.surname},"

    @property
    def surname(self) -> str:
        """The family name, which Hungarians write first."""
        words = self.name.split()
        return words[0] if words[0] in HUNGARIAN_SURNAMES else words[-1]


_PLAIN = str.maketrans("ăâîșțáéíóöőúüűĂÂÎȘȚÁÉÍÓÖŐÚÜŰ", "aaistaeiooouuuAAISTAEIOOOUUU")


def mailbox(name: str, rng: Random, domains: tuple[str, ...] = ("example.com", "example.net")) -> str:
    """An address made of the name, at a domain that can never exist."""
    words = [word for word in name.translate(_PLAIN).lower().replace("-", " ").split() if word.isalnum()]
    return f"{words[0]}.{words[-1]}@{rng.choice(domains)}"


def house(rng: Random) -> str:
    """An address in the town: a house, or a flat in a block."""
    street = rng.choice(STREETS)
    if rng.random() < 0.45:
        return f"{street} nr. {rng.randint(1, 96)}"
    stair, flat = rng.choice("ABC"), rng.randint(1, 40)
    return f"{street} nr. {rng.randint(1, 60)}, bl. {rng.choice(BLOCKS)}, sc. {stair}, ap. {flat}"


def inhabitants(rng: Random, count: int) -> list[Person]:
    """The townspeople who write, each with a mailbox and a telephone of their own, or none."""
    phones = iter(rng.sample(range(200, 1000), min(800, count)))
    taken: set[str] = set()
    return [_inhabitant(rng, taken, f"0257 000 {next(phones, 999)}") for _ in range(count)]


def _inhabitant(rng: Random, taken: set[str], phone: str) -> Person:
    """In a hundred, some eighty with Romanian names, thirteen Hungarian, five Roma."""
    woman = rng.random() < 0.52
    name = _name(rng, woman)
    email = mailbox(name, rng) if rng.random() < 0.62 else ""
    email = "" if email in taken else email
    taken.add(email)
    cnp = personal_code(rng, woman) if rng.random() < 0.06 else ""
    calls = phone if rng.random() < 0.25 else ""
    return Person("person", name, house(rng), email, calls, cnp=cnp, woman=woman, reads="e-mail" if email else "poștă")


def _name(rng: Random, woman: bool) -> str:
    turn = rng.random()
    if turn < 0.13:
        return f"{rng.choice(HUNGARIAN_SURNAMES)} {rng.choice(HUNGARIAN_WOMEN if woman else HUNGARIAN_MEN)}"
    if turn < 0.18:
        return f"{rng.choice(ROMA_WOMEN if woman else ROMA_MEN)} {rng.choice(ROMA_SURNAMES)}"
    return _romanian_name(rng, woman)


def _romanian_name(rng: Random, woman: bool) -> str:
    first, last = rng.choice(WOMEN if woman else MEN), rng.choice(SURNAMES)
    if rng.random() < 0.12:
        first += "-" + rng.choice([name for name in (WOMEN if woman else MEN) if name != first])
    if woman and rng.random() < 0.1:
        last += "-" + rng.choice([name for name in SURNAMES if name != last])
    return f"{first} {last}"


def personal_code(rng: Random, woman: bool) -> str:
    """A CNP with a right check digit and an order number that is not given out."""
    century = 2 if woman else 1
    body = (
        f"{century}{rng.randint(48, 99):02d}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}02{rng.randint(990, 999)}"
    )
    total = sum(int(digit) * weight for digit, weight in zip(body, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9), strict=True))
    return body + str(1 if total % 11 == 10 else total % 11)


def fiscal_code(number: int) -> str:
    """A CUI with a right check digit, far above the numbers in use."""
    body = f"{number:09d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (7, 5, 3, 2, 1, 7, 5, 3, 2), strict=True)) * 10
    return str(int(body)) + str(total % 11 % 10)


FIRMS = _list(
    "Sonor Tehnic S.R.L.|Betoane Lunca S.R.L.|Apa Mureșului de Sus S.A.|Podgoria Construct S.R.L.|"
    "Electro Vale S.R.L.|Salub Verde S.A.|Transport Urban Valea S.A.|Termica Valea Mureșului S.A.|"
    "Agro Câmpia S.R.L.|Drumuri și Poduri Crișana S.A.|Papetăria Centrală S.R.L.|"
    "Tipografia Gutenberg Vest S.R.L.|Proiect Urban S.R.L.|Cadastru Expert S.R.L.|Mobila Olarilor S.R.L.|"
    "Terasa La Pod S.R.L.|Depozit Fabricii S.R.L.|Auto Gară S.R.L.|Pescarul Vesel S.R.L.|"
    "Logistic Vest Cargo S.R.L.|Panificația Morarilor S.R.L.|Vinuri de Podgorie S.R.L.|"
    "Confecții Țesătorul S.R.L.|Net Fibra Vest S.R.L.|Pază Argus Vest S.R.L.|Deratizare Profi S.R.L.|"
    "Geam și Ramă S.R.L.|Curierul Rapid Vest S.R.L.|Farmacia Castanilor S.R.L.|Energie Lunca Distribuție S.A.",
    "|",
)
INSTITUTIONS = _list(
    "Instituția Prefectului – Județul Arad|Consiliul Județean Arad|Judecătoria Cetatea Crișului|"
    "Tribunalul Valea Mureșului|Inspectoratul Școlar Județean|Direcția de Sănătate Publică|"
    "Agenția pentru Protecția Mediului|Garda de Mediu – Comisariatul județean|"
    "Inspectoratul pentru Situații de Urgență „Vasile Goldiș”|Poliția Municipiului Valea Mureșului|"
    "Administrația Finanțelor Publice|Casa Județeană de Pensii|"
    "Agenția Județeană pentru Plăți și Inspecție Socială|Oficiul de Cadastru și Publicitate Imobiliară|"
    "Direcția Județeană de Statistică|Inspectoratul de Stat în Construcții|Administrația Bazinală de Apă Mureș|"
    "Spitalul Municipal Valea Mureșului|Școala Gimnazială nr. 1|Liceul Teoretic „Ioan Slavici”|Grădinița nr. 5|"
    "Asociația Municipiilor din România – Secretariat|Agenția de Dezvoltare Vest|BEJ Codruț Neamțu|"
    "Compania de Drumuri – Secția Vest",
    "|",
)
CIVIC = _list(
    "Asociația Civică „Mureșul”|Asociația Comercianților din Centrul Vechi|Asociația „Olarii de pe Vale”|"
    "Asociația Bicicliștilor „Pe Două Roți”|Fundația „Casa Bună”|Clubul Pensionarilor „Amurg”|"
    "Asociația Părinților – Școala nr. 1|Asociația pentru Protecția Animalelor „Lăbuța”|"
    "Parohia Valea Mureșului II|Comunitatea Maghiară „Híd”|Asociația Romilor „Împreună”|"
    "Asociația Sportivă „Voința Lunca”",
    "|",
)
MEDIA = ("Radio Lunca FM", "Ecoul Văii", "Gazeta de Mureș", "Vest TV", "Radio Valea")
OWNERS = (3, 8, 12, 19, 27, 31, 36, 47, 52, 58, 64, 71, 83, 90, 97, 105, 112, 118)  # associations of owners, by number


def _organisation(kind: str, name: str, rng: Random, number: int) -> Person:
    box = mailbox(f"contact {name.split(maxsplit=1)[0]}", rng, ("example.net",)).replace(
        "contact.", f"contact{number}."
    )
    phone, cui = f"0257 000 {100 + number}", fiscal_code(900_000_000 + 7919 * number)
    return Person(kind, name, house(rng).split(", bl.")[0], box, phone, cui=cui if kind != "institution" else "")


def organisations(rng: Random) -> dict[str, list[Person]]:
    """Everybody that is not a person, by kind; owners' associations under `owners`."""
    names = {
        "company": list(FIRMS),
        "institution": list(INSTITUTIONS),
        "association": list(CIVIC),
        "media": list(MEDIA),
        "owners": [f"Asociația de Proprietari nr. {number}" for number in OWNERS],
    }
    made: dict[str, list[Person]] = {}
    number = 0
    for kind, of_kind in names.items():
        made[kind] = []
        for name in of_kind:
            number += 1
            made[kind].append(_organisation("association" if kind == "owners" else kind, name, rng, number))
    return made
