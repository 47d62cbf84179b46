"""A stack of scanned paper: what is sure goes to its paper, everything else waits for a person (Instrucțiuni 217/1996,
art. 9: the paper and its leaves belong to one number)."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from condica.accounts.models import User
from condica.accounts.tests.factories import make_user
from condica.contacts import actions as contacts
from condica.contacts.rules import Asked, Ground
from condica.contacts.tests.factories import make_contact
from condica.documents import actions as documents
from condica.documents import api
from condica.documents.models import BlobText, Rendition
from condica.foundation import codes, scans
from condica.foundation.refusal import Refused, RuleBroken
from condica.mailroom import actions, jobs, queries
from condica.mailroom.models import Batch, Sheet, Stack
from condica.mailroom.rules import BatchState, Finding, Said, doubt, grouped, is_postal, turn_of, understood
from condica.mailroom.tests.factories import stacks
from condica.registry import actions as registry
from condica.registry import api as registry_api
from condica.registry.models import Attachment, Entry
from condica.registry.print import label_code, paper_code

pytestmark = pytest.mark.django_db


def a_paper(by: User, leaves: int | None = 1, **words: object) -> Entry:
    return registry_api.register_incoming(by=by, channel="post", subject="Cerere", leaves=leaves, **words)


def brought(pdf: bytes, by: User, *, name: str = "teanc.pdf", read: bool = True, **how: bool) -> Stack:
    stack, _ = actions.take_stack(documents.keep_stream(io.BytesIO(pdf), name=name), name=name, by=by, **how)
    if read:
        actions.read_stack(stack, by=by)
    return Stack.objects.get(pk=stack.pk)


@cache
def a_pdf(*papers: stacks.Paper, **how: bool) -> bytes:
    return stacks.made_stack(papers, seed=7, **how).pdf


@pytest.fixture
def clerk() -> User:
    return make_user("registrar")


def test_each_paper_gets_its_own_sheets_and_the_doubtful_wait(clerk: User) -> None:
    whole, turned, bad, lost = (a_paper(clerk, leaves) for leaves in (2, 1, 1, 1))
    pdf = a_pdf(
        stacks.Paper(paper_code(whole), 2),
        stacks.Paper(paper_code(turned), 1, stacks.TURNED),
        stacks.Paper(paper_code(bad), 1, stacks.WRONG_DIGIT),
        stacks.Paper(paper_code(lost), 1, stacks.STRANGER),
        stacks.Paper(paper_code(bad), 1, stacks.TWO, other=paper_code(lost)),
    )
    stack = brought(pdf, clerk)
    found = [(row.first, row.state, row.finding, row.entry) for row in stack.batches.all()]
    assert found == [
        (1, BatchState.ATTACHED, Finding.LABEL, whole),
        (3, BatchState.ATTACHED, Finding.LABEL, turned),
        (4, BatchState.QUEUED, Finding.MISREAD, None),
        (5, BatchState.QUEUED, Finding.UNKNOWN, None),
        (6, BatchState.QUEUED, Finding.TWO_LABELS, None),
    ]
    with pikepdf.open(io.BytesIO(content_of(whole))) as cut:
        assert len(cut.pages) == 2
    assert upright(content_of(turned))
    assert not bad.attachments.exists()
    assert not lost.attachments.exists()


def content_of(entry: Entry) -> bytes:
    document = entry.attachments.get().document
    return api.open_blob(document.blob)


def upright(pdf: bytes) -> bool:
    """The label of the first page reads without turning it."""
    place = Path("/tmp") / f"condica-upright-{codes.check_character('1')}.pdf"  # noqa: S108
    place.write_bytes(pdf)
    try:
        seen = next(iter(scans.read_sheets(place, first=1, thumbs=place.parent, counted=lambda _: None)))
    finally:
        place.unlink()
        (place.parent / "mic-1.png").unlink(missing_ok=True)
    return {angle for _, _, angle in seen.codes} == {0} and not seen.wide


def test_the_same_file_is_one_stack_and_a_dying_reader_goes_on_where_it_stopped(clerk: User) -> None:
    paper = a_paper(clerk, 1)
    pdf = a_pdf(stacks.Paper(paper_code(paper)), stacks.Paper(paper_code(paper), 1, stacks.FOREIGN))
    stack = brought(pdf, clerk, read=False)
    again, is_new = actions.take_stack(documents.keep_stream(io.BytesIO(pdf)), name="altfel.pdf", by=clerk)
    assert (again, is_new) == (stack, False)
    Sheet.objects.create(stack=stack, number=1, codes=[[label_code(paper), "QR Code", 0]], finding=Finding.LABEL)
    for _ in range(2):
        jobs.read_stack(stack.pk)
    assert paper.attachments.count() == 1
    assert list(stack.sheets.values_list("number", "finding")) == [(1, "label"), (2, "foreign")]


def test_more_leaves_than_registered_wait_because_a_label_may_be_missing(clerk: User) -> None:
    first, unknown = a_paper(clerk, 1), a_paper(clerk, None)
    pdf = a_pdf(
        stacks.Paper(paper_code(first)), stacks.Paper("", 1, stacks.MISSING), stacks.Paper(paper_code(unknown), 2)
    )
    stack = brought(pdf, clerk)
    assert [(row.finding, row.state, row.entry) for row in stack.batches.all()] == [
        (Finding.LEAVES, BatchState.QUEUED, first),
        (Finding.LEAVES_UNKNOWN, BatchState.QUEUED, unknown),
    ]
    assert not Attachment.objects.exists()
    later = actions.split(stack.batches.all()[0], at=2, by=clerk)
    actions.give_to_paper(stack.batches.all()[0], entry=first, by=clerk)
    assert (later.finding, first.attachments.count()) == (Finding.SPLIT, 1)
    actions.join_previous(later, by=clerk)
    assert first.attachments.count() == 2


def test_blank_backs_are_left_out_but_stay_in_the_stack(clerk: User) -> None:
    paper = a_paper(clerk, 2)
    stack = brought(a_pdf(stacks.Paper(paper_code(paper), 2), both_sides=True), clerk, both_sides=True)
    assert list(stack.sheets.values_list("finding", flat=True)) == ["label", "blank", "follows", "blank"]
    with pikepdf.open(io.BytesIO(content_of(paper))) as cut:
        assert len(cut.pages) == 2


def test_a_cancelled_number_and_sheets_before_any_label_wait(clerk: User) -> None:
    paper = a_paper(clerk, 1)
    registry.cancel(paper, reason="scris de două ori", by=clerk)
    stack = brought(a_pdf(stacks.Paper("", 1, stacks.MISSING), stacks.Paper(paper_code(paper))), clerk)
    assert [row.finding for row in stack.batches.all()] == [Finding.NO_LABEL, Finding.CANCELLED]
    with pytest.raises(RuleBroken):
        actions.give_to_paper(stack.batches.last(), entry=paper, by=clerk)
    actions.discard(stack.batches.first(), by=clerk)
    assert stack.batches.first().state == BatchState.DISCARDED


def one_page(clerk: User) -> tuple[Entry, Batch]:
    paper = a_paper(clerk, 1)
    stack = brought(a_pdf(stacks.Paper(paper_code(paper))), clerk)
    return paper, stack.batches.get()


def test_a_wrong_attachment_is_undone_with_a_reason_and_its_row_stays(clerk: User) -> None:
    paper, batch = one_page(clerk)
    for by, reason, refusal in ((make_user("archivist"), "nu e al lui", Refused), (clerk, " ", RuleBroken)):
        with pytest.raises(refusal):
            actions.undo(batch, reason=reason, by=by)
    actions.undo(batch, reason="eticheta altui document", by=clerk)
    assert not paper.attachments.exists()
    row = Attachment.with_withdrawn.get(entry=paper)
    assert (row.withdrawn_by, row.withdrawn_reason) == (clerk, "eticheta altui document")
    right = a_paper(clerk, 1)
    actions.give_to_paper(batch, entry=right, by=clerk)
    assert right.attachments.get().document.blob_id == row.document.blob_id
    actions.undo(batch, reason="totuși al primului", by=clerk)
    actions.give_to_paper(batch, entry=paper, by=clerk)
    assert paper.attachments.count() == 1


def test_the_database_holds_what_was_scanned_and_where_it_went(clerk: User) -> None:
    _, batch = one_page(clerk)
    other = a_paper(clerk)
    changes = [
        lambda: batch.stack.sheets.update(finding="blank"),
        lambda: Stack.objects.update(taken_at=batch.decided_at),
        lambda: batch.stack.sheets.all().delete(),
        lambda: Batch.objects.all().delete(),
        lambda: Batch.objects.update(entry=other),
        lambda: Attachment.objects.all().delete(),
        lambda: Attachment.objects.update(ordinal=7),
        lambda: Rendition.objects.all().delete(),
    ]
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_broken_files_are_kept_whole_and_wait(clerk: User) -> None:
    paper = a_paper(clerk, 1)
    for content, name in ((b"%PDF-1.4 rupt la mijloc", "rupt.pdf"), (b"MZ program", "scan.pdf")):
        stack = brought(content, clerk, name=name)
        assert (stack.state, stack.batches.get().first) == (Stack.State.BROKEN, 0)
    actions.give_to_paper(stack.batches.get(), entry=paper, by=clerk)
    assert content_of(paper) == b"MZ program"


def test_pictures_of_many_frames_are_stacks_too(clerk: User) -> None:
    paper = a_paper(clerk, 2)
    made = stacks.made_stack([stacks.Paper(paper_code(paper), 2)], seed=5)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        frames = [pikepdf.PdfImage(next(iter(page.get_images().values()))).as_pil_image() for page in pdf.pages]
    tiff = io.BytesIO()
    frames[0].save(tiff, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw", dpi=(200, 200))
    stack = brought(tiff.getvalue(), clerk, name="teanc.tif")
    assert (stack.pages, paper.attachments.count()) == (2, 1)
    assert stack.pages_blob is not None


def test_a_postal_number_is_offered_to_whoever_knows_it(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "condica.registry.actions.scanned._TAKERS",
        [lambda code, document, by: bool(told.append(code)) or len(told) > 1],
    )
    for pages, state in ((1, BatchState.QUEUED), (2, BatchState.TAKEN)):
        stack = brought(postal("RR123456785RO", pages), clerk)
        assert stack.batches.get().state == state
    assert told == ["RR123456785RO"] * 2


def postal(code: str, pages: int) -> bytes:
    page = Image.new("L", stacks.A4, 250)
    page.paste(stacks._bars(code, stacks.zxingcpp.BarcodeFormat.Code128), (300, 300))
    out = io.BytesIO()
    page.save(out, "PDF", save_all=True, append_images=[Image.new("L", stacks.A4, 250)] * (pages - 1), resolution=200)
    return out.getvalue()


def seen(*texts: str, number: int = 1, **how: object) -> scans.Sheet:
    kinds = ("QR Code", "Code 128")
    return scans.Sheet(number, tuple((text, kinds[at % 2], 0) for at, text in enumerate(texts)), **how)  # type: ignore[arg-type]


def test_what_codes_say() -> None:
    own, other = codes.checked("R2026000001"), codes.checked("R2026000002")
    assert understood(seen(own, own)) == Said(Finding.LABEL, own)
    assert understood(seen(own, other)).finding == Finding.DISAGREE
    assert understood(seen(own, own[:-1] + "?")).finding == Finding.LABEL  # another's code beside ours says nothing
    assert understood(seen(own, stacks._wrong(own))).finding == Finding.DISAGREE
    assert understood(seen(damaged=True)).finding == Finding.DAMAGED
    assert understood(seen(own, "RR123456785RO")).postal == "RR123456785RO"
    assert is_postal("RR123456785RO")
    assert not is_postal("RR123456784RO")
    assert understood(seen("RR123456784RO")).finding == Finding.FOREIGN


def test_how_sheets_belong_together() -> None:
    own = codes.checked("R2026000001")
    rows = [
        seen(own),
        seen(number=2),
        seen("http://x", number=3),
        seen(number=4),
        seen(own, number=5),
        seen(own, number=6),
    ]
    groups = grouped((row, understood(row)) for row in rows)
    assert [group.pages for group in groups] == [[1, 2], [3, 4], [5, 6]]
    assert [doubt(leaves, found) for leaves, found in ((2, 2), (1, 2), (None, 2), (None, 1))] == [
        None, Finding.LEAVES, Finding.LEAVES_UNKNOWN, None,
    ]  # fmt: skip
    aside = scans.Sheet(1, ((own, "QR Code", 90),), wide=False)
    assert turn_of(aside, understood(aside)) == 0  # a label stuck on sideways does not lay an upright page down


def test_optical_reading_gives_pdf_a_with_words_and_can_be_stopped(clerk: User) -> None:
    paper, batch = one_page(clerk)
    row = Rendition.objects.get(pk=batch.document.blob_id)
    documents.stop_searchable(row, by=clerk)
    assert documents.make_searchable(row.pk) is None
    documents.search_again(row, by=clerk)
    done = documents.make_searchable(row.pk)
    assert done is not None
    assert (done.state, done.pages, done.pages_without_words) == (Rendition.State.DONE, 1, [])
    with pikepdf.open(io.BytesIO(api.open_blob(done.blob))) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "B")
    text = BlobText.objects.get(pk=row.pk)
    assert sum(word in text.text for word in ("trotuarului", "iluminatului", "sesizare", "compartiment")) >= 2
    assert text.method == "ocr"
    assert paper.attachments.get().document.shown_blob == done.blob


def test_a_sheet_that_cannot_be_read_keeps_its_picture(
    clerk: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\ncase "$*" in *hocr*) exit 1;; esac\nexec /usr/bin/tesseract "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/local/bin:/usr/bin:/bin")
    _, batch = one_page(clerk)
    done = documents.make_searchable(batch.document.blob_id)
    assert done is not None
    assert (done.state, done.pages_without_words) == (Rendition.State.DONE, [1])


def test_a_desk_sees_its_own_stacks_and_hidden_papers_stay_hidden(clerk: User) -> None:
    paper, batch = one_page(clerk)
    client = Client()
    client.force_login(make_user("clerk"))
    assert client.get(reverse("mailroom:stack", args=[batch.stack_id])).status_code == 404
    client.force_login(make_user("archivist"))
    assert client.get(reverse("mailroom:stack", args=[batch.stack_id])).status_code == 404
    client.force_login(clerk)
    page = client.get(reverse("mailroom:stack", args=[batch.stack_id]))
    assert paper.paper_number in page.text
    picture = client.get(reverse("mailroom:sheet_picture", args=[batch.stack_id, 1]))
    assert picture.content.startswith(b"\x89PNG")
    assert queries.entries_typed(clerk, paper_code(paper)) == [paper]


def test_what_waits_is_decided_on_its_page(clerk: User) -> None:
    paper = a_paper(clerk, 1)
    client = Client()
    client.force_login(clerk)
    assert "Cum se scanează un teanc" in client.get(reverse("mailroom:stacks")).text
    pdf = a_pdf(stacks.Paper(paper_code(paper), 1, stacks.WRONG_DIGIT))
    file = io.BytesIO(pdf)
    file.name = "teanc.pdf"
    client.post(reverse("mailroom:bring"), {"files": [file]})
    stack = Stack.objects.get()
    jobs.read_stack(stack.pk)
    assert "cifra de control e greșită" in client.get(reverse("mailroom:scan_queue")).text
    address = reverse("mailroom:batch_decide", args=[stack.batches.get().pk])
    client.post(address, {"decision": "paper", "number": "999999/2026"})
    assert not paper.attachments.exists()
    client.post(address, {"decision": "paper", "number": f"{paper.value}/{paper.year}"})
    assert paper.attachments.get().document.kind == "scan"
    assert "Nimic de hotărât" in client.get(reverse("mailroom:scan_queue")).text
    file.seek(0)
    assert "a mai fost adus" in client.post(reverse("mailroom:bring"), {"files": [file]}, follow=True).text


def test_an_erased_paper_takes_the_stacks_file_along_and_leaves_the_others_theirs(
    clerk: User, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    person = make_contact(name="Ana Pop", by=clerk)
    paper, other = a_paper(clerk, 1, sender=person, sender_name="Ana Pop"), a_paper(clerk, 1)
    pdf = a_pdf(stacks.Paper("", 1, stacks.MISSING), stacks.Paper(paper_code(paper)))
    stack = brought(pdf, clerk, name="Ana Pop.pdf")
    waiting = stack.batches.first()
    asked = contacts.ask(person, kind=Asked.ERASURE, paper="1", identity="CI", by=clerk)
    with django_capture_on_commit_callbacks(execute=True):
        contacts.decide_erasure(asked, ground=Ground.UNLAWFUL, by=make_user("director"))
    stack.refresh_from_db()
    assert "Pop" not in stack.name
    assert not api.path_of(stack.blob_id).exists()
    actions.give_to_paper(waiting, entry=other, by=clerk)
    assert len(pikepdf.open(io.BytesIO(content_of(other))).pages) == 1
    assert list(api.verify()) == []
