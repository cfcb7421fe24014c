/**
 * A definition as PostgreSQL writes it, without what differs between databases that mean the same: which schemas stand in the search path, the
 * casts of a `varchar` that is compared with text, brackets and blanks.
 */
export function plainDefinition(definition: string): string {
  return definition
    .replace(/\bpublic\./g, "")
    .replace(/(?:\b\w+|"(?:[^"]|"")+")\.(gin_trgm_ops)\b/g, "$1")
    .replace(/::(text|character varying)\b/g, "")
    .replace(/[()\s]+/g, "");
}

/** What an index finds and keeps apart, whatever it is called and however it is stored. */
export function indexWithoutName(definition: string): string {
  return plainDefinition(
    definition
      .replace(/^CREATE (UNIQUE )?INDEX .*? ON /, "CREATE $1INDEX ON ")
      .replace(/^((?:(?! WHERE ).)*?)( INCLUDE \([^)]*\))?( NULLS NOT DISTINCT)?( WITH \([^)]*\))?( WHERE .*)?$/s, "$1$5"),
  );
}
