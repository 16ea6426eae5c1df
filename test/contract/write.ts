import { writeGenerated } from './schema-files.ts';

await writeGenerated();
