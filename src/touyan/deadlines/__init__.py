"""Working calendars and the dated rules of legal time limits. Knows no petition and no matter."""
