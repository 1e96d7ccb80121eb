# asyncio with streams, datagrams, subprocesses, signals and threads.
import asyncio
import os
import signal

async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()

async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def client(n):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"line %d\n" % n)
        line = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return line

    print(await asyncio.gather(*map(client, range(3))))
    server.close()
    await server.wait_closed()

    process = await asyncio.create_subprocess_exec("cat", stdin=-1, stdout=-1)
    print(await process.communicate(b"data"), process.returncode)
    process = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 3", stdout=-1, stderr=-1)
    print(await process.communicate(), process.returncode)

    loop = asyncio.get_running_loop()
    arrived = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, arrived.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.wait_for(arrived.wait(), 30)

    received = loop.create_future()

    class Protocol(asyncio.DatagramProtocol):
        def datagram_received(self, data, peer):
            received.set_result(data)

    transport, _ = await loop.create_datagram_endpoint(Protocol, local_addr=("127.0.0.1", 0))
    transport.sendto(b"datagram", transport.get_extra_info("sockname"))
    print(await received)
    transport.close()
    print(await asyncio.to_thread(sum, [1, 2, 3]))

asyncio.run(main())
# expect: [b'LINE 0\n', b'LINE 1\n', b'LINE 2\n']
# expect: (b'data', None) 0
# expect: (b'out\n', b'err\n') 3
# expect: b'datagram'
# expect: 6
