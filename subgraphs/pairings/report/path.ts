/** Where the docx of a report is found at its owner's deployment. */
export function documentPath(id: string): string {
  return `/reports/${id}.docx`;
}

/** The id in such a path; matches nothing else. */
export const documentPaths = /^\/reports\/([0-9a-z-]+)\.docx$/;
