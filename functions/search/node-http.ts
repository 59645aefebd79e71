/** Node's `http`, for the bundle of the function: there it stands for every import of `node:http`, also those of packages.
 *  An ES module that imports a built-in one reads all of its exports, and `http.WebSocket` and its like load Node's whole
 *  WebSocket and fetch when they are read (`lazyUndici` in Node's lib/http.js): ten milliseconds of every start, for nothing. */
const http = process.getBuiltinModule('node:http');

export default http;
/** What is imported by name; esbuild refuses to bundle an import of any other. */
export const { STATUS_CODES } = http;
