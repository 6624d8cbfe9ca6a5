from Cryptodome.Cipher import AES, ChaCha20
from Cryptodome.Hash import SHA256, HMAC
from Cryptodome.PublicKey import RSA
c=AES.new(b'k'*16, AES.MODE_GCM, nonce=b'n'*12); ct,tag=c.encrypt_and_digest(b'hello'); print(ct.hex(),tag.hex()); print(AES.new(b'k'*16, AES.MODE_GCM, nonce=b'n'*12).decrypt_and_verify(ct,tag), SHA256.new(b'x').hexdigest(), HMAC.new(b'k',b'm',SHA256).hexdigest())
k=RSA.generate(1024); print(k.size_in_bits()); print(ChaCha20.new(key=b'k'*32,nonce=b'n'*8).encrypt(b'abc').hex())
