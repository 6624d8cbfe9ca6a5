"""Phone bills as in telco: decimal arithmetic with rounding; and the decimals in Python."""

import _pydecimal
import decimal


def bill(module, calls):
    D = module.Decimal
    context = module.Context(prec=28, rounding=module.ROUND_HALF_EVEN)
    cents, rates, total, taxes = D("0.01"), (D("0.0013"), D("0.00894")), D(0), D(0)
    for i in range(calls):
        price = (D(i % 977) * rates[i % 2]).quantize(cents, context=context)
        tax = (price * D("0.0675")).quantize(cents, rounding=module.ROUND_DOWN)
        taxes += tax
        total += price + tax
    return int(total * 100) + int(taxes * 100)


def run():
    return bill(decimal, 4000) + bill(_pydecimal, 300)
