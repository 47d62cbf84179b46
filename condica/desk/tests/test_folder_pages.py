"""Pages of the daily folder: who opens them, the keyboard's form, questions bounded whatever the size, paper."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from condica.accounts.tests.factories import make_user
from condica.contacts.tests.factories import make_contact
from condica.desk import actions, queries
from condica.desk.models import Folder, Resolution
from condica.desk.print import folder_pdf
from condica.desk.queries import deciding as queries_of
from condica.desk.queries import folders as reads
from condica.desk.rules import Effect, Wanted
from condica.desk.tests.factories import give, make_folder, make_papers, make_presenting, paper_of
from condica.foundation import dates
from condica.petitions.tests.factories import make_petition
from condica.registry.actions import hand_to
from condica.registry.print import paper_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


@pytest.fixture
def send(client):
    """Send a form as somebody."""

    def sent(user, address: str, **data):
        client.force_login(user)
        return client.post(address, data)

    return sent


def asked(visit, user, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert visit(user, address).status_code == 200
    return len(found)


def test_strangers_see_no_folder(town, visit) -> None:
    folder = make_folder(town, 1)
    for user in (town.clerk, town.head, make_user("archivist")):
        assert visit(user, folder.get_absolute_url()).status_code == 404
    preparing = make_folder(town, 1, presented=False)
    assert visit(town.mayor, preparing.get_absolute_url()).status_code == 404
    assert visit(town.registrar, preparing.get_absolute_url()).status_code == 200


def test_the_registry_prepares_and_presents_by_its_pages(town, visit, send) -> None:
    presenting = make_presenting(town)
    entry, later = make_papers(town, 2)
    page = visit(town.registrar, "/mapa/").content.decode().replace("\u00a0", " ")
    assert "2 documente așteaptă" in page
    answer = send(town.registrar, f"/mapa/decidenti/{presenting.pk}/pregateste/")
    folder = Folder.objects.get()
    assert answer.url == folder.get_absolute_url()
    send(town.registrar, f"/mapa/{folder.pk}/document/{paper_of(folder, 2).pk}/scoate/")
    assert folder.papers.get().entry == entry
    send(town.registrar, f"/mapa/{folder.pk}/adauga/", numar=str(later.value))
    send(town.registrar, f"/mapa/{folder.pk}/document/{folder.papers.get(entry=later).pk}/muta/", loc="1")
    assert send(town.registrar, f"/mapa/{folder.pk}/adauga/", numar="999999").status_code == 422
    send(town.registrar, f"/mapa/{folder.pk}/prezinta/")
    assert [paper.entry for paper in folder.papers.order_by("position")] == [later, entry]
    assert visit(town.registrar, folder.get_absolute_url()).status_code == 200


def test_a_paper_is_resolved_and_the_next_one_comes(town, visit, send) -> None:
    folder = make_folder(town, 2)
    assert visit(town.mayor, f"/mapa/{folder.pk}/deschide/").url == f"/mapa/{folder.pk}/locul/1/"
    page = visit(town.mayor, f"/mapa/{folder.pk}/locul/1/").content.decode()
    assert "0 din 2" in page.replace("\u00a0", " ")
    phrase = reads.phrases_of(town.mayor)[1]
    words = {"effect": "assign", "phrase": phrase.pk, "text": "Aviz de circulație.", "lead": town.lighting.pk,
             "joint": [town.police.pk], "due": "2026-12-03", "ms": "8200", "seen": ""}  # fmt: skip
    assert send(town.mayor, f"/mapa/{folder.pk}/locul/1/", **words).url == f"/mapa/{folder.pk}/locul/2/"
    made = Resolution.objects.get()
    assert (made.text, made.milliseconds) == ("Propuneți răspuns. Aviz de circulație.", 8200)
    again = visit(town.mayor, f"/mapa/{folder.pk}/locul/1/").content.decode()
    assert ">Aviz de circulație.</textarea>" in again
    wrong = send(town.mayor, f"/mapa/{folder.pk}/locul/2/", effect="assign", text="Vedeți")
    assert wrong.status_code == 422
    assert "nu spune cine răspunde" in wrong.content.decode()
    assert send(town.mayor, f"/mapa/{folder.pk}/locul/2/", effect="keep").url == f"/mapa/{folder.pk}/inchide/"
    assert send(town.mayor, f"/mapa/{folder.pk}/anuleaza/").url == f"/mapa/{folder.pk}/locul/2/"
    assert send(town.mayor, f"/mapa/{folder.pk}/inchide/").url == folder.get_absolute_url()


def test_the_senders_earlier_papers_stand_beside_the_paper(town, visit) -> None:
    person, stranger = make_contact("Ana Pop"), make_contact("Ion Alb")
    first = make_papers(town, 1, sender=person, sender_name="Ana Pop", subject="Iluminat stins")[0]
    hand_to(first, town.lighting, by=town.registrar)
    folder = make_folder(town, 1, sender=person, sender_name="Ana Pop")
    place = folder.papers.exclude(entry=first).get().position
    page = visit(town.mayor, f"/mapa/{folder.pk}/locul/{place}/").content.decode().replace("\u00a0", " ")
    hint = page.partition('id="dinainte"')[2].partition("</p>")[0]
    assert "1 document" in hint
    assert first.paper_number in hint
    assert town.lighting.short_name in hint
    assert "Iluminat stins" in hint
    alone = make_papers(town, 1, sender=stranger)[0]
    assert queries_of.earlier_of(alone, town.mayor) is None
    later = make_papers(town, 1, sender=person)[0]
    found = queries_of.earlier_of(later, town.mayor)
    assert found is not None
    assert found.words.replace("\u00a0", " ") == "2 documente"
    assert queries_of.earlier_of(later, make_user("clerk")) is None, "only what one may see is told"


def test_the_hint_asks_no_more_however_much_was_written(town) -> None:
    person = make_contact("Ana Pop")
    papers = make_papers(town, 5, sender=person)
    with CaptureQueriesContext(connection) as found:
        queries_of.earlier_of(papers[-1], town.mayor)
    assert len(found) <= 6


def test_a_refusal_at_the_closing_is_shown_with_its_reason(town, send) -> None:
    make_petition(town)
    folder = make_folder(town, 1)
    give(folder, 1, Wanted(effect=Effect.INFORM, informed=[town.lighting]), by=town.mayor)
    answer = send(town.mayor, f"/mapa/{folder.pk}/inchide/")
    assert answer.status_code == 422
    assert "nu poate rămâne numai spre știință" in answer.content.decode()


def test_several_at_once(town, visit, send) -> None:
    folder = make_folder(town, 3)
    address = f"/mapa/{folder.pk}/impreuna/"
    assert visit(town.mayor, address).status_code == 200
    assert send(town.mayor, address, effect="defer").status_code == 422
    papers = [paper_of(folder, place).pk for place in (1, 2)]
    send(town.mayor, address, effect="assign", text="La dosar", lead=town.police.pk, papers=papers)
    assert Resolution.objects.filter(text="La dosar").count() == 2


def test_the_number_of_questions_does_not_grow_with_the_folder(town, visit) -> None:
    folder = make_folder(town, 5)
    for place in (1, 2):
        give(folder, place, Wanted(text="Vedeți", lead=town.lighting, joint=[town.police]), by=town.mayor)
    here, whole = f"/mapa/{folder.pk}/locul/5/", folder.get_absolute_url()
    few = [asked(visit, town.mayor, address) for address in (here, whole, "/mapa/")]
    make_papers(town, 35)
    actions.close_folder(folder, by=town.mayor)
    large = actions.present(actions.prepare(town.mayor.presentings.get(), by=town.registrar), by=town.registrar)
    assert large.papers.count() == 38
    for place in range(1, 31):
        give(large, place, Wanted(text="Vedeți", lead=town.lighting, informed=[town.police]), by=town.mayor)
    here, whole = f"/mapa/{large.pk}/locul/35/", large.get_absolute_url()
    many = [asked(visit, town.mayor, address) for address in (here, whole, "/mapa/")]
    assert all(after <= before + 2 for before, after in zip(few, many, strict=True)), (few, many)
    assert max(many) <= 45


def test_the_folder_on_paper_with_codes_and_later_with_resolutions(town) -> None:
    folder = make_folder(town, 2, sender_name="Școala „Ștefan #1”")
    give(folder, 1, Wanted(text="Propuneți răspuns", lead=town.lighting), by=town.mayor)
    ink, given = folder_pdf(reads.opened(folder), ink=True), folder_pdf(reads.opened(folder))
    assert paper_code(paper_of(folder).entry) in text_of(ink)
    assert "Propuneți răspuns" not in text_of(ink)
    assert "Iluminat Public: Propuneți răspuns." in text_of(given)
    assert folder_pdf(reads.opened(folder)) == given
    with pikepdf.open(io.BytesIO(given)) as pdf, pdf.open_metadata() as meta:
        assert meta.get("pdfaid:part") == "2"


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\u00a0", " ")


def test_acasa_tells_the_decider_and_the_units(town, visit) -> None:
    folder = make_folder(town, 2)
    give(folder, 1, Wanted(effect=Effect.INFORM, informed=[town.lighting]), by=town.mayor)
    verbs = [one.verb for one in queries.todo(town.mayor, dates.today()).first]
    assert "Dă rezoluții în mapă: 1\u00a0document" in [verb.replace(" document", "\u00a0document") for verb in verbs]
    actions.close_folder(folder, by=town.mayor)
    assert any(one.verb.startswith("Ia la cunoștință") for one in queries.todo(town.clerk, dates.today()).first)
    assert "Am luat la cunoștință" in visit(town.clerk, "/mapa/spre-stiinta/").content.decode()


def test_the_information_is_acknowledged_by_its_page(town, send) -> None:
    folder = make_folder(town, 1)
    give(folder, 1, Wanted(effect=Effect.INFORM, informed=[town.lighting]), by=town.mayor)
    actions.close_folder(folder, by=town.mayor)
    told = reads.informations(town.clerk, seen=False).get()
    assert send(town.police_head, f"/mapa/spre-stiinta/{told.pk}/").status_code == 404
    send(town.clerk, f"/mapa/spre-stiinta/{told.pk}/")
    assert reads.informations(town.clerk, seen=True).get().seen_by == town.clerk


def test_phrases_and_deciders_by_their_pages(town, send, visit) -> None:
    send(town.mayor, "/mapa/fraze/", text="Urgent", effect="assign", house="on")
    own = reads.phrases_of(town.mayor).get(text="Urgent")
    assert own.owner == town.mayor
    send(town.mayor, f"/mapa/fraze/{own.pk}/renunta/")
    admin = make_user("administrator")
    words = {"decider": town.mayor.pk, "gathers": "house", "a_day": 2, "since": "2026-11-20"}
    assert send(admin, "/mapa/decidenti/", **words).status_code == 302
    assert send(admin, "/mapa/decidenti/", **{**words, "decider": town.clerk.pk}).status_code == 422
    row = town.mayor.presentings.get()
    send(admin, f"/mapa/decidenti/{row.pk}/incheie/")
    assert visit(admin, "/mapa/decidenti/").status_code == 200
    assert visit(town.mayor, "/mapa/decidenti/").status_code == 404
