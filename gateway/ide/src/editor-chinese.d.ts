/** The Chinese of what the editor says, by its English: see ../editor-chinese.ts. */
declare module 'virtual:editor-chinese' {
  const phrases: Readonly<Record<string, string>>;
  export default phrases;
}
