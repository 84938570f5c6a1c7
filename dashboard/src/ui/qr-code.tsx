import { useMemo } from "react";
import { qrMatrix } from "../lib/qr";

const QUIET = 4;

/** A QR code that any phone reads: dark on white in both themes, with its quiet zone. */
export function QrCode({ text, label, size = 176 }: { text: string; label: string; size?: number }) {
  const matrix = useMemo(() => {
    try {
      return qrMatrix(text);
    } catch {
      return null; // too long: the text beside it stands alone
    }
  }, [text]);
  if (matrix === null) return null;
  const whole = matrix.length + 2 * QUIET;
  const path = matrix.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ""))).join("");
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${whole} ${whole}`} width={size} height={size} shapeRendering="crispEdges" className="rounded-sm">
      <rect width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
