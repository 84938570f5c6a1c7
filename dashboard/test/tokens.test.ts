import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** The token file itself, so that a changed colour is judged before anybody sees it. */
const css = readFileSync(join(import.meta.dirname, "../src/styles/tokens.css"), "utf8");
const block = (from: string) => {
  const start = css.indexOf(from);
  return new Map([...css.slice(start, css.indexOf("}", start)).matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6});/g)].map((each) => [each[1] as string, each[2] as string]));
};
const THEMES = { light: block(":root {"), dark: block('[data-theme="dark"] {') };

type Rgb = [number, number, number];

const linear = (hex: string): Rgb => [1, 3, 5].map((at) => {
  const value = parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}) as Rgb;

/** WCAG 2.2: relative luminance and contrast ratio. */
const contrast = (a: string, b: string) => {
  const light = (hex: string) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p) as [number, number];
  return (x + 0.05) / (y + 0.05);
};

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
const VISION: Record<string, number[][]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** OKLab of linear RGB (Ottosson 2020). */
const oklab = ([r, g, b]: Rgb): Rgb => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s];
};

const distance = (a: string, b: string, vision: number[][]) => {
  const seen = (hex: string) => oklab(vision.map((row) => Math.min(1, Math.max(0, row.reduce((sum, each, i) => sum + each * (linear(hex)[i] ?? 0), 0)))) as Rgb);
  const [p, q] = [seen(a), seen(b)];
  return 100 * Math.hypot(...p.map((each, i) => each - (q[i] ?? 0)));
};

describe.each(Object.entries(THEMES))("tokens, %s", (_theme, tokens) => {
  const of = (name: string) => tokens.get(name) ?? "";
  const GROUNDS = ["bg", "surface", "sunken"];

  it("are all there", () => {
    expect([...tokens.keys()].sort()).toEqual([...THEMES.light.keys()].sort());
    expect(tokens.size).toBeGreaterThan(30);
  });

  it.each(["text", "muted", "accent", "operational-ink", "partial-ink", "offline-ink", "maintenance-ink", "unknown-ink", "surge-ink", "discount-ink"])("%s is readable on every ground", (ink) => {
    for (const ground of GROUNDS) expect(contrast(of(ink), of(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it("text on buttons and chips is readable", () => {
    expect(contrast(of("on-accent"), of("accent"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of("surge-ink"), of("surge-soft"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of("discount-ink"), of("discount-soft"))).toBeGreaterThanOrEqual(4.5);
  });

  it("lines that carry meaning stand out", () => {
    for (const name of ["border-strong", "series-1", "series-2", "series-3", "series-4"]) expect(contrast(of(name), of("surface")), name).toBeGreaterThanOrEqual(3);
  });

  it("states differ for every kind of colour vision", () => {
    const states = ["operational-fill", "partial-fill", "offline-fill", "maintenance-fill"];
    for (const [vision, matrix] of Object.entries(VISION)) {
      states.forEach((a, i) => states.slice(i + 1).forEach((b) => expect(distance(of(a), of(b), matrix), `${a} and ${b}, ${vision}`).toBeGreaterThanOrEqual(15)));
    }
  });

  it("risk runs from dark to bright, so that it also reads without hue", () => {
    const steps = ["risk-low", "risk-watch", "risk-high", "risk-critical"].map((name) => oklab(linear(of(name)))[0]);
    steps.slice(1).forEach((each, i) => expect(each).toBeGreaterThan((steps[i] ?? 1) + 0.05));
  });
});
