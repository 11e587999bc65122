"""An old register comes in from a spreadsheet: map, check, register, answer, propose.

`beginning` opens a run, `running` carries it on until it is done (again and again, whatever
happened before), `rejected` hands back what could not be taken in. See docs/adr/0007.
"""
