"""VBA's grammar (MS-VBAL, as antlr4-vba has it) and the lengths that its editor allows."""

from collections.abc import Mapping
from typing import Any

from antlr4 import CommonTokenStream, InputStream  # type: ignore[import-untyped]
from antlr4.error.ErrorListener import ErrorListener  # type: ignore[import-untyped]
from antlr4_vba.vbaLexer import vbaLexer
from antlr4_vba.vbaParser import vbaParser

from okrsheet.addin.project import Module
from tests.addin.conditional import compiled

LONGEST_LINE = 1023
MOST_CONTINUATIONS = 24


class Faults(ErrorListener):  # type: ignore[misc]
    """The faults that a lexer and its parser tell."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def syntaxError(self, recognizer: Any, symbol: Any, line: int, column: int, *more: Any) -> None:
        self.told.append(f"line {line - 1}, {column}: {more[0]}")


def syntax_faults(module: Module, system: Mapping[str, object]) -> list[str]:
    """What is no VBA in the lines of a module that this system compiles; lines from 1."""
    faults = Faults()
    text = f'Attribute VB_Name = "{module.name}"\n' + compiled(module.source, system)
    lexer = vbaLexer(InputStream(text))
    parser = vbaParser(CommonTokenStream(lexer))
    for recognizer in (lexer, parser):
        recognizer.removeErrorListeners()
        recognizer.addErrorListener(faults)
    parser.buildParseTrees = False
    parser.startRule()
    return faults.told


def length_faults(module: Module) -> list[str]:
    """The lines that are too long, or continued too often."""
    faults, continued = [], 0
    for number, line in enumerate(module.source.splitlines(), 1):
        continued = continued + 1 if line.endswith(" _") else 0
        if len(line) > LONGEST_LINE or continued > MOST_CONTINUATIONS:
            faults.append(f"{module.name}, line {number}")
    return faults
