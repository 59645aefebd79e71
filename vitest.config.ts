/** How the tests run: each file in a process of its own, as many at once as there are cores. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    // Tests change the environment, start servers and end processes: threads would share what they change.
    pool: 'forks',
    maxWorkers: '100%',
    // Generous: a slow machine is not a failure, a test that hangs is.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
