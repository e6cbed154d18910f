"""How bright characters look, for `GlyphRamp.glyphs`.

    python Tests/ViewerTests/Reference/measure_ramp.py [FONT.ttf]

The share of a cell that the ink of a character covers is the mean luminance Y of the cell on a
black ground; its lightness is CIE 1976 L* = 116 Y^(1/3) - 16 (903.3 Y below 0.008856). Needs Pillow.
"""

import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFont

path = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
font = ImageFont.truetype(path, 64)
width = round(font.getlength("M"))
height = sum(font.getmetrics())


def lightness(character):
    cell = Image.new("L", (width, height), 0)
    ImageDraw.Draw(cell).text((0, 0), character, font=font, fill=255)
    y = np.asarray(cell, dtype=float).mean() / 255
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


for value, character in sorted((lightness(chr(code)), chr(code)) for code in range(32, 127)):
    print(f"{character!r} {value:.1f}")
