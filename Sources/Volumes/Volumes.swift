// Volumes: see Documentation/Architecture.md.
