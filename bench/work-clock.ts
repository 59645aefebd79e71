/** How long something took on a machine that others use too. */

/** Starts now; the function it returns says how many milliseconds of work have passed: by the clock, or by what the process
 *  has had of the processors where that is less, as it is while others have them. Both are too much: the one counts what
 *  others did, the other what helpers of the process did beside it. */
export function workClock(): () => number {
  const start = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - start, (user + system) / 1000);
  };
}

/** The same from the start of the process on. */
export function workSinceStart(): number {
  const { user, system } = process.cpuUsage();
  return Math.min(performance.now(), (user + system) / 1000);
}
