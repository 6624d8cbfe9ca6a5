"""A BitTorrent swarm on loopback: a tracker, a seeder and two leechers, which also give each other what they have."""
import hashlib
import http.server
import random
import socket
import struct
import threading
import urllib.parse
import urllib.request

PIECE = 4096
BLOCK = 1024
CHOKE, UNCHOKE, INTERESTED, NOT_INTERESTED, HAVE, BITFIELD, REQUEST, PIECE_MESSAGE = range(8)


def bencode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:%b" % (len(value), value)
    if isinstance(value, list):
        return b"l%be" % b"".join(map(bencode, value))
    return b"d%be" % b"".join(bencode(key) + bencode(value[key]) for key in sorted(value))


def bdecode(data, at=0):
    match data[at:at + 1]:
        case b"i":
            end = data.index(b"e", at)
            return int(data[at + 1:end]), end + 1
        case b"l" | b"d" as kind:
            items, at = [], at + 1
            while data[at:at + 1] != b"e":
                item, at = bdecode(data, at)
                items.append(item)
            return (items if kind == b"l" else dict(zip(items[::2], items[1::2]))), at + 1
        case _:
            colon = data.index(b":", at)
            end = colon + 1 + int(data[at:colon])
            return data[colon + 1:end], end


class Tracker(http.server.BaseHTTPRequestHandler):
    peers = {}
    lock = threading.Lock()

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query, encoding="latin-1")
        asked = {key: values[0].encode("latin-1") for key, values in query.items()}
        with self.lock:
            known = self.peers.setdefault(asked["info_hash"], {})
            others = [address for peer, address in sorted(known.items()) if peer != asked["peer_id"]]
            known[asked["peer_id"]] = socket.inet_aton("127.0.0.1") + struct.pack(">H", int(asked["port"]))
        body = bencode({b"interval": 60, b"peers": b"".join(others)})
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Connection:
    def __init__(self, sock):
        self.sock, self.file = sock, sock.makefile("rb")

    def read(self, count):
        data = self.file.read(count)
        if len(data) != count:
            raise ConnectionError("closed")
        return data

    def shake(self, info_hash, peer_id):
        self.sock.sendall(bytes([19]) + b"BitTorrent protocol" + bytes(8) + info_hash + peer_id)
        their = self.read(68)
        assert their[1:20] == b"BitTorrent protocol" and their[28:48] == info_hash
        return their[48:]

    def send(self, kind, payload=b""):
        self.sock.sendall(struct.pack(">IB", len(payload) + 1, kind) + payload)

    def receive(self):
        length, = struct.unpack(">I", self.read(4))
        message = self.read(length)
        return message[0], message[1:]

    def close(self):
        self.file.close()
        self.sock.close()


class Peer:
    def __init__(self, name, torrent, announce, content=None):
        self.id = name.encode().ljust(20, b"-")
        self.info, self.announce = torrent, announce
        self.info_hash = hashlib.sha1(bencode(torrent)).digest()
        self.hashes = [torrent[b"pieces"][i:i + 20] for i in range(0, len(torrent[b"pieces"]), 20)]
        self.pieces = {i: content[i * PIECE:(i + 1) * PIECE] for i in range(len(self.hashes))} if content else {}
        self.sources, self.lock = {}, threading.Lock()
        self.server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def size(self, index):
        return min(PIECE, self.info[b"length"] - index * PIECE)

    def tell_tracker(self):
        query = urllib.parse.urlencode({"info_hash": self.info_hash, "peer_id": self.id, "port": self.server.getsockname()[1]})
        with urllib.request.urlopen(f"{self.announce}?{query}") as response:
            answer, _ = bdecode(response.read())
        peers = answer[b"peers"]
        return [(socket.inet_ntoa(peers[i:i + 4]), struct.unpack(">H", peers[i + 4:i + 6])[0]) for i in range(0, len(peers), 6)]

    def serve(self):
        while True:
            try:
                sock, _ = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self.give, args=(Connection(sock),), daemon=True).start()

    def bitfield(self):
        bits = bytearray((len(self.hashes) + 7) // 8)
        for index in self.pieces:
            bits[index // 8] |= 128 >> index % 8
        return bytes(bits)

    def give(self, connection):
        try:
            connection.shake(self.info_hash, self.id)
            connection.send(BITFIELD, self.bitfield())
            while True:
                kind, payload = connection.receive()
                if kind == INTERESTED:
                    connection.send(UNCHOKE)
                elif kind == REQUEST:
                    index, begin, length = struct.unpack(">III", payload)
                    connection.send(PIECE_MESSAGE, struct.pack(">II", index, begin) + self.pieces[index][begin:begin + length])
        except ConnectionError:
            connection.close()

    def fetch(self, address, wanted):
        connection = Connection(socket.create_connection(address))
        source = connection.shake(self.info_hash, self.id).rstrip(b"-").decode()
        _, bits = connection.receive()
        connection.send(INTERESTED)
        assert connection.receive()[0] == UNCHOKE
        for index in wanted:
            if index in self.pieces or not bits[index // 8] & 128 >> index % 8:
                continue
            data = bytearray(self.size(index))
            for begin in range(0, len(data), BLOCK):
                connection.send(REQUEST, struct.pack(">III", index, begin, min(BLOCK, len(data) - begin)))
            for _ in range(0, len(data), BLOCK):
                kind, payload = connection.receive()
                got, begin = struct.unpack(">II", payload[:8])
                assert kind == PIECE_MESSAGE and got == index
                data[begin:begin + len(payload) - 8] = payload[8:]
            assert hashlib.sha1(data).digest() == self.hashes[index], index
            with self.lock:
                self.pieces[index] = bytes(data)
                self.sources[source] = self.sources.get(source, 0) + 1
        connection.close()


tracker = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tracker)
threading.Thread(target=tracker.serve_forever, daemon=True).start()
announce = f"http://127.0.0.1:{tracker.server_port}/announce"
content = random.Random(7).randbytes(250_003)
torrent = {b"name": b"file.bin", b"length": len(content), b"piece length": PIECE,
           b"pieces": b"".join(hashlib.sha1(content[i:i + PIECE]).digest() for i in range(0, len(content), PIECE))}
assert bdecode(bencode(torrent))[0] == torrent
seeder = Peer("seeder", torrent, announce, content)
print(len(seeder.hashes), seeder.info_hash.hex(), len(seeder.tell_tracker()))
first, second = Peer("first", torrent, announce), Peer("second", torrent, announce)
print(len(first.tell_tracker()), len(second.tell_tracker()))
half = len(seeder.hashes) // 2
to_seeder = first.tell_tracker()[-1]
work = [threading.Thread(target=first.fetch, args=(to_seeder, range(half))), threading.Thread(target=second.fetch, args=(to_seeder, range(half, 2 * half + 1)))]
for thread in work:
    thread.start()
for thread in work:
    thread.join()
print(len(first.pieces), len(second.pieces), first.sources, second.sources)
address = {peer.id: ("127.0.0.1", peer.server.getsockname()[1]) for peer in (first, second)}
work = [threading.Thread(target=first.fetch, args=(address[second.id], range(half, 2 * half + 1))),
        threading.Thread(target=second.fetch, args=(address[first.id], range(half)))]
for thread in work:
    thread.start()
for thread in work:
    thread.join()
for peer in (first, second):
    whole = b"".join(peer.pieces[i] for i in range(len(peer.hashes)))
    print(peer.id, whole == content, hashlib.sha256(whole).hexdigest(), peer.sources)
tracker.shutdown()
