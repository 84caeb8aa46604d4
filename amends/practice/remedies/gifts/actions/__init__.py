"""Every change of the catalogue, of the stock, of what suppliers bring and of a gift's way."""
