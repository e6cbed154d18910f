// Viewer: see Documentation/Architecture.md.
