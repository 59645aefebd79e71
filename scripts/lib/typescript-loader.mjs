/** `node --import` of this lets a program, and the workers that it starts, read TypeScript. */
import { register } from 'node:module';

process.setSourceMapsEnabled(true);
register('./typescript-hook.mjs', import.meta.url);
