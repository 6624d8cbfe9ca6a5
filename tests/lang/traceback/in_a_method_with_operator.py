# compare: stderr
class Account:
    def __init__(self, balance):
        self.balance = balance

    def withdraw(self, amount):
        self.balance = self.balance - amount
        return self.balance


account = Account(10)
account.withdraw("five")
