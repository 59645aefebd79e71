/** What the template tells the process of the function about memory, so that it is measured as it runs there. */
export const AS_DEPLOYED = { MALLOC_MMAP_THRESHOLD_: '2097152' } as const;
