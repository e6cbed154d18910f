# refused: not-in-language
# cpython: runs
from math import sqrt
