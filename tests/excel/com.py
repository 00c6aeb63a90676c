"""What every call of the engine has in common: it is counted, and it fails as Excel's calls do.

Excel tells its faults over COM as `pywintypes.com_error`: the same type for a protected sheet, a
bad address and an Excel that is busy; only the number tells which.
"""

import functools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

REJECTED = -2147418111  # RPC_E_CALL_REJECTED: Excel is at something else, such as a dialogue
CELL_EDIT = -2146777998  # 0x800AC472: a cell is being edited
EXCEPTION = -2147352567  # DISP_E_EXCEPTION: Excel refused, see the excepinfo
REFUSED = -2146827284  # 0x800A03EC, Excel's error 1004: the scode in that excepinfo

# Calls that are none over COM: a window's handle, a message box, what Python itself knows.
UNCOUNTED = {"alert", "api", "engine", "hwnd", "keys", "machine", "options", "pid"}
COUNTED_DUNDERS = {"__call__", "__contains__", "__len__"}

Class = TypeVar("Class", bound=type)


class com_error(Exception):
    """What pywin32 raises: a number, its text, what Excel says of it, the argument at fault."""

    def __init__(
        self,
        hresult: int,
        strerror: str,
        excepinfo: tuple[Any, ...] | None = None,
        argerror: int | None = None,
    ) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult = hresult
        self.strerror = strerror
        self.excepinfo = excepinfo
        self.argerror = argerror


def refused(why: str) -> com_error:
    """Excel's error 1004."""
    told = (0, "Microsoft Excel", why, "xlmain11.chm", 0, REFUSED)
    return com_error(EXCEPTION, "Exception occurred.", told)


def pywintypes() -> ModuleType:
    """A module of pywin32's name with its error type."""
    module = ModuleType("pywintypes")
    vars(module)["com_error"] = com_error
    return module


class Alert(NamedTuple):
    """A message box that was shown."""

    prompt: str
    title: str | None
    buttons: str


@dataclass
class Machine:
    """Where the engine's calls are counted, and told to fail.

    `busy` fails every call; `fails_in` fails the n-th call from now (1: the next), once.
    """

    calls: Counter[str] = field(default_factory=Counter)
    alerts: list[Alert] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    busy: str | None = None  # "cell-edit" or "rejected"
    fails_in: int | None = None
    depth: int = 0

    def called(self, name: str) -> None:
        """Count a call from outside, and fail it where it is to fail."""
        if self.depth:
            return
        self.calls[name] += 1
        if self.busy == "cell-edit":
            raise com_error(CELL_EDIT, "OLE error 0x800ac472")
        if self.busy == "rejected":
            raise com_error(REJECTED, "Call was rejected by callee.")
        if self.fails_in is not None:
            self.fails_in -= 1
            if not self.fails_in:
                self.fails_in = None
                raise refused("Told to fail by the test.")


def counted(cls: Class) -> Class:
    """Count every public property and method of a class, and some of its dunder methods."""
    for name, member in list(vars(cls).items()):
        if name in UNCOUNTED or (name.startswith("_") and name not in COUNTED_DUNDERS):
            continue
        label = f"{cls.__name__}.{name}"
        if isinstance(member, property):
            getter = member.fget and _counting(member.fget, f"{label} get")
            setter = member.fset and _counting(member.fset, f"{label} set")
            setattr(cls, name, property(getter, setter))
        elif callable(member) and not isinstance(member, type | staticmethod):
            setattr(cls, name, _counting(member, label))
    return cls


def _counting(call: Callable[..., Any], label: str) -> Callable[..., Any]:
    @functools.wraps(call)
    def counting(self: Any, *args: Any, **kwargs: Any) -> Any:
        machine: Machine = self.machine
        machine.called(label)
        machine.depth += 1
        try:
            return call(self, *args, **kwargs)
        finally:
            machine.depth -= 1

    return counting
