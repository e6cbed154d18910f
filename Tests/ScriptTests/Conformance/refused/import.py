# refused: not-in-language
# cpython: runs
import os
