// Terminal: see Documentation/Architecture.md.
