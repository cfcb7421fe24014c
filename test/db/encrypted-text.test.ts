import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { decryptText, encryptText, keyIdOf, parseKeyRing } from "../../lib/db/encrypted-text.ts";

const pair = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;

describe("encryptText and decryptText", () => {
  const keys = parseKeyRing(pair("a"));

  test("give back any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (plain) => {
        expect(decryptText(encryptText(plain, keys), keys)).toBe(plain);
      }),
    );
  });

  test("never make the same value twice, nor one that shows the text", () => {
    const [first, second] = [encryptText("sk_live_secret", keys), encryptText("sk_live_secret", keys)];
    expect(first).not.toBe(second);
    expect(first).not.toContain("sk_live_secret");
    expect(Buffer.from(first.split(":")[3]!, "base64url").toString("latin1")).not.toContain("sk_live_secret");
  });

  test("refuse a value with any one bit changed", () => {
    const stored = encryptText("secret", keys);
    const [prefix, encoded] = [stored.slice(0, stored.lastIndexOf(":") + 1), stored.slice(stored.lastIndexOf(":") + 1)];
    const bytes = Buffer.from(encoded, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => decryptText(prefix + changed.toString("base64url"), keys)).toThrow();
    }
  });

  test("refuse a value that is cut short", () => {
    const stored = encryptText("secret", keys);
    for (let length = "enc:v1:a:".length; length < stored.length; length += 4) {
      expect(() => decryptText(stored.slice(0, length), keys)).toThrow();
    }
  });

  test("refuse a value whose key id was exchanged", () => {
    const key = randomBytes(32).toString("base64");
    const both = parseKeyRing(`a:${key},b:${key}`);
    expect(() => decryptText(encryptText("secret", both).replace("enc:v1:a:", "enc:v1:b:"), both)).toThrow();
  });

  test("leave text from before encryption as it is", () => {
    expect(decryptText("an old token", keys)).toBe("an old token");
    expect(keyIdOf("an old token")).toBeUndefined();
  });
});

describe("keys", () => {
  afterEach(() => void vi.unstubAllEnvs());

  test("rotate: the first encrypts, the ones behind it still decrypt", () => {
    const [old, young] = [pair("2025"), pair("2026")];
    const before = encryptText("secret", parseKeyRing(old));
    const rotated = parseKeyRing(`${young},${old}`);
    expect(decryptText(before, rotated)).toBe("secret");
    expect(keyIdOf(before)).toBe("2025");
    expect(keyIdOf(encryptText("secret", rotated))).toBe("2026");
  });

  test("that are not at hand are named", () => {
    expect(() => decryptText(encryptText("secret", parseKeyRing(pair("a"))), parseKeyRing(pair("b")))).toThrow('"a"');
  });

  test("of the same id but other bytes do not decrypt", () => {
    expect(() => decryptText(encryptText("secret", parseKeyRing(pair("a"))), parseKeyRing(pair("a")))).toThrow();
  });

  test("come from the environment; without one nothing is stored in plain text", () => {
    expect(decryptText(encryptText("secret"))).toBe("secret");
    vi.stubEnv("PURSER_ENCRYPTION_KEYS", "");
    expect(() => encryptText("secret")).toThrow("PURSER_ENCRYPTION_KEYS is not set");
  });

  test.each(["nonsense", "a:c2hvcnQ=", `:${randomBytes(32).toString("base64")}`, `b d:${randomBytes(32).toString("base64")}`])(
    "that are malformed are refused without being repeated: %s",
    (text) => {
      const message = messageOf(() => parseKeyRing(text));
      expect(message).toMatch(/^PURSER_ENCRYPTION_KEYS: the key "[\w?]+" is not/);
      expect(message).not.toContain(text.slice(text.indexOf(":") + 1, text.indexOf(":") + 9));
    },
  );
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}
