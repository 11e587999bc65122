"""Names of the icons in static/ui/icons.svg; a test holds the two together."""

from __future__ import annotations

ICONS = (
    "home", "list", "plus", "minus", "search", "calendar", "doc", "people", "user", "clock",
    "gear", "shield", "chart", "print", "download", "upload", "check", "x", "warning", "info",
    "question", "arrow-left", "arrow-right", "arrow-up", "arrow-down", "chevron-left",
    "chevron-right", "chevron-down", "sort", "link", "lock", "bell", "phone", "mail", "visit",
    "globe", "video", "tag", "flag", "star", "pause", "play", "edit", "eye", "filter", "columns",
    "refresh", "history", "organ", "book", "scales", "transfer", "send", "inbox", "clip",
    "trash", "exit", "menu", "keyboard", "map", "copy", "chat", "clock-plenty", "clock-soon",
    "clock-urgent", "clock-overdue", "clock-suspended", "clock-met", "clock-met_late",
    "clock-unknown", "clock-void",
)  # fmt: skip
