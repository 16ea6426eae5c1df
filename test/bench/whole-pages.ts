import { registerHooks } from 'node:module';

/**
 * Makes the gateway that is imported after this ask every shard for the whole page, to measure what adaptive fetching
 * gives. The gateway itself has no such switch: nobody would want it.
 * @throws at that import, where the function that decides is no longer there.
 */
export function withoutAdaptiveFetching(): void {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith('/gateway/dist/sharding/adaptive.js')) return loaded;
      const text =
        typeof loaded.source === 'string'
          ? loaded.source
          : Buffer.from(loaded.source as Uint8Array).toString();
      const source = text.replace(/(export function adaptiveSize\([^)]*\) \{)/, '$1 return null;');
      if (source === text) throw new Error(`No function adaptiveSize in ${url}.`);
      return { ...loaded, source };
    },
  });
}
