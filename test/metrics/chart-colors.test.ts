import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const times = (matrix: Matrix, [a, b, c]: Triple) => matrix.map((row) => row[0] * a + row[1] * b + row[2] * c) as unknown as Triple;
const map = (triple: Triple, change: (value: number) => number) => triple.map(change) as unknown as Triple;

// OKLab, as its maker Björn Ottosson gives it.
const LAB_TO_LMS: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const LMS_TO_RGB: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];
const RGB_TO_LMS: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const LMS_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

// Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
const eyes: Record<string, Matrix> = {
  "full colour": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const toRgb = ([l, chroma, hue]: Triple) => {
  const angle = (hue * Math.PI) / 180;
  const lms = map(times(LAB_TO_LMS, [l, chroma * Math.cos(angle), chroma * Math.sin(angle)]), (value) => value ** 3);
  return map(times(LMS_TO_RGB, lms), (value) => Math.min(1, Math.max(0, value)));
};
const toLab = (rgb: Triple) => times(LMS_TO_LAB, map(times(RGB_TO_LMS, rgb), Math.cbrt));
const luminance = ([red, green, blue]: Triple) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** How different two colours look, 0 to about 1. */
function distance(a: Triple, b: Triple): number {
  const [one, other] = [toLab(a), toLab(b)];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

const css = readFileSync(new URL("../../app/styles.css", import.meta.url), "utf8");

function colorOf(name: string, theme: "light" | "dark"): Triple {
  const both = new RegExp(`--color-${name}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`).exec(css);
  const text = both?.[theme === "light" ? 1 : 2];
  if (!text) throw new Error(`styles.css has no --color-${name}`);
  return toRgb(text.split(" ").map(Number) as unknown as Triple);
}

const series = ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"];

describe.for(["light", "dark"] as const)("chart colours, %s", (theme) => {
  test.for(Object.keys(eyes))("are told apart with %s", (eye) => {
    const seen = series.map((name) => map(times(eyes[eye]!, colorOf(name, theme)), (value) => Math.min(1, Math.max(0, value))));
    const alike = seen.flatMap((color, index) =>
      seen.slice(index + 1).flatMap((other, place) => {
        const apart = distance(color, other);
        return apart < 0.1 ? [`${series[index]} and ${series[index + 1 + place]}: ${apart.toFixed(3)}`] : [];
      }),
    );
    expect(alike).toEqual([]);
  });

  test.for(series)("%s stands out from the card by 3 to 1 (WCAG 1.4.11)", (name) => {
    const [one, other] = [luminance(colorOf(name, theme)), luminance(colorOf("surface", theme))];
    expect((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)).toBeGreaterThanOrEqual(3);
  });
});
