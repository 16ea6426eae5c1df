interface Question {
  id: number;
  question: string;
  details: unknown;
}

type Handler = (details: never) => unknown;

/** The other side of `Child`: answers its questions until the parent lets go or is gone. */
export function serve(handlers: Readonly<Record<string, Handler>>): void {
  // Ctrl-C reaches the whole group; the parent decides in which order all ends.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => process.exit(0));
  process.on('message', ({ id, question, details }: Question) => {
    const answer = async (): Promise<unknown> => {
      const handler = handlers[question];
      if (!handler) throw new Error(`No answer to ${question}.`);
      return handler(details as never);
    };
    answer().then(
      (value) => reply({ id, answer: value ?? null }),
      (error: unknown) =>
        reply({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

function reply(message: object): void {
  // A parent that has gone hears nothing; `disconnect` ends this process.
  if (process.connected) process.send!(message);
}
