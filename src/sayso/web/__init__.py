"""The review desk: a ledger in the browser, on loopback by default. `create_app` makes it, `sayso serve` runs it."""
