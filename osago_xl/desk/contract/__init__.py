"""One contract: the form Оформление, premiums of all companies, saving into all tables."""
