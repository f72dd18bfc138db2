import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which anything can be sent, and what came back on it. */
export interface RawConnection {
  readonly socket: Socket;
  send(bytes: string | Uint8Array): void;
  /** Waits until this many replies are there. */
  replies(count: number): Promise<RawReply[]>;
  /** Waits until the server has closed it: all that came. */
  closed(): Promise<RawReply[]>;
}

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function rawConnection(port: number): RawConnection {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let received = '';
  socket.on('data', (text) => {
    received += text;
  });
  // A refused connection is reset: that is an answer, too.
  socket.on('error', () => {});
  const closes = once(socket, 'close').catch(() => {});
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    async replies(count) {
      while (repliesIn(received).length < count) {
        if (socket.closed) throw new Error(`closed after ${JSON.stringify(received)}`);
        await Promise.race([once(socket, 'data'), closes]);
      }
      return repliesIn(received);
    },
    async closed() {
      await closes;
      return repliesIn(received);
    },
  };
}

/** Whole replies with a content-length. */
function repliesIn(text: string): RawReply[] {
  const replies: RawReply[] = [];
  for (let rest = text; ; ) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return replies;
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const bytes = Buffer.from(rest.slice(end + 4));
    const length = Number(headers['content-length'] ?? 0);
    if (bytes.length < length) return replies;
    replies.push({ status: Number(first.split(' ')[1]), headers, body: bytes.subarray(0, length).toString() });
    rest = bytes.subarray(length).toString();
  }
}

/** A call of ECS as text. */
export const ecsRequest = (action: string, body: string, more = ''): string =>
  `POST / HTTP/1.1\r\nhost: a\r\nx-amz-target: AmazonEC2ContainerServiceV20141113.${action}\r\ncontent-type: application/x-amz-json-1.1\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
