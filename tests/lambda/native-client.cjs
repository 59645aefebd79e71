/** Stands in for the native addon of aws-lambda-ric, which is not built where npm runs no install scripts: the three
 *  functions of `src/native/rapid-client.cc`, over node:http. Load it with `node --require`. */
'use strict';
const http = require('node:http');
const Module = require('node:module');

/** What was sent last. The addon blocks while it sends; here whatever follows waits. */
let sending = Promise.resolve();

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/${path}`;
    const request = http.request(url, { method, headers, agent: false }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ bodyJson: Buffer.concat(chunks).toString(), headers: response.headers }));
    });
    request.on('error', reject).end(body);
  });
}

const client = {
  next: () => sending.then(() => call('GET', 'next')),
  done: (id, body) => void (sending = call('POST', `${id}/response`, body)),
  error: (id, body, xray) => {
    const cause = Buffer.from(xray).toString('latin1'); // the addon sends the bytes as they are, beyond ASCII too
    sending = call('POST', `${id}/error`, body, { 'Lambda-Runtime-Function-XRay-Error-Cause': cause });
  },
};

const load = Module['_load'];
Module['_load'] = (name, ...rest) => (name === './rapid-client.node' ? client : load(name, ...rest));
