// REPL: see Documentation/Architecture.md.
