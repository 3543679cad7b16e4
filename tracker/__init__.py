"""Where a national mega-project stands, who says so, what changed and what comes next."""
