import { defineConfig } from 'vite';

import { editorChinese } from './editor-chinese.ts';
import { localised } from './localised.ts';

export default defineConfig({
  // The gateway serves the page at `/` and its files here: see gateway/ide-files.ts.
  base: '/ide/',
  root: import.meta.dirname,
  plugins: [localised(), editorChinese()],
  // GraphQL's own check whether two copies of it are loaded needs one.
  resolve: { dedupe: ['graphql', 'react', 'react-dom', 'monaco-editor'] },
  oxc: { jsx: { runtime: 'automatic' } },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2023',
    // The editor with its language services is what it is; it is fetched once and kept.
    chunkSizeWarningLimit: 5_000,
    // Nothing is inlined that the content security policy would then have to allow.
    assetsInlineLimit: 0,
    rolldownOptions: {
      onLog(level, log, report) {
        // Marks for servers that render React; this page is rendered in the browser alone.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
