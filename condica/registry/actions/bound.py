"""Records that share the fate of a registered paper (legate de document): one keeper for letters, tasks, endings.

A room above names its tables, the way from each to the paper, and the columns that may name people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from condica.contacts import api as contacts
from condica.contacts.api import Eraser, File, Item, PersonalKeeper
from condica.documents import api as documents
from condica.registry.actions.erasing import bound, papers_about


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with people in it: `paper` is the lookup to the entry, `fields` what may name them, `files` its files."""

    model: type[Model]
    paper: str
    label: str
    fields: tuple[str, ...]
    files: tuple[str, ...] = ()

    def items(self, papers: Sequence[int]) -> Iterator[Item]:
        """The rows of these papers."""
        found = self.model._base_manager.filter(**{f"{self.paper}__in": papers}).order_by("pk")
        for paper, row in zip(found.values_list(self.paper, flat=True), found, strict=True):
            facts = {self.title(name): getattr(row, name) for name in self.fields}
            yield Item(row, f"{self.label} nr. {row.pk}", paper=paper, facts=facts)

    def title(self, name: str) -> str:
        """The column as an export calls it."""
        return WORDS.get(name, str(getattr(self.model._meta.get_field(name), "verbose_name", name)))


WORDS = {
    "addressee": "destinatar", "addressee_address": "adresa", "addressee_email": "e-mail", "addressee_name": "către",
    "address": "adresa", "body": "text", "note": "notă", "opinion": "punct de vedere", "reason": "motiv",
    "subject": "obiect", "text": "text", "title": "titlu", "result": "rezultat", "asked": "ce s-a cerut",
}  # fmt: skip


def register_bound(
    *, key: str, label: str, how: str, keeps: str, rows: Sequence[Rows], order: int, extra: Extra | None = None
) -> None:
    """Tell contacts of records that go with their papers; `extra` finds those that have none yet."""
    specs = {row.model: row for row in rows}

    def of_papers(papers: Sequence[int]) -> Iterator[Item]:
        for spec in rows:
            yield from spec.items(papers)

    def find(ids: Sequence[int]) -> Iterator[Item]:
        kept = papers_about(ids)
        yield from bound(of_papers(list(kept)), kept)
        yield from extra(ids) if extra else ()

    contacts.register_keeper(
        PersonalKeeper(
            key=key, label=label, how=how, keeps=keeps, models=tuple(specs), order=order,
            find=find, of_papers=of_papers,
            erase=lambda item, eraser: _erase(specs[type(item.thing)], item.thing, eraser),
            files=lambda item: _files(specs[type(item.thing)], item.thing),
            columns={spec.model: spec.fields for spec in rows},
        )
    )  # fmt: skip


Extra = Callable[[Sequence[int]], Iterator[Item]]


def _erase(spec: Rows, row: Model, eraser: Eraser) -> None:
    eraser.blank(row, values=eraser.changes(row, spec.fields))
    for document in _documents(spec, row):
        documents.erase(document, eraser)


def _documents(spec: Rows, row: Model) -> Iterator[Any]:
    found = (getattr(row, name) for name in spec.files)
    return (document for document in found if document is not None and document.erased_at is None)


def _files(spec: Rows, row: Model) -> Iterator[File]:
    for document in _documents(spec, row):
        name = f"scrisori/{row.pk}-{document.file_name}"
        yield File(name, lambda blob=document.blob: documents.open_blob(blob))  # type: ignore[misc]
