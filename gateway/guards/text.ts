import { codedError, expectation } from '@jiedui/schema/contract/error';
import { GraphQLError, Lexer, Source, TokenKind, type Token } from 'graphql';
import { beyond, type Limits } from './limits.ts';

/** The parser calls itself for every bracket within a bracket; the stack ends at some hundreds of them. */
const deepestBrackets = 128;

/**
 * Reads through a document's tokens once, before anything is built of them.
 * @returns the refusal; null where it may be parsed. Wrong syntax is the parser's to report.
 */
export function textGuard(text: string, { tokens }: Pick<Limits, 'tokens'>): GraphQLError | null {
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  for (let count = 0; ;) {
    let token: Token;
    try {
      token = lexer.advance();
    } catch (error) {
      if (error instanceof GraphQLError) return null;
      throw error;
    }
    switch (token.kind) {
      case TokenKind.EOF:
        return null;
      case TokenKind.BRACE_L:
      case TokenKind.BRACKET_L:
      case TokenKind.PAREN_L:
        depth++;
        break;
      case TokenKind.BRACE_R:
      case TokenKind.BRACKET_R:
      case TokenKind.PAREN_R:
        depth--;
        break;
      case TokenKind.STRING:
      case TokenKind.BLOCK_STRING:
        if (!isPlainText(token.value)) return oddText(token.value);
        break;
      default:
    }
    if (++count > tokens) return beyond('tokens', tokens, count);
    if (depth > deepestBrackets) {
      return expectation('LIMIT_EXCEEDED', {
        expected: `at most ${deepestBrackets} brackets within each other`,
        received: depth,
      });
    }
  }
}

/** Text that every database and every UTF-8 encoder takes: no NUL, no half of a surrogate pair. */
export function isPlainText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

export function oddText(received: string): GraphQLError {
  const shown = received.replaceAll('\u0000', '␀').toWellFormed().slice(0, 40);
  return codedError(
    'BAD_USER_INPUT',
    '文本含有无效字符。Expected text without NUL and without half of a surrogate pair.',
    { expected: 'text without NUL and without half of a surrogate pair', received: shown },
  );
}
