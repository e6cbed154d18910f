def say(x):
    print("say", x)
    return x

d = {}
d[say("key")] = say("value")
print(d)

# prints:
# say value
# say key
# {'key': 'value'}
