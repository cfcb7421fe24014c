const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/;

/** The JSONPath of a member, from that of its parent (empty for the root): `data[0].price.total`, `rates["de-DE"]`. */
export function memberPath(parent: string, name: string, inList: boolean): string {
  if (inList) return `${parent}[${name}]`;
  if (!PLAIN_NAME.test(name)) return `${parent}[${JSON.stringify(name)}]`;
  return parent === "" ? name : `${parent}.${name}`;
}
