import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { HostProblem } from "./problem.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** The port that everything is reached at, on this machine only. Requests wait until there is a handler. */
export interface Front {
  readonly port: number;
  serve(handler: Handler): void;
  close(): Promise<void>;
}

/** Takes the port, before anything else is touched. Throws `HostProblem` where it is taken. */
export async function openFront(port: number): Promise<Front> {
  let serve: (handler: Handler) => void = () => undefined;
  const handler = new Promise<Handler>((resolve) => {
    serve = resolve;
  });
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    void handler.then((handle) => answer(handle, request, response));
  };
  const { taken, servers } = await listenOnBoth(onRequest, port);
  return {
    port: taken,
    serve,
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** How often any free port is asked for again, because the one given was taken on the other address. */
const attempts = 20;

/** Listens on both addresses of `localhost`, on one port. */
async function listenOnBoth(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  attempt = 1,
): Promise<{ readonly taken: number; readonly servers: readonly Server[] }> {
  const first = await listen(onRequest, port, "127.0.0.1");
  // Listening on a port, so the address is never a path.
  const taken = (first.address() as AddressInfo).port;
  try {
    return { taken, servers: [first, await listen(onRequest, taken, "::1")] };
  } catch (error) {
    // A machine without IPv6: `localhost` is 127.0.0.1 there.
    if (!(error instanceof HostProblem)) return { taken, servers: [first] };
    first.close();
    if (port !== 0 || attempt === attempts) throw error;
    return listenOnBoth(onRequest, port, attempt + 1);
  }
}

function listen(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  host: string,
): Promise<Server> {
  const server = createServer(onRequest);
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const problem: Readonly<Record<string, string>> = {
        EADDRINUSE: `Port ${port} is taken; stop what uses it, or give another one with --port.`,
        EACCES: `Port ${port} may not be used by you; give another one with --port.`,
      };
      const sentence = problem[cause.code ?? ""];
      reject(sentence === undefined ? cause : new HostProblem(sentence, { cause }));
    });
    server.listen(port, host, () => resolve(server));
  });
}

async function answer(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = URL.parse(request.url ?? "/", "http://localhost");
    if (url === null) response.writeHead(400).end();
    else await handle(request, response, url);
  } catch (error) {
    console.error("A request failed in the host:", error);
    if (!response.headersSent)
      response
        .writeHead(500, { "content-type": "application/json" })
        .end('{"message":"Internal Server Error"}');
  }
}
