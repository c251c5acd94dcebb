"""The sections of the contract, one module per part of the outline; each gives blocks and a state by section id."""
