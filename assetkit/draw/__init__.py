"""Generative art: numbers, words and colours in, SVG text out. Nothing here reads a file, a clock or a random number.

One idea carries every picture: *the dot is the light*. The dots that a text already holds (the thousands point, the
dấu nặng) are lit; a field of points is lit by what stands in it; where a picture is data, one point is one initiative.
"""
