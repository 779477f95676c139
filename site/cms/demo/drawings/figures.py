"""The illustrator's hand: palette, pen, people, and the things the scenes share."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import ImageColor, ImageDraw

Point = tuple[float, float]
Circle = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]

PAPER, CREAM, SAND, APRICOT = "#fffaf0", "#fbeed8", "#f4d9b3", "#f4b27c"
CORAL, BRICK, MUSTARD, ROSE = "#e97c5b", "#c2503c", "#eab446", "#f1b9a4"
SAGE, MOSS, TEAL, MIST = "#a9b985", "#71905f", "#5c9591", "#bcd3c8"
PLUM, WOOD, OAK, INK = "#74506b", "#a86f4c", "#d39a68", "#43313a"
FAIR, PEACH, TAN, BRONZE = "#f9d5b5", "#f0bf98", "#dda47c", "#c08560"
BLACK, BROWN, GREY, WHITE = "#3a2b30", "#6a4636", "#a8a09c", "#f3eee6"


def mix(one: str, other: str, share: float) -> str:
    """The colour that lies `share` of the way from one to the other."""
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def curve(points: Sequence[Point], closed: bool = False, steps: int = 10) -> list[Point]:
    """A smooth (Catmull-Rom) line through the points."""
    count = len(points)
    pick = (
        (lambda i: points[i % count]) if closed else (lambda i: points[min(max(i, 0), count - 1)])
    )
    line: list[Point] = []
    for i in range(count if closed else count - 1):
        a, b, c, d = (pick(i + k) for k in (-1, 0, 1, 2))
        for t in (k / steps for k in range(steps)):
            weights = (
                -t + 2 * t**2 - t**3,
                2 - 5 * t**2 + 3 * t**3,
                t + 4 * t**2 - 3 * t**3,
                t**3 - t**2,
            )
            x, y = (
                sum(w * q[k] for w, q in zip(weights, (a, b, c, d), strict=True)) / 2
                for k in (0, 1)
            )
            line.append((x, y))
    return line if closed else [*line, points[-1]]


def ring(x: float, y: float, rx: float, ry: float, count: int = 28) -> list[Point]:
    """Points on an ellipse."""
    turns = (2 * math.pi * k / count for k in range(count))
    return [(x + rx * math.cos(t), y + ry * math.sin(t)) for t in turns]


def convex(points: Iterable[Point]) -> list[Point]:
    """The convex hull of the points."""
    ordered = sorted(set(points))

    def half(items: Iterable[Point]) -> list[Point]:
        chain: list[Point] = []
        for p in items:
            while len(chain) > 1 and (
                (chain[-1][0] - chain[-2][0]) * (p[1] - chain[-2][1])
                <= (chain[-1][1] - chain[-2][1]) * (p[0] - chain[-2][0])
            ):
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return half(ordered) + half(reversed(ordered))


class Pen:
    """Draws filled shapes in its own coordinates; `at` gives a moved, turned, mirrored pen."""

    def __init__(self, target: ImageDraw.ImageDraw, matrix: Matrix) -> None:
        self.target, self.matrix = target, matrix

    def at(
        self, x: float, y: float, scale: float = 1, angle: float = 0, flip: bool = False
    ) -> "Pen":
        """A pen whose origin is (x, y), turned clockwise by `angle` degrees."""
        a, b, c, d, e, f = self.matrix
        cos, sin = scale * math.cos(math.radians(angle)), scale * math.sin(math.radians(angle))
        side = -1 if flip else 1
        moved = (a * x + c * y + e, b * x + d * y + f)
        return Pen(
            self.target,
            (
                side * (a * cos + c * sin),
                side * (b * cos + d * sin),
                c * cos - a * sin,
                d * cos - b * sin,
                *moved,
            ),
        )

    def shape(self, points: Iterable[Point], fill: str) -> None:
        """A polygon."""
        a, b, c, d, e, f = self.matrix
        self.target.polygon([(a * x + c * y + e, b * x + d * y + f) for x, y in points], fill=fill)

    def smooth(self, points: Sequence[Point], fill: str) -> None:
        """A closed soft shape through the points."""
        self.shape(curve(points, closed=True), fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """An ellipse."""
        self.shape(ring(x, y, rx, ry, 28 if rx < 60 else 96), fill)

    def hull(self, circles: Iterable[Circle], fill: str) -> None:
        """The skin stretched over some circles: limbs, bodies, cushions."""
        self.shape(convex(p for x, y, r in circles for p in ring(x, y, r, r)), fill)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: str, r: float = 0) -> None:
        """A rectangle, its corners rounded by r."""
        if r:
            self.hull([(x, y, r) for x in (x0 + r, x1 - r) for y in (y0 + r, y1 - r)], fill)
        else:
            self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill)

    def stroke(self, points: Sequence[Point], width: float, fill: str) -> None:
        """A round-ended line, smooth through its points."""
        line = curve(points) if len(points) > 2 else list(points)
        for (x0, y0), (x1, y1) in pairwise(line):
            size = math.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = (y0 - y1) / size * width / 2, (x1 - x0) / size * width / 2
            self.shape(
                [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)],
                fill,
            )
        for x, y in line:
            self.shape(ring(x, y, width / 2, width / 2, 14), fill)


@dataclass(frozen=True)
class Look:
    """Who somebody is: skin, hair, clothes."""

    skin: str = FAIR
    hair: str = BLACK
    style: str = "short"  # short, bob, bun, pony, tails, perm, bald
    hat: str = ""  # straw, cap, party
    top: str = CORAL
    legs: str = INK
    vest: str = ""
    skirt: str = ""
    glasses: bool = False
    head: float = 1.0
    shoe: str = BROWN


@dataclass(frozen=True)
class Pose:
    """Where somebody's joints are, the ground between the feet being (0, 0).

    turn 0 faces us, 1 the right; the first hand and foot are the left ones on the picture,
    which are the nearer ones once the body turns.
    """

    hip: Point = (0, -186)
    lean: float = 0
    turn: float = 0
    tilt: float = 0
    hands: tuple[Point, Point] = ((-66, -174), (66, -174))
    feet: tuple[Point, Point] = ((-22, 0), (22, 0))
    legs: Point = (94, 93)
    back: bool = False


def joint(a: Point, b: Point, lengths: Point, wish: Point) -> tuple[Point, Point]:
    """The elbow or knee between a and b, on the wished side, and where the hand or foot ends."""
    upper, lower = lengths
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = math.hypot(dx, dy) or 1
    span = min(max(far, abs(upper - lower) + 1), upper + lower)
    ux, uy = dx / far, dy / far
    along = (upper**2 - lower**2 + span**2) / (2 * span)
    away = math.sqrt(max(upper**2 - along**2, 0))
    side = 1 if -uy * wish[0] + ux * wish[1] > 0 else -1
    bend = (a[0] + ux * along - uy * away * side, a[1] + uy * along + ux * away * side)
    return bend, (a[0] + ux * span, a[1] + uy * span)


def head(p: Pen, look: Look, turn: float, back: bool) -> None:
    """A head about the origin, 40 in radius."""
    dark, s = mix(look.hair, INK, 0.18), turn * 12
    if look.style == "bob":
        p.hull(
            [(-28 - s / 2, -10, 18), (28 - s, -10, 18), (-32 - s / 2, 26, 13), (30 - s, 26, 13)],
            dark,
        )
    elif look.style == "pony":
        p.smooth([(-20 - s, -34), (-52 - s, -30), (-60 - s, 10), (-48 - s, 34), (-42 - s, 0)], dark)
    elif look.style == "tails":
        for side in (-1, 1):
            p.oval(side * 44 - s, 8, 13, 22, dark)
    elif look.style == "bun":
        p.oval(-s * 1.6, -48, 20, 18, dark)
    elif look.style == "perm":
        for k in range(9):
            t = math.pi * (0.95 + k * 1.1 / 8)
            p.oval(36 * math.cos(t) - s, 36 * math.sin(t) - 4, 17, 17, look.hair)
    p.oval(-36 - s * 0.2 + max(s, 0) * 1.6, 6, 8, 10, mix(look.skin, BRICK, 0.14))
    if turn < 0.5:
        p.oval(36 - s * 0.2, 6, 8, 10, mix(look.skin, BRICK, 0.14))
    p.oval(0, 0, 37, 41, look.skin)
    if back:
        p.oval(0, -4, 39, 41, look.hair)
    else:
        face(p, look, turn * 15)
    if look.style == "bald":
        for side in (-1, 1):
            if turn < 0.5 or side < 0:
                p.oval(side * 36 - s * 0.3, -6, 8, 15, look.hair)
    elif not back:
        p.smooth(
            [
                (-38, 6),
                (-42, -16),
                (-28, -42),
                (2, -50),
                (30, -40),
                (41, -14),
                (37 + s / 3, 2),
                (31 + s / 2, -14),
                (16 + s, -23),
                (-8 + s, -19),
                (-27 + s / 2, -10),
            ],
            look.hair,
        )
    if look.hat == "straw":
        p.oval(0, -24, 66, 13, mix(MUSTARD, OAK, 0.35))
        p.smooth([(-36, -26), (-30, -56), (0, -66), (30, -56), (36, -26), (0, -22)], MUSTARD)
        p.stroke([(-35, -30), (0, -25), (35, -30)], 8, BRICK)
    elif look.hat == "cap":
        p.smooth([(-41, -12), (-34, -44), (0, -56), (34, -44), (41, -12), (0, -20)], BRICK)
        p.stroke([(4 + s, -16), (28 + s * 2, -17), (42 + s * 2, -10)], 10, mix(BRICK, INK, 0.2))
    elif look.hat == "party":
        p.hull([(-19, -40, 5), (19, -40, 5), (4, -92, 4)], MUSTARD)
        p.hull([(-11, -62, 3), (15, -62, 3), (12, -70, 3), (-7, -70, 3)], CORAL)
        p.oval(4, -96, 9, 9, PAPER)


def face(p: Pen, look: Look, x: float) -> None:
    """Eyes, cheeks, a smile; old people smile with their eyes."""
    line, old = mix(look.skin, INK, 0.85), look.hair in (GREY, WHITE)
    for side in (-1, 1):
        e = x + side * (15 - abs(x) / 5)
        p.oval(x * 0.9 + side * 22, 14, 7, 5, mix(look.skin, CORAL, 0.42))
        if old:
            p.stroke([(e - 6, 4), (e, -1), (e + 6, 4)], 3, line)
            p.stroke([(e - 7, -9), (e, -12), (e + 7, -9)], 3.4, mix(look.hair, INK, 0.25))
        else:
            p.oval(e, 2, 3.6, 4.6, line)
            p.stroke([(e - 5, -12), (e, -13.5), (e + 5, -12)], 2.4, line)
        if look.glasses:
            p.stroke([*ring(e, 2, 11, 10, 9), (e + 11, 2)], 2.2, line)
    p.oval(x * 1.35, 10, 4, 3.4, mix(look.skin, BRICK, 0.3))
    p.stroke([(x - 9, 20), (x, 25), (x + 9, 20)], 3, mix(look.skin, BRICK, 0.8))


def person(
    p: Pen,
    x: float,
    y: float,
    look: Look,
    pose: Pose,
    scale: float = 1,
    flip: bool = False,
    hold: Callable[[Pen], None] | None = None,
) -> None:
    """Somebody whose feet stand about (x, y); 420 high when standing straight.

    What `hold` draws comes before the body and behind the hands.
    """
    p = p.at(x, y, scale, flip=flip)
    turn, (hx, hy), lean = pose.turn, pose.hip, math.radians(pose.lean)
    up = (math.sin(lean), -math.cos(lean))
    nx, ny = hx + up[0] * 122, hy + up[1] * 122
    wide, hips = 36 - 18 * turn, 19 - 9 * turn
    dark = mix(look.top, BROWN, 0.16)

    def leg(i: int) -> None:
        side, colour = (-1, 1)[i], look.legs if i == 0 or turn < 0.3 else mix(look.legs, INK, 0.25)
        start = (hx + side * hips, hy)
        knee, foot = joint(start, pose.feet[i], pose.legs, (turn + side * (0.4 - turn / 3), -0.35))
        toe = 20 * turn + side * 8 * (1 - turn)
        p.hull([(foot[0], foot[1] - 10, 12), (foot[0] + toe, foot[1] - 8, 10)], look.shoe)
        p.hull([(*start, 26), (*knee, 19)], colour)
        p.hull([(*knee, 19), (foot[0], foot[1] - 24, 13)], colour)

    def arm(i: int) -> None:
        side = (-1, 1)[i]
        start = (nx + side * wide * math.cos(lean), ny + 14 + side * wide * math.sin(lean))
        wish = (side * (1 - turn) - turn, 0.7)
        elbow, hand = joint(start, pose.hands[i], (66, 62), wish)
        colour = dark if i == 0 or turn < 0.4 else mix(look.top, BROWN, 0.34)
        p.hull(
            [
                (*hand, 13),
                (hand[0] + (hand[0] - elbow[0]) / 9, hand[1] + (hand[1] - elbow[1]) / 9, 12),
            ],
            look.skin,
        )
        p.hull([(*start, 18), (*elbow, 15)], colour)
        end = (hand[0] + (elbow[0] - hand[0]) * 0.18, hand[1] + (elbow[1] - hand[1]) * 0.18)
        p.hull([(*elbow, 15), (*end, 12.5)], colour)

    far_behind = turn >= 0.3 or pose.back
    if far_behind:
        arm(1)
        if pose.back:
            arm(0)
    for i in (1, 0):
        leg(i)
    if look.skirt:
        p.hull(
            [
                (hx - hips, hy - 8, 26),
                (hx + hips, hy - 8, 26),
                (hx - 34, hy + 84, 12),
                (hx + 34, hy + 84, 12),
            ],
            look.skirt,
        )
    torso(p, look, (hx, hy), (nx, ny), (hips, wide), up)
    neck = (nx + up[0] * 22, ny + up[1] * 22)
    p.hull([(nx, ny - 2, 15), (*neck, 14)], mix(look.skin, BRICK, 0.18))
    reach = 46 + 36 * (look.head - 1)
    head(
        p.at(
            nx + up[0] * reach + turn * 5,
            ny + up[1] * reach,
            look.head,
            pose.lean * 0.6 + pose.tilt,
        ),
        look,
        turn,
        pose.back,
    )
    if hold:
        hold(p)
    if not pose.back:
        arm(0)
        if not far_behind:
            arm(1)


def torso(p: Pen, look: Look, hip: Point, neck: Point, widths: Point, up: Point) -> None:
    """A body from the hips to the neck, with a vest and its band when one is worn."""
    (hx, hy), (nx, ny), (hips, wide) = hip, neck, widths
    cos, sin = -up[1], up[0]
    body = [
        (hx - hips * cos, hy - hips * sin, 27),
        (hx + hips * cos, hy + hips * sin, 27),
        (nx - wide * cos, ny + 16 - wide * sin, 20),
        (nx + wide * cos, ny + 16 + wide * sin, 20),
    ]
    p.hull(body, look.vest or look.top)
    if look.vest:
        mx, my = hx + (nx - hx) * 0.36, hy + (ny - hy) * 0.36
        span = (hips + wide) / 2 + 17
        p.stroke(
            [(mx - span * cos, my - span * sin), (mx + span * cos, my + span * sin)], 11, CREAM
        )
    p.hull(
        [(nx, ny, 16), (nx + 4 * sin, ny + 16, 7)],
        look.top if look.vest else mix(look.top, PAPER, 0.55),
    )
