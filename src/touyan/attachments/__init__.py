"""Files people send in: examined, sealed, stored, handed out. Knows owners by name, not petitions."""
