"""Everything a person does on a matter: one verb, one function, one transaction, one audit row."""
