"""VBA's conditional compilation, done for one system: what is not for it becomes blank lines."""

import re
from collections.abc import Mapping

WINDOWS = {"vba7": True, "win64": True, "win32": True}
MAC = {"vba7": True, "mac": True, "win64": True}

CONSTANT = re.compile(r"\s*#Const (\w+) = (\"[^\"]*\")", re.IGNORECASE)
CONDITION = re.compile(r"\s*#(If|ElseIf|Else|End If)\b(.*?)(?:Then)?\s*(?:'.*)?$", re.IGNORECASE)


def compiled(source: str, system: Mapping[str, object]) -> str:
    """The lines of a module that this system compiles, each where it stood."""
    known = dict(system)
    taken: list[list[bool]] = []  # for each open #If: is it live, and was a branch of it
    lines = []
    for line in source.splitlines():
        live = all(now for now, _ in taken)
        if constant := CONSTANT.match(line):
            known[constant[1].lower()] = constant[2].strip('"')
        elif condition := CONDITION.match(line):
            _follow(condition[1].lower(), condition[2], taken, known)
        elif live:
            lines.append(line)
            continue
        lines.append("")
    assert not taken, "an #If without its #End If"
    return "\n".join(lines) + "\n"


def _follow(word: str, told: str, taken: list[list[bool]], known: Mapping[str, object]) -> None:
    if word == "end if":
        taken.pop()
    elif word == "if":
        holds = _holds(told, known)
        taken.append([holds, holds])
    else:
        _, before = taken[-1]
        holds = not before and (word == "else" or _holds(told, known))
        taken[-1] = [holds, before or holds]


def _holds(told: str, known: Mapping[str, object]) -> bool:
    """A condition: `Mac`, or `App = "Microsoft Excel"`."""
    parts = re.fullmatch(r"\s*(\w+)(?: = \"([^\"]*)\")?\s*", told)
    assert parts, told
    value = known.get(parts[1].lower(), False)
    return value == parts[2] if parts[2] is not None else bool(value)
