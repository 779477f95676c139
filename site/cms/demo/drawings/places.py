"""The river, the city, and two hands."""

import random
from dataclasses import replace
from itertools import pairwise

from .canvas import GONG, HAO, KID, LIN, MEI, YEYE, cloud, heart, hill, leaf, scene, sun, tree
from .figures import (
    APRICOT,
    BRICK,
    CORAL,
    CREAM,
    FAIR,
    INK,
    MIST,
    MOSS,
    MUSTARD,
    OAK,
    PAPER,
    PEACH,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    TAN,
    TEAL,
    WOOD,
    Pen,
    Point,
    Pose,
    curve,
    mix,
    person,
)


def ripples(p: Pen, seed: int, top: float, colour: str, count: int = 46) -> None:
    """Short strokes of light on water, longer towards us."""
    dice = random.Random(seed)
    for _ in range(count):
        x, y = dice.uniform(0, 1600), dice.uniform(top, 1190)
        w = (y - top + 120) * dice.uniform(0.1, 0.24)
        p.stroke([(x - w, y), (x - w / 3, y - 5), (x + w / 3, y + 4), (x + w, y)], 5, colour)


@scene("festival", mix(APRICOT, CREAM, 0.35), CREAM)
def festival(p: Pen) -> None:
    """A dragon boat on the river under lanterns."""
    sun(p, 800, 430, 110, mix(MUSTARD, PAPER, 0.15))
    hill(p, [560, 450, 540, 430, 560, 440, 530, 470], mix(ROSE, APRICOT, 0.3))
    hill(p, [600, 560, 520, 600, 560, 620, 540, 590], mix(SAGE, APRICOT, 0.35))
    pagoda(p, 1440, 640)
    for x in (60, 180, 1570):
        tree(p, x, 650, 0.75, mix(MOSS, APRICOT, 0.15))
    hill(p, [640, 650, 642, 648, 640], mix(MOSS, SAND, 0.25))
    p.box(0, 655, 1600, 1200, TEAL)
    hill(p, [900, 880, 900, 880, 900], mix(TEAL, INK, 0.1))
    p.oval(800, 690, 170, 20, MUSTARD + "80")
    ripples(p, 5, 690, mix(TEAL, MIST, 0.5))
    for x, y, s in (
        (170, 200, 0.9),
        (370, 270, 1.1),
        (610, 225, 0.8),
        (1000, 225, 0.8),
        (1230, 270, 1.1),
        (1430, 200, 0.9),
    ):
        lantern(p, x, y, s)
    boat(p)


def lantern(p: Pen, x: float, y: float, scale: float) -> None:
    """A red lantern on its string."""
    q = p.at(x, y, scale)
    q.box(-2, -400, 2, -60, WOOD)
    q.oval(0, 0, 120, 104, MUSTARD + "28")
    q.oval(0, 0, 76, 62, BRICK)
    q.oval(0, 0, 50, 62, CORAL)
    q.oval(0, 0, 20, 62, mix(CORAL, MUSTARD, 0.35))
    for y0 in (-72, 58):
        q.box(-32, y0, 32, y0 + 14, MUSTARD, 5)
    for dx in (-12, 0, 12):
        q.box(dx - 3, 70, dx + 3, 124, MUSTARD)


def pagoda(p: Pen, x: float, y: float) -> None:
    """A pagoda of three storeys."""
    colour, roof = mix(CREAM, ROSE, 0.5), mix(BRICK, PLUM, 0.25)
    for i in range(3):
        w, low = 72 - i * 14, y - i * 74
        p.box(x - w, low - 74, x + w, low, colour)
        p.box(x - 12, low - 40, x + 12, low, mix(WOOD, ROSE, 0.3), 6)
        p.shape(
            [
                *curve(
                    [
                        (x - w - 44, low - 66),
                        (x - w * 0.6, low - 84),
                        (x, low - 100),
                        (x + w * 0.6, low - 84),
                        (x + w + 44, low - 66),
                    ]
                ),
                (x + w, low - 58),
                (x - w, low - 58),
            ],
            roof,
        )
    p.hull([(x, y - 240, 7), (x, y - 284, 2)], MUSTARD)


def boat(p: Pen) -> None:
    """A dragon boat: drummer, rowers, hull, paddles."""
    crew = (HAO, MEI, GONG, replace(LIN, vest=""), KID)
    row = Pose(
        turn=0.7,
        lean=20,
        hands=((96, -222), (86, -268)),
        legs=(40, 40),
        feet=((-20, -120), (20, -120)),
    )
    spots = [
        (410 + i * 116, replace(look, top=(CORAL, MUSTARD)[i % 2], vest="", head=1.1))
        for i, look in enumerate(crew)
    ]
    p.shape(
        curve(
            [(330, 800), (250, 770), (190, 690), (210, 600), (262, 580), (240, 640), (280, 720)],
            closed=True,
        ),
        BRICK,
    )
    for k in range(3):
        leaf(p, 214 + k * 10, 640 - k * 24, 84, -70 + k * 34, MUSTARD)
    for x, look in spots:
        person(p, x, 960, look, row, 1.02)
    person(
        p,
        1120,
        955,
        replace(YEYE, top=PAPER, hat="cap", head=1.1),
        replace(row, lean=0, hands=((96, -296), (100, -226))),
        1.02,
        flip=True,
        hold=lambda q: q.hull([(92, -300, 5), (134, -262, 5)], OAK),
    )
    p.at(1000, 776).hull([(-40, -40, 8), (40, -40, 8), (34, 30, 8), (-34, 30, 8)], BRICK)
    p.oval(1000, 730, 48, 13, CREAM)
    dragon(p, 1250, 640)
    p.shape(
        curve(
            [
                (250, 770),
                (420, 800),
                (800, 806),
                (1120, 800),
                (1260, 760),
                (1290, 800),
                (1200, 880),
                (1060, 910),
                (520, 910),
                (380, 880),
                (270, 820),
            ],
            closed=True,
        ),
        BRICK,
    )
    for i in range(19):
        x = 330 + i * 48
        p.shape(
            [(x, 822), *curve([(x, 822), (x + 24, 860), (x + 48, 822)])], (MUSTARD, CORAL)[i % 2]
        )
    p.stroke([(275, 796), (420, 816), (800, 822), (1120, 816), (1255, 778)], 12, MUSTARD)
    for x, _ in spots:
        q = p.at(x, 960, 1.02)
        q.hull([(88, -262, 5), (124, -110, 5)], OAK)
        q.hull([(122, -116, 9), (134, -60, 15)], OAK)
        q.oval(96, -226, 13, 13, PEACH)
    p.shape(
        curve(
            [
                (230, 905),
                (420, 893),
                (700, 905),
                (980, 893),
                (1330, 905),
                (1200, 930),
                (800, 924),
                (400, 932),
            ],
            closed=True,
        ),
        mix(TEAL, MIST, 0.6),
    )


def dragon(p: Pen, x: float, y: float) -> None:
    """The head at the bow."""
    q = p.at(x, y)
    for k in range(5):
        leaf(q, -44 + k * 6, 100 - k * 38, 70, -84 + k * 14, MUSTARD)
    q.smooth(
        [(-70, 170), (-52, 60), (-40, -20), (10, -60), (40, 0), (30, 80), (50, 150), (0, 190)],
        BRICK,
    )
    q.smooth([(-10, 170), (-4, 80), (10, 20), (34, 20), (26, 90), (46, 150)], APRICOT)
    for a, b in (((-6, -48), (-70, -120)), ((14, -54), (-20, -136))):
        q.stroke([a, ((a[0] + b[0]) / 2 + 4, (a[1] + b[1]) / 2 - 10), b], 13, MUSTARD)
    q.smooth([(-30, -20), (0, -66), (60, -56), (120, -34), (128, -10), (90, 4), (20, 14)], BRICK)
    q.smooth([(10, 10), (60, 14), (112, 26), (100, 42), (40, 46), (0, 30)], mix(BRICK, INK, 0.15))
    for k in range(4):
        q.shape([(44 + k * 18, 3), (58 + k * 18, 1), (51 + k * 18, 17)], PAPER)
    q.oval(34, -40, 17, 17, PAPER)
    q.oval(38, -38, 8, 8, INK)
    q.oval(116, -26, 6, 5, INK)
    q.stroke([(112, -8), (150, 10), (142, 46), (166, 66)], 5, MUSTARD)


@scene("bridge", mix(PLUM, CORAL, 0.55), mix(APRICOT, PAPER, 0.1))
def bridge(p: Pen) -> None:
    """A bridge over the river, the city behind it at dusk."""
    sun(p, 620, 470, 110, mix(MUSTARD, PAPER, 0.3))
    for x, y, s in ((300, 300, 1.4), (1050, 260, 1.8), (1380, 400, 1.1), (820, 400, 0.9)):
        cloud(p, x, y, s, mix(CORAL, ROSE, 0.45))
    skyline(p, 4, 700, (120, 280), mix(CORAL, APRICOT, 0.35), "")
    skyline(p, 9, 720, (90, 250), mix(PLUM, CORAL, 0.55), MUSTARD)
    tower(p, 1120, 720)
    skyline(p, 2, 730, (40, 120), mix(PLUM, CORAL, 0.25), MUSTARD)
    p.box(0, 720, 1600, 1200, mix(PLUM, CORAL, 0.5))
    for i in range(10):
        p.box(0, 760 + i * 48, 1600, 1200, PLUM + "26")
    for i in range(1, 9):
        w = 150 - abs(i - 2) * 14
        p.hull([(620 - w, 752 + i * 36, 6), (620 + w, 752 + i * 36, 6)], mix(MUSTARD, CORAL, 0.35))
    ripples(p, 6, 760, mix(PLUM, CORAL, 0.75), 26)
    span(p)
    ferry(p, 1010, 960)


def skyline(p: Pen, seed: int, floor: float, heights: Point, colour: str, light: str) -> None:
    """A row of buildings, some windows lit."""
    dice, x = random.Random(seed), -20.0
    while x < 1620:
        w, h = dice.uniform(60, 120), dice.uniform(*heights)
        p.box(x, floor - h, x + w, floor + 4, mix(colour, INK, dice.uniform(0, 0.08)))
        if dice.random() < 0.35:
            p.box(x + w * 0.25, floor - h - 26, x + w * 0.75, floor - h, colour)
        for row in range(int(h // 34) if light else 0):
            for k in range(int(w // 24)):
                if dice.random() < 0.3:
                    p.box(
                        x + 10 + k * 24,
                        floor - h + 14 + row * 34,
                        x + 20 + k * 24,
                        floor - h + 28 + row * 34,
                        light,
                    )
        x += w + dice.uniform(-4, 16)


def tower(p: Pen, x: float, y: float) -> None:
    """A slender, waisted television tower."""
    colour = mix(PLUM, CORAL, 0.35)
    left = curve([(x - 58, y), (x - 24, y - 170), (x - 20, y - 250), (x - 40, y - 400)])
    p.shape([*left, *[(2 * x - a, b) for a, b in reversed(left)]], colour)
    for i in range(9):
        a, b = left[i * 3], left[min(i * 3 + 5, len(left) - 1)]
        p.stroke([a, (2 * x - b[0], b[1])], 4, mix(MUSTARD, CORAL, 0.3))
        p.stroke([(2 * x - a[0], a[1]), b], 4, mix(MUSTARD, CORAL, 0.3))
    p.hull([(x, y - 400, 6), (x, y - 500, 1.5)], colour)


def span(p: Pen) -> None:
    """The bridge itself: two pylons, cables, a lit deck."""
    dark, deck = mix(PLUM, INK, 0.55), 800
    for x in (420, 1180):
        for k in range(1, 9):
            for side in (-1, 1):
                p.stroke([(x, 400 + k * 16), (x + side * k * 45, deck)], 3, mix(CREAM, ROSE, 0.4))
        p.hull([(x - 30, 980, 16), (x - 9, 380, 8)], dark)
        p.hull([(x + 30, 980, 16), (x + 9, 380, 8)], mix(dark, CORAL, 0.2))
        p.box(x - 26, 560, x + 26, 578, dark)
        p.oval(x, 990, 90, 16, INK + "40")
    p.shape(
        [
            (-10, 830),
            *curve([(-10, 806), (400, 790), (800, 782), (1200, 790), (1610, 806)]),
            (1610, 836),
        ],
        dark,
    )
    p.stroke([(-10, 806), (400, 790), (800, 782), (1200, 790), (1610, 806)], 7, CORAL)
    for i in range(21):
        x = i * 80
        y = 783 + ((x - 800) / 800) ** 2 * 22
        p.box(x - 2, y - 34, x + 2, y, dark)
        p.oval(x, y - 36, 14, 14, MUSTARD + "50")
        p.oval(x, y - 36, 6, 6, mix(MUSTARD, PAPER, 0.4))


def ferry(p: Pen, x: float, y: float) -> None:
    """A small boat with lit windows."""
    p.oval(x, y + 20, 190, 16, INK + "40")
    p.box(x - 90, y - 80, x + 80, y - 20, CREAM, 12)
    for k in range(4):
        p.box(x - 74 + k * 38, y - 64, x - 50 + k * 38, y - 38, MUSTARD, 5)
    p.box(x - 102, y - 92, x + 92, y - 76, BRICK, 8)
    p.smooth(
        [
            (x - 160, y - 26),
            (x - 60, y - 22),
            (x + 90, y - 22),
            (x + 176, y - 34),
            (x + 140, y + 16),
            (x - 120, y + 18),
        ],
        TEAL,
    )


@scene("hands", mix(APRICOT, CREAM, 0.45), mix(ROSE, CREAM, 0.3))
def hands(p: Pen) -> None:
    """A young hand holds an old one."""
    p.oval(800, 610, 560, 560, CREAM + "90")
    p.oval(800, 610, 430, 430, PAPER + "90")
    for x, y, size, angle in (
        (90, 1130, 330, 24),
        (240, 1190, 280, 50),
        (20, 1150, 260, -14),
        (1500, 60, 330, 204),
        (1370, 20, 260, 232),
        (1590, 40, 260, 166),
    ):
        leaf(p, x, y, size, angle, mix(SAGE, CREAM, 0.2) if size < 300 else mix(MOSS, SAGE, 0.5))
    for x, y, r in ((800, 330, 46), (920, 270, 24), (700, 270, 18)):
        heart(p, x, y, r, mix(CORAL, ROSE, 0.25))
    young, old = mix(PEACH, TAN, 0.5), mix(FAIR, PEACH, 0.3)
    palm(p, young)
    aged(p, old)
    finger(
        p, [(1120, 690, 60), (1030, 606, 46), (910, 568, 37), (872, 566, 35)], young, (870, 560, 6)
    )
    p.hull([(1140, 720, 68), (1056, 642, 36)], young)


def finger(
    p: Pen,
    joints: list[tuple[float, float, float]],
    skin: str,
    nail: tuple[float, float, float] | None = None,
) -> None:
    """A finger through its joints, a thin shade round it, the nail at (x, y) turned by an angle."""
    for grow, fill in ((4, mix(skin, BRICK, 0.28)), (0, skin)):
        for (x0, y0, r0), (x1, y1, r1) in pairwise(joints):
            p.hull([(x0, y0, r0 + grow), (x1, y1, r1 + grow)], fill)
    if nail:
        p.at(nail[0], nail[1], 1, nail[2]).hull([(-14, 0, 13), (2, 0, 14)], mix(skin, CORAL, 0.3))


def cuff(p: Pen, half: float, colour: str, band: str) -> None:
    """A sleeve that comes from the right and ends, ribbed, at the origin."""
    p.hull(
        [(40, -half + 20, 20), (40, half - 20, 20), (900, -half * 1.3, 20), (900, half * 1.3, 20)],
        colour,
    )
    p.box(-16, -half - 6, 56, half + 6, band, 18)
    for k in range(1, 10):
        y = -half + k * half / 5
        p.hull([(0, y, 2.5), (40, y, 2.5)], mix(band, colour, 0.5))


def palm(p: Pen, skin: str) -> None:
    """The young hand from the right, palm up, and its sleeve."""
    p.hull([(1700, 980, 100), (1200, 780, 74)], skin)
    for k in range(4):
        finger(
            p,
            [
                (960, 716 + k * 22, 44),
                (760 + k * 6, 742 + k * 26, 38),
                (606 + k * 34, 706 + k * 40, 31),
            ],
            skin,
        )
    p.smooth(
        [
            (1290, 740),
            (1180, 660),
            (1080, 640),
            (920, 680),
            (900, 770),
            (930, 824),
            (1040, 850),
            (1150, 862),
            (1270, 872),
        ],
        skin,
    )
    cuff(p.at(1330, 832, 1, 22), 106, CORAL, CREAM)


def aged(p: Pen, skin: str) -> None:
    """The old hand from the left: knitted sleeve, jade bangle, lines and freckles."""
    line, jade = mix(skin, BRICK, 0.28), mix(MOSS, MIST, 0.35)
    for k in (3, 2, 1, 0):
        finger(
            p,
            [
                (700, 556 + k * 34, 48),
                (840 - k * 4, 590 + k * 40, 40),
                (980 - k * 24, 640 + k * 42, 33),
            ],
            skin,
            (988 - k * 24, 642 + k * 42, 20),
        )
    p.hull([(100, 440, 84), (440, 514, 72)], skin)
    p.smooth(
        [
            (400, 432),
            (500, 452),
            (610, 476),
            (700, 504),
            (752, 560),
            (748, 640),
            (700, 704),
            (620, 706),
            (540, 650),
            (470, 600),
            (390, 584),
        ],
        skin,
    )
    for k in range(4):
        x, y = 716 - k * 9, 540 + k * 42
        p.stroke([(x - 8, y - 14), (x + 2, y - 6), (x + 4, y + 6), (x - 2, y + 16)], 4.5, line)
    for k in range(3):
        p.stroke(
            [(520, 520 + k * 26), (590, 532 + k * 36), (660 - k * 8, 566 + k * 44)],
            4.5,
            mix(skin, line, 0.5),
        )
    for x, y, r in ((560, 496, 8), (600, 506, 5), (536, 600, 6), (640, 640, 7), (610, 616, 4.5)):
        p.oval(x, y, r, r * 0.8, mix(skin, WOOD, 0.3))
    p.stroke([(408, 424), (426, 460), (430, 510), (420, 556), (396, 592)], 26, jade)
    p.stroke([(424, 458), (430, 490), (429, 524)], 7, mix(jade, PAPER, 0.5))
    cuff(p.at(310, 484, 1, 192), 104, PLUM, mix(PLUM, ROSE, 0.3))
