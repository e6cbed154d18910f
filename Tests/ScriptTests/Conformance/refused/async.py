# refused: not-in-language
# cpython: runs
async def f():
    pass
