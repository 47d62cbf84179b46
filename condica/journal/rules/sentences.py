"""Sentences (propozițiile faptelor): each verb in Romanian, and what erasing a person takes from its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from condica.journal.rules.verbs import EraseRule, Verb


@dataclass(frozen=True, slots=True)
class Spec:
    """How a verb reads and what can be erased of it.

    `sentence` is filled from the line: {who}, {what} (the object as a link or label) and any key of `data` or
    `personal`. Perfect tense, no gendered participles.
    """

    sentence: str
    erase: EraseRule
    system: str = ""  # the sentence when nobody but the system did it; empty: the same with „Sistemul"


NOTHING, SUBJECT, KEPT = EraseRule.NOTHING_PERSONAL, EraseRule.WITH_SUBJECT, EraseRule.KEPT_BY_LAW

SENTENCES: Mapping[Verb, Spec] = {
    Verb.ERASED: Spec("{who} a șters datele personale din {count} rânduri: {reason}.", NOTHING),
    # accounts
    Verb.USER_CREATED: Spec("{who} a deschis contul {what} pentru {name}.", SUBJECT),
    Verb.USER_CHANGED: Spec("{who} a corectat datele contului {what}.", SUBJECT),
    Verb.USER_DISABLED: Spec("{who} a dezactivat contul {what}.", NOTHING),
    Verb.USER_ENABLED: Spec("{who} a reactivat contul {what}.", NOTHING),
    Verb.USER_LOCKED_OUT: Spec("{who} a blocat un timp contul {what}: prea multe parole greșite, de la {ip}.", SUBJECT),
    Verb.USER_PASSWORD_GIVEN: Spec("{who} a dat contului {what} o parolă provizorie.", NOTHING),
    Verb.USER_PASSWORD_CHANGED: Spec("{who} și-a schimbat parola.", NOTHING),
    Verb.USER_ROLE_GRANTED: Spec("{who} a acordat contului {what} rolul „{role}”, {period}.", NOTHING),
    Verb.USER_ROLE_ENDED: Spec("{who} a stabilit că {what} are rolul „{role}” {period}.", NOTHING),
    Verb.USER_ROLE_WITHDRAWN: Spec("{who} a retras contului {what} rolul „{role}”.", NOTHING),
    Verb.USER_SECOND_FACTOR_ADDED: Spec("{who} și-a adăugat un al doilea factor: {kind}.", NOTHING),
    Verb.USER_SECOND_FACTOR_REMOVED: Spec("{who} a renunțat la un al doilea factor: {kind}.", NOTHING),
    Verb.USER_SECOND_FACTOR_RESET: Spec("{who} a resetat al doilea factor al contului {what}.", NOTHING),
    Verb.USER_SESSIONS_ENDED: Spec("{who} a închis sesiunile contului {what} ({count}).", NOTHING),
    Verb.USER_SIGNED_IN: Spec("{who} a intrat în cont ({method}), de la {ip}.", SUBJECT),
    Verb.USER_SIGNED_OUT: Spec("{who} a ieșit din cont.", NOTHING),
    Verb.SECOND_FACTOR_REQUIRED: Spec(
        "{who} a făcut obligatoriu al doilea factor pentru rolul „{role}”, din {since}.", NOTHING
    ),
    Verb.SECOND_FACTOR_RELEASED: Spec(
        "{who} a ridicat obligația celui de-al doilea factor pentru rolul „{role}”.", NOTHING
    ),
    Verb.TOKEN_MADE: Spec("{who} a făcut cheia API „{what}”, cu rolul „{role}”.", NOTHING),
    Verb.TOKEN_REVOKED: Spec("{who} a revocat cheia API „{what}”.", NOTHING),
    Verb.CASE_CLOSED: Spec("{who} a încheiat lucrarea {what}: „{text}”.", SUBJECT),
    Verb.CASE_NOTE: Spec("{who} a notat: „{text}”.", SUBJECT),
    Verb.COMMISSION_CLOSED: Spec("{who} a încheiat cu proces-verbal {what}: „{text}”.", SUBJECT),
    Verb.COMMISSION_NAMED: Spec(
        "{who} a numit {what}, condusă de {chair}{until}: {members}. Însărcinarea: „{text}”.", SUBJECT
    ),
    Verb.COMMISSION_WITHDRAWN: Spec("{who} a desființat {what}: „{reason}”.", SUBJECT),
    Verb.OPINION_ASKED: Spec("{who} a cerut punctul de vedere al compartimentului {unit}: „{text}”.", SUBJECT),
    Verb.OPINION_CHANGED: Spec(
        "{who} a schimbat punctul de vedere al compartimentului {unit} (versiunea {version}): „{text}”.", SUBJECT
    ),
    Verb.OPINION_GIVEN: Spec("{who} a trimis punctul de vedere al compartimentului {unit}: „{text}”.", SUBJECT),
    Verb.PAPER_JOINED: Spec(
        "{who} a alăturat {what} la lucrarea {other}.", NOTHING, "{what} s-a alăturat lucrării {other}."
    ),
    Verb.PART_ACCEPTED: Spec("{who} a primit cererea de punct de vedere la {unit}.", NOTHING),
    Verb.PART_ASSIGNED: Spec("{who} a dat cererea de punct de vedere de la {unit} unui coleg: {holder}.", SUBJECT),
    Verb.PART_RETURNED: Spec("{who} a restituit cererea de punct de vedere de la {unit}: „{reason}”.", SUBJECT),
    Verb.PART_WITHDRAWN: Spec("{who} a retras cererea de punct de vedere către {unit}: „{reason}”.", SUBJECT),
    Verb.TASK_ACCEPTED: Spec("{who} a primit lucrarea.", NOTHING),
    Verb.TASK_DONE: Spec("{who} a încheiat sarcina: „{result}”.", SUBJECT),
    Verb.TASK_GIVEN: Spec("{who} a scris rezoluția către {unit}{named}{together}{until}: „{text}”.", SUBJECT),
    Verb.TASK_RETURNED: Spec("{who} a întors lucrarea: „{reason}”.", SUBJECT),
    Verb.LETTER_ANNEX_REMOVED: Spec("{who} a scos anexa „{title}”: {what}.", SUBJECT),
    Verb.LETTER_ORIGINAL_PUT: Spec("{who} a pus originalul {number} ({sheets}), ca să plece cu {what}.", NOTHING),
    Verb.LETTER_ORIGINAL_TAKEN: Spec("{who} a scos originalul {number} dintre cele care pleacă cu {what}.", NOTHING),
    Verb.LETTER_ANNEXED: Spec("{who} a pus anexa „{title}” ({sheets}): {what}.", SUBJECT),
    Verb.LETTER_APPROVED: Spec("{who} a aprobat și a semnat {what}, ca șef al compartimentului.", KEPT),
    Verb.LETTER_BOUNCED: Spec("{what} s-a întors: {problem}", SUBJECT, "{what} s-a întors: {problem}"),
    Verb.LETTER_BROUGHT: Spec("{who} a adus textul din Word ({outcome}): {what}.", KEPT),
    Verb.LETTER_CHECKED: Spec("{who} a verificat {what}.", KEPT),
    Verb.LETTER_CONFIRMED: Spec("{who} a notat primirea: {what}. {sentence}", KEPT),
    Verb.LETTER_DRAFTED: Spec("{who} a început {what}{after}.", KEPT),
    Verb.LETTER_DROPPED: Spec("{who} a renunțat la {what}: „{reason}”.", SUBJECT),
    Verb.LETTER_EDITED: Spec("{who} a schimbat textul: {what}, versiunea {version}.", KEPT),
    Verb.LETTER_FAILED: Spec("{what} n-a plecat: {problem}", SUBJECT, "{what} n-a plecat: {problem}"),
    Verb.LETTER_NUMBERED: Spec("{what}: are numărul {number}.", KEPT, "{what}: are numărul {number}."),
    Verb.LETTER_ORDERED: Spec("{who} a dat la expediere {what}, {way}.", KEPT),
    Verb.LETTER_RETURNED: Spec("{who} a întors la autor {what}: „{reason}”.", SUBJECT),
    Verb.LETTER_SENT: Spec("{who} a expediat {what}, {way}.", KEPT, "{what}: plecat {way}."),
    Verb.LETTER_PDF_SIGNED: Spec(
        "{who} a semnat electronic {what} ({means}, PAdES {profile}); amprenta fișierului: {sha256}.", KEPT
    ),
    Verb.ATTEMPT_NOTED: Spec("{who} a notat încercarea {place} de predare ({outcome}): {what}.", SUBJECT),
    Verb.CONTRACT_ADDED: Spec("{who} a scris {what} cu {carrier}, din {since}.", NOTHING),
    Verb.ENVELOPE_LIGHTENED: Spec("{who} a scos din {what} actul {paper}.", NOTHING),
    Verb.ENVELOPE_CHANGED: Spec("{who} a schimbat {what}: {kind}, {grams} g.", NOTHING),
    Verb.ENVELOPE_MADE: Spec("{who} a făcut {what}: {kind}, {grams} g, scrisori: {count}.", NOTHING),
    Verb.ENVELOPE_RECEIVED: Spec("{who} a notat că s-a primit la {day} {what}.", SUBJECT),
    Verb.ENVELOPE_RETURNED: Spec("{who} a notat că s-a întors la {day} {what}: {reason}.", NOTHING),
    Verb.ENVELOPE_UNDONE: Spec("{who} a desfăcut {what}.", NOTHING),
    Verb.LETTER_WITHDRAWN: Spec("{who} a retras expedierea: {what} ({reason}).", SUBJECT),
    Verb.LIST_CANCELLED: Spec("{who} a anulat {what}: {reason}.", NOTHING),
    Verb.LIST_HANDED: Spec("{who} a predat {what}: {count}, {grams} g, {cost} lei.", SUBJECT),
    Verb.LIST_LEFT: Spec("{who} a scos de pe {list} {what}.", NOTHING),
    Verb.LIST_PREPARED: Spec("{who} a întocmit {what} ({kind}, plicuri: {count}).", NOTHING),
    Verb.RANGE_ADDED: Spec("{who} a scris {what}, numere: {count}.", NOTHING),
    Verb.RANGE_CLOSED: Spec("{who} a închis {what}, cu {count} numere nefolosite.", NOTHING),
    Verb.TARIFF_ADDED: Spec("{who} a scris {what}, din {since} ({source}).", NOTHING),
    Verb.TARIFF_ENDED: Spec("{who} a încheiat la {day} {what}.", NOTHING),
    Verb.MANDATE_ENDED: Spec("{who} a încheiat la {day} {what}.", NOTHING),
    Verb.MANDATE_GIVEN: Spec("{who} a împuternicit să semneze scrisori pe {holder}, prin {act}, {period}.", SUBJECT),
    Verb.LETTER_SIGNED: Spec("{who} a semnat {what}.", KEPT),
    Verb.LETTER_SUBMITTED: Spec("{who} a dat la verificat {what}.", KEPT),
    Verb.LETTER_TO_VISAS: Spec("{who} a trimis la vize {what}.", KEPT),
    Verb.PHRASE_CHANGED: Spec("{who} a schimbat fraza „{what}”.", NOTHING),
    Verb.TEMPLATE_CHANGED: Spec("{who} a schimbat modelul de scrisoare „{what}”.", NOTHING),
    Verb.VISA_ASKED: Spec("{who} a cerut „{visa}” de la {whose}: {what}.", SUBJECT),
    Verb.VISA_DUTY_ADDED: Spec("{who} a pus în lista de vize „{what}”, dată de {whose}, de la {since}.", SUBJECT),
    Verb.VISA_DUTY_ENDED: Spec("{who} a scos din lista de vize „{what}”, dată de {whose}.", SUBJECT),
    Verb.VISA_GIVEN: Spec("{who} a dat „{visa}” pe versiunea {version}: {what}.", SUBJECT),
    Verb.VISA_REFUSED: Spec("{who} a refuzat „{visa}” pe versiunea {version}: {what}. Motivul: „{reason}”.", SUBJECT),
    Verb.VISA_WITHDRAWN: Spec("{who} a retras cererea pentru „{visa}”: {what}.", SUBJECT),
    Verb.VISAS_FELL: Spec("Textul s-a schimbat, vizele cad și se cer din nou ({visas}): {what}.", KEPT),
    Verb.CERTIFICATE_CONFIRMED: Spec("{who} a confirmat {what}: semnează cu el {holder}.", SUBJECT),
    Verb.CERTIFICATE_REGISTERED: Spec("{who} a înregistrat {what}, pe numele „{holder}”, emis de {issuer}.", SUBJECT),
    Verb.CERTIFICATE_WITHDRAWN: Spec("{who} a retras {what}, cu care semna {holder}.", SUBJECT),
    Verb.ISSUER_DISTRUSTED: Spec("{who} a scos din încredere {kind} „{what}”.", NOTHING),
    Verb.ISSUER_TRUSTED: Spec("{who} a adăugat la încredere {kind} „{what}”.", NOTHING),
    Verb.SIGNATURES_RECHECKED: Spec("{who} a cerut verificarea din nou a semnăturilor din {what}.", NOTHING),
    Verb.DOCUMENT_OCR_STOPPED: Spec("{who} a oprit citirea optică a unui fișier.", NOTHING),
    Verb.DOCUMENT_READ_AGAIN: Spec("{who} a cerut recitirea textului din {what}.", NOTHING),
    Verb.DOCUMENT_REPLACED: Spec("{who} a adăugat versiunea {version} a documentului {what}.", SUBJECT),
    Verb.INVENTORY_ENTERED: Spec("{who} a trecut {what}: {positions} dosare, {refused} rânduri de îndreptat.", NOTHING),
    Verb.INVENTORY_ROW_MENDED: Spec("{who} a îndreptat un rând din {what}: poziția {number}.", NOTHING),
    Verb.POSITION_SCANNED: Spec("{who} a legat o scanare de {what}.", NOTHING),
    Verb.POSITION_UNSCANNED: Spec("{who} a desprins o scanare de {what}: „{reason}”.", SUBJECT),
    Verb.SCANNER_OPENED: Spec("{who} a adăugat {what}.", NOTHING),
    Verb.SCANNER_CHANGED: Spec("{who} a schimbat setările pentru {what}.", NOTHING),
    Verb.SCAN_TAKEN: Spec("{who} a adus {what}.", NOTHING, system="Condica a preluat {what} din dosarul scanerului."),
    Verb.SCAN_READ: Spec(
        "{who} a citit {what}: {pages} pagini, {matched} documente recunoscute, {queued} de hotărât.", NOTHING
    ),
    Verb.SCAN_BROKEN: Spec("{who} nu a putut citi {what}; fișierul a rămas întreg. {why}", NOTHING),
    Verb.SCAN_STOPPED: Spec("{who} a oprit citirea pentru {what}.", NOTHING),
    Verb.SCAN_RESUMED: Spec("{who} a reluat citirea pentru {what}.", NOTHING),
    Verb.SCAN_DECIDED: Spec("{who} a hotărât la {what}, pagina {page}: {decision}.", NOTHING),
    Verb.MAIL_ACKNOWLEDGING_SET: Spec("{who} a stabilit {what}: {covers}, de la {since}.", NOTHING),
    Verb.MAIL_CONFIRMED: Spec(
        "{who} a trimis confirmarea pentru {what} la {address}.",
        SUBJECT,
        "Confirmarea pentru {what} a plecat pe e-mail, la {address}.",
    ),
    Verb.MAIL_NOT_CONFIRMED: Spec(
        "{who} n-a putut trimite confirmarea pentru {what}: {problem}",
        SUBJECT,
        "Confirmarea pentru {what} n-a plecat: {problem}",
    ),
    Verb.MAIL_FETCHED: Spec("{who} a preluat mesajele noi din {what}: {seen}.", NOTHING),
    Verb.MAIL_QUEUED: Spec("{who} a lăsat {what} unui om: {reason}.", SUBJECT),
    Verb.MAIL_REGISTERED: Spec("{who} a dat la înregistrare {what}.", SUBJECT),
    Verb.MAIL_SET_ASIDE: Spec("{who} a hotărât că {what} nu se înregistrează: „{reason}”.", SUBJECT),
    Verb.MAILBOX_CHANGED: Spec("{who} a schimbat setările căsuței {what}.", NOTHING),
    Verb.MAILBOX_OPENED: Spec("{who} a adăugat căsuța de e-mail {what}.", NOTHING),
    # contacts
    Verb.CONTACT_CREATED: Spec("{who} a adăugat {what}: {name}.", SUBJECT),
    Verb.CONTACT_CHANGED: Spec("{who} a corectat {what}: {fields}.", NOTHING),
    Verb.CONTACT_CNP_SEEN: Spec("{who} a văzut CNP-ul de la {what}.", NOTHING),
    Verb.CONTACT_MERGED: Spec("{who} a reunit {what} cu contactul nr. {other}.", NOTHING),
    Verb.CONTACT_UNMERGED: Spec("{who} a despărțit {what} de contactul nr. {other}.", NOTHING),
    Verb.CONTACT_TOLD_APART: Spec("{who} a hotărât că {what} și contactul nr. {other} nu sunt același.", NOTHING),
    Verb.CONTACT_SEEN: Spec("{who} a deschis datele din {what}: {reason}.", SUBJECT),
    Verb.CONTACT_CNP_SEARCHED: Spec("{who} a căutat după CNP ({reason}); a găsit: {found}.", SUBJECT),
    Verb.CONSENT_GIVEN: Spec("{who} a consemnat un consimțământ pentru {what}: {purpose}.", NOTHING),
    Verb.CONSENT_WITHDRAWN: Spec("{who} a consemnat retragerea consimțământului, {what}: {purpose}.", NOTHING),
    Verb.REQUEST_TAKEN: Spec("{who} a luat în evidență: {what}; termen {due}.", NOTHING),
    Verb.REQUEST_EXTENDED: Spec("{who} a prelungit termenul: {what}, până la {due}.", NOTHING),
    Verb.REQUEST_DECIDED: Spec("{who} a răspuns: {what}. {outcome}.", NOTHING),
    Verb.EXPORT_ORDERED: Spec("{who} a cerut {what}.", NOTHING),
    Verb.EXPORT_MADE: Spec("{who} are gata {what} ({size} kB).", NOTHING),
    Verb.EXPORT_TAKEN: Spec("{who} a preluat {what}.", NOTHING),
    Verb.PERSON_ERASED: Spec("{who} a hotărât {what}: {rows} rânduri șterse, {kept} păstrate prin lege.", NOTHING),
    Verb.ERASURE_REPEATED: Spec("{who} a repetat {what} după o refacere: {rows} rânduri.", NOTHING),
    # organisation
    Verb.ABSENCE_ENDED: Spec("{who} a notat că titularul contului {what} a lipsit până la {day}.", NOTHING),
    Verb.ABSENCE_RECORDED: Spec("{who} a notat că titularul contului {what} lipsește {period}.", NOTHING),
    Verb.BRIDGE_DAY_ADDED: Spec("{who} a trecut {what} ca zi liberă acordată ({cites}).", NOTHING),
    Verb.BRIDGE_DAY_REMOVED: Spec("{who} a scos {what} dintre zilele libere acordate.", NOTHING),
    Verb.DESK_OPENED: Spec("{who} a deschis ghișeul {what}.", NOTHING),
    Verb.DESK_MAIN_LOST: Spec("{who} a mutat locul ghișeului principal de la {what} la „{other}”.", NOTHING),
    Verb.DESK_CHANGED: Spec("{who} a corectat ghișeul {what}.", NOTHING),
    Verb.DESK_CLOSED: Spec("{who} a închis ghișeul {what} din {day}.", NOTHING),
    Verb.DESK_HOURS_SET: Spec("{who} a stabilit programul ghișeului {what}, de la {since}: {hours}.", NOTHING),
    Verb.HOUSE_SETTING_SET: Spec("{who} a ales „{label}”: {value}, de la {since}.", NOTHING),
    Verb.LEGAL_READING_ADOPTED: Spec(
        "{who} a adoptat lectura {counting} pentru {rule}, de la {since} ({cites}).", NOTHING
    ),
    Verb.LETTERHEAD_SET: Spec("{who} a stabilit antetul „{what}”, de la {since}.", NOTHING),
    Verb.POST_CREATED: Spec("{who} a înființat postul {what}.", NOTHING),
    Verb.POST_CHANGED: Spec("{who} a corectat postul {what}.", NOTHING),
    Verb.POST_ABOLISHED: Spec("{who} a desființat postul {what} din {day}.", NOTHING),
    Verb.POST_FILLED: Spec("{who} a numit pe {holder} în postul {what}, {period}.", SUBJECT),
    Verb.POST_VACATED: Spec("{who} a eliberat postul {what}, ocupat de {holder} până la {day}.", SUBJECT),
    Verb.SUBSTITUTE_NAMED: Spec(
        "{who} a stabilit că {substitute} ține locul titularului contului {what}, {period}.", SUBJECT
    ),
    Verb.SUBSTITUTE_ENDED: Spec("{who} a încheiat la {day} înlocuirea titularului contului {what}.", SUBJECT),
    Verb.FILE_KIND_ADDED: Spec("{who} a adăugat în nomenclatorul arhivistic {what}: {keeping}.", NOTHING),
    Verb.FILE_KIND_CHANGED: Spec("{who} a schimbat în nomenclatorul arhivistic {what}: {keeping}.", NOTHING),
    Verb.FILE_KIND_ENDED: Spec("{who} a scos din nomenclatorul arhivistic {what}, din {day}.", NOTHING),
    Verb.NOMENCLATOR_CONFIRMED: Spec("{who} a consemnat confirmarea nomenclatorului, {what}: {confirmed}.", NOTHING),
    Verb.NOMENCLATOR_IMPORTED: Spec("{who} a preluat {what} din fișier: {count} indicative.", NOTHING),
    Verb.UNIT_CREATED: Spec("{who} a înființat {what}.", NOTHING),
    Verb.UNIT_CHANGED: Spec("{who} a corectat {what}: {fields}.", NOTHING),
    Verb.UNIT_MOVED: Spec("{who} a mutat {what} în subordinea {parent}.", NOTHING),
    Verb.UNIT_DISSOLVED: Spec("{who} a desființat {what} din {day}.", NOTHING),
    Verb.PETITION_ANSWERED: Spec("Răspunsul la petiția {what} a plecat {timing}.", KEPT),
    Verb.PETITION_CLOSED: Spec("{who} a închis petiția {what}{file}.", KEPT),
    Verb.PETITION_CONNECTED: Spec(
        "{who} a conexat petiția {what} la {other}: primesc un singur răspuns ({cites}).", KEPT
    ),
    Verb.PETITION_DESCRIBED: Spec("{who} a completat fișa petiției {what}: {fields}.", NOTHING),
    Verb.PETITION_DISCONNECTED: Spec("{who} a desfăcut conexarea petiției {what} la {other}.", NOTHING),
    Verb.PETITION_COURT: Spec(
        "{who} a consemnat pentru {what}: {ruling}. Răspunsul se dă până {legal} ({cites}).", KEPT
    ),
    Verb.PETITION_ENDED_TOGETHER: Spec(
        "Petiția {what} s-a încheiat odată cu {other}, la care e conexată ({cites}).", KEPT
    ),
    Verb.PETITION_EXTENDED: Spec(
        "Termenul petiției {what} s-a prelungit cu {days}, până {legal} ({cites}). Anunțul către petiționar: {told}.",
        KEPT,
    ),
    Verb.PETITION_EXTENSION_DECIDED: Spec(
        "{who} a hotărât prelungirea termenului cu {days}, până {legal} ({cites}): „{reason}”.", SUBJECT
    ),
    Verb.PETITION_EXTENSION_LAPSED: Spec(
        "Prelungirea la {what} nu are efect: {why} ({cites}). Înștiințarea: {told}.", KEPT
    ),
    Verb.PETITION_EXTENSION_ASKED: Spec("{who} a propus prelungirea termenului cu {days}: „{reason}”.", SUBJECT),
    Verb.PETITION_FILED: Spec("{who} a clasat petiția {what}: „{reason}” ({cites}).", SUBJECT),
    Verb.PETITION_KEPT: Spec("{who} a renunțat la redirecționarea petiției {what}: „{reason}”.", SUBJECT),
    Verb.PETITION_NOTICE_TOLD: Spec("{who} a consemnat pe altă cale {kind}, la {what}, {told}: „{proof}”.", SUBJECT),
    Verb.PETITION_PAPERS_ASKED: Spec(
        "{who} a cerut completări la petiția {what}, până {until}: „{text}”. Termenul curge mai departe.", SUBJECT
    ),
    Verb.PETITION_OPENED: Spec(
        "De la înregistrarea petiției {what} curge termenul: {days}, zi sigură {safe}, termen legal {legal} ({cites}).",
        KEPT,
    ),
    Verb.PETITION_RECEIVED: Spec(
        "{who} a consemnat că petiția {what} vine de la {authority}: curge un termen nou, până {legal} ({cites}).", KEPT
    ),
    Verb.PETITION_RECLASSED: Spec(
        "{who} a hotărât că {what} nu e petiție: lucrarea s-a închis, termenul nu mai curge ({cites}).", KEPT
    ),
    Verb.PETITION_REDIRECTED: Spec(
        "Petiția {what} a plecat la {authority}, care e competentă, {timing} ({cites}).", KEPT
    ),
    Verb.PETITION_REDIRECTING: Spec("{who} a hotărât trimiterea petiției {what} la {authority} ({cites}){late}.", KEPT),
    Verb.PETITION_RESUMED: Spec("{who} a reluat petiția {what}: „{reason}”.", SUBJECT),
    Verb.PETITION_WITHDRAWN: Spec(
        "{who} a consemnat că petiționarul renunță la petiția {what}, prin {paper} ({cites}).", KEPT
    ),
    Verb.PETITION_REPEATED: Spec(
        "Mențiune la {what}: petiția {other}, cu același conținut, a fost clasată, deoarece s-a răspuns ({cites}).",
        KEPT,
    ),
    Verb.PORTAL_ANSWER_OPENED: Spec("Răspunsul la {what} a fost deschis din portal, cu cod.", NOTHING),
    Verb.PORTAL_CODE_SENT: Spec("Pentru răspunsul la {what} a plecat pe e-mail un cod.", NOTHING),
    Verb.PORTAL_CODE_WRONG: Spec("Pentru răspunsul la {what} s-a scris un cod greșit ({tries}).", NOTHING),
    Verb.PORTAL_FEEDBACK: Spec("Despre {what}, petiționarul spune că răspunsul i-a fost de folos: {useful}.", NOTHING),
    Verb.PORTAL_FILE_HELD: Spec("Un fișier de la {what} a fost pus în carantină: {signature}.", NOTHING),
    Verb.PORTAL_FILE_RELEASED: Spec("{who} a scos din carantină un fișier de la {what}: „{reason}”.", SUBJECT),
    Verb.PORTAL_SUBMITTED: Spec("{what}: trimisă din portal, {language}; {said}.", NOTHING),
    # queue
    Verb.QUEUE_SERVICE_OPENED: Spec("{who} a deschis serviciul cu bon de ordine {what}.", NOTHING),
    Verb.QUEUE_SERVICE_CHANGED: Spec("{who} a schimbat serviciul cu bon de ordine {what}.", NOTHING),
    Verb.QUEUE_SERVICE_CLOSED: Spec("{who} a închis serviciul cu bon de ordine {what}.", NOTHING),
    Verb.QUEUE_DESK_ADDED: Spec("{who} a dat serviciul {what} la {desk}, din {since}.", NOTHING),
    Verb.QUEUE_DESK_REMOVED: Spec("{who} a luat serviciul {what} de la {desk}.", NOTHING),
    Verb.QUEUE_SCREEN_OPENED: Spec("{who} a dat o adresă pentru {what}.", NOTHING),
    Verb.QUEUE_SCREEN_CLOSED: Spec("{who} a retras adresa pentru {what}.", NOTHING),
    Verb.TICKET_TAKEN: Spec("{who} a dat {what}.", NOTHING),
    Verb.TICKET_CALLED: Spec("{who} a chemat {what} la {desk}.", NOTHING),
    Verb.TICKET_CALLED_AGAIN: Spec("{who} a chemat din nou {what} la {desk}.", NOTHING),
    Verb.TICKET_ABSENT: Spec("{who} a notat că nimeni nu s-a prezentat cu {what} la {desk}.", NOTHING),
    Verb.TICKET_TRANSFERRED: Spec("{who} a trimis {what} la serviciul {service}.", NOTHING),
    Verb.TICKET_DONE: Spec("{who} a încheiat {what} la {desk}; documente înregistrate: {papers}.", NOTHING),
    Verb.FOLDER_CLOSED: Spec("{who} a închis {what}: {told}.", NOTHING),
    Verb.FOLDER_PRESENTED: Spec("{who} a prezentat {what}: {count} documente.", NOTHING),
    Verb.PAPER_ACKNOWLEDGED: Spec("{who} a luat la cunoștință {what}, pentru {unit}.", NOTHING),
    Verb.PAPER_CARRIED: Spec("{who} a amânat {what} din mapa {folder} pentru mapa următoare{why}.", SUBJECT),
    Verb.PAPER_INFORMED: Spec("{who} a trimis {what} spre știință la {units}: „{text}”.", SUBJECT),
    Verb.PAPER_SENT_BACK: Spec("{who} a restituit {what} registraturii: „{reason}”.", SUBJECT),
    Verb.PHRASES_CHANGED: Spec("{who} {did} frazele casei „{text}”.", NOTHING),
    Verb.PRESENTING_ENDED: Spec("{who} a hotărât: {what} nu se mai pregătește după {until}.", NOTHING),
    Verb.PRESENTING_SET: Spec("{who} a hotărât: {what} se pregătește din {since}, strângând {gathered}.", NOTHING),
    Verb.RESOLUTIONS_COPIED: Spec("{who} a închis {what} cu {count} rezoluții transcrise de pe hârtie.", NOTHING),
    Verb.SUGGESTIONS_LEARNED: Spec(
        "{who} a învățat sugestia de compartiment din {count} rezoluții ({what}): {said}.",
        NOTHING,
        "Sugestia de compartiment s-a învățat din {count} rezoluții ({what}): {said}.",
    ),
    Verb.COURT_PAPER_DESCRIBED: Spec(
        "{who} a completat actul {what}: destinatarul îl poate ridica {days} zile, până {legal} ({cites}).", KEPT
    ),
    Verb.COURT_PAPER_HANDED: Spec("{who} a predat actul {what}, la vederea unui act de identitate: {identity}.", KEPT),
    Verb.COURT_PAPER_OPENED: Spec("{who} a primit actul de procedură {what}.", KEPT),
    Verb.COURT_PAPER_RETURNED: Spec("{who} a hotărât înapoierea actului {what}: {why} ({cites}).", KEPT),
    Verb.COURT_PAPER_SENT: Spec("{who} a consemnat trimiterea către instanță, {way}: {what}, {what_left}.", KEPT),
    Verb.COURT_PAPER_SET_ASIDE: Spec("{who} a consemnat că {what} nu e de predat aici: „{reason}”.", SUBJECT),
    Verb.DISPLAY_ANSWERED: Spec("{who} a consemnat răspunsul la {what}, {way}.", KEPT),
    Verb.DISPLAY_ASKED: Spec("{who} a trecut {what} între cele de făcut: {basis}.", KEPT),
    Verb.DISPLAY_CHANGED: Spec("{who} a completat {what}: {basis}, {lasting}.", KEPT),
    Verb.DISPLAY_DROPPED: Spec("{who} a consemnat că {what} nu se face: „{reason}”.", SUBJECT),
    Verb.DISPLAY_POSTED: Spec("{who} a consemnat {what} {where}, procesul-verbal {minute}; se scoate {until}.", KEPT),
    Verb.DISPLAY_TAKEN_DOWN: Spec("{who} a încheiat {what} {where}, procesul-verbal {minute}.", KEPT),
    Verb.ENTRY_REGISTERED: Spec(
        "{who} a înregistrat {what}, {channel_words}.", KEPT, "{what} s-a înregistrat singură, {channel_words}."
    ),
    Verb.ENTRY_CORRECTED: Spec("{who} a corectat {fields} la {what}: {reason}.", SUBJECT),
    Verb.ENTRY_CANCELLED: Spec("{who} a anulat numărul {what}: „{reason}”.", KEPT),
    Verb.ENTRY_CONNECTED: Spec("{who} a conexat {what} cu {other}.", NOTHING),
    Verb.ENTRY_DISCONNECTED: Spec("{who} a desfăcut conexarea {what} cu {other}.", NOTHING),
    Verb.ENTRY_ATTACHED: Spec("{who} a adăugat „{document}” la {what}.", SUBJECT),
    Verb.ENTRY_DETACHED: Spec("{who} a desprins „{document}” de la {what}: „{reason}”.", SUBJECT),
    Verb.ENTRY_HANDED: Spec("{who} a repartizat {what} către {unit}.", NOTHING),
    Verb.ENTRY_EXIT: Spec("{who} a trecut la ieșire răspunsul la {what}, {channel_words}.", SUBJECT),
    Verb.ENTRY_KIND: Spec("{who} a încadrat {what} ca {kind}.", NOTHING),
    Verb.ENTRY_ERASED: Spec("{who} a șters cuvintele de sub numărul {what}: {ground}; rândul rămâne.", KEPT),
    Verb.CUSTODY_EXPORTED: Spec("{who} a scos condica {period}: {count} poziții.", NOTHING),
    Verb.DIFFERENCE_FOUND: Spec("{who} a numărat {what}: {missing} lipsă, {extra} în plus.", NOTHING),
    Verb.DIFFERENCE_SIGNED: Spec("{who} a semnat diferențele la {what}, {how}.", NOTHING),
    Verb.ISSUED_BACK: Spec("{who} a dat înapoi la {unit} actul {what}: „{reason}”.", SUBJECT),
    Verb.ISSUED_ENVELOPED: Spec("{who} a pus în plic, la expediere, actul neridicat {what}.", NOTHING),
    Verb.ISSUED_EXPORTED: Spec("{who} a scos lista actelor eliberate {period}: {count}.", NOTHING),
    Verb.ISSUED_KIND_ENDED: Spec("{who} a hotărât că {what} se eliberează la ghișeu până la {until}.", NOTHING),
    Verb.ISSUED_KIND_SET: Spec("{who} a hotărât că {what} se eliberează la ghișeu de la {since}.", NOTHING),
    Verb.ISSUED_POSTED: Spec("{who} a trimis prin poștă actul {what}, nr. {reference}.", NOTHING),
    Verb.ISSUED_RECEIVED: Spec("{who} a primit la ghișeu, de la {unit}, actul {what}: {holder}.", SUBJECT),
    Verb.ISSUED_RELEASED: Spec("{who} a eliberat actul {what}: l-a ridicat {to}{power}.", SUBJECT),
    Verb.ISSUED_RETURNED: Spec("{who} a notat că poșta a adus înapoi la {day} actul {what}: {reason}.", NOTHING),
    Verb.ISSUED_TOLD: Spec("{who} a anunțat {way} titularul actului {what}.", SUBJECT),
    Verb.ORIGINAL_FOUND: Spec("{who} a regăsit originalul {what}: {words}", KEPT),
    Verb.ORIGINAL_HANDED: Spec("{who} a predat către {to} originale: {count} ({what}).", NOTHING),
    Verb.ORIGINAL_KEPT: Spec("{who} a retras predarea originalului {what} către {to}.", NOTHING),
    Verb.ORIGINAL_LOST: Spec("{who} a declarat pierdut originalul {what}, proces-verbal {minute}: {words}", KEPT),
    Verb.ORIGINAL_MOVED: Spec("{who} a notat unde e originalul {what}: {words}.", KEPT),
    Verb.ORIGINAL_RECEIVED: Spec("{who} a primit de la {giver} originale: {count} ({what}), {how}.", NOTHING),
    Verb.ORIGINAL_REFUSED: Spec("{who} n-a primit originalul {what} de la {giver}: „{reason}”.", KEPT),
    Verb.SIGN_BLOCKED: Spec("{who} a blocat un timp semnul de ghișeu al contului {what}: prea multe greșeli.", NOTHING),
    Verb.SIGN_SET: Spec("{who} și-a pus semnul de ghișeu: {kinds}.", NOTHING),
    Verb.SIGN_WRONG: Spec("{who} a dat un semn de ghișeu greșit pentru contul {what}.", NOTHING),
    Verb.SELECTION_BEGUN: Spec("{who} a început {what}: {count} documente cu termenul împlinit.", NOTHING),
    Verb.SELECTION_CONFIRMED: Spec("{who} a consemnat confirmarea Arhivelor Naționale, {what}: {confirmed}.", NOTHING),
    Verb.SELECTION_DONE: Spec("{who} a dus la capăt {what}: {count} documente anonimizate.", NOTHING),
    Verb.BLOCK_RESERVED: Spec("{who} a rezervat {what} pentru {desk}: „{reason}”.", NOTHING),
    Verb.BLOCK_RECONCILED: Spec(
        "{who} a încheiat {what} cu procesul-verbal {minute}: {used} folosite, {annulled} anulate.", NOTHING
    ),
    Verb.NUMBER_FILLED: Spec(
        "{who} a completat numărul rezervat {what}: document primit la {desk}, {received}.", NOTHING
    ),
    Verb.NUMBER_ANNULLED: Spec("{who} a anulat numărul rezervat {number} din {what}: {reason}.", NOTHING),
    Verb.OFFLINE_LINE_KEPT: Spec("{who} a trimis {what}, care așteaptă o hotărâre: {why}.", NOTHING),
    Verb.OFFLINE_LINE_DECIDED: Spec("{who} a hotărât despre {what}: {decision}.", NOTHING),
    Verb.REGISTER_EXPORTED: Spec("{who} a exportat din {what} {count} rânduri.", NOTHING),
    Verb.REGISTER_OPENED: Spec("{who} a deschis registrul {what}, cu procesul-verbal {minute}.", NOTHING),
    Verb.REGISTER_CHANGED: Spec("{who} a schimbat registrul {what}: {changes}.", NOTHING),
    Verb.REGISTER_CLOSED: Spec("{who} a închis registrul {what} pentru documente noi: {reason}.", NOTHING),
    Verb.REGISTER_DESK_ADDED: Spec("{who} a dat registrul {what} la ghișeul „{desk}”.", NOTHING),
    Verb.REGISTER_DESK_ENDED: Spec("{who} a luat registrul {what} de la ghișeul „{desk}”.", NOTHING),
    Verb.REGISTER_LET_IN: Spec("{who} a dat dreptul în registrul {what} pentru {whom}: {rights}.", SUBJECT),
    Verb.REGISTER_LET_OUT: Spec("{who} a încheiat dreptul în registrul {what} pentru {whom}, din {until}.", SUBJECT),
    Verb.YEAR_CLOSED: Spec("{who} a încheiat {what} la numărul {last}, cu procesul-verbal {minute}.", KEPT),
    Verb.BOOK_ORDERED: Spec("{who} a cerut la tipărit {what}: {lines} rânduri.", NOTHING),
    Verb.BOOK_PRINTED: Spec("{who} a pus la păstrare {what}, tipărit: {parts} volume, {pages} pagini.", NOTHING),
    Verb.BOOK_STOPPED: Spec("{who} a oprit tipărirea: {what}.", NOTHING),
    Verb.ENVELOPE_HANDED: Spec("{who} a predat {what}; de primit: {whom}.", SUBJECT),
    Verb.ENVELOPE_TAKEN: Spec("{who} a semnat de primire pentru {what}.", NOTHING),
    Verb.HEADS_KEPT: Spec("{who} a pus deoparte capetele lanțurilor din {day}: {sha256}.", NOTHING),
    Verb.LIST_PRINTED: Spec("{who} a tipărit lista „{what}”: {count} rânduri.", NOTHING),
    Verb.CIRCULAR_SENT: Spec(
        "{who} a trimis {what} ({asked}): structuri {units}, destinatari din afară {outside}.", NOTHING
    ),
    Verb.CIRCULAR_READ: Spec("{who} a deschis {what}, pentru {unit}.", NOTHING),
    Verb.CIRCULAR_CONFIRMED: Spec("{who} a luat la cunoștință {what}, pentru {unit}.", NOTHING),
    Verb.CIRCULAR_PASSED: Spec("{who} a dat mai departe {what} către {whom}.", SUBJECT),
    Verb.CIRCULAR_ANSWERED: Spec("{who} a legat răspunsul {answer} la {what}, pentru {unit}.", NOTHING),
    Verb.CIRCULAR_MAILED: Spec("{who} a trimis prin e-mail {what}: {count}.", NOTHING),
    Verb.CIRCULAR_DELIVERED: Spec("{who} a aflat că {what} a ajuns la un destinatar.", NOTHING),
    Verb.CIRCULAR_RETURNED: Spec("{who} a aflat că {what} nu a ajuns la un destinatar.", SUBJECT),
    Verb.CIRCULAR_AGAIN: Spec("{who} a trimis din nou {what} unui destinatar la care nu ajunsese: {address}.", SUBJECT),
    Verb.CIRCULAR_TAKEN: Spec("{who} a primit confirmarea unui destinatar din afară pentru {what}.", NOTHING),
    Verb.CIRCULAR_CLOSED: Spec("{who} a închis {what}, citită de {read} din {count}: {reason}.", SUBJECT),
    Verb.DISTRIBUTION_CHANGED: Spec("{who} a schimbat lista de difuzare „{what}”: {change}.", NOTHING),
}
