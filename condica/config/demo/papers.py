"""The other papers of a town hall (celelalte hârtii): what comes, goes and circulates beside petitions."""

# ruff: noqa: E501 - a kind of paper a line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: which way, who sends it, by which channels, to whom it goes, how soon it is answered.

    `weight` is its share among 1,700 papers, `months` its season; `answered` is how many in a hundred get an answer
    under the same number, within `days`.
    """

    kind: str
    direction: str  # in | out | internal
    senders: str  # person | company | institution | association | media | owners | own
    channels: str  # letters: g ghișeu, p poștă, e e-mail, c curier, f fax, s poștă specială, i intern; more often = more letters
    desk: str  # the code of the desk where it is brought
    unit: str  # the code of the unit that gets or makes it
    weight: int
    months: str
    subjects: tuple[str, ...]
    answered: int = 0
    days: tuple[int, int] = (2, 12)
    annexes: tuple[int, int] = (0, 3)


EVEN = "555555555555"
PAPERS: tuple[Paper, ...] = (
    Paper("urbanism_certificate", "in", "person", "gggggep", "GU", "DU", 190, "345677666654", (
        "Cerere certificat de urbanism, {place}", "Certificat de urbanism pentru construire casă, {place}", "Prelungire certificat de urbanism, {place}", "Certificat de urbanism pentru branșament gaz, {place}"), 90, (8, 28), (3, 8)),
    Paper("building_permit", "in", "company", "gggge", "GU", "DU", 90, "345677666654", (
        "Cerere autorizație de construire, {place}", "Autorizație de construire: extindere hală, {place}", "Comunicare începere lucrări, {place}", "Recepție la terminarea lucrărilor, {place}"), 85, (10, 29), (6, 14)),
    Paper("access_permit", "in", "company", "ggge", "AC", "SRP", 170, "556666666655", (
        "Cerere autorizație de acces, vehicul de 12 t", "Autorizație de acces în zona cu restricții de tonaj, 3 vehicule", "Autorizație de acces pentru o zi, {street}", "Prelungire autorizație de acces, vehicul de 7,5 t"), 97, (0, 2), (1, 3)),
    Paper("cadastre", "in", "person", "ggggp", "AC", "DP", 80, "455566666554", (
        "Cerere adeverință rol agricol", "Cerere extras din registrul agricol", "Rectificare suprafață teren, {place}", "Adeverință pentru intabulare, {place}"), 95, (3, 14), (1, 4)),
    Paper("tax_certificate", "in", "person", "gggeep", "RG", "DV", 190, "677655445566", (
        "Cerere certificat de atestare fiscală", "Cerere certificat fiscal pentru vânzare autoturism", "Declarație de impunere clădire, {place}", "Cerere scoatere din evidență autoturism", "Cerere compensare impozit plătit în plus"), 96, (1, 9), (1, 4)),
    Paper("social_request", "in", "person", "gggpp", "RG", "DAS", 110, "875444445799", (
        "Cerere ajutor pentru încălzire", "Cerere venit minim de incluziune", "Cerere indemnizație de însoțitor, {place}", "Cerere tichete sociale pentru grădiniță"), 92, (5, 24), (3, 9)),
    Paper("invoice", "in", "company", "ppcceee", "RG", "DE", 190, "566565555568", (
        "Factura {n}, mentenanță sistem sonorizare", "Factura {n}, servicii de salubrizare", "Factura {n}, energie electrică iluminat public", "Factura {n}, papetărie", "Factura {n}, lucrări de plombare", "Factura {n}, servicii de curierat", "Factura {n}, deratizare și dezinsecție"), 0, (0, 0), (0, 1)),
    Paper("official_letter", "in", "institution", "ppeeecf", "RG", "SG", 150, EVEN, (
        "Solicitare date privind spațiile de joacă", "Comunicare hotărâre privind bugetul", "Informare cod galben de vânt", "Solicitare punct de vedere, traseu transport școlar", "Adresă privind reabilitarea podului", "Solicitare situație persoane asistate", "Înlocuirea conductei de apă, {street}", "Convocare grup de lucru județean"), 55, (4, 20), (0, 3)),
    Paper("court_paper", "in", "institution", "pps", "RG", "SJ", 55, "566655225666", (
        "Citație în dosarul nr. {n}/999/2026", "Comunicare sentință în dosarul nr. {n}/999/2026", "Afișare publicație de vânzare, dosar execuțional {n}", "Comunicare acte de procedură, dosar {n}/999/2026"), 20, (1, 5), (1, 6)),
    Paper("circular", "in", "institution", "eef", "RG", "SG", 45, EVEN, (
        "Circulara nr. {n}: chestionar transport școlar", "Circulara nr. {n}: raportarea cheltuielilor de personal", "Circulara nr. {n}: alegerea reprezentanților în adunarea generală", "Circulara nr. {n}: măsuri pe timp de caniculă")),
    Paper("invitation", "in", "association", "eepg", "RG", "SREP", 40, "346885226743", (
        "Invitație la Târgul Meșteșugarilor", "Invitație: conferința asociației municipiilor", "Invitație la concertul corului parohiei", "Invitație la festivitatea de sfârșit de an școlar"), 40, (1, 6)),
    Paper("information_request", "in", "person", "eeegp", "RG", "SIC", 62, EVEN, (
        "Cerere Legea 544/2001: contractele de salubrizare", "Cerere Legea 544/2001: cheltuielile cu zilele orașului", "Cerere Legea 544/2001: autorizațiile de construire emise", "Cerere Legea 544/2001: arborii tăiați pe {street}", "Cerere Legea 544/2001: salariile funcțiilor de conducere", "Cerere Legea 544/2001: raportul de audit al parcărilor"), 93, (4, 10), (0, 1)),
    Paper("press_question", "in", "media", "eef", "RG", "BRM", 34, EVEN, (
        "Întrebare: stadiul lucrărilor la podul peste Mureș", "Întrebare: când se deschide patinoarul și cât costă", "Solicitare interviu pe tema parcărilor", "Întrebări despre bugetul anului viitor"), 94, (0, 2), (0, 0)),
    Paper("owners_association_return", "in", "owners", "gggep", "RG", "SIC", 78, "199200197000", (
        "Situația soldurilor activ/pasiv, semestrul I", "Situația soldurilor activ/pasiv, semestrul II", "Situația soldurilor: formă corectată"), 0, (0, 0), (1, 3)),
    Paper("audience_request", "in", "person", "ggge", "RG", "SIC", 40, EVEN, (
        "Înscriere în audiență la primar: locuință socială", "Înscriere în audiență: asfaltarea străzii", "Înscriere în audiență la viceprimar: loc de parcare"), 80, (2, 9), (0, 1)),
    Paper("seniority_certificate", "in", "person", "ggpp", "RG", "SIC", 36, EVEN, (
        "Cerere adeverință de vechime în muncă", "Cerere copie din arhivă: autorizație de construire din 1987"), 95, (4, 14), (1, 2)),
    Paper("consultation_proposal", "in", "association", "eep", "RG", "SG", 24, "001455200563", (
        "Propuneri la proiectul de HCL: regulamentul de parcare rezidențială", "Solicitare dezbatere publică: proiect HCL taxe speciale", "Propuneri la bugetul local"), 60, (5, 20)),
    Paper("report", "internal", "own", "i", "", "SMS", 60, EVEN, (
        "Raport de specialitate la proiectul de HCL privind organigrama", "Referat de necesitate: consumabile", "Notă internă: programul de lucru în perioada sărbătorilor", "Raport lunar al serviciului", "Referat privind angajarea unui consilier"), 0, (0, 0), (0, 2)),
    Paper("disposition", "internal", "own", "i", "", "SG", 34, EVEN, (
        "Dispoziție privind constituirea comisiei de recepție", "Dispoziție privind delegarea atribuțiilor", "Dispoziție privind ședința ordinară a consiliului local")),
    Paper("letter", "out", "institution", "pee", "", "SG", 50, EVEN, (
        "Adresă către Prefectură: situații de urgență", "Solicitare date cadastrale", "Solicitare aviz pentru spectacol în aer liber", "Răspuns la chestionarul asociației municipiilor")),
    Paper("notice_letter", "out", "company", "pp", "", "DPL", 44, EVEN, (
        "Somație privind eliberarea domeniului public", "Somație: vehicul abandonat, {street}", "Notificare contract de salubrizare")),
    Paper("press_release", "out", "media", "e", "", "BRM", 38, EVEN, (
        "Comunicat de presă: program de sărbători", "Comunicat de presă: închiderea circulației pe {street}", "Comunicat de presă: deschiderea piscinei municipale")),
)  # fmt: skip

CHANNELS = {
    "g": "counter",
    "p": "post",
    "e": "email",
    "c": "courier",
    "f": "fax",
    "s": "special",
    "i": "internal",
    "w": "portal",
}
#: The kind that the register writes, where it has another name there.
REGISTER_KINDS = {
    **dict.fromkeys(
        (
            "urbanism_certificate",
            "building_permit",
            "access_permit",
            "cadastre",
            "tax_certificate",
            "social_request",
            "seniority_certificate",
        ),
        "request",
    ),
    **dict.fromkeys(("official_letter", "circular", "notice_letter"), "letter"),
    **dict.fromkeys(("disposition", "press_release"), "other"),
}
#: Why a number is struck out.
CANCEL_REASONS = (
    "Înregistrat de două ori din greșeală, aceeași hârtie are numărul următor.",
    "Hârtia era adresată altei instituții și s-a înapoiat pe loc.",
    "Petentul a retras hârtia înainte de predare.",
)
