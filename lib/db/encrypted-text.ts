import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { customType } from "drizzle-orm/pg-core";

const PREFIX = "enc:v1:";

/** The keys by id, in the order of the environment: the first one encrypts, every one decrypts. */
type KeyRing = ReadonlyMap<string, Buffer>;

/**
 * Reads `PURSER_ENCRYPTION_KEYS`: `id:base64` pairs, separated by commas, each key 32 bytes. To rotate, put the new pair first
 * and keep the old one behind it until no value bears its id.
 *
 * @throws Error when a pair is malformed; the message names the pair's id, never its key.
 */
export function parseKeyRing(text: string | undefined): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const pair of (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [id, encoded] = [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)];
    const key = Buffer.from(encoded, "base64");
    if (!/^[\w-]{1,32}$/.test(id) || key.length !== 32) {
      throw new Error(`PURSER_ENCRYPTION_KEYS: the key "${/^[\w-]{1,32}$/.test(id) ? id : "?"}" is not "id:base64 of 32 bytes"`);
    }
    keys.set(id, key);
  }
  return keys;
}

/**
 * AES-256-GCM with a fresh 96-bit nonce (NIST SP 800-38D). The value bears the id of its key, so that keys can rotate:
 * `enc:v1:<key id>:<base64url of nonce, tag and ciphertext>`. The id is authenticated too.
 *
 * @throws Error when the environment gives no key: a secret is never stored in plain text.
 */
export function encryptText(plain: string, keys: KeyRing = parseKeyRing(process.env.PURSER_ENCRYPTION_KEYS)): string {
  const first = keys.entries().next().value;
  if (!first) throw new Error("PURSER_ENCRYPTION_KEYS is not set, so no secret can be stored");
  const [id, key] = first;
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `${PREFIX}${id}:${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/**
 * The plain text of a value that `encryptText` made. A value without the prefix was written by the product before encryption and
 * comes back as it is.
 *
 * @throws Error when its key is not at hand or the value was tampered with.
 */
export function decryptText(stored: string, keys: KeyRing = parseKeyRing(process.env.PURSER_ENCRYPTION_KEYS)): string {
  if (!stored.startsWith(PREFIX)) return stored;
  const [id = "", encoded = ""] = stored.slice(PREFIX.length).split(":");
  const key = keys.get(id);
  if (!key) throw new Error(`No encryption key with the id "${id}"`);
  const bytes = Buffer.from(encoded, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(id))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

/** The id of the key that a stored value was encrypted with; undefined for plain text. */
export function keyIdOf(stored: string): string | undefined {
  return stored.startsWith(PREFIX) ? stored.slice(PREFIX.length).split(":")[0] : undefined;
}

/** A text column that is encrypted on its way into the database and decrypted on its way out. */
export const encryptedText = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: (plain) => encryptText(plain),
  fromDriver: (stored) => decryptText(stored),
});
