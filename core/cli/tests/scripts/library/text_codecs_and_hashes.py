# base64, binascii, hashlib, zlib on known values.
import base64
import binascii
import hashlib
import zlib

data = b"hello world"
print(base64.b64encode(data), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xff\xfe"), base64.b32encode(b"hi"), base64.b16encode(b"\xab"), base64.b85encode(data), binascii.hexlify(data), binascii.unhexlify("4142"), binascii.crc32(data))
# expect: b'aGVsbG8gd29ybGQ=' b'hello' b'__4=' b'NBUQ====' b'AB' b'Xk~0{Zy<MXa%^M' b'68656c6c6f20776f726c64' b'AB' 222957957
print(hashlib.md5(data).hexdigest(), hashlib.sha1(data).hexdigest(), hashlib.sha256(data).hexdigest(), hashlib.sha512(b"").hexdigest()[:32], hashlib.blake2b(data, digest_size=8).hexdigest(), hashlib.sha3_256(data).hexdigest()[:16])
# expect: 5eb63bbbe01eeed093cb22bb8f5acdc3 2aae6c35c94fcfb415dbe95f408b9ce91ee846ed b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9 cf83e1357eefb8bdf1542850d66d8007 878633aa32a3b150 644bcc7e56437304
h = hashlib.sha256()
h.update(b"hello "); c = h.copy(); h.update(b"world")
print(h.digest() == hashlib.sha256(data).digest(), c.hexdigest() == hashlib.sha256(b"hello ").hexdigest(), h.name, h.digest_size, h.block_size)
# expect: True True sha256 32 64
packed = zlib.compress(data * 100)
print(len(packed) < 100, zlib.decompress(packed) == data * 100, zlib.crc32(data), zlib.adler32(data))
# expect: True True 222957957 436929629
for bad in (lambda: base64.b64decode("a"), lambda: binascii.unhexlify("4"), lambda: zlib.decompress(b"junk"), lambda: hashlib.new("nope"), lambda: hashlib.sha256("str"), lambda: base64.b64encode("str")):
    try:
        bad()
    except (ValueError, TypeError, zlib.error) as e:
        print(type(e).__name__)
# expect: Error
# expect: Error
# expect: error
# expect: ValueError
# expect: TypeError
# expect: TypeError
