/** `npm run deploy [-- options]` on a Node that is new enough: builds, validates, deploys, indexes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closing, deploy } from '../deploy/deploy.mjs';
import { HELP, optionsFrom } from '../deploy/options.mjs';
import { findOnPath, line, outputsOf, runSam } from '../deploy/sam.mjs';
import { parameterNames } from '../deploy/template.mjs';
import { root } from '../lib/paths.mjs';
import { node } from '../lib/run-tool.mjs';
import { Trouble, command } from '../lib/trouble.mjs';

/** @type {import('../deploy/deploy.mjs').Tools} */
const printing = {
  node: async (args) => console.log(line('node', args)),
  sam: async (args) => console.log(line('sam', args)),
  outputs: async (args) => {
    console.log(line('sam', args));
    return { StoreUri: '<StoreUri>', SearchUrl: '<SearchUrl>', DistributionDomain: '<DistributionDomain>' };
  },
};

/** @param {NodeJS.ProcessEnv} env
 *  @returns {import('../deploy/deploy.mjs').Tools} */
function running(env) {
  const sam = findOnPath('sam', env['PATH']);
  if (sam === null)
    throw new Trouble(
      'The program "sam" was not found: install the AWS SAM CLI, as with pip install aws-sam-cli, then run this again.',
    );
  return {
    node: async (args) => {
      const code = await node(args, env);
      if (code !== 0) throw new Trouble(`${line('node', args)} failed, as it says above.`);
    },
    sam: async (args) => void (await runSam(sam, args, { cwd: root, env })),
    outputs: async (args) => outputsOf(await runSam(sam, args, { cwd: root, env, quiet: true })),
  };
}

await command(async () => {
  const options = optionsFrom(process.argv.slice(2), process.env);
  if (options === 'help') return console.log(HELP);
  // Now, not after minutes of deploying.
  const missing = options.articles.find((path) => !existsSync(path));
  if (missing !== undefined)
    throw new Trouble(`${missing} is not there: --articles wants a file or folder of articles.`);
  const names = parameterNames(join(root, 'template.yaml'));
  const unknown = Object.keys(options.parameters).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Trouble(`template.yaml has no parameter "${unknown}". It has ${names.join(', ')}.`);
  const region = options.region === undefined ? {} : { AWS_REGION: options.region, AWS_DEFAULT_REGION: options.region };
  const tools = options.dryRun ? printing : running({ ...process.env, ...region, SAM_CLI_TELEMETRY: '0' });
  const outputs = await deploy(options, tools, (text) => console.error(text));
  if (!options.dryRun) console.error(closing(outputs, options.articles.length > 0));
});
