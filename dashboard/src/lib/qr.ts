/**
 * QR codes (ISO/IEC 18004) of short texts: byte mode, error correction M, versions 1 to 10. Enough for an address; nothing else is
 * drawn with it. `qrMatrix` gives rows of modules, true = dark, without the quiet zone of four.
 */
const ECC_PER_BLOCK = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
const VERSION_MAX = 10;

// GF(256) with the polynomial x^8 + x^4 + x^3 + x^2 + 1.
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = EXP[power + 255] = value;
  LOG[value] = power;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}

function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0;
}

/** Remainder of the data times x^degree by the generator polynomial: the block's correction words. */
export function correction(data: readonly number[], degree: number): number[] {
  let generator = [1];
  for (let root = 0; root < degree; root += 1) {
    const next = [...generator, 0];
    generator.forEach((each, index) => {
      next[index + 1] = (next[index + 1] ?? 0) ^ multiply(each, EXP[root] ?? 0);
    });
    generator = next;
  }
  const rest = Array.from({ length: degree }, () => 0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    generator.slice(1).forEach((each, index) => {
      rest[index] = (rest[index] ?? 0) ^ multiply(each, factor);
    });
  }
  return rest;
}

function aligned(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => version * 4 + 10 - step * index).reverse()];
}

function wordsOf(version: number): number {
  const marks = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const modules = (16 * version + 128) * version + 64 - (version === 1 ? 0 : (25 * marks - 10) * marks - 55) - (version >= 7 ? 36 : 0);
  return Math.floor(modules / 8);
}

function dataWordsOf(version: number): number {
  return wordsOf(version) - (ECC_PER_BLOCK[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0);
}

function encoded(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const capacity = dataWordsOf(version) * 8;
  put(0, Math.min(4, capacity - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const words = Array.from({ length: bits.length / 8 }, (_, index) => bits.slice(index * 8, index * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  for (let pad = 0xec; words.length < capacity / 8; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Blocks side by side, each with its correction words. */
function interleaved(words: readonly number[], version: number): number[] {
  const [count, degree] = [BLOCKS[version - 1] ?? 1, ECC_PER_BLOCK[version - 1] ?? 10];
  const short = Math.floor(words.length / count);
  const longer = words.length % count;
  const blocks: number[][] = [];
  for (let block = 0, at = 0; block < count; block += 1) {
    const length = short + (block >= count - longer ? 1 : 0);
    blocks.push(words.slice(at, at + length));
    at += length;
  }
  const checks = blocks.map((each) => correction(each, degree));
  const taken: number[] = [];
  for (let index = 0; index <= short; index += 1) for (const each of blocks) if (index < each.length) taken.push(each[index] ?? 0);
  for (let index = 0; index < degree; index += 1) for (const each of checks) taken.push(each[index] ?? 0);
  return taken;
}

class Canvas {
  readonly size: number;
  readonly dark: boolean[][];
  readonly fixed: boolean[][];

  constructor(size: number) {
    this.size = size;
    this.dark = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
    this.fixed = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  }

  set(x: number, y: number, dark: boolean): void {
    const [row, marks] = [this.dark[y], this.fixed[y]];
    if (row === undefined || marks === undefined || x < 0 || x >= this.size) return;
    row[x] = dark;
    marks[x] = true;
  }
}

function drawFixed(canvas: Canvas, version: number): void {
  const { size } = canvas;
  for (let at = 0; at < size; at += 1) {
    canvas.set(6, at, at % 2 === 0);
    canvas.set(at, 6, at % 2 === 0);
  }
  const marks = aligned(version);
  for (const x of marks) for (const y of marks) {
    const corner = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
    if (!corner) for (let dx = -2; dx <= 2; dx += 1) for (let dy = -2; dy <= 2; dy += 1) canvas.set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) {
    for (let dx = -4; dx <= 4; dx += 1) for (let dy = -4; dy <= 4; dy += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      canvas.set(x + dx, y + dy, ring !== 2 && ring !== 4);
    }
  }
  drawFormat(canvas, 0);
  if (version >= 7) {
    const bits = withCheck(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit += 1) {
      const dark = ((bits >>> bit) & 1) === 1;
      const [a, b] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
      canvas.set(a, b, dark);
      canvas.set(b, a, dark);
    }
  }
}

/** A number followed by its BCH check bits. */
function withCheck(value: number, checkBits: number, polynomial: number): number {
  let rest = value;
  for (let bit = 0; bit < checkBits; bit += 1) rest = (rest << 1) ^ ((rest >>> (checkBits - 1)) * polynomial);
  return (value << checkBits) | rest;
}

/** Level M (00) and the mask, twice. */
function drawFormat(canvas: Canvas, mask: number): void {
  const bits = withCheck(mask, 10, 0x537) ^ 0x5412;
  const { size } = canvas;
  const dark = (bit: number) => ((bits >>> bit) & 1) === 1;
  for (let bit = 0; bit <= 5; bit += 1) canvas.set(8, bit, dark(bit));
  canvas.set(8, 7, dark(6));
  canvas.set(8, 8, dark(7));
  canvas.set(7, 8, dark(8));
  for (let bit = 9; bit < 15; bit += 1) canvas.set(14 - bit, 8, dark(bit));
  for (let bit = 0; bit < 8; bit += 1) canvas.set(size - 1 - bit, 8, dark(bit));
  for (let bit = 8; bit < 15; bit += 1) canvas.set(8, size - 15 + bit, dark(bit));
  canvas.set(8, size - 8, true);
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function drawData(canvas: Canvas, words: readonly number[], mask: number): void {
  const { size } = canvas;
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        const row = canvas.dark[y];
        if (row === undefined || canvas.fixed[y]?.[x] === true) continue;
        const dark = (((words[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1;
        row[x] = dark !== (MASKS[mask]?.(x, y) ?? false);
        bit += 1;
      }
    }
  }
}

/** How hard a code is to read: long runs, blocks of one colour, imbalance (7.8.3, without the look-alikes of finders). */
function penalty(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  let sum = 0;
  let count = 0;
  for (let a = 0; a < size; a += 1) {
    for (const cell of [(b: number) => dark[a]?.[b], (b: number) => dark[b]?.[a]]) {
      let run = 1;
      for (let b = 1; b <= size; b += 1) {
        if (b < size && cell(b) === cell(b - 1)) run += 1;
        else {
          if (run >= 5) sum += run - 2;
          run = 1;
        }
      }
    }
    for (let b = 0; b < size; b += 1) {
      if (dark[a]?.[b]) count += 1;
      if (a > 0 && b > 0 && dark[a]?.[b] === dark[a - 1]?.[b] && dark[a]?.[b] === dark[a]?.[b - 1] && dark[a]?.[b] === dark[a - 1]?.[b - 1]) sum += 3;
    }
  }
  return sum + Math.floor(Math.abs(count * 20 - size * size * 10) / (size * size)) * 10;
}

/**
 * @throws RangeError for more than 213 bytes of UTF-8.
 */
export function qrMatrix(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= VERSION_MAX && dataWordsOf(version) * 8 < 4 + (version < 10 ? 8 : 16) + bytes.length * 8) version += 1;
  if (version > VERSION_MAX) throw new RangeError(`a QR code of ${bytes.length} bytes is not drawn: at most 213`);
  const words = interleaved(encoded(bytes, version), version);
  const drawn = MASKS.map((_, mask) => {
    const canvas = new Canvas(17 + 4 * version);
    drawFixed(canvas, version);
    drawFormat(canvas, mask);
    drawData(canvas, words, mask);
    return canvas.dark;
  });
  return drawn.reduce((best, each) => (penalty(each) < penalty(best) ? each : best));
}
