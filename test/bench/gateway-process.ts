import { serve } from './serve.ts';
import { withoutAdaptiveFetching } from './whole-pages.ts';

/** Our gateway as `gateway/main.ts` runs it, on the same environment. */
serve({
  async start({ adaptive }: { adaptive: boolean }) {
    if (!adaptive) withoutAdaptiveFetching();
    const { readConfig } = await import('@jiedui/gateway/config');
    const { startGateway } = await import('@jiedui/gateway/server');
    const { url } = await startGateway(readConfig(process.env));
    return url;
  },
});
