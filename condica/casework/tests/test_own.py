"""What a person keeps (ale mele): the e-mail of reminders."""

from __future__ import annotations

from django.test import Client

from condica.casework.models import NoDigest


def test_the_email_is_switched_off_and_on(client: Client, clerk):
    client.force_login(clerk)
    assert client.post("/lucrari/amintiri/e-mail/", {"vreau": "0"}).status_code == 302
    assert NoDigest.objects.get().user == clerk
    client.post("/lucrari/amintiri/e-mail/", {"vreau": "1"})
    assert not NoDigest.objects.exists()
