"""Where signatures stand on a page (locul semnăturii): marks left by the typesetter become signature fields.

A template marks a place with a link to `condica:<name>`. Typst then writes an annotation with its rectangle and its
place in the structure tree, which is all that a signature field needs: the field keeps the PDF/A-2a and the PDF/UA of
the paper. It must be done before the first signature; after it, signing only fills.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

MARK = "condica:"
PRINTED = 4  # annotation flag: shown on paper too; PDF/A wants it


@dataclass(frozen=True, slots=True)
class Place:
    """A signature field: its name, its size in points, and whether it is signed."""

    name: str
    width: float
    height: float
    signed: bool


def prepare(content: bytes, words: dict[str, str]) -> bytes:
    """The PDF with a signature field at each mark; `words` say of each what it is for (the tooltip)."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fields = [
            _field(pdf, page, mark, words)
            for page in pdf.pages
            for mark in page.obj.get("/Annots", [])
            if _is_mark(mark)
        ]
        if fields:
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields), SigFlags=3))
            _retag(pdf.Root.get("/StructTreeRoot"))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def _is_mark(annotation: pikepdf.Object) -> bool:
    action = annotation.get("/A")
    return action is not None and str(action.get("/URI", "")).startswith(MARK)


def _field(pdf: pikepdf.Pdf, page: pikepdf.Page, mark: pikepdf.Object, words: dict[str, str]) -> pikepdf.Object:
    """The mark's own annotation, made into an empty signature field with an appearance (PDF/A asks for one)."""
    name = str(mark.A.URI).removeprefix(MARK)
    left, bottom, right, top = (float(edge) for edge in mark.Rect)
    empty = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
    empty.BBox = Array([0, 0, right - left, top - bottom])
    for key in ("/A", "/Border", "/Contents"):
        if key in mark:
            del mark[key]
    mark.Subtype, mark.FT, mark.T = Name.Widget, Name.Sig, String(name)
    mark.TU, mark.F, mark.P, mark.AP = String(words.get(name, name)), PRINTED, page.obj, Dictionary(N=empty)
    page.obj.Tabs = Name.S
    return mark


def _retag(element: pikepdf.Object | None) -> None:
    """In the structure tree the mark is a link; a field stands in a Form, its annotation written directly."""
    if not isinstance(element, Dictionary):
        return
    inside = element.get("/K")
    kids = list(inside) if isinstance(inside, Array) else [inside]
    if element.get("/S") == Name.Link and any(_is_field(kid) for kid in kids):
        element.S = Name.Form
        if len(kids) == 1:
            element.K = kids[0]
        return
    for kid in kids:
        _retag(kid)


def _is_field(kid: pikepdf.Object | None) -> bool:
    if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR:
        return False
    return bool(kid.Obj.get("/FT") == Name.Sig)


def places_of(content: bytes) -> list[Place]:
    """The signature fields of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.get("/AcroForm")
        fields: list[pikepdf.Object] = list(form.get("/Fields", [])) if form is not None else []
        return [_place(field) for field in fields if field.get("/FT") == Name.Sig]


def _place(field: pikepdf.Object) -> Place:
    left, bottom, right, top = (float(edge) for edge in field.get("/Rect", [0, 0, 0, 0]))
    return Place(str(field.T), right - left, top - bottom, signed="/V" in field)
