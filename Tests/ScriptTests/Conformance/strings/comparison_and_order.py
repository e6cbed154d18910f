words = ["Zebra", "apple", "äpfel", "Apple", "10", "9", ""]
print(sorted(words), sorted(words, key=lambda w: w.lower()), max(words), min(words))

# prints:
# ['', '10', '9', 'Apple', 'Zebra', 'apple', 'äpfel'] ['', '10', '9', 'apple', 'Apple', 'Zebra', 'äpfel'] äpfel 
