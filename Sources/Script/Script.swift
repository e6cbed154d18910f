// Script: see Documentation/Architecture.md.
