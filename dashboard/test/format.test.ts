import { describe, expect, it } from "vitest";
import { age, clockTime, duration, kw, money, percent, priceDelta, remaining, temperature } from "../src/lib/format";
import { reasonText, valueText, featureValue } from "../src/lib/words";
import { clockAt } from "../src/lib/clock";

describe("formatters", () => {
  it("money comes from decimal text and never shows a float's tail", () => {
    expect(money("0.6125", "USD", "en-US")).toBe("$0.61");
    expect(money("0.1", "EUR", "en-US")).toBe("€0.10");
    expect(money(null, "USD", "en-US")).toBe("–");
    expect(money("abc", "USD", "en-US")).toBe("–");
    expect(money("12", "EUR", "de-DE").replaceAll("\u00a0", " ")).toBe("12,00 €");
  });

  it("a price is told against its base with a sign", () => {
    expect(priceDelta("0.6125", "0.35")).toBe("+75 %");
    expect(priceDelta("0.245", "0.35")).toBe("−30 %");
    expect(priceDelta("0.35", "0.35")).toBeNull();
    expect(priceDelta("0.35", "0")).toBeNull();
  });

  it.each([[0, "0 s"], [-5, "0 s"], [59.9, "59 s"], [60, "1 min"], [3599, "59 min"], [3600, "1 h"], [7500, "2 h 5 min"], [86_400, "1 d"], [300_000, "3 d"]])("%d seconds are %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it("an age counts from the server's now; a future instant is 0 s old; none is never", () => {
    const now = Date.parse("2026-07-01T12:00:00Z");
    expect(age("2026-07-01T11:58:00Z", now)).toBe("2 min");
    expect(age("2026-07-01T12:00:30Z", now)).toBe("0 s");
    expect(age(null, now)).toBe("never");
    expect(age("soon", now)).toBe("never");
    expect(remaining("2026-07-01T12:10:00Z", now)).toBe("10 min");
    expect(remaining("2026-07-01T11:59:59Z", now)).toBeNull();
  });

  it("temperature converts to Fahrenheit", () => {
    expect(temperature(40.6, "F")).toBe("105 °F");
    expect(temperature(40.6, "C")).toBe("41 °C");
    expect(temperature(-40, "F")).toBe("-40 °F");
    expect(temperature(null, "C")).toBe("–");
  });

  it("power and shares", () => {
    expect(kw(4.25, "en-US")).toBe("4.3 kW");
    expect(kw(150, "en-US")).toBe("150 kW");
    expect(kw(0, "en-US")).toBe("0 kW");
    expect(percent(0.605)).toBe("61 %");
  });

  it("clock times keep 24 hours, also on the day the clocks change", () => {
    expect(clockTime("2026-11-01T05:30:00Z", "en-US", "America/New_York")).toBe("01:30:00");
    expect(clockTime("2026-11-01T06:30:00Z", "en-US", "America/New_York")).toBe("01:30:00");
    expect(clockTime("2026-07-01T00:00:00Z", "en-US", "UTC")).toBe("00:00:00");
    expect(clockTime("garbage")).toBe("–");
  });

  it("the server's clock runs at its factor between readings", () => {
    expect(clockAt({ factor: 20, atMs: 1000, readMs: 500 }, 600)).toBe(3000);
  });
});

describe("words", () => {
  it("values before and after carry the unit that their name tells", () => {
    expect(valueText({ limit_w: 60000 })).toBe("limit 60.0 kW");
    expect(valueText({ per_kwh: "0.6125" })).toBe("0.61/kWh");
    expect(valueText({ length_s: 4500 })).toBe("length 1 h 15 min");
    expect(valueText(null)).toBe("");
    expect(valueText({ mode: "off", by: null })).toBe("mode off, by none");
  });

  it("reasons are a sentence, whatever form they have", () => {
    expect(reasonText("hot")).toBe("hot");
    expect(reasonText({ text: "hot" })).toBe("hot");
    expect(reasonText({ risk_1h: 0.7 })).toBe("risk 1h 0.7");
    expect(reasonText(null)).toBe("null");
  });

  it("features show their unit", () => {
    expect(featureValue("temperature_c", 71.25)).toBe("71.3 °C");
    expect(featureValue("utilisation_1h", 0.98)).toBe("98 %");
    expect(featureValue("wait_min", null)).toBe("not measured");
    expect(featureValue("local_event", 1)).toBe("yes");
  });
});
