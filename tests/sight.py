"""How colours look: contrast, lightness and distance, to every eye. Colours are RRGGBB.

Sources: WCAG 2.1 (relative luminance, contrast ratio); CIE 1976 L*a*b* under D65; Machado, Oliveira
and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), the
matrices for severity 1.0, over linear sRGB.
"""

import math
from collections.abc import Sequence

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

EYES: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE: Triple = (0.95047, 1.0, 1.08883)  # D65


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(color: str) -> float:
    """How light a colour is: L*, 0 (black) to 100 (white)."""
    return lab(color)[0]


def distance(one: str, other: str, eyes: str = "usual") -> float:
    """How far apart two colours are to some eyes: the distance in L*a*b*; 2.3 is just seen."""
    return math.dist(lab(one, eyes), lab(other, eyes))


def lab(color: str, eyes: str = "usual") -> Triple:
    """A colour as L*a*b*, as some eyes see it."""
    seen = [min(1.0, max(0.0, part)) for part in _times(EYES[eyes], _linear(color))]
    x, y, z = (_root(part / white) for part, white in zip(_times(TO_XYZ, seen), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _luminance(color: str) -> float:
    return _times(TO_XYZ, _linear(color))[1]


def _linear(color: str) -> Triple:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return _straight(red), _straight(green), _straight(blue)


def _straight(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _root(part: float) -> float:
    return part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29


def _times(matrix: Matrix, vector: Sequence[float]) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third
