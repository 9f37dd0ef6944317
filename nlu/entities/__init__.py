"""What a message mentions beside its meaning: dates, money, numbers, names and services."""
