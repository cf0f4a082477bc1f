"""Letters, messages, labels and greetings, and who may get them."""
