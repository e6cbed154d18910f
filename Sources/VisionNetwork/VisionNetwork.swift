// VisionNetwork: see Documentation/Architecture.md.
