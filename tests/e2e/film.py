"""What a camera sees that is held before a bar code."""

from __future__ import annotations

from pathlib import Path

WIDTH, HEIGHT = 640, 480
BAR = 4  # pixels across of the narrowest bar
LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011")
LEFT += ("0110001", "0101111", "0111011", "0110111", "0001011")
MIRRORED = ("000000", "001011", "001101", "001110", "010011")
MIRRORED += ("011001", "011100", "010101", "010110", "011010")
BLACK, WHITE, GREY = 16, 235, 128


def bars(code: str) -> str:
    """An EAN-13 code: 1 is black."""
    right = [pattern.translate(str.maketrans("01", "10")) for pattern in LEFT]
    first, left, rest = int(code[0]), code[1:7], code[7:]
    half = ""
    for digit, mirrored in zip(left, MIRRORED[first], strict=True):
        half += right[int(digit)][::-1] if mirrored == "1" else LEFT[int(digit)]
    return f"101{half}01010{''.join(right[int(digit)] for digit in rest)}101"


def make(path: Path, code: str) -> Path:
    """An uncompressed film of one picture: the bar code in the middle, white around it."""
    drawn = b"".join(bytes([BLACK if bar == "1" else WHITE]) * BAR for bar in bars(code))
    margin = (WIDTH - len(drawn)) // 2
    row = bytes([WHITE]) * margin + drawn
    row += bytes([WHITE]) * (WIDTH - len(row))
    blank = bytes([WHITE]) * WIDTH
    tall = HEIGHT // 2
    picture = blank * (tall // 2) + row * tall + blank * (HEIGHT - tall - tall // 2)
    colours = bytes([GREY]) * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F30:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + b"FRAME\n" + picture + colours)
    return path
