import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections of a server, and which of them wait for a reply. */
export interface Connections {
  /** Replies under way on a connection, oldest first. */
  underWay(socket: Socket): ReadonlySet<ServerResponse>;
  /**
   * Stops listening, closes what is idle now and the rest as their replies have gone out.
   * @param graceMs - then what is left is cut off
   */
  close(graceMs: number): Promise<void>;
}

/**
 * Watches the connections of a server. Node's own `closeIdleConnections`, which `close` of a server calls, passes over those
 * that never sent a whole head, and cuts off replies that are written but not yet sent.
 */
export function watchConnections(server: Server): Connections {
  const replies = new Map<Socket, Set<ServerResponse>>();
  let isClosing = false;
  server.closeIdleConnections = () => {};
  const closeIfIdle = (socket: Socket) => {
    if (isClosing && (replies.get(socket)?.size ?? 0) === 0) socket.destroySoon();
  };
  server.on('connection', (socket: Socket) => {
    replies.set(socket, new Set());
    socket.once('close', () => replies.delete(socket));
    closeIfIdle(socket);
  });
  server.on('request', ({ socket }: IncomingMessage, outgoing: ServerResponse) => {
    const ofSocket = replies.get(socket);
    ofSocket?.add(outgoing);
    if (isClosing) outgoing.shouldKeepAlive = false;
    outgoing.once('close', () => {
      ofSocket?.delete(outgoing);
      closeIfIdle(socket);
    });
  });
  return {
    underWay: (socket) => replies.get(socket) ?? new Set(),
    close(graceMs) {
      isClosing = true;
      return new Promise((resolve) => {
        const cutOff = setTimeout(() => {
          for (const socket of replies.keys()) socket.destroy();
        }, graceMs);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
        for (const [socket, ofSocket] of replies) {
          for (const outgoing of ofSocket) outgoing.shouldKeepAlive = false;
          closeIfIdle(socket);
        }
      });
    },
  };
}
