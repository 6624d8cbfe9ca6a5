class Deck:
    def __init__(self, cards):
        self.cards = list(cards)

    def __len__(self):
        return len(self.cards)

    def __getitem__(self, i):
        return self.cards[i]

    def __setitem__(self, i, value):
        self.cards[i] = value

    def __delitem__(self, i):
        del self.cards[i]

    def __contains__(self, card):
        print("contains?", card)
        return card in self.cards


d = Deck("abcd")
d[0] = "z"
del d[-1]
print(len(d), d[1], d[0:2], list(d), "c" in d, [x for x in d], bool(Deck("")), max(d), list(reversed(d)), sorted(d))
try:
    d[10]
except IndexError as error:
    print(error)
