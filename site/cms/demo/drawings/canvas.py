"""The canvas, the people who come back from picture to picture, and the things around them."""

from collections.abc import Callable
from itertools import pairwise

from PIL import Image, ImageDraw

from .figures import (
    APRICOT,
    BLACK,
    BRICK,
    BRONZE,
    BROWN,
    CORAL,
    CREAM,
    FAIR,
    GREY,
    INK,
    MIST,
    MOSS,
    MUSTARD,
    OAK,
    PAPER,
    PEACH,
    PLUM,
    SAGE,
    SAND,
    TAN,
    TEAL,
    WHITE,
    WOOD,
    Look,
    Pen,
    Pose,
    curve,
    mix,
    person,
)

SIZE, FINE = (1600, 1200), 2
SCENES: dict[str, Callable[[], Image.Image]] = {}
# The same people come back from picture to picture.
LIN = Look(FAIR, BLACK, "bob", top=CREAM, vest=CORAL, legs=TEAL)
HAO = Look(PEACH, BLACK, "short", top=CREAM, vest=CORAL, legs=PLUM)
MEI = Look(TAN, BROWN, "pony", top=MUSTARD, legs=TEAL)
GRAN = Look(FAIR, WHITE, "bun", top=PLUM, legs=BROWN)
POPO = Look(PEACH, GREY, "perm", top=BRICK, legs=INK, glasses=True)
YEYE = Look(TAN, WHITE, "bald", top=SAGE, legs=BROWN)
GONG = Look(PEACH, GREY, "short", top=TEAL, legs=INK, glasses=True)
AYI = Look(BRONZE, GREY, "bob", top=APRICOT, legs=PLUM)
BOY = Look(PEACH, BLACK, "short", top=MUSTARD, legs=TEAL, head=1.5)
GIRL = Look(FAIR, BLACK, "tails", top=CORAL, legs=PEACH, skirt=BRICK, head=1.5)
TOT = Look(TAN, BROWN, "bob", top=TEAL, legs=PLUM, head=1.55)
KID = Look(BRONZE, BLACK, "short", hat="cap", top=APRICOT, legs=PLUM, head=1.5)
SIT = Pose(hip=(0, -100), turn=0.7, feet=((86, 0), (98, 0)), hands=((84, -130), (92, -138)))
CLAP = Pose(hands=((-12, -232), (12, -232)))
CHEER = Pose(hands=((-92, -392), (92, -392)))
BEHIND = Pose(hip=(0, -104), back=True, legs=(34, 80), hands=((-66, -120), (66, -120)))
CARRY = Pose(turn=0.7, hands=((74, -206), (100, -214)), feet=((-44, -4), (40, 0)), lean=-3)


def scene(
    key: str, top: str, bottom: str
) -> Callable[[Callable[[Pen], None]], Callable[[Pen], None]]:
    """Enter a painter in SCENES, on a ground that runs from one colour to the other."""

    def enter(paint: Callable[[Pen], None]) -> Callable[[Pen], None]:
        def make() -> Image.Image:
            big = (SIZE[0] * FINE, SIZE[1] * FINE)
            ramp = Image.linear_gradient("L").resize(big)
            image = Image.composite(Image.new("RGB", big, bottom), Image.new("RGB", big, top), ramp)
            paint(Pen(ImageDraw.Draw(image, "RGBA"), (FINE, 0, 0, FINE, 0, 0)))
            return image.resize(SIZE, Image.Resampling.LANCZOS)

        SCENES[key] = make
        return paint

    return enter


def shadow(p: Pen, x: float, y: float, rx: float, ry: float = 0) -> None:
    """What a thing or person casts on the ground."""
    p.oval(x, y, rx, ry or rx * 0.16, INK + "26")


def stand(
    p: Pen,
    x: float,
    y: float,
    look: Look,
    pose: Pose,
    scale: float = 1,
    flip: bool = False,
    hold: Callable[[Pen], None] | None = None,
) -> None:
    """A person and their shadow."""
    shadow(p, x, y, 82 * scale)
    person(p, x, y, look, pose, scale, flip, hold)


def hill(p: Pen, heights: list[float], colour: str, floor: float = 1200) -> None:
    """A soft layer of land through evenly spaced heights."""
    step = 1680 / (len(heights) - 1)
    line = curve([(-40 + i * step, y) for i, y in enumerate(heights)])
    p.shape([(-40, floor), *line, (1640, floor)], colour)


def cloud(p: Pen, x: float, y: float, scale: float = 1, colour: str = PAPER) -> None:
    """A flat-bottomed cloud."""
    q = p.at(x, y, scale)
    q.hull([(-70, 0, 16), (70, 0, 16)], colour)
    for dx, dy, r in ((-34, -14, 30), (6, -28, 42), (44, -10, 26)):
        q.oval(dx, dy, r, r, colour)


def sun(p: Pen, x: float, y: float, r: float, colour: str = MUSTARD) -> None:
    """A sun with two halos."""
    for grow, fill in ((1.7, PAPER + "38"), (1.35, PAPER + "48"), (1, colour)):
        p.oval(x, y, r * grow, r * grow, fill)


def tree(p: Pen, x: float, y: float, scale: float = 1, colour: str = MOSS) -> None:
    """A round tree, lit from the left."""
    q, light = p.at(x, y, scale), mix(colour, SAGE, 0.35)
    q.hull([(0, 0, 11), (0, -150, 8)], WOOD)
    q.stroke([(0, -90), (34, -140)], 9, WOOD)
    for dx, dy, r in ((52, -170, 62), (-54, -180, 66), (0, -240, 78), (8, -170, 60)):
        q.oval(dx, dy, r, r, colour)
    for dx, dy, r in ((-66, -196, 40), (-20, -258, 46)):
        q.oval(dx, dy, r, r, light)


def leaf(p: Pen, x: float, y: float, size: float, angle: float, colour: str) -> None:
    """A leaf that grows from (x, y), upright at angle 0."""
    q = p.at(x, y, size / 100, angle)
    q.shape(curve([(0, 0), (-26, -46), (0, -100), (26, -46)], closed=True), colour)
    q.stroke([(0, 0), (0, -78)], 3, mix(colour, PAPER, 0.3))


def plant(p: Pen, x: float, y: float, size: float, colour: str = MOSS, count: int = 5) -> None:
    """A tuft of leaves."""
    for i in range(count):
        side = (i + 0.5) / count * 2 - 1
        leaf(p, x, y, size * (1.05 - abs(side) * 0.4), side * 62, mix(colour, SAGE, i % 2 * 0.6))


def pot(p: Pen, x: float, y: float, scale: float = 1, colour: str = CORAL) -> None:
    """A house plant."""
    shadow(p, x, y, 62 * scale)
    plant(p, x, y - 70 * scale, 190 * scale, MOSS, 7)
    q = p.at(x, y, scale)
    q.hull([(-42, -80, 6), (42, -80, 6), (28, -8, 8), (-28, -8, 8)], colour)
    q.box(-54, -96, 54, -72, mix(colour, INK, 0.12), 6)


def room(p: Pen, wall: str, floor: str, y: float) -> None:
    """A wall, its skirting and the floor."""
    p.box(0, 0, 1600, y, wall)
    p.box(0, y - 18, 1600, y, mix(wall, PAPER, 0.55))
    p.box(0, y, 1600, 1200, floor)
    for i in range(1, 4):
        p.box(0, y + i * i * 28, 1600, y + i * i * 28 + 3, mix(floor, INK, 0.07))


def window(p: Pen, x: float, y: float, w: float, h: float, curtain: str = "") -> None:
    """A window onto hills, (x, y) its upper left corner."""
    p.box(x - 16, y - 16, x + w + 16, y + h + 16, PAPER, 8)
    p.box(x, y, x + w, y + h, MIST)
    p.oval(x + w * 0.7, y + h * 0.3, h * 0.13, h * 0.13, mix(MUSTARD, PAPER, 0.2))
    for low, colour in ((0.55, mix(SAGE, MIST, 0.4)), (0.75, SAGE)):
        bumps = [(x + w * i / 4, y + h * (low + (-0.08, 0.06)[i % 2])) for i in range(5)]
        p.shape([(x, y + h), *curve(bumps), (x + w, y + h)], colour)
    p.box(x + w / 2 - 6, y, x + w / 2 + 6, y + h, PAPER)
    p.box(x, y + h * 0.34, x + w, y + h * 0.34 + 10, PAPER)
    p.box(x - 34, y + h + 10, x + w + 34, y + h + 30, mix(SAND, WOOD, 0.2), 8)
    if curtain:
        p.box(x - 90, y - 50, x + w + 90, y - 38, WOOD, 6)
        for side, edge in ((1, x - 76), (-1, x + w + 76)):
            q = p.at(edge, y - 40, flip=side < 0)
            q.shape(
                [
                    (0, 0),
                    (120, 0),
                    *curve([(120, 60), (96, h * 0.5), (58, h * 0.78), (72, h + 90)]),
                    (0, h + 90),
                ],
                curtain,
            )
            for k in (24, 52):
                q.stroke([(k, 4), (k * 0.8, h * 0.6), (k * 0.9, h + 84)], 5, mix(curtain, INK, 0.1))


def frame(p: Pen, x: float, y: float, w: float, h: float) -> None:
    """A picture on the wall."""
    p.box(x, y, x + w, y + h, OAK, 5)
    p.box(x + 12, y + 12, x + w - 12, y + h - 12, CREAM)
    p.oval(x + w * 0.6, y + h * 0.42, h * 0.14, h * 0.14, CORAL)
    p.shape(
        [
            (x + 12, y + h - 12),
            *curve(
                [(x + 12, y + h * 0.66), (x + w * 0.4, y + h * 0.52), (x + w - 12, y + h * 0.74)]
            ),
            (x + w - 12, y + h - 12),
        ],
        SAGE,
    )


def table(p: Pen, x: float, y: float, w: float, h: float, colour: str = OAK) -> None:
    """A table with its top's middle at (x, y)."""
    shadow(p, x, y + h, w * 0.55, 26)
    for side in (-1, 1):
        p.hull(
            [(x + side * w * 0.4, y + 20, 11), (x + side * w * 0.44, y + h - 8, 8)],
            mix(colour, INK, 0.25),
        )
    p.oval(x, y + 12, w / 2, w * 0.1, mix(colour, INK, 0.18))
    p.oval(x, y, w / 2, w * 0.1, colour)


def cup(
    p: Pen, x: float, y: float, scale: float = 1, colour: str = PAPER, steam: bool = False
) -> None:
    """A cup that stands on (x, y)."""
    q = p.at(x, y, scale)
    q.stroke([(20, -30), (36, -28), (32, -12), (18, -10)], 6, mix(colour, INK, 0.08))
    q.hull([(-20, -36, 4), (20, -36, 4), (14, -5, 6), (-14, -5, 6)], colour)
    q.oval(0, -38, 21, 6, mix(WOOD, colour, 0.3))
    if steam:
        for dx in (-7, 9):
            q.stroke([(dx, -54), (dx + 8, -70), (dx - 4, -86), (dx + 4, -104)], 4, PAPER + "b0")


def teapot(p: Pen, x: float, y: float, colour: str = TEAL) -> None:
    """A teapot that stands on (x, y)."""
    p.stroke(
        [(x - 46, y - 66), (x - 82, y - 60), (x - 74, y - 24), (x - 44, y - 22)],
        10,
        mix(colour, INK, 0.15),
    )
    p.shape(
        [(x + 40, y - 36), (x + 84, y - 84), (x + 96, y - 80), (x + 52, y - 12)],
        mix(colour, INK, 0.1),
    )
    p.hull(
        [(x - 20, y - 46, 34), (x + 20, y - 46, 34), (x - 22, y - 8, 8), (x + 22, y - 8, 8)], colour
    )
    p.hull([(x - 26, y - 80, 5), (x + 26, y - 80, 5)], mix(colour, PAPER, 0.3))
    p.oval(x, y - 92, 10, 9, MUSTARD)
    p.oval(x - 22, y - 54, 8, 12, mix(colour, PAPER, 0.35))


def chair(
    p: Pen, x: float, y: float, scale: float = 1, flip: bool = False, colour: str = WOOD
) -> None:
    """A chair seen from the side; who sits on it looks to the right."""
    shadow(p, x + 10, y, 90 * scale)
    q, dark = p.at(x, y, scale, flip=flip), mix(colour, INK, 0.2)
    for a, b in ((-36, -50), (54, 60)):
        q.hull([(a, -70, 8), (b, -4, 6)], dark)
    q.hull([(-44, -74, 9), (-66, -218, 8)], dark)
    q.hull([(-62, -130, 13), (-70, -214, 13)], colour)
    q.hull([(-42, -74, 11), (58, -74, 11)], colour)


def book(p: Pen, x: float, y: float, scale: float = 1, colour: str = CORAL) -> None:
    """An open book seen from its covers."""
    q = p.at(x, y, scale)
    for flip in (False, True):
        h = q.at(0, 0, flip=flip)
        h.shape([(0, 4), (58, -10), (58, -74), (0, -58)], PAPER)
        h.shape([(0, 10), (62, -6), (62, -66), (0, -50)], mix(colour, INK, 0.1 * flip))


def carton(p: Pen, x: float, y: float, w: float, h: float, mark: str = CORAL) -> None:
    """A cardboard box with a heart on it, (x, y) the middle of its foot."""
    p.box(x - w / 2, y - h, x + w / 2, y, OAK, 5)
    p.box(x - w / 2, y - h, x + w / 2, y - h * 0.78, mix(OAK, WOOD, 0.35), 5)
    p.box(x - w * 0.09, y - h, x + w * 0.09, y - h * 0.6, mix(OAK, PAPER, 0.5))
    heart(p, x + w * 0.26, y - h * 0.3, w * 0.1, mark)


def heart(p: Pen, x: float, y: float, r: float, colour: str) -> None:
    """A heart about (x, y)."""
    for side in (-1, 1):
        p.hull([(x + side * r * 0.5, y - r * 0.3, r * 0.55), (x, y + r * 0.8, r * 0.1)], colour)


def bunting(
    p: Pen, y: float, sag: float, colours: tuple[str, ...], x0: float = -20, x1: float = 1620
) -> None:
    """Pennants on a string."""
    middle = (x0 + x1) / 2
    line = curve(
        [
            (x0, y),
            (middle - (x1 - x0) / 4, y + sag * 0.75),
            (middle, y + sag),
            (middle + (x1 - x0) / 4, y + sag * 0.75),
            (x1, y),
        ],
        steps=6,
    )
    p.stroke(line, 4, WOOD)
    for i, ((ax, ay), (bx, by)) in enumerate(pairwise(line)):
        p.shape(
            [(ax + 6, ay), (bx - 6, by), ((ax + bx) / 2, (ay + by) / 2 + 58)],
            colours[i % len(colours)],
        )
