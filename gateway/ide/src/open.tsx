import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './ide.css';

import { createRoot } from 'react-dom/client';

import { Ide } from './ide.tsx';
import { readSite } from './site.ts';

export async function open(root: HTMLElement): Promise<void> {
  createRoot(root).render(<Ide site={await readSite()} />);
}
