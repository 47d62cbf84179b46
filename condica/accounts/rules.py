"""Roles and what they may do (roluri și drepturi); pure. A right is asked by its name, never by the role."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """A role (rol) a person holds between two days."""

    REGISTRAR = "registrar"
    CLERK = "clerk"
    UNIT_HEAD = "unit_head"
    DIRECTOR = "director"
    AUTHORITY_HEAD = "authority_head"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as people call it."""
        return ROLE_LABELS[self]


class Permission(StrEnum):
    """A right (drept) that a page or an action asks for."""

    DESK_USE = "desk_use"
    ENTRY_REGISTER = "entry_register"
    ENTRY_SEE_ALL = "entry_see_all"
    ENTRY_SEE_UNIT = "entry_see_unit"
    ENTRY_CANCEL = "entry_cancel"
    ENTRY_CONNECT = "entry_connect"
    CASE_ASSIGN = "case_assign"
    CASE_WORK = "case_work"
    LETTER_DRAFT = "letter_draft"
    LETTER_CHECK = "letter_check"
    LETTER_APPROVE = "letter_approve"
    LETTER_SIGN = "letter_sign"
    LETTER_DISPATCH = "letter_dispatch"
    TEMPLATE_EDIT = "template_edit"
    PETITION_EXTEND = "petition_extend"
    PETITION_REDIRECT = "petition_redirect"
    PETITION_FILE = "petition_file"
    MAIL_SEE = "mail_see"
    MAIL_SETTINGS = "mail_settings"
    REPORT_SEE = "report_see"
    CONTACT_SEE = "contact_see"
    CONTACT_EDIT = "contact_edit"
    CONTACT_MERGE = "contact_merge"
    CNP_SEE = "cnp_see"
    PERSONAL_SEE = "personal_see"
    PERSONAL_DECIDE = "personal_decide"
    ARCHIVE_SELECT = "archive_select"
    ORGANISATION_SEE = "organisation_see"
    ORGANISATION_EDIT = "organisation_edit"
    USER_EDIT = "user_edit"
    TOKEN_EDIT = "token_edit"  # noqa: S105 - the name of a right
    JOURNAL_SEE = "journal_see"
    SYSTEM_CARE = "system_care"


P = Permission

ROLE_LABELS: Mapping[Role, str] = {
    Role.REGISTRAR: "registrator",
    Role.CLERK: "funcționar",
    Role.UNIT_HEAD: "șef de compartiment",
    Role.DIRECTOR: "director",
    Role.AUTHORITY_HEAD: "conducătorul autorității",
    Role.ARCHIVIST: "arhivar",
    Role.ADMINISTRATOR: "administrator",
}

# What everybody inside may do: work at the desk, look people and offices up.
INSIDE = frozenset({P.DESK_USE, P.CONTACT_SEE, P.ORGANISATION_SEE})
OWN_UNIT = INSIDE | {P.ENTRY_SEE_UNIT, P.CASE_WORK, P.LETTER_DRAFT, P.CONTACT_EDIT, P.ENTRY_CONNECT}
# OG 27/2002 art. 6^1, 7: redirecting and filing are the department's, with the letters that go with them; art. 9: only
# the authority's head extends.
PETITION_DEPARTMENT = frozenset({P.PETITION_REDIRECT, P.PETITION_FILE, P.LETTER_DRAFT})
HEAD = (
    OWN_UNIT
    | PETITION_DEPARTMENT
    | {P.CASE_ASSIGN, P.LETTER_CHECK, P.LETTER_APPROVE, P.REPORT_SEE, P.CNP_SEE, P.PERSONAL_SEE}
)

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.REGISTRAR: INSIDE
    | PETITION_DEPARTMENT
    | {
        P.ENTRY_REGISTER,
        P.ENTRY_SEE_ALL,
        P.ENTRY_CANCEL,
        P.ENTRY_CONNECT,
        P.CASE_ASSIGN,
        P.LETTER_DISPATCH,
        P.MAIL_SEE,
        P.REPORT_SEE,
        P.CONTACT_EDIT,
        P.CONTACT_MERGE,
        P.CNP_SEE,
        P.PERSONAL_SEE,
    },
    Role.CLERK: OWN_UNIT | PETITION_DEPARTMENT,
    Role.UNIT_HEAD: HEAD,
    Role.DIRECTOR: HEAD | {P.PERSONAL_DECIDE, P.CONTACT_MERGE, P.TEMPLATE_EDIT, P.MAIL_SEE},
    Role.AUTHORITY_HEAD: INSIDE
    | {
        P.ENTRY_SEE_ALL,
        P.CASE_ASSIGN,
        P.LETTER_CHECK,
        P.LETTER_APPROVE,
        P.LETTER_SIGN,
        P.PETITION_EXTEND,
        P.PERSONAL_SEE,
        P.PERSONAL_DECIDE,
        P.REPORT_SEE,
        P.JOURNAL_SEE,
    },
    Role.ARCHIVIST: INSIDE | {P.ENTRY_SEE_ALL, P.REPORT_SEE, P.ARCHIVE_SELECT},
    Role.ADMINISTRATOR: INSIDE
    | {
        P.TEMPLATE_EDIT,
        P.MAIL_SETTINGS,
        P.ORGANISATION_EDIT,
        P.USER_EDIT,
        P.TOKEN_EDIT,
        P.JOURNAL_SEE,
        P.SYSTEM_CARE,
    },
}

# The roles for which a second factor is advised from the first day; the house decides from when it is a duty.
SECOND_FACTOR_ADVISED = frozenset({Role.ADMINISTRATOR, Role.AUTHORITY_HEAD})

SYSTEM_USERNAME = "sistem"
SYSTEM_NAME = "Sistemul"


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """All that these roles together may do."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
