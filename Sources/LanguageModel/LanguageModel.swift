// LanguageModel: see Documentation/Architecture.md.
