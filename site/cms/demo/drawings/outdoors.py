"""Scenes in the park, the street and the garden."""

import random
from dataclasses import replace
from functools import partial

from .canvas import (
    AYI,
    BOY,
    CARRY,
    GIRL,
    GONG,
    GRAN,
    HAO,
    KID,
    LIN,
    MEI,
    POPO,
    TOT,
    YEYE,
    carton,
    cloud,
    hill,
    plant,
    pot,
    scene,
    shadow,
    stand,
    sun,
    tree,
)
from .figures import (
    APRICOT,
    BRICK,
    BROWN,
    CORAL,
    CREAM,
    INK,
    MIST,
    MOSS,
    MUSTARD,
    OAK,
    PAPER,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    TEAL,
    WOOD,
    Pen,
    Pose,
    curve,
    mix,
)


def park(p: Pen, ground: str = SAGE) -> None:
    """Sun, clouds, hills and trees behind a lawn."""
    sun(p, 330, 300, 78, mix(MUSTARD, APRICOT, 0.3))
    cloud(p, 640, 260, 1.1)
    cloud(p, 1340, 330, 0.9)
    hill(p, [560, 470, 560, 440, 540, 460, 560], mix(MIST, SAGE, 0.25))
    hill(p, [620, 600, 530, 610, 560, 640, 580], mix(SAGE, MIST, 0.45))
    for x, y, s in ((70, 720, 1.3), (230, 680, 0.8), (1390, 690, 0.9), (1540, 730, 1.35)):
        tree(p, x, y, s, mix(MOSS, TEAL, 0.25 if s < 1 else 0))
    hill(p, [700, 660, 690, 660, 700, 670, 690], mix(ground, MUSTARD, 0.12))
    hill(p, [880, 850, 820, 850, 860, 840, 880], mix(ground, MOSS, 0.3))


def flowers(p: Pen, seed: int, low: float = 900, count: int = 26) -> None:
    """Tufts and flowers strewn over the front of a lawn."""
    dice = random.Random(seed)
    for y in sorted(dice.uniform(low, 1180) for _ in range(count)):
        x, colour = dice.uniform(20, 1580), dice.choice((PAPER, MUSTARD, CORAL, ""))
        for dx in (-7, 0, 7):
            p.stroke([(x, y), (x + dx, y - 18)], 4, MOSS)
        if colour:
            p.oval(x, y - 24, 9, 9, colour)
            p.oval(x, y - 24, 3.5, 3.5, BRICK)


@scene("camp", mix(MIST, PAPER, 0.35), mix(PAPER, CREAM, 0.4))
def camp(p: Pen) -> None:
    """Children with a kite in a park, a tent behind them."""
    park(p)
    tent(p, 350, 800)
    flowers(p, 3)
    kite(p, 1200, 330)
    p.stroke([(690, 640), (900, 570), (1133, 437)], 3, BROWN)
    stand(
        p,
        590,
        970,
        GIRL,
        Pose(turn=0.6, lean=-8, feet=((-46, -2), (36, 0)), hands=((104, -308), (96, -322))),
        0.96,
    )
    stand(p, 840, 1000, KID, Pose(turn=0.3, tilt=-8, hands=((-66, -190), (96, -376))), 0.84)
    run = Pose(turn=0.7, lean=14, feet=((-92, -44), (62, -2)), hands=((-66, -220), (98, -260)))
    stand(p, 1140, 970, BOY, run, 0.94)
    stand(p, 330, 1000, TOT, replace(run, hands=((-80, -300), (112, -300))), 0.78)


def tent(p: Pen, x: float, y: float) -> None:
    """A ridge tent, its flap open."""
    shadow(p, x, y, 230, 26)
    p.shape([(x - 220, y), (x - 20, y - 280), (x + 220, y)], MUSTARD)
    p.shape([(x - 20, y - 280), (x + 220, y), (x + 120, y + 12)], mix(MUSTARD, WOOD, 0.35))
    p.shape([(x - 100, y), (x - 25, y - 190), (x + 40, y)], mix(BROWN, INK, 0.3))
    p.shape([(x - 25, y - 190), (x + 40, y), (x, y)], mix(MUSTARD, PAPER, 0.4))


def kite(p: Pen, x: float, y: float) -> None:
    """A kite with a tail of ribbons."""
    q = p.at(x, y, 1.15, 32)
    tail = [(0, 110), (26, 170), (-22, 230), (20, 290), (-10, 340)]
    q.stroke(tail, 4, WOOD)
    for i, (tx, ty) in enumerate(tail[1:]):
        for side in (-1, 1):
            q.shape(
                [(tx, ty), (tx + side * 24, ty - 12), (tx + side * 24, ty + 12)],
                (CORAL, TEAL)[i % 2],
            )
    for points, colour in (
        ([(0, -110), (-80, -20), (0, -20)], CORAL),
        ([(0, -110), (80, -20), (0, -20)], MUSTARD),
        ([(0, 110), (-80, -20), (0, -20)], TEAL),
        ([(0, 110), (80, -20), (0, -20)], PAPER),
    ):
        q.shape(points, colour)


@scene("volunteers", CREAM, mix(CREAM, APRICOT, 0.3))
def volunteers(p: Pen) -> None:
    """People in red and orange vests carry boxes along a street."""
    sun(p, 1180, 300, 70, mix(MUSTARD, APRICOT, 0.3))
    cloud(p, 820, 270, 1.1)
    street(p)
    shadow(p, 1290, 935, 250, 34)
    for x, y, w, h in ((1200, 930, 170, 120), (1380, 930, 160, 140), (1270, 810, 160, 110)):
        carton(p, x, y, w, h)
    people = (
        (600, 930, replace(HAO, vest=BRICK, legs=INK), CARRY, 1.2),
        (330, 960, replace(LIN, vest=CORAL), CARRY, 1.24),
        (860, 970, replace(YEYE, vest=CORAL, top=CREAM, hat="cap"), CARRY, 1.2),
    )
    for i, (x, y, look, pose, scale) in enumerate(people):
        tall = (110, 150, 104)[i]
        stand(p, x, y, look, pose, scale, hold=partial(carton, x=84, y=-186, w=130, h=tall))
    bend = Pose(
        hip=(-30, -168),
        turn=0.6,
        lean=42,
        feet=((-40, 0), (10, 0)),
        hands=((96, -120), (104, -124)),
    )
    stand(
        p,
        1230,
        1010,
        replace(MEI, vest=BRICK, top=CREAM),
        bend,
        1.2,
        flip=True,
        hold=lambda q: carton(q, 104, -66, 120, 84),
    )


def street(p: Pen) -> None:
    """Low houses in two layers, trees, and the pavement."""
    for i, h in enumerate((360, 470, 320, 430, 380, 500, 340)):
        p.box(i * 240 - 30, 780 - h, i * 240 + 180, 800, mix(ROSE, CREAM, 0.55))
    for x, w, h, colour in (
        (-40, 260, 400, APRICOT),
        (240, 300, 330, SAND),
        (560, 250, 420, ROSE),
        (830, 300, 300, mix(SAGE, CREAM, 0.4)),
        (1150, 220, 390, SAND),
        (1390, 260, 340, APRICOT),
    ):
        wall, top = mix(colour, CREAM, 0.15), 800 - h
        p.box(x, top, x + w, 800, wall)
        p.box(x - 12, top - 16, x + w + 12, top + 8, mix(BRICK, colour, 0.45), 6)
        for k in range(int((w - 30) // 75)):
            for row in range(int((h - 150) // 95)):
                left, high = x + 26 + k * 75, top + 36 + row * 95
                p.box(left, high, left + 44, high + 56, mix(MIST, PAPER, 0.2), 4)
                p.box(left - 5, high + 54, left + 49, high + 63, mix(colour, WOOD, 0.3))
        p.box(x + 20, 690, x + w - 20, 712, mix(TEAL, colour, 0.2), 6)
        p.box(x + 36, 712, x + w - 36, 800, mix(colour, WOOD, 0.35))
    for x in (215, 1130):
        tree(p, x, 830, 0.95)
    p.box(0, 800, 1600, 1200, mix(SAND, ROSE, 0.2))
    p.box(0, 800, 1600, 826, mix(SAGE, MOSS, 0.3))
    p.box(0, 1060, 1600, 1200, mix(SAND, WOOD, 0.25))
    for x in range(-60, 1600, 220):
        p.shape([(x, 1060), (x + 5, 1060), (x + 85, 826), (x + 80, 826)], mix(SAND, ROSE, 0.45))


@scene("garden", mix(MIST, PAPER, 0.35), mix(PAPER, CREAM, 0.4))
def garden(p: Pen) -> None:
    """Neighbours plant in raised beds."""
    park(p)
    glasshouse(p, 560, 730)
    for x in range(20, 1600, 64):
        p.hull([(x, 690, 9), (x, 790, 9)], mix(CREAM, OAK, 0.25))
    for y in (715, 765):
        p.box(0, y, 1600, y + 14, mix(CREAM, OAK, 0.4))
    p.oval(800, 1040, 900, 170, mix(SAND, OAK, 0.35))
    water = Pose(turn=0.6, lean=6, hands=((88, -262), (96, -254)))
    stand(
        p,
        330,
        920,
        replace(GONG, hat="straw", top=CORAL),
        water,
        1.2,
        hold=lambda q: can(q.at(0, -72)),
    )
    stand(
        p,
        590,
        915,
        replace(BOY, hat="cap"),
        Pose(turn=0.5, lean=12, hands=((40, -170), (80, -170))),
        0.86,
    )
    plant_in = Pose(
        hip=(-30, -172), turn=0.6, lean=40, hands=((98, -130), (110, -132)), feet=((-40, 0), (0, 0))
    )
    stand(p, 1310, 915, replace(POPO, hat="straw", top=PLUM), plant_in, 1.2, flip=True)
    stand(
        p,
        960,
        910,
        replace(LIN, vest="", top=MUSTARD, hat="straw"),
        Pose(turn=0.4, lean=10, hands=((40, -170), (90, -160))),
        1.15,
    )
    bed(p, 250, 800, 830, (SAGE, MOSS), CORAL)
    bed(p, 860, 800, 1420, (MOSS, TEAL), MUSTARD)
    kneel = Pose(
        hip=(-10, -70),
        turn=0.6,
        lean=16,
        legs=(70, 84),
        feet=((-96, -4), (40, 0)),
        hands=((84, -120), (100, -110)),
    )
    stand(
        p,
        760,
        1010,
        replace(YEYE, top=TEAL, hat="straw"),
        kneel,
        1.15,
        hold=lambda q: plant(q, 108, -110, 70, MOSS, 3),
    )
    pot(p, 1000, 1030, 0.6)
    pot(p, 1080, 1045, 0.5, MUSTARD)


def can(p: Pen) -> None:
    """A watering can in the hands, water falling from it."""
    p.stroke([(70, -170), (78, -206), (110, -206), (120, -170)], 7, mix(TEAL, INK, 0.2))
    p.shape([(120, -130), (186, -176), (194, -164), (124, -106)], mix(TEAL, INK, 0.15))
    p.hull([(74, -164, 8), (124, -164, 8), (124, -100, 8), (74, -100, 8)], TEAL)
    p.hull([(182, -186, 4), (202, -160, 4)], mix(TEAL, INK, 0.2))
    for k in range(3):
        p.stroke([(200 + k * 8, -156 - k * 8), (216 + k * 10, -130), (222 + k * 11, -94)], 3, PAPER)


def bed(p: Pen, x0: float, y: float, x1: float, greens: tuple[str, str], bloom: str) -> None:
    """A raised bed of boards with a row of plants."""
    shadow(p, (x0 + x1) / 2, y + 138, (x1 - x0) * 0.54, 24)
    p.hull([(x0 + 20, y + 6, 16), (x1 - 20, y + 6, 16)], mix(BROWN, WOOD, 0.3))
    for i in range(int((x1 - x0 - 40) // 58)):
        x = x0 + 48 + i * 58
        plant(p, x, y + 6, (74, 96, 84)[i % 3], greens[i % 2], 5)
        if i % 3 == 1:
            p.oval(x, y - 78, 17, 17, bloom)
            p.oval(x, y - 78, 7, 7, PAPER)
    p.box(x0 + 6, y + 6, x1 - 6, y + 134, mix(BROWN, INK, 0.2))
    for k in range(3):
        p.box(x0, y + 6 + k * 44, x1, y + 46 + k * 44, mix(OAK, WOOD, 0.2 + k * 0.2), 5)
    for x in (x0 + 8, x1 - 28):
        p.box(x, y - 2, x + 20, y + 142, mix(WOOD, INK, 0.15), 4)


def glasshouse(p: Pen, x: float, y: float) -> None:
    """A small glasshouse."""
    p.shape(
        [(x - 170, y), (x - 170, y - 170), (x, y - 270), (x + 170, y - 170), (x + 170, y)],
        mix(MIST, PAPER, 0.45),
    )
    for dx in (-100, -30, 50, 110):
        plant(p, x + dx, y, 110, mix(SAGE, MIST, 0.3))
    for dx in (-170, -85, 0, 85, 170):
        p.box(x + dx - 5, y - 270 + abs(dx) * 0.59, x + dx + 5, y, PAPER)
    p.stroke([(x - 180, y - 166), (x, y - 270)], 12, PAPER)
    p.stroke([(x + 180, y - 166), (x, y - 270)], 12, PAPER)
    p.box(x - 170, y - 172, x + 170, y - 162, PAPER)


@scene("sport", CREAM, mix(APRICOT, CREAM, 0.4))
def sport(p: Pen) -> None:
    """Morning exercise in the park."""
    park(p)
    pavilion(p.at(800, 690, 1.35), 0, 0)
    p.oval(800, 960, 760, 170, mix(SAND, CREAM, 0.3))
    flowers(p, 8, 1145, 14)
    stretch = Pose(lean=9, tilt=-4, hands=((-4, -416), (120, -396)), feet=((-44, 0), (44, 0)))
    for x, look in (
        (330, AYI),
        (690, GONG),
        (1010, replace(GRAN, style="short", top=MUSTARD)),
        (1330, HAO),
    ):
        stand(p, x, 836, replace(look, shoe=PAPER), stretch, 0.8)
    for x, look in ((490, GRAN), (810, replace(YEYE, top=CORAL)), (1130, replace(POPO, top=TEAL))):
        stand(p, x, 1000, replace(look, shoe=PAPER), stretch, 1.26)


def pavilion(p: Pen, x: float, y: float) -> None:
    """A park pavilion."""
    for dx in (-130, -50, 50, 130):
        p.box(x + dx - 8, y - 160, x + dx + 8, y, BRICK)
    p.box(x - 160, y - 14, x + 160, y + 6, mix(CREAM, WOOD, 0.3))
    p.shape(
        curve(
            [
                (x - 220, y - 150),
                (x - 120, y - 190),
                (x - 30, y - 270),
                (x + 30, y - 270),
                (x + 120, y - 190),
                (x + 220, y - 150),
            ]
        ),
        mix(BRICK, WOOD, 0.5),
    )
    p.oval(x, y - 280, 15, 15, MUSTARD)
