import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { refusal, type Refusal } from './refusal.ts';

export type Body = { kind: 'body'; value: unknown } | { kind: 'refused'; refusal: Refusal };

/** The JSON of a POST, of at most so many bytes after decompression. Never rejects. */
export async function readBody(request: IncomingMessage, largest: number): Promise<Body> {
  const media = (request.headers['content-type'] ?? '').toLowerCase();
  const essence = media.split(';')[0]!.trim();
  if (essence !== 'application/json') {
    // What a form on another site can send is refused as a bad request, whatever it holds.
    const isForm = ['', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'].includes(
      essence,
    );
    return refused(
      isForm ? 400 : 415,
      `请求体须为 JSON。Expected content-type application/json; received ${JSON.stringify(essence.slice(0, 80))}.`,
    );
  }
  const charset = /charset\s*=\s*"?([^";\s]+)/.exec(media)?.[1];
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    return refused(415, '字符集须为 UTF-8。Expected charset utf-8.');
  }
  const source = decompressed(request);
  if (!source) return refused(415, '压缩方式不支持。Expected content-encoding gzip, deflate, br or none.');
  const bytes = await collect(source, request, largest);
  if (bytes === 'too large') {
    return refused(413, `请求体过大。A body has at most ${largest} bytes, after decompression.`);
  }
  if (bytes === 'broken') return refused(400, '请求体不完整。The body could not be read.');
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (Array.isArray(value)) {
      return refused(400, '不支持批量请求。Expected one operation; received an array of them.');
    }
    return { kind: 'body', value };
  } catch {
    return refused(400, '请求体不是有效的 JSON。The body is not valid JSON in UTF-8.');
  }
}

function decompressed(request: IncomingMessage): Readable | null {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  switch (encoding) {
    case 'identity':
      return request;
    case 'gzip':
    case 'x-gzip':
      return request.pipe(createGunzip());
    case 'deflate':
      return request.pipe(createInflate());
    case 'br':
      return request.pipe(createBrotliDecompress());
    default:
      return null;
  }
}

function collect(
  source: Readable,
  request: IncomingMessage,
  largest: number,
): Promise<Buffer | 'too large' | 'broken'> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    source.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= largest) chunks.push(chunk);
      else {
        // Nothing more is decompressed or kept; what still comes is thrown away with the connection.
        source.pause();
        request.unpipe();
        resolve('too large');
      }
    });
    source.on('end', () => resolve(Buffer.concat(chunks, length)));
    source.on('error', () => resolve('broken'));
    request.on('error', () => resolve('broken'));
    request.on('close', () => {
      if (!request.complete) resolve('broken');
    });
  });
}

function refused(status: number, message: string): Body {
  return { kind: 'refused', refusal: refusal(status, 'BAD_REQUEST', message) };
}
