import http, { type IncomingMessage, type ServerResponse } from "node:http";
import net from "node:net";
import type { Duplex } from "node:stream";

/** Hands a request to the runtime as it is. */
export function forward(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url, headers } = request;
  const onward = http.request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  // The runtime reloads at a change: for a moment nobody is there.
  onward.once("error", () =>
    response.writeHead(503, { "retry-after": "1" }).end("The Worker is being reloaded."),
  );
  request.pipe(onward);
}

/** An upgrade to a WebSocket, byte by byte. */
export function forwardUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, port: number): void {
  const onward = net.connect(port, "127.0.0.1", () => {
    const headers = request.rawHeaders.flatMap((name, i, all) =>
      i % 2 === 0 ? [`${name}: ${all[i + 1]}`] : [],
    );
    onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  onward.once("error", () => socket.destroy());
  socket.once("error", () => onward.destroy());
}
