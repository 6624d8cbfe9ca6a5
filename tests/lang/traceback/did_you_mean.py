# The names that were meant, in the text of uncaught errors only.
# compare: stderr
import sys


class Account:
    balance = 3

    def __init__(self):
        self.owner = "ann"

    def deposit(self, amount):
        return amout + self.balance


def attempts():
    account = Account()
    accounts_total = 7
    yield lambda: account.onwer
    yield lambda: account.Balance
    yield lambda: account.deposit(3)
    yield lambda: account.nothing_like_it
    yield lambda: acount_total
    yield lambda: pritn(1)
    yield lambda: Acount()
    yield lambda: "text".uper()
    yield lambda: [].appendd
    yield lambda: accounts_total.bit_lenght()
    yield lambda: xyzzy


for attempt in attempts():
    try:
        attempt()
    except (AttributeError, NameError) as error:
        print(error)
        sys.excepthook(type(error), error, error.__traceback__)
        error.add_note("first line\nsecond line")
"abc".isupperr()
