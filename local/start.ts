// `pnpm start [federation] [--scale]`. Imports nothing before it has looked at the Node it runs on: a failed install
// leaves pnpm running scripts on the system's.
const least = 22;

const running = Number(process.versions.node.split('.')[0]);
if (running < least) {
  process.stderr.write(
    `Jiedui needs Node ${least} or newer; this is ${process.version}. The workspace brings its own: run\n` +
      '  npx --yes pnpm@12.4.2 install\nand look at its errors, then start again with\n  npx --yes pnpm@12.4.2 start\n',
  );
  process.exit(1);
}

const { main } = await import('./main.ts');
// Not by running dry: a kept-alive connection would hold the process.
process.exit(await main(process.argv.slice(2), process.env));
