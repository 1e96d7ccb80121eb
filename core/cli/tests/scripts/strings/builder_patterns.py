# Usual ways to build text: join, +=, io-free buffers, reversed, chunks, rotations.
text = "The quick brown fox jumps over the lazy dog"
print("".join(c for c in text if c.lower() in "aeiou"), " ".join(w[::-1] for w in text.split()), "".join(sorted(set(text.lower()) - {" "})))
# expect: euioouoeeao ehT kciuq nworb xof spmuj revo eht yzal god abcdefghijklmnopqrstuvwxyz
print([text[i:i + 10] for i in range(0, len(text), 10)], text[5:] + text[:5])
# expect: ['The quick ', 'brown fox ', 'jumps over', ' the lazy ', 'dog'] uick brown fox jumps over the lazy dogThe q
def rot13(s):
    return "".join(chr((ord(c) - b + 13) % 26 + b) if (b := 97 if c.islower() else 65 if c.isupper() else 0) else c for c in s)
print(rot13(text), rot13(rot13(text)) == text)
# expect: Gur dhvpx oebja sbk whzcf bire gur ynml qbt True
def palindrome(s): return (t := [c for c in s.lower() if c.isalnum()]) == t[::-1]
print(palindrome("A man, a plan, a canal: Panama"), palindrome("nope"))
# expect: True False
counts = {}
for c in text.lower():
    counts[c] = counts.get(c, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:5])
# expect: [(' ', 8), ('o', 4), ('e', 3), ('h', 2), ('r', 2)]
def wrap(words, width):
    line, out = "", []
    for w in words:
        if line and len(line) + 1 + len(w) > width:
            out.append(line)
            line = w
        else:
            line = f"{line} {w}" if line else w
    return out + [line]
print(wrap(text.split(), 15))
# expect: ['The quick brown', 'fox jumps over', 'the lazy dog']
