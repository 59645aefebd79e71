/** Stands for the S3 client's chain of credentials: what Lambda puts into the environment, and nothing else. */
export const defaultProvider = () => () =>
  Promise.resolve({
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'],
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'],
    sessionToken: process.env['AWS_SESSION_TOKEN'],
  });
