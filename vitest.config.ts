import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The entities and resolvers are decorated; type-graphql and MikroORM read the emitted metadata.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    conditions: ['source'],
    // Without this, two copies of graphql load: "Cannot use GraphQLSchema from another module or realm".
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // Its cache ignores tsconfig changes and gave false passes.
    fsModuleCache: false,
    // Gives tests their databases: see test/support/postgres.ts. Starts nothing unless a test asks.
    globalSetup: ['./test/support/postgres-server.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    passWithNoTests: false,
    // The first test that asks starts PostgreSQL and compiles the subgraphs; the machine may be busy.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/support/closing-line.ts'],
  },
});
