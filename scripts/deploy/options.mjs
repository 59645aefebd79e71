/** Given the words after `npm run deploy --`, what to deploy and what to index. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Trouble } from '../lib/trouble.mjs';

/** @typedef {object} Options
 *  @property {string} stack  Name of the CloudFormation stack.
 *  @property {string | undefined} region  Undefined: the one of the AWS profile.
 *  @property {readonly string[]} articles  Absolute paths; none: nothing is indexed.
 *  @property {boolean} mirror
 *  @property {Readonly<Record<string, string>>} parameters  Of template.yaml; those not named stay as they are.
 *  @property {boolean} dryRun */

export const HELP = `npm run deploy -- [options]

Builds Saola, checks template.yaml, deploys it to AWS, and indexes the articles into its bucket.
Run it again whenever articles or Saola have changed.

  --articles <path>          file or folder of articles to index; may be given more than once
  --mirror                   also take out of the index what the articles no longer hold
  --stack <name>             name of the CloudFormation stack (default: saola)
  --region <region>          AWS region, as ap-southeast-1 (default: AWS_REGION, or the profile's own)
  --parameter <Name=Value>   a parameter of template.yaml, as SiteName="Báo Mới"; may be given more than once.
                             The stack remembers it.
  --dry-run                  print the commands, run none
  --help                     this text

Credentials are those that AWS's own tools use: AWS_PROFILE, a login, or the environment.`;

/** Throws `Trouble` where the words cannot be understood.
 *  @param {readonly string[]} args
 *  @param {Readonly<Record<string, string | undefined>>} env
 *  @returns {Options | 'help'} */
export function optionsFrom(args, env) {
  const { values } = understood(args);
  if (values.help === true) return 'help';
  const stack = values.stack ?? 'saola';
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stack))
    throw new Trouble(`"${stack}" is no name for a stack: letters, digits and dashes, starting with a letter.`);
  return {
    stack,
    region: values.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined),
    // npm runs scripts in the package's folder; INIT_CWD is where the person stood.
    articles: (values.articles ?? []).map((path) => resolve(env['INIT_CWD'] ?? '.', path)),
    mirror: values.mirror ?? false,
    parameters: Object.fromEntries((values.parameter ?? []).map(pair)),
    dryRun: values['dry-run'] ?? false,
  };
}

/** @param {readonly string[]} args */
function understood(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        articles: { type: 'string', multiple: true },
        mirror: { type: 'boolean' },
        stack: { type: 'string' },
        region: { type: 'string' },
        parameter: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new Trouble(`${cause instanceof Error ? cause.message : String(cause)}\n\n${HELP}`);
  }
}

/** @param {string} said
 *  @returns {[name: string, value: string]} */
function pair(said) {
  const at = said.indexOf('=');
  if (at < 1)
    throw new Trouble(`--parameter wants Name=Value, as in --parameter DomainName=tim.example.vn, not "${said}".`);
  return [said.slice(0, at), said.slice(at + 1)];
}
