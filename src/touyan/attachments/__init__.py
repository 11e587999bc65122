"""Files people send in: examined, sealed, stored, handed out. Owners are named, not linked."""
