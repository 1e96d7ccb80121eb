# Properties, names and normal forms of Unicode 16.0, and of 3.2.
import unicodedata as u

assert u.unidata_version == "16.0.0" and u.ucd_3_2_0.unidata_version == "3.2.0"
assert (u.category("a"), u.bidirectional("\u05d0"), u.combining("\u0301"), u.east_asian_width("\uff21")) == ("Ll", "R", 230, "F")
assert (u.numeric("\u00bd"), u.digit("\u00b2"), u.decimal("\u0663"), u.mirrored("(")) == (0.5, 2, 3, 1)
assert u.decomposition("\u00e9") == "0065 0301" and u.decomposition("\u00bc") == "<fraction> 0031 2044 0034"
assert u.normalize("NFC", "e\u0301") == "\u00e9" and u.normalize("NFKD", "\ufb01") == "fi"
assert u.normalize("NFD", "\uac01") == "\u1100\u1161\u11a8" and u.is_normalized("NFC", "\u00e9")
assert u.lookup("SNOWMAN") == "\u2603" and u.lookup("LATIN SMALL LETTER R WITH TILDE") == "r\u0303"
assert u.category("\U0001fae9") == "So" and u.ucd_3_2_0.category("\U0001fae9") == "Cn"
for wrong in (lambda: u.name("\0"), lambda: u.lookup("NOTHING AT ALL")):
    try:
        wrong()
    except (KeyError, ValueError) as e:
        print(e)
# expect: no such name
# expect: "undefined character name 'NOTHING AT ALL'"
