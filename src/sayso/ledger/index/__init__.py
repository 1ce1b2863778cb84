"""The index of a ledger: flat rows of its claims and incidents, so that a question of all of them is answered at once.

Derived from readings and judgements in the transaction that changes them, and derived anew by `sayso check --mend`.
"""
