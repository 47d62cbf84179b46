"""Forms of the queue (formulare): services, screens, a period of figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from condica.accounts.forms import DayInput
from condica.foundation import dates
from condica.organisation.models import Desk
from condica.queue.models import Screen, Service
from condica.queue.queries import services_today
from condica.queue.queries.figures import MOST_DAYS


class ServiceForm(forms.Form):
    """What a service is called, in the three languages of the screens."""

    letter = forms.RegexField(r"^[A-Za-z]{1,2}$", label="Litera", help_text="Stă înaintea numărului pe bon: A07.")
    name = forms.CharField(label="Denumirea", max_length=80)
    name_en = forms.CharField(label="În engleză", max_length=80, required=False)
    name_hu = forms.CharField(label="În maghiară", max_length=80, required=False)
    sort_order = forms.IntegerField(label="Ordinea pe ecran", min_value=0, max_value=999, initial=10)


class ChangeServiceForm(ServiceForm):
    """The same; the letter stands on tickets and stays."""

    letter = None  # type: ignore[assignment]  # Django's way to leave a field out


class DeskForm(forms.Form):
    """A desk that serves."""

    desk = forms.ModelChoiceField(Desk.objects.filter(closed_on=None), label="Ghișeul", empty_label=None)


class ScreenForm(forms.Form):
    """A public screen."""

    kind = forms.ChoiceField(label="Ce face", choices=Screen.Kind.choices)
    name = forms.CharField(label="Unde stă", max_length=80)


class ServiceChoice(forms.Form):
    """One of the services of today."""

    service = forms.ModelChoiceField(Service.objects.none(), label="Serviciul", empty_label=None)
    priority = forms.BooleanField(label="Cu prioritate", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service: Any = self.fields["service"]
        service.queryset = services_today()


class PeriodForm(forms.Form):
    """Between which days; wrong or missing days mean the last two weeks."""

    de_la = forms.DateField(label="De la", required=False, widget=DayInput)
    pana_la = forms.DateField(label="Până la", required=False, widget=DayInput)

    def days(self) -> tuple[date, date]:
        """The two days in order, at most a quarter apart."""
        self.is_valid()
        until = self.cleaned_data.get("pana_la") or dates.today()
        since = self.cleaned_data.get("de_la") or until - timedelta(days=13)
        since = min(since, until)
        return max(since, until - timedelta(days=MOST_DAYS)), until
