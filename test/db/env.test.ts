import { describe, expect, test } from "vitest";
import { parseEnv } from "../../lib/env.server.ts";

describe("parseEnv", () => {
  test("has a default for everything but secrets", () => {
    expect(parseEnv({})).toEqual({
      production: false,
      databaseUrl: undefined,
      databaseReadUrl: undefined,
      databaseDriver: undefined,
      databaseTimeout: 15,
      databasePoolMax: 10,
      neonWsProxy: undefined,
      dataDir: ".data",
      port: 3000,
      host: undefined,
      appUrl: undefined,
      trustedIpHeader: undefined,
      authSecret: undefined,
      readOnly: false,
      reportingTimeZone: "UTC",
      productNames: {},
      logLevel: "info",
    });
  });

  test("takes an empty value for none, as in a copied example file", () => {
    const names = ["DATABASE_URL", "DATABASE_DRIVER", "PORT", "APP_URL", "BETTER_AUTH_SECRET", "REPORTING_TIME_ZONE", "PRODUCT_NAMES"];
    expect(parseEnv(Object.fromEntries(names.map((name) => [name, " "])))).toEqual(parseEnv({}));
  });

  test("reads what is given", () => {
    const env = parseEnv({
      NODE_ENV: "production",
      DATABASE_URL: "postgresql://u:p@localhost/app",
      DATABASE_READ_URL: "postgresql://u:p@replica/app",
      DATABASE_DRIVER: "neon",
      DATABASE_TIMEOUT: "0",
      NEON_WS_PROXY: "127.0.0.1:4444/v1",
      PURSER_READ_ONLY: "TRUE",
      PORT: "0",
      APP_URL: "https://purser.example.com",
      TRUSTED_IP_HEADER: "Fly-Client-IP",
      REPORTING_TIME_ZONE: "Europe/Berlin",
      PRODUCT_NAMES: '{"prod_1":"Pro"}',
    });
    expect(env).toMatchObject({
      production: true,
      databaseReadUrl: "postgresql://u:p@replica/app",
      databaseDriver: "neon",
      databaseTimeout: 0,
      readOnly: true,
      port: 0,
      appUrl: "https://purser.example.com",
      trustedIpHeader: "fly-client-ip",
      reportingTimeZone: "Europe/Berlin",
      productNames: { prod_1: "Pro" },
    });
  });

  const wrong: [name: string, value: string][] = [
    ["DATABASE_URL", "mysql://root:s3cret@localhost/app"],
    ["DATABASE_URL", "postgres://root:s3cret#1@localhost/app"],
    ["DATABASE_READ_URL", "mysql://root:s3cret@localhost/app"],
    ["DATABASE_READ_URL", "postgres://root:s3cret#1@localhost/app"],
    ["DATABASE_READ_URL", "postgres://root:s3cret@localhost/app"],
    ["DATABASE_DRIVER", "s3cret"],
    ["DATABASE_TIMEOUT", "15 s3cret"],
    ["DATABASE_TIMEOUT", "-1"],
    ["DATABASE_POOL_MAX", "0"],
    ["DATABASE_POOL_MAX", "1e2"],
    ["LOG_LEVEL", "s3cret"],
    ["PURSER_READ_ONLY", "s3cret"],
    ["PORT", "80a s3cret"],
    ["PORT", "70000"],
    ["APP_URL", "javascript:s3cret"],
    ["BETTER_AUTH_SECRET", "s3cret"],
    ["REPORTING_TIME_ZONE", "Mars/s3cret"],
    ["REPORTING_TIME_ZONE", "+02:00"],
    ["PRODUCT_NAMES", "{s3cret"],
    ["PRODUCT_NAMES", '{"prod_1":1}'],
  ];

  test.each(wrong)("refuses a wrong %s in a line that names it and does not repeat it", (name, value) => {
    const error = errorOf({ [name]: value });
    expect(error.message).toMatch(new RegExp(`^${name}: .+$`));
    expect(error.message).not.toContain("s3cret");
  });

  test("names everything that is wrong at once", () => {
    expect(
      errorOf({ PORT: "x", APP_URL: "y" })
        .message.split("\n")
        .map((line) => line.split(":")[0]),
    ).toEqual(["PORT", "APP_URL"]);
  });
});

function errorOf(source: Record<string, string>): Error {
  try {
    parseEnv(source);
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was refused");
}
