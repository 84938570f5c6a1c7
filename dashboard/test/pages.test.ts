import { describe, expect, it } from "vitest";
import type { ChargerRow, MeterValue, Prices, Station } from "../src/api/types";
import { csvCell, csvText, fileName } from "../src/lib/csv";
import { inlines, markdown } from "../src/lib/markdown";
import { qrMatrix } from "../src/lib/qr";
import { idOf, makeText } from "../src/lib/words";
import { profileText } from "../src/ops/charger-configuration";
import { keptCharger } from "../src/ops/charger-list";
import { found } from "../src/ops/keys";
import { PAGES } from "../src/ops/pages";
import { readings } from "../src/ops/readings";
import { rankRevenue } from "../src/ops/revenue";
import { priceAt, priceWords } from "../src/ops/tariffs";
import { query } from "../src/api/list";

describe("CSV", () => {
  it("quotes what must be quoted and runs no formula", () => {
    expect([csvCell("a,b"), csvCell('say "x"'), csvCell("two\nlines"), csvCell(null), csvCell(-1.5), csvCell("-1.5")]).toEqual(['"a,b"', '"say ""x"""', '"two\nlines"', "", "-1.5", "-1.5"]);
    for (const evil of ["=1+1", "+cmd", "-2+3", "@sum"]) expect(csvCell(evil).startsWith("'")).toBe(true);
  });

  it("has a mark, heads and CRLF", () => {
    expect(csvText([{ head: "a_kw", cell: (row: { a: number }) => row.a }], [{ a: 1 }])).toBe("\uFEFFa_kw\r\n1\r\n");
    expect(fileName("stations", Date.parse("2026-11-23T20:15:09Z"))).toBe("sntry-stations-2026-11-23T20-15.csv");
  });
});

describe("QR codes", () => {
  const art = (text: string) => qrMatrix(text).map((row) => row.map((dark) => (dark ? "#" : ".")).join(""));

  it("are drawn module for module as a reader read them", () => {
    expect(art("A")).toEqual(GOLDEN_A);
  });

  it("grow with the text, and refuse what is too long", () => {
    expect([1, 20, 40, 100, 213].map((length) => qrMatrix("x".repeat(length)).length)).toEqual([21, 25, 29, 41, 57]);
    expect(() => qrMatrix("x".repeat(214))).toThrow(RangeError);
  });
});

describe("Markdown of a model card", () => {
  it("knows headings, tables, lists and pictures, and keeps everything else as text", () => {
    const blocks = markdown("# Card\n\nA *few* **words** <b>no</b>.\n\n| a | b |\n|---|--:|\n| 1 | `x` |\n\n- one\n- two\n\n![Curve](pr.svg)\n\n```\ncode | here\n```\n");
    expect(blocks.map((each) => each.kind)).toEqual(["heading", "paragraph", "table", "list", "paragraph", "code"]);
    expect(inlines("A *few* **words** <b>no</b>.").map((each) => each.kind)).toEqual(["text", "italic", "text", "bold", "text"]);
    expect(inlines("![Curve](pr.svg)")).toEqual([{ kind: "image", text: "Curve", source: "pr.svg" }]);
    const table = blocks[2];
    expect(table?.kind === "table" ? [table.head.length, table.rows.length, table.rows[0]?.[1]?.[0]?.kind] : null).toEqual([2, 1, "code"]);
  });

  it("ends, whatever it is given", () => {
    for (const text of ["", "|", "| a |\n| b", "```", "- ", "####", "**", "a\r\nb"]) expect(() => markdown(text)).not.toThrow();
  });
});

describe("meter values", () => {
  const value = (at: string, sampled: object[]): MeterValue => ({ id: 1, connector_id: 1, at, received_at: at, sampled });
  it("become columns in the order of time, phases together where there is no total", () => {
    const rows = readings([
      value("2026-07-01T12:02:00Z", [{ value: "7.4", measurand: "Power.Active.Import", unit: "kW" }, { value: "1.5", unit: "kWh" }]),
      value("2026-07-01T12:01:00Z", [{ value: "100", measurand: "Power.Active.Import", phase: "L1" }, { value: "200", measurand: "Power.Active.Import", phase: "L2" }, { value: "40", measurand: "Temperature", location: "Inlet" }, { value: "50", measurand: "Temperature", location: "Body" }, { value: "bad", measurand: "SoC" }]),
    ]);
    expect(rows.map((each) => each.powerKw)).toEqual([0.3, 7.4]);
    expect(rows[0]).toMatchObject({ temperatureC: 50, socPct: null, energyWh: null });
    expect(rows[1]?.energyWh).toBe(1500);
  });
});

describe("tariffs", () => {
  const prices: Prices = { currency: "EUR", per_kwh: "0.30", per_hour: "0", flat: "1.00", windows: [{ days: ["fri"], start: "22:00", end: "06:00", per_kwh: "0.10", per_hour: "0" }, { days: ["mon"], start: "17:00", end: "20:00", per_kwh: "0.50", per_hour: "0" }], idle: null, minimum: null, maximum: null };
  it("hold by hours of the week, over midnight too", () => {
    expect([priceAt(prices, 0, 16 * 60 + 59), priceAt(prices, 0, 17 * 60), priceAt(prices, 0, 20 * 60)]).toEqual([0.3, 0.5, 0.3]);
    expect([priceAt(prices, 4, 22 * 60), priceAt(prices, 5, 5 * 60), priceAt(prices, 5, 6 * 60), priceAt(prices, 4, 5 * 60)]).toEqual([0.1, 0.1, 0.3, 0.3]);
  });
  it("are told in words without what costs nothing", () => {
    expect(priceWords(prices)).toHaveLength(4);
  });
});

describe("lists", () => {
  const charger = (id: string, change: Partial<ChargerRow> = {}): ChargerRow => ({ id, station_id: "s", vendor: "ABB", model: "ABB 150", firmware_version: "1", connected: true, last_seen_at: null, registration: "accepted", risk: null, temperature_c: null, power_w: null, power_limit_w: null, price_per_kwh: null, ...change });

  it("of chargers show what was asked for", () => {
    expect(keptCharger(charger("a"), { show: "pending" })).toBe(false);
    expect(keptCharger(charger("a", { connected: false }), { show: "disconnected" })).toBe(true);
    expect(keptCharger(charger("a", { risk: { value: 0.3, level: "watch", cause: null, at: "" } }), { show: "risk" })).toBe(true);
    expect(keptCharger(charger("PHX-1"), { q: "abb phx" })).toBe(true);
  });

  it("of money at risk add up to all of it", () => {
    const station = (id: string, money: string | null) => ({ id, revenue_at_risk_per_h: money }) as Station;
    const rows = rankRevenue([station("a", "1.00"), station("b", "3.00"), station("c", null), station("d", "0")]);
    expect(rows.map((each) => [each.station.id, each.cumulative])).toEqual([["b", 0.75], ["a", 1], ["d", 1]]);
    expect(rankRevenue([])).toEqual([]);
  });

  it("of pages have a key each, and no two the same", () => {
    expect(new Set(PAGES.map((each) => each.key)).size).toBe(PAGES.length);
    expect(new Set(PAGES.map((each) => each.to)).size).toBe(PAGES.length);
  });

  it("are found by all words", () => {
    const all = [{ key: "1", word: "Stations", note: "page", href: "" }, { key: "2", word: "Market Plaza", note: "station phx-1 Phoenix", href: "" }];
    expect(found(all, "phx market").map((each) => each.key)).toEqual(["2"]);
    expect(found(all, "")).toHaveLength(2);
  });
});

it("addresses carry only what was given", () => {
  expect(query({ a: "x y", b: undefined, c: "", d: 0, e: false })).toBe("?a=x%20y&d=0&e=false");
  expect(query({})).toBe("");
});

it("a profile is told in one line", () => {
  expect(profileText({ chargingSchedule: { chargingRateUnit: "W", chargingSchedulePeriod: [{ startPeriod: 0, limit: 25_000 }, { startPeriod: 600, limit: 11_000 }] } })).toBe("25.0 kW, 11.0 kW from +10 min");
  expect(profileText({})).toBe("");
});

it("names become ids, and makers are said once", () => {
  expect(idOf("  Hauptstraße 5, Köln ")).toMatch(/^[a-z0-9-]+$/);
  expect([makeText("ABB", "ABB 150"), makeText("Acme", "X1"), makeText("", "X1")]).toEqual(["ABB 150", "Acme X1", "X1"]);
});

/** Read back by another program (ZXing) when it was written down. */
const GOLDEN_A = [
  "#######..###..#######",
  "#.....#.#.###.#.....#",
  "#.###.#...#...#.###.#",
  "#.###.#..#....#.###.#",
  "#.###.#.##..#.#.###.#",
  "#.....#...#.#.#.....#",
  "#######.#.#.#.#######",
  "...........##........",
  "#.#.#.#...##....#..#.",
  "#..###...#....#...##.",
  ".#....#.###.#...#...#",
  "#.#.#....##...#...#..",
  "#.#..##.#.#.#.#.#.#.#",
  "........####.#.#.#.#.",
  "#######....#.###.####",
  "#.....#..#.###.###...",
  "#.###.#.##.#.###.##.#",
  "#.###.#.......#...##.",
  "#.###.#.##..#...#...#",
  "#.....#..##...#...##.",
  "#######.#...#.#.#.###",
];
