# _socket: connections, datagrams, timeouts, messages, addresses and names; the words of errors.
import _socket as socket
import posix


def tried(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as e:
        print(repr(e))


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 0))
server.listen()
host, port = server.getsockname()
print(host, port > 0, server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) != 0, server.family, server.type, server.proto)
client = socket.socket()
client.connect(("localhost", port))
fd, address = server._accept()
peer = socket.socket(fileno=fd)
print(address == client.getsockname(), peer.family, peer.type, peer.proto, peer.getpeername() == client.getsockname())
print(client.send(b"hello"), peer.recv(10), client.sendall(b"x" * 100000), peer.settimeout(5), peer.gettimeout(), peer.timeout)
total = 0
while total < 100000:
    total += len(peer.recv(65536))
print(total)
b = bytearray(10)
print(client.send(b"abcdef"), peer.recv_into(b), b, client.send(b"12345"), peer.recv_into(b, 3), b, peer.recvfrom(9))
client.shutdown(socket.SHUT_WR)
print(peer.recv(5), peer.close(), peer.fileno(), client.detach() > 0, client.fileno())
tried(peer.recv, 1)
server.settimeout(0.02)
tried(server._accept)
server.setblocking(False)
tried(server._accept)
print(server.getblocking(), server.gettimeout(), server.setblocking(True), server.getblocking(), server.gettimeout())
refused = socket.socket()
refused.bind(("127.0.0.1", 0))
tried(socket.socket().connect, refused.getsockname())
print(socket.socket().connect_ex(refused.getsockname()))

u, v = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(("", 0))
to = ("127.0.0.1", u.getsockname()[1])
print(v.sendto(b"data", to), v.sendto(b"more", 0, to))
data, sender = u.recvfrom(10)
print(data, sender == ("127.0.0.1", v.getsockname()[1]), u.recvfrom_into(b)[0], b)
a, c = socket.socketpair()
print(a.family, a.type, a.proto, repr(a.getsockname()), repr(a)[:18])
r, w = posix.pipe()
print(a.sendmsg([b"ab", bytearray(b"cd")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, w.to_bytes(4, "little"))]))
data, ancillary, flags, address = c.recvmsg(10, socket.CMSG_SPACE(4))
other = int.from_bytes(ancillary[0][2], "little")
print(data, ancillary[0][:2], flags, address, posix.write(other, b"through"), posix.read(r, 20))
print(a.send(b"123456"), c.recvmsg_into([x := bytearray(2), y := bytearray(9)])[0], x, y, a.sendmsg([b"q"]), c.recvmsg(5))
path = "/tmp/sidewinder_socket_%d" % posix.getpid()
s = socket.socket(socket.AF_UNIX)
s.bind(path)
s.listen(1)
d = socket.socket(socket.AF_UNIX)
d.connect(path.encode())
print(s.getsockname() == path, d.getpeername() == path, repr(s._accept()[1]))
posix.unlink(path)
s = socket.socket(socket.AF_UNIX)
s.bind("\0sidewinder%d" % posix.getpid())
print(s.getsockname()[:11])
s6 = socket.socket(socket.AF_INET6)
s6.bind(("::1", 0))
print(s6.getsockname()[0], s6.getsockname()[2:])

t = socket.socket()
for address in [5, ("x",), ("127.0.0.1", "x"), ("127.0.0.1", 70000), (5, 5)]:
    tried(t.bind, address)
for method, arguments in [("settimeout", ("x",)), ("settimeout", (-1,)), ("recv", (-1,)), ("recv", (10,)), ("send", ("x",)),
                          ("listen", ("x",)), ("setsockopt", (1, 2, "x")), ("getsockopt", (1, 2, 2000)), ("getpeername", ()),
                          ("_accept", ()), ("sendto", (b"x",)), ("sendto", (b"x", 5, 5, 5)), ("shutdown", (5,))]:
    print(method, end=" ")
    tried(getattr(t, method), *arguments)
for method, arguments in [("recv_into", (bytearray(3), 5)), ("recv_into", (bytearray(3), -1)), ("sendmsg", (["x"],)),
                          ("sendmsg", ([1],)), ("recvmsg", (-1,)), ("recvmsg", (5, -1)), ("recvfrom_into", (bytearray(3), 5))]:
    print(method, end=" ")
    tried(getattr(a, method), *arguments)
un = socket.socket(socket.AF_UNIX)
tried(un.bind, 5)
tried(un.connect, "/nope")
tried(un.bind, "x" * 200)
tried(socket.socket, 5, 5, 5)
tried(socket.socket, "x")
tried(socket.socket, fileno=-5)
tried(socket.socket, fileno=9999)
tried(socket.socket, fileno="x")

print(socket.inet_aton("1.2.3.4"), socket.inet_ntoa(b"\1\2\3\4"), socket.inet_pton(socket.AF_INET6, "::1"), socket.inet_ntop(socket.AF_INET6, b"\0" * 16))
print(socket.htons(1), socket.ntohs(256), socket.htonl(1), socket.ntohl(2**24), socket.CMSG_LEN(5), socket.CMSG_SPACE(5))
for function, arguments in [
    (socket.inet_aton, ("x",)), (socket.inet_ntoa, (b"x",)), (socket.inet_pton, (2, "x")), (socket.inet_pton, (99, "1")),
    (socket.inet_ntop, (2, b"x")), (socket.inet_ntop, (99, b"x")), (socket.htons, (70000,)), (socket.htons, (-1,)),
    (socket.htonl, (2**40,)), (socket.getservbyname, ("nope",)), (socket.getservbyport, (99999,)), (socket.getprotobyname, ("nope",)),
    (socket.gethostbyname, (5,)), (socket.getaddrinfo, (None, None)), (socket.getaddrinfo, ("127.0.0.1", 5.5)),
    (socket.getaddrinfo, (5, 5)), (socket.getnameinfo, (5, 0)), (socket.getnameinfo, (("x", 80), 0)), (socket.if_nametoindex, ("nope",)),
    (socket.if_indextoname, (9999,)), (socket.setdefaulttimeout, ("x",)), (socket.CMSG_LEN, (-1,)), (socket.dup, (9999,)),
    (socket.close, (9999,)), (socket.sethostname, (5,))]:
    tried(function, *arguments)
print(socket.getaddrinfo("127.0.0.1", 80, 0, socket.SOCK_STREAM), socket.getaddrinfo("127.0.0.1", "http", type=socket.SOCK_STREAM)[0][4])
print(socket.gethostbyname("127.0.0.1"), socket.gethostbyname(""), socket.gethostname() == posix.uname().nodename)
print(socket.getservbyname("http"), socket.getservbyport(80), socket.getprotobyname("tcp"), socket.if_nametoindex("lo"), socket.if_nameindex()[0])
print(socket.getdefaulttimeout(), socket.setdefaulttimeout(2.5), socket.socket().gettimeout(), socket.setdefaulttimeout(None))
print(socket.error is OSError, socket.timeout is TimeoutError, socket.gaierror, socket.herror.__mro__[1], socket.has_ipv6)
