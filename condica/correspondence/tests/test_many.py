"""Many letters at once (selecția din Corespondență): sent, printed as one PDF, listed on paper."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client

from condica.correspondence.models import Dispatch
from condica.correspondence.tests.factories import make_letter, make_signed, make_town

BOX = "?mapa=de-expediat"


@pytest.mark.django_db
def test_of_three_letters_the_unsigned_one_is_refused_and_the_signed_print_as_one(client: Client):
    town = make_town()
    signed, draft = [make_signed(town), make_signed(town)], make_letter(town)
    client.force_login(town.registrar)
    page = client.get(f"/corespondenta/{BOX}").content.decode()
    assert 'name="ales"' in page
    form = {"ales": [one.pk for one in [*signed, draft]], "cale": "post"}
    with pikepdf.open(io.BytesIO(client.post(f"/corespondenta/selectie/scrisori.pdf{BOX}", form).content)) as whole:
        assert len(whole.pages) == 2
    said = client.post(f"/corespondenta/selectie/expediere/{BOX}", form).content.decode()
    assert "Făcut la 2 scrisori" in said
    assert "nu pleacă fără cele două semnături" in said
    assert Dispatch.objects.filter(way="post", state="waiting").count() == 2
    listed = client.post("/corespondenta/lista.pdf?mapa=de-predat")
    assert listed.content[:5] == b"%PDF-"
    client.force_login(town.clerk)
    assert client.post(f"/corespondenta/selectie/expediere/{BOX}", form).status_code == 404
