"""Scenes in rooms."""

import random
from dataclasses import replace
from functools import partial

from .canvas import (
    AYI,
    BEHIND,
    BOY,
    CHEER,
    CLAP,
    GIRL,
    GONG,
    GRAN,
    HAO,
    KID,
    LIN,
    MEI,
    POPO,
    SIT,
    TOT,
    YEYE,
    book,
    bunting,
    chair,
    cup,
    frame,
    heart,
    leaf,
    plant,
    pot,
    room,
    scene,
    shadow,
    stand,
    table,
    teapot,
    window,
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
    TAN,
    TEAL,
    WOOD,
    Pen,
    Pose,
    mix,
    person,
)


@scene("visit", SAND, SAND)
def visit(p: Pen) -> None:
    """A social worker and an old woman on her sofa, over tea."""
    room(p, mix(SAND, ROSE, 0.35), mix(OAK, SAND, 0.4), 850)
    window(p, 610, 180, 380, 330, ROSE)
    p.oval(240, 500, 230, 210, PAPER + "30")
    p.oval(240, 500, 150, 140, PAPER + "40")
    frame(p, 330, 280, 130, 165)
    frame(p, 1190, 330, 190, 150)
    p.oval(800, 1000, 640, 130, mix(CORAL, SAND, 0.45))
    p.oval(800, 1000, 560, 108, mix(CORAL, SAND, 0.7))
    pot(p, 1390, 900, 1.25)
    p.hull([(240, 890, 6), (240, 520, 6)], WOOD)
    p.hull([(200, 892, 8), (280, 892, 8)], WOOD)
    p.shape([(190, 440), (290, 440), (330, 540), (150, 540)], MUSTARD)
    shadow(p, 800, 930, 500, 50)
    sofa = mix(TEAL, MIST, 0.25)
    p.box(390, 560, 1210, 860, mix(sofa, INK, 0.12), 60)
    p.box(430, 770, 1170, 920, sofa, 40)
    p.box(797, 590, 803, 800, mix(sofa, INK, 0.25))
    for x in (340, 1150):
        p.box(x, 690, x + 110, 930, mix(sofa, PAPER, 0.12), 50)
    p.at(1085, 690, 1, 12).box(-60, -60, 60, 60, MUSTARD, 18)
    pose = Pose(hip=(0, -122), turn=0.55, legs=(84, 96), feet=((76, 0), (92, 0)), lean=4)
    person(
        p,
        614,
        950,
        replace(GRAN, shoe=BRICK),
        replace(pose, hands=((118, -176), (110, -160))),
        1.45,
    )
    person(
        p, 978, 950, LIN, replace(pose, lean=9, hands=((134, -178), (142, -190))), 1.45, flip=True
    )
    table(p, 800, 960, 400, 90)
    teapot(p, 790, 966)
    cup(p, 675, 972, 0.9, PAPER, True)
    cup(p, 915, 972, 0.9, PAPER, True)
    cat(p.at(1230, 1010, 1.2), 0, 0)


def cat(p: Pen, x: float, y: float) -> None:
    """A cat asleep."""
    shadow(p, x, y, 84, 14)
    p.hull([(x - 36, y - 30, 30), (x + 30, y - 32, 32)], APRICOT)
    p.stroke([(x + 54, y - 16), (x + 20, y - 4), (x - 30, y - 6)], 16, mix(APRICOT, BRICK, 0.25))
    p.oval(x - 58, y - 30, 30, 26, APRICOT)
    for dx in (-80, -44):
        p.shape(
            [(x + dx - 9, y - 44), (x + dx + 10, y - 46), (x + dx + (dx + 60) * 0.2, y - 72)],
            APRICOT,
        )
    for dx in (-70, -48):
        p.stroke([(x + dx - 6, y - 30), (x + dx, y - 26), (x + dx + 6, y - 30)], 3, BROWN)
    for dx in (-4, 14, 32):
        p.stroke([(x + dx, y - 60), (x + dx + 4, y - 44)], 7, mix(APRICOT, BRICK, 0.3))


@scene("birthday", SAND, SAND)
def birthday(p: Pen) -> None:
    """Old people round a table with a cake."""
    room(p, mix(SAND, APRICOT, 0.25), mix(OAK, SAND, 0.4), 900)
    for x in range(-40, 1640, 120):
        p.box(x, 0, x + 40, 882, PAPER + "30")
    bunting(p, 150, 110, (CORAL, MUSTARD, TEAL, PAPER, PLUM))
    for x, y, colour in (
        (170, 470, CORAL),
        (250, 390, MUSTARD),
        (105, 380, TEAL),
        (1440, 470, PLUM),
        (1370, 380, CORAL),
        (1510, 385, MUSTARD),
    ):
        p.stroke(
            [
                (x, y + 60),
                (x + (210 - x if x < 800 else 1400 - x) * 0.6, y + 200),
                (190 if x < 800 else 1420, 860),
            ],
            3,
            WOOD,
        )
        p.oval(x, y, 50, 62, colour)
        p.oval(x - 18, y - 24, 9, 15, mix(colour, PAPER, 0.5))
    p = p.at(0, 40)
    person(p, 505, 935, HAO, CLAP, 1.25)
    person(p, 1095, 935, LIN, CHEER, 1.25)
    guests = (
        (360, replace(GRAN, hat="party"), CLAP, False),
        (1245, YEYE, replace(CLAP, turn=0.4, tilt=-4), True),
        (630, GONG, replace(CLAP, turn=0.4), False),
        (970, replace(AYI, hat="party"), replace(CLAP, turn=0.3, tilt=5), True),
        (800, replace(POPO, hat="party", top=MIST), Pose(hands=((-60, -200), (60, -200))), False),
    )
    for x, look, pose, flip in guests:
        person(p, x, 1050 if x != 800 else 985, look, pose, 1.25, flip)
    p.box(170, 800, 1430, 1200, PAPER, 16)
    for x in range(195, 1430, 62):
        p.hull([(x + 10, 830, 24), (x + 10, 845, 24)], CORAL)
    for i in range(9):
        heart(p, 240 + i * 140, 950 + i % 2 * 60, 22, mix(ROSE, PAPER, 0.3))
    p.box(150, 786, 1450, 836, mix(PAPER, SAND, 0.35), 14)
    cake(p, 800, 822)
    for x in (330, 520, 1080, 1270):
        p.oval(x, 810, 62, 12, mix(MIST, PAPER, 0.2))
        for dx in (-24, 22):
            leaf(p, x + dx, 806, 34, 60, SAGE)
            p.hull([(x + dx, 788, 18), (x + dx, 766, 1)], ROSE)
        cup(p, x + 84, 814, 0.9, (TEAL, MUSTARD)[x > 800])


def cake(p: Pen, x: float, y: float) -> None:
    """A birthday cake of two layers on a stand."""
    p.oval(x, y, 150, 18, MIST)
    for half, low, high, colour in ((120, 0, 80, ROSE), (84, 80, 146, PAPER)):
        p.box(x - half, y - high, x + half, y - low, colour, 10)
        p.box(x - half, y - high, x + half, y - high + 20, CREAM if colour == ROSE else CORAL, 10)
        for k in range(-2, 3):
            p.hull(
                [
                    (x + k * half * 0.4, y - high + 14, half * 0.14),
                    (x + k * half * 0.4, y - high + 24 + k % 2 * 12, half * 0.14),
                ],
                CREAM if colour == ROSE else CORAL,
            )
    for k in range(-2, 3):
        p.box(x + k * 30 - 5, y - 190, x + k * 30 + 5, y - 144, (TEAL, MUSTARD)[k % 2], 3)
        p.oval(x + k * 30, y - 206, 16, 20, MUSTARD + "40")
        p.hull([(x + k * 30, y - 200, 7), (x + k * 30, y - 214, 1.5)], CORAL)


@scene("class", SAND, SAND)
def lesson(p: Pen) -> None:
    """A group round a table, a flip chart beside them."""
    room(p, mix(MIST, CREAM, 0.45), mix(OAK, SAND, 0.45), 820)
    window(p, 270, 220, 300, 270)
    p.box(640, 300, 790, 312, WOOD)
    for i, colour in enumerate((CORAL, TEAL, MUSTARD, PLUM, ROSE, MOSS)):
        p.box(654 + i * 20, 238 + i % 3 * 10, 671 + i * 20, 300, colour, 2)
    pot(p, 150, 870, 1.1, MUSTARD)
    chart(p, 1050, 220)
    teach = Pose(turn=0.45, hands=((56, -196), (130, -290)))
    stand(
        p,
        1345,
        970,
        replace(MEI, top=CORAL, skirt=TEAL, legs=TAN),
        teach,
        1.32,
        flip=True,
        hold=lambda q: q.hull([(118, -280, 4), (196, -352, 3)], WOOD),
    )
    look_on = Pose(hip=(0, -100), turn=0.4, legs=(36, 80), hands=((-20, -110), (40, -110)))
    for x, look in ((480, YEYE), (685, replace(LIN, vest="", top=MUSTARD)), (880, POPO)):
        person(p, x, 925, look, look_on, 1.12)
    chair(p, 330, 960, 1.15)
    person(p, 320, 960, GONG, SIT, 1.15)
    shadow(p, 690, 1050, 430, 40)
    p.hull([(430, 830, 12), (420, 1040, 9)], WOOD)
    p.hull([(950, 830, 12), (960, 1040, 9)], WOOD)
    p.box(370, 806, 1020, 850, mix(OAK, INK, 0.16), 20)
    p.shape([(410, 780), (980, 780), (1020, 826), (370, 826)], OAK)
    for x, colour in ((520, PAPER), (690, MIST), (850, PAPER)):
        p.at(x, 800).shape([(-40, -14), (44, -14), (52, 14), (-48, 14)], colour)
        p.stroke([(x + 20, 806), (x + 46, 794)], 5, CORAL)
    cup(p, 610, 808, 0.8, CORAL)
    cup(p, 935, 812, 0.8, TEAL)
    for x, look in ((560, AYI), (840, GRAN)):
        shadow(p, x, 1150, 100)
        person(p, x, 1130, look, BEHIND, 1.12)
        p.box(x - 66, 900, x + 66, 1010, WOOD, 26)
        p.box(x - 56, 1000, x - 40, 1140, mix(WOOD, INK, 0.2), 6)
        p.box(x + 40, 1000, x + 56, 1140, mix(WOOD, INK, 0.2), 6)


def chart(p: Pen, x: float, y: float) -> None:
    """A flip chart: a heart, some lines, a growing row of bars."""
    for side in (-1, 1):
        p.hull([(x + side * 90, y + 300, 7), (x + side * 150, y + 700, 7)], WOOD)
    p.box(x - 160, y, x + 160, y + 400, WOOD, 10)
    p.box(x - 146, y + 20, x + 146, y + 386, PAPER, 4)
    p.box(x - 146, y + 20, x + 146, y + 40, mix(SAND, WOOD, 0.15))
    heart(p, x - 80, y + 110, 40, CORAL)
    for i, w in enumerate((120, 90, 110)):
        p.hull([(x - 10, y + 84 + i * 28, 5), (x - 10 + w, y + 84 + i * 28, 5)], SAND)
    for i, colour in enumerate((MIST, MUSTARD, TEAL, CORAL)):
        p.box(x - 110 + i * 60, y + 310 - i * 36, x - 70 + i * 60, y + 350, colour, 4)
    p.hull([(x - 122, y + 354, 2.5), (x + 122, y + 354, 2.5)], INK)


@scene("library", SAND, SAND)
def library(p: Pen) -> None:
    """Children read on the floor before the shelves."""
    room(p, mix(SAND, MUSTARD, 0.12), mix(OAK, SAND, 0.4), 780)
    for x in (130, 590, 1050):
        shelves(p, x, 170, 420, 610, x)
    p.oval(800, 990, 720, 170, mix(TEAL, MIST, 0.35))
    p.oval(800, 990, 640, 146, mix(TEAL, MIST, 0.6))
    read = Pose(
        hip=(0, -42),
        legs=(76, 66),
        feet=((-12, -8), (12, -8)),
        hands=((-42, -74), (42, -74)),
        tilt=4,
    )
    spots = ((400, 960, GIRL, MUSTARD), (680, 920, KID, TEAL), (1210, 950, TOT, CORAL))
    for x, y, look, colour in spots:
        shadow(p, x, y, 130, 22)
        person(
            p,
            x,
            y,
            replace(look, legs=PLUM if look is GIRL else look.legs, skirt=""),
            read,
            1.1,
            hold=partial(book, x=0, y=-44, scale=0.95, colour=colour),
        )
    shadow(p, 950, 930, 130, 22)
    person(
        p, 950, 930, replace(MEI, top=PLUM), read, 1.3, hold=lambda q: book(q, 0, -44, 1.05, BRICK)
    )
    shadow(p, 760, 1040, 260, 24)
    lie = Pose(
        hip=(-90, -34),
        lean=72,
        turn=0.7,
        tilt=-48,
        legs=(74, 70),
        feet=((-208, -96), (-230, -30)),
        hands=((96, -16), (136, -26)),
    )
    person(p, 760, 1040, BOY, lie, 1.1)
    q = p.at(890, 1045)
    q.shape([(-60, 0), (0, -16), (0, -26), (-50, -14)], PAPER)
    q.shape([(60, 0), (0, -16), (0, -26), (50, -14)], mix(PAPER, SAND, 0.3))
    q.stroke([(-62, 2), (0, -14), (62, 2)], 6, CORAL)
    for i, colour in enumerate((BRICK, MUSTARD, TEAL)):
        p.box(1330 - i * 6, 985 - i * 24, 1450 + i * 5, 1007 - i * 24, colour, 5)


def shelves(p: Pen, x: float, y: float, w: float, h: float, seed: int) -> None:
    """A bookcase."""
    dice = random.Random(seed)
    p.box(x - 16, y - 16, x + w + 16, y + h + 12, WOOD, 6)
    for row in range(3):
        top, low = y + row * h / 3 + 9, y + (row + 1) * h / 3 - 9
        p.box(x, top, x + w, low, mix(WOOD, INK, 0.25))
        left = x + 6
        while left < x + w - 34:
            wide, high = dice.uniform(28, 50), dice.uniform(0.6, 0.88) * (low - top)
            colour = mix(
                dice.choice((CORAL, TEAL, MUSTARD, ROSE, SAGE, PLUM, CREAM, BRICK)), SAND, 0.18
            )
            if dice.random() < 0.06:
                plant(p, left + 26, low - 26, 66, MOSS, 5)
                p.hull(
                    [(left + 14, low - 26, 5), (left + 38, low - 26, 5), (left + 26, low - 8, 8)],
                    CREAM,
                )
                left += 60
                continue
            p.box(left, low - high, left + wide - 2, low, colour, 2)
            if wide > 36:
                p.box(
                    left,
                    low - high * 0.8,
                    left + wide - 2,
                    low - high * 0.8 + 8,
                    mix(colour, PAPER, 0.35),
                )
            left += wide


@scene("meeting", SAND, SAND)
def meeting(p: Pen) -> None:
    """A circle of chairs, somebody speaking."""
    room(p, mix(CREAM, ROSE, 0.3), mix(OAK, SAND, 0.5), 700)
    window(p, 330, 200, 260, 230, SAGE)
    window(p, 1010, 200, 260, 230, SAGE)
    frame(p, 715, 240, 170, 130)
    pot(p, 170, 760, 1.1)
    pot(p, 1430, 760, 1.1, TEAL)
    p.oval(800, 880, 560, 180, mix(MUSTARD, SAND, 0.4))
    p.oval(800, 880, 480, 150, mix(MUSTARD, SAND, 0.65))
    front = Pose(hip=(0, -100), legs=(36, 80), hands=((-6, -128), (6, -128)))
    talk = replace(front, hands=((-100, -190), (100, -200)))
    for x, look, pose in ((510, GRAN, front), (800, LIN, talk), (1090, GONG, front)):
        seat(p, x, 800, 1.08)
        person(p, x, 800, look, pose, 1.08)
    for x, look, flip in ((270, POPO, False), (1330, replace(MEI, top=TEAL), True)):
        chair(p, x, 900, 1.15, flip)
        person(p, x, 900, look, replace(SIT, lean=4), 1.15, flip)
    for x, look in ((600, replace(AYI, top=CORAL)), (1000, replace(HAO, vest="", top=MUSTARD))):
        shadow(p, x, 1080, 110)
        person(p, x, 1080, look, BEHIND, 1.15)
        seat(p, x, 1080, 1.15)


def seat(p: Pen, x: float, y: float, scale: float) -> None:
    """A chair seen from the front or the back."""
    shadow(p, x, y, 90 * scale)
    q = p.at(x, y, scale)
    for dx in (-54, 54):
        q.hull([(dx, -190, 7), (dx, -6, 6)], mix(WOOD, INK, 0.2))
    q.box(-58, -216, 58, -130, WOOD, 20)
    q.box(-60, -90, 60, -66, WOOD, 10)
