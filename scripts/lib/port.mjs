/** Which port the demo is served on, and whether it is free. */
import { createServer } from 'node:net';
import { Trouble, codeOf } from './trouble.mjs';

const DEFAULT_PORT = 8787;

/** `--port N` or `--port=N`, else the environment's PORT, else 8787. Throws `Trouble` for anything else that is said.
 *  @param {readonly string[]} args
 *  @param {Readonly<Record<string, string | undefined>>} env
 *  @returns {number} */
export function portFrom(args, env) {
  const [first, second, ...rest] = args.flatMap((arg) => (arg.startsWith('--port=') ? arg.split('=', 2) : [arg]));
  if (rest.length > 0 || (first !== undefined && first !== '--port'))
    throw new Trouble(`npm start takes --port N and nothing else, and was given "${args.join(' ')}".`);
  const said = first === '--port' ? (second ?? '') : env['PORT'] || String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(said) || Number(said) < 1 || Number(said) > 65_535)
    throw new Trouble(`"${said}" is not a port: give a number from 1 to 65535, as in npm start -- --port 8788.`);
  return Number(said);
}

/** What `localhost` may mean to a browser: both have to be ours. */
const ADDRESSES = ['127.0.0.1', '::1'];

/** Throws `Trouble` where another program listens on `port`, or this user may not.
 *  @param {number} port */
export async function assertFree(port) {
  for (const address of ADDRESSES) {
    const code = await listenOnce(port, address);
    if (code === 'EADDRINUSE')
      throw new Trouble(
        `Port ${port} is taken by another program: stop that one, or choose another port, as in npm start -- --port ${port === 65_535 ? DEFAULT_PORT : port + 1}.`,
      );
    if (code === 'EACCES')
      throw new Trouble(
        `You may not listen on port ${port}: choose one above 1023, as in npm start -- --port ${DEFAULT_PORT}.`,
      );
  }
}

/** What the system answers to a program that wants to listen there; `null` where it may. A machine without IPv6 has no
 *  `::1`, and nobody else has it there either.
 *  @param {number} port
 *  @param {string} address
 *  @returns {Promise<string | null>} */
function listenOnce(port, address) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (cause) => done(codeOf(cause) ?? String(cause)));
    server.listen(port, address, () => server.close(() => done(null)));
  });
}
