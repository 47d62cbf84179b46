"""Forms of the organisation (formulare): strings to values; the rules stand in `actions`."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from condica.accounts.forms import DayInput
from condica.accounts.models import User
from condica.foundation import dates
from condica.organisation import queries
from condica.organisation.access import units_to_share_with
from condica.organisation.actions.units import Interval
from condica.organisation.models import COUNTING_CHOICES, KINDS, REGIME_CHOICES, Unit
from condica.organisation.queries import unit_choices
from condica.organisation.rules import READABLE_RULES, SETTINGS, WEEKDAYS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    StrOrPromise = str | _StrPromise

INTERVAL = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")


class UnitChoice(forms.TypedChoiceField):
    """A unit of the chart, indented as it stands there; an empty choice where none is allowed."""

    def __init__(self, *, none: StrOrPromise = "", **kwargs: Any) -> None:
        super().__init__(coerce=lambda pk: Unit.objects.get(pk=pk), empty_value=None, **kwargs)
        self.none = none

    def offer(self, on: date, *, without: set[int] = frozenset()) -> None:  # type: ignore[assignment]
        """Fill in the units of a day."""
        first = [("", self.none)] if not self.required else []
        self.choices = first + [(pk, label) for pk, label in unit_choices(on) if pk not in without]


class UnitForm(forms.Form):
    """A unit (structură)."""

    name = forms.CharField(label=_("Denumire"), max_length=200)
    short_name = forms.CharField(label=_("Denumire scurtă"), max_length=60, help_text=_("Cum apare în liste."))
    code = forms.CharField(label=_("Cod"), max_length=20)
    kind = forms.ChoiceField(label=_("Fel"), choices=KINDS)
    parent = UnitChoice(label=_("Face parte din"), none=_("niciuna: stă în vârf"), required=False)
    sort_order = forms.IntegerField(label=_("Ordine"), min_value=0, max_value=9999, initial=0)

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = set(unit.descendants().values_list("pk", flat=True)) if unit else set()
        parent: Any = self.fields["parent"]
        parent.offer(dates.today(), without=below)


class PostForm(forms.Form):
    """A post (post)."""

    title = forms.CharField(label=_("Denumirea postului"), max_length=200)
    regime = forms.ChoiceField(label=_("Regim"), choices=REGIME_CHOICES)
    is_head = forms.BooleanField(label=_("Post de conducere a structurii"), required=False)


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """A person of the house."""

    def __init__(self, **kwargs: Any) -> None:
        people = User.objects.filter(is_service=False, is_active=True).order_by("sort_key")
        super().__init__(queryset=people, **{"empty_label": _("alege persoana"), **kwargs})


class HoldingForm(forms.Form):
    """Who takes a post, and when (numire)."""

    user = PersonChoice(label=_("Persoana"))
    since = forms.DateField(label=_("De la"), widget=DayInput)
    until = forms.DateField(label=_("Până la (inclusiv)"), widget=DayInput, required=False)


class LastDayForm(forms.Form):
    """The last day of something (ultima zi)."""

    until = forms.DateField(label=_("Ultima zi"), widget=DayInput)


class AbsenceForm(forms.Form):
    """When somebody is away, and who stands in (absență)."""

    user = PersonChoice(label=_("Cine lipsește"))
    since = forms.DateField(label=_("De la"), widget=DayInput)
    until = forms.DateField(label=_("Până la (inclusiv)"), widget=DayInput)
    substitute = PersonChoice(
        label=_("Cine îi ține locul"),
        required=False,
        empty_label=_("nimeni deocamdată: șeful vede lucrările rămase"),
        help_text=_("Lucrările noi merg la înlocuitor; cele cu termen în acest interval i se arată și lui."),
    )
    reason = forms.CharField(label=_("Motivul"), max_length=200, required=False)
    with_roles = forms.BooleanField(
        label=_("Înlocuitorul primește și rolurile, numai în acest interval"),
        required=False,
        help_text=_("Rolul de administrator nu se împrumută."),
    )

    def __init__(self, *args: Any, people: set[int] | None = None, may_lend: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is not None:
            for name in ("user", "substitute"):
                field: Any = self.fields[name]
                field.queryset = field.queryset.filter(pk__in=people)
        if not may_lend:
            del self.fields["with_roles"]


class SubstitutionForm(forms.Form):
    """Who stands in for whom (înlocuire)."""

    user = PersonChoice(label=_("Cine lipsește"))
    substitute = PersonChoice(label=_("Cine îi ține locul"))
    since = forms.DateField(label=_("De la"), widget=DayInput)
    until = forms.DateField(label=_("Până la (inclusiv)"), widget=DayInput)
    reason = forms.CharField(label=_("Motivul"), max_length=200, required=False)
    with_roles = forms.BooleanField(
        label=_("Primește și rolurile, numai în acest interval"),
        required=False,
        initial=True,
        help_text=_("Rolul de administrator nu se împrumută."),
    )


class DeskForm(forms.Form):
    """A counter (ghișeu)."""

    name = forms.CharField(label=_("Denumire"), max_length=100)
    code = forms.CharField(label=_("Cod"), max_length=20)
    unit = UnitChoice(label=_("Structura"))
    place = forms.CharField(label=_("Locul"), max_length=200, required=False)
    is_main = forms.BooleanField(
        label=_("Ghișeul principal"), required=False, help_text=_("Aici îi trimite portalul pe cei care vor să vină.")
    )

    def __init__(self, *args: Any, fixed_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.offer(dates.today())
        if fixed_code:
            del self.fields["code"]


class HoursField(forms.CharField):
    """The hours of a day, written as people write them: „8–12, 13–16:30”."""

    def __init__(self, weekday: int) -> None:
        self.weekday = weekday
        super().__init__(label=WEEKDAYS[weekday].capitalize(), required=False, max_length=100)

    def to_python(self, value: Any) -> Any:
        """The intervals of the day."""
        text = (super().to_python(value) or "").strip()
        return [self._interval(part) for part in re.split(r"[,;]", text) if part.strip()]

    def _interval(self, part: str) -> Interval:
        found = INTERVAL.fullmatch(part.strip())
        try:
            hours = [int(piece or 0) for piece in found.groups()] if found else []
            return Interval(self.weekday, time(hours[0], hours[1]), time(hours[2], hours[3]))
        except (ValueError, IndexError):
            raise forms.ValidationError(_("Scrie orele așa: 8–12, 13–16:30.")) from None

    def run_validators(self, value: Any) -> None:
        """Nothing is left to check: the intervals are already values."""


class HoursForm(forms.Form):
    """The hours of a counter's week (program)."""

    since = forms.DateField(label=_("De la"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in WEEKDAYS:
            self.fields[f"day{weekday}"] = HoursField(weekday)

    def intervals(self) -> list[Interval]:
        """All intervals of the week."""
        return [interval for weekday in WEEKDAYS for interval in self.cleaned_data[f"day{weekday}"]]


class LetterheadForm(forms.Form):
    """The head of the paper (antet)."""

    name = forms.CharField(label=_("Autoritatea"), max_length=200)
    county = forms.CharField(label=_("Județul"), max_length=60, required=False)
    address = forms.CharField(label=_("Adresa"), max_length=300)
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.CharField(label=_("Pagina de internet"), max_length=200, required=False)
    tax_code = forms.CharField(label=_("Cod fiscal"), max_length=20, required=False)
    arms = forms.FileField(label=_("Stema (SVG)"), required=False, help_text=_("Lasă gol ca să rămână cea de acum."))
    since = forms.DateField(label=_("De la"), widget=DayInput)

    def clean_arms(self) -> str:
        """The drawing as text."""
        file = self.cleaned_data.get("arms")
        if not file:
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("Fișierul nu este un desen SVG. Exportă stema ca SVG simplu.")) from None


class BridgeDayForm(forms.Form):
    """A working day given free (zi liberă acordată)."""

    day = forms.DateField(label=_("Ziua"), widget=DayInput)
    cites = forms.CharField(label=_("Temeiul"), max_length=200)


class ReadingForm(forms.Form):
    """The adopted reading of a count (lectură)."""

    rule = forms.ChoiceField(label=_("Termenul"), choices=list(READABLE_RULES.items()))
    counting = forms.ChoiceField(label=_("Cum se numără"), choices=COUNTING_CHOICES, widget=forms.RadioSelect)
    cites = forms.CharField(label=_("Temeiul"), max_length=300)
    since = forms.DateField(label=_("De la"), widget=DayInput)


class SettingForm(forms.Form):
    """A number of the house (alegere)."""

    value = forms.IntegerField(label=_("Valoarea"))
    since = forms.DateField(label=_("De la"), widget=DayInput)

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = SETTINGS[key]
        label, hint = spec.label, spec.hint
        self.fields["value"] = (
            forms.TypedChoiceField(choices=list(spec.words.items()), coerce=int, label=label, help_text=hint)
            if spec.words
            else forms.IntegerField(min_value=spec.least, max_value=spec.most, label=label, help_text=hint)
        )


class FileCodeInput(forms.TextInput):
    """A file code with the nomenclator's lines offered while typing; works without a script too."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The input and its list."""
        own = f"{(attrs or {}).get('id', name)}-lista"
        shown = super().render(name, value, {**(attrs or {}), "list": own}, renderer)
        lines = format_html_join(
            "", '<option value="{}">{} · {}</option>',
            ((kind.code, kind.title, kind.keeping) for kind in queries.file_kinds(dates.today())),
        )  # fmt: skip
        return format_html('{}<datalist id="{}">{}</datalist>', shown, own, lines)


class FileKindForm(forms.Form):
    """A line of the nomenclator (indicativ)."""

    code = forms.CharField(label=_("Indicativul"), max_length=20, help_text=_("De exemplu: II-A-12."))
    title = forms.CharField(label=_("Denumirea dosarului"), max_length=300)
    unit = UnitChoice(label=_("Structura"), none=_("oricare"), required=False)
    years = forms.IntegerField(
        label=_("Ani de păstrare"), min_value=1, max_value=200, required=False, help_text=_("Gol: permanent.")
    )
    note = forms.CharField(label=_("Observații"), max_length=200, required=False)
    since = forms.DateField(label=_("Din"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.offer(dates.today())


class NomenclatorFileForm(forms.Form):
    """The nomenclator as a spreadsheet (import)."""

    file = forms.FileField(
        label=_("Fișierul XLSX"),
        help_text=_("Cu antetul exportului: indicativ, structura, denumirea, termenul, observații."),
    )
    since = forms.DateField(label=_("Valabil din"), widget=DayInput)


class ConfirmationForm(forms.Form):
    """The confirmation by Arhivele Naționale (confirmare)."""

    number = forms.CharField(label=_("Numărul confirmării"), max_length=60)
    on = forms.DateField(label=_("Data"), widget=DayInput)


class ViewForm(forms.Form):
    """A list's name and address, to be kept (vedere salvată)."""

    name = forms.CharField(label=_("Numele vederii"), max_length=60)
    address = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("O văd"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(pk__in=[one.pk for one in units_to_share_with(user)])
