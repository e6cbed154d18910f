// Session: see Documentation/Architecture.md.
