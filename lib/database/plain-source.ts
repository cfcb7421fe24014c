/** Comments, quoted names, literals in single quotes and between dollars, and words: each whole, so that none is looked for inside another. */
const TOKENS = /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|\be'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|\$([a-z_]\w*)?\$[\s\S]*?\$\1\$|\w+/gi;

/** What stands before a literal that is run as a statement. */
const EXECUTED = /\bexecute\s*\(*\s*(?:format\s*\(\s*)?$/i;

/**
 * The body of a function as far as it does something: without comments and without the text of its literals, save those that `execute` runs; with
 * words in small letters, as PostgreSQL takes them. Quoted names stay as they are.
 *
 * @param source in SQL or PL/pgSQL
 */
export function plainSource(source: string): string {
  return source.replace(TOKENS, (token: string, _tag: string | undefined, offset: number) => {
    if (/^(?:--|\/\*)/.test(token)) return " ";
    if (token.startsWith('"')) return token;
    const literal = /^(?:e?'([\s\S]*)'|\$\w*\$([\s\S]*)\$\w*\$)$/i.exec(token);
    if (!literal) return token.toLowerCase();
    if (!EXECUTED.test(source.slice(Math.max(0, offset - 80), offset))) return "''";
    return ` ${plainSource(literal[2] ?? literal[1]!.replaceAll("''", "'"))} `;
  });
}
