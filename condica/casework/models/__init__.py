"""Tables of casework (lucrări): the case of a paper, its resolutions, the parts of others, the clock's ledger."""

from condica.casework.models.case import Case, CaseEntry, ClockEvent, Note, StageChange
from condica.casework.models.parts import (
    OPEN_PARTS,
    Commission,
    CommissionMember,
    CommissionState,
    JointUnit,
    OpinionVersion,
    PartState,
)
from condica.casework.models.reminders import Digest, NoDigest, Reminder, ReminderKind
from condica.casework.models.suggesting import Learned
from condica.casework.models.task import Task, TaskReturn, TaskState

__all__ = [
    "OPEN_PARTS",
    "Case",
    "CaseEntry",
    "ClockEvent",
    "Commission",
    "CommissionMember",
    "CommissionState",
    "Digest",
    "JointUnit",
    "Learned",
    "NoDigest",
    "Note",
    "OpinionVersion",
    "PartState",
    "Reminder",
    "ReminderKind",
    "StageChange",
    "Task",
    "TaskReturn",
    "TaskState",
]
