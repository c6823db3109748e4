"""Tables of plans: what their heads mean, how they are laid out, what each row says, and an account of every cell.

``heads`` knows words, ``layout`` finds heads, halves and marks, ``rows`` reads a row, ``cells`` what is in a cell,
``mapping`` what a user says about columns; ``reading`` puts them together.
"""
