/** Given a state machine of template.yaml, runs it as Step Functions would, with functions of ours instead of Lambda.
 *  Only what that machine uses is known, any other state or field throws; every JSONata expression in it is evaluated. */
import jsonata from 'jsonata';
import { at, dictionary, isDictionary, word, type Dictionary, type Json } from './cloudformation.ts';

export type Invoke = (functionName: string, payload: Json) => Promise<Json>;

/** What expressions know of the run, beside input and result (Step Functions, "The $states reserved variable"). */
export type Execution = { readonly Name: string };

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  Map: ['Type', 'Items', 'ItemSelector', 'MaxConcurrency', 'ItemProcessor', 'Output', 'Next'],
  Task: ['Type', 'Resource', 'Arguments', 'Output', 'Retry', 'End'],
};

/** One execution: what came out, and each expression that was evaluated. Parts of a map run one after the other. */
export class StateMachine {
  readonly evaluated = new Set<string>();
  readonly #invoke: Invoke;
  readonly #execution: Execution;

  constructor(invoke: Invoke, execution: Execution) {
    this.#invoke = invoke;
    this.#execution = execution;
  }

  async run(machine: Json, input: Json): Promise<Json> {
    let [name, passed] = [word(at(machine, 'StartAt')), input];
    for (;;) {
      const state = dictionary(at(machine, 'States', name));
      passed = await this.#step(state, passed);
      if (state['End'] === true) return passed;
      name = word(at(state, 'Next'));
    }
  }

  async #step(state: Dictionary, input: Json): Promise<Json> {
    const type = word(at(state, 'Type'));
    const unknown = Object.keys(state).filter((field) => !(KNOWN[type] ?? []).includes(field));
    if (unknown.length > 0) throw new Error(`A state of type ${type} has ${unknown.join(', ')}, not known here.`);
    const context = { Execution: this.#execution };
    if (type === 'Task') {
      if (!word(at(state, 'Resource')).endsWith(':states:::lambda:invoke'))
        throw new Error('Lambda is known, no other.');
      const { FunctionName, Payload } = dictionary(await this.#told(at(state, 'Arguments'), { input, context }));
      // What the integration with Lambda answers; the payload comes as JSON, so what is undefined is not there.
      const answer = await this.#invoke(word(FunctionName ?? null), Payload ?? null);
      const result = {
        ExecutedVersion: '$LATEST',
        StatusCode: 200,
        Payload: JSON.parse(JSON.stringify(answer)) as Json,
      };
      return this.#told(at(state, 'Output'), { input, result, context });
    }
    const items = await this.#told(at(state, 'Items'), { input, context });
    if (!Array.isArray(items)) throw new Error(`Items are ${JSON.stringify(items)}; Step Functions wants an array.`);
    const result: Json[] = [];
    for (const [Index, Value] of (items as Json[]).entries()) {
      const own = { ...context, Map: { Item: { Index, Value } } };
      const part = await this.#told(at(state, 'ItemSelector'), { input, context: own });
      result.push(await this.run(at(state, 'ItemProcessor'), part));
    }
    return this.#told(at(state, 'Output'), { input, result, context });
  }

  /** A template with each of its expressions replaced by what it evaluates to. */
  async #told(template: Json, states: Dictionary): Promise<Json> {
    if (typeof template === 'string') {
      const expression = expressionIn(template);
      return expression === null ? template : this.#evaluate(expression, states);
    }
    if (Array.isArray(template)) return Promise.all((template as Json[]).map((each) => this.#told(each, states)));
    if (!isDictionary(template)) return template;
    const told: Record<string, Json> = {};
    for (const [key, value] of Object.entries(template)) told[key] = await this.#told(value, states);
    return told;
  }

  async #evaluate(expression: string, states: Dictionary): Promise<Json> {
    this.evaluated.add(expression);
    const found: unknown = await jsonata(expression).evaluate(undefined, { states });
    // Step Functions fails such a state with States.QueryEvaluationError.
    if (found === undefined) throw new Error(`${expression} is undefined, given ${JSON.stringify(states)}.`);
    return JSON.parse(JSON.stringify(found)) as Json;
  }
}

/** What stands between `{%` and `%}`, which have to be the whole text. `null`: text as it is. */
export const expressionIn = (text: string): string | null => /^\{%(.*)%\}$/s.exec(text)?.[1]?.trim() ?? null;

/** All expressions in a definition, wherever they stand. */
export function expressionsIn(node: Json): string[] {
  if (typeof node === 'string') return [expressionIn(node)].filter((found) => found !== null);
  if (Array.isArray(node)) return (node as Json[]).flatMap(expressionsIn);
  return isDictionary(node) ? Object.values(node).flatMap(expressionsIn) : [];
}
