"""The framework's own words in Romanian (cuvintele cadrului): click asks gettext, and gets these."""

from __future__ import annotations

import click

WORDS = {
    "Usage:": "Folosire:",
    "Options": "Opțiuni",
    "Commands": "Comenzi",
    "Positional arguments": "Argumente",
    "Show this message and exit.": "Arată acest text.",
    "Show the version and exit.": "Arată versiunea.",
    "Aborted!": "Întrerupt.",
    "Error: {message}": "Eroare: {message}",
    "Try '{command} {option}' for help.": "Ajutor: {command} {option}",
    "No such command {name!r}.": "Nu există comanda „{name}”.",
    "No such option {name!r}.": "Nu există opțiunea {name}.",
    "Did you mean {possibility}?": "Poate {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Poate una dintre: {possibilities}?)",
    "Missing command.": "Lipsește comanda.",
    "Missing argument": "Lipsește argumentul",
    "Missing option": "Lipsește opțiunea",
    "Missing parameter": "Lipsește parametrul",
    "Missing parameter: {param_name}": "Lipsește parametrul {param_name}",
    "Missing {param_type}": "Lipsește {param_type}",
    "Choose from:\n\t{choices}": "Se alege din:\n\t{choices}",
    "Invalid value: {message}": "Valoare greșită: {message}",
    "Invalid value for {param_hint}: {message}": "Valoare greșită pentru {param_hint}: {message}",
    "Got unexpected extra argument ({args})": "Argument în plus: {args}",
    "Got unexpected extra arguments ({args})": "Argumente în plus: {args}",
    "Option {name!r} requires an argument.": "Opțiunea {name} cere o valoare.",
    "Option {name!r} requires {nargs} arguments.": "Opțiunea {name} cere {nargs} valori.",
    "Option {name!r} does not take a value.": "Opțiunea {name} nu primește valoare.",
    "Argument {name!r} takes {nargs} values.": "Argumentul {name} primește {nargs} valori.",
    "{value!r} is not a valid {number_type}.": "„{value}” nu este un număr.",
    "{value} is not in the range {range}.": "{value} nu este în intervalul {range}.",
    "{value!r} is not {choice}.": "„{value}” nu este {choice}.",
    "{value!r} is not one of {choices}.": "„{value}” nu este una dintre: {choices}.",
    "{value!r} does not match the format {format}.": "„{value}” nu are forma {format}.",
    "{value!r} does not match the formats {formats}.": "„{value}” nu are niciuna dintre formele {formats}.",
    "{name} {filename!r} does not exist.": "{name} „{filename}” nu există.",
    "{name} {filename!r} is a file.": "{name} „{filename}” este un fișier.",
    "{name} {filename!r} is a directory.": "{name} „{filename}” este un folder.",
    "{name} {filename!r} is not writable.": "În {name} „{filename}” nu se poate scrie.",
    "{name} {filename!r} is not readable.": "{name} „{filename}” nu se poate citi.",
    "Could not open file {filename!r}: {message}": "Fișierul „{filename}” nu se poate deschide: {message}",
    "file": "fișierul",
    "directory": "folderul",
    "path": "calea",
    "File": "Fișierul",
    "Directory": "Folderul",
    "Path": "Calea",
    "default: {default}": "implicit: {default}",
    "required": "obligatoriu",
    "env var: {var}": "din mediu: {var}",
    "Error: invalid input": "Eroare: răspuns greșit",
}
_TAUGHT = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")


def _one(text: str) -> str:
    return WORDS.get(text, text)


def _many(singular: str, plural: str, n: int) -> str:
    return _one(singular if n == 1 else plural)


def speak_romanian() -> None:
    """Give click's modules our words; its gettext would look for a catalogue of the machine."""
    for name in _TAUGHT:
        module = getattr(click, name)
        for asks, answer in (("_", _one), ("ngettext", _many)):
            if hasattr(module, asks):
                setattr(module, asks, answer)
