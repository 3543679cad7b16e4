"""The commands, by what they are about: parse, one call, emit."""

NOUNS = {
    "milestone": "milestones",
    "tranche": "tranches of money",
    "metric": "metrics",
    "holder": "holders of shares",
    "source": "sources",
    "org": "organizations",
    "project": "projects",
}
"""What is listed, shown, added and edited, and what several of it are called."""
