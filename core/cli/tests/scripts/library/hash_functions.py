# Digests by constructor and by name, of copies, keyed, and derived from passwords.
import hashlib
import hmac

assert hashlib.md5(b"abc").hexdigest() == "900150983cd24fb0d6963f7d28e17f72"
assert hashlib.sha1(b"abc").hexdigest() == "a9993e364706816aba3e25717850c26c9cd0d89d"
h = hashlib.new("SHA256", b"ab")
copy = h.copy()
copy.update(b"c")
assert h.name == "sha256" and copy.digest() == hashlib.sha256(b"abc").digest() != h.digest()
assert hashlib.shake_128(b"abc").hexdigest(4) == "5881092d"
assert hashlib.blake2b(b"abc", digest_size=4, key=b"k", person=b"p").digest_size == 4
assert hmac.digest(b"key", b"abc", "sha3_256") == hmac.new(b"key", b"abc", hashlib.sha3_256).digest()
assert hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2).hex() == \
    hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2, 20).hex()
assert len(hashlib.scrypt(b"p", salt=b"s", n=4, r=8, p=1, dklen=10)) == 10
for wrong in (lambda: hashlib.new("nothing"), lambda: hashlib.md5("text")):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(e)
# expect: unsupported hash type nothing
# expect: Strings must be encoded before hashing
