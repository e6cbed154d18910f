// Analysis: see Documentation/Architecture.md.
