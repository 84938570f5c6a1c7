/** Signs drawn from the colour tokens: a state's shape, a price mark, an arrow head, a ring with a cluster's shares. */
import type { Map as MapLibreMap } from "maplibre-gl";
import { token } from "../lib/device";

const RATIO = 2;

type Pen = (pen: CanvasRenderingContext2D, size: number) => void;

function drawn(size: number, draw: Pen): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) return new ImageData(size * RATIO, size * RATIO);
  pen.scale(RATIO, RATIO);
  draw(pen, size);
  return pen.getImageData(0, 0, size * RATIO, size * RATIO);
}

function polygon(pen: CanvasRenderingContext2D, points: [number, number][]): void {
  pen.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  pen.closePath();
}

function outlined(pen: CanvasRenderingContext2D, fill: string, line: string): void {
  pen.lineWidth = 3.4;
  pen.lineJoin = "round";
  pen.strokeStyle = token("surface");
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = 1.2;
  pen.strokeStyle = line;
  pen.stroke();
}

const SHAPES: Record<string, Pen> = {
  operational: (pen) => {
    pen.beginPath();
    pen.arc(11, 11, 6.5, 0, 7);
    outlined(pen, token("operational-fill"), token("operational-ink"));
  },
  partial_outage: (pen) => {
    polygon(pen, [[11, 3], [19, 18], [3, 18]]);
    outlined(pen, token("surface"), token("partial-ink"));
    polygon(pen, [[11, 4], [18.2, 17.4], [11, 17.4]]);
    pen.fillStyle = token("partial-fill");
    pen.fill();
  },
  offline: (pen) => {
    polygon(pen, [[4.5, 4.5], [17.5, 4.5], [17.5, 17.5], [4.5, 17.5]]);
    outlined(pen, token("offline-fill"), token("offline-ink"));
    pen.beginPath();
    pen.moveTo(8, 8); pen.lineTo(14, 14); pen.moveTo(14, 8); pen.lineTo(8, 14);
    pen.lineWidth = 1.8; pen.strokeStyle = token("surface"); pen.stroke();
  },
  under_maintenance: (pen) => {
    polygon(pen, [[11, 3], [18, 7], [18, 15], [11, 19], [4, 15], [4, 7]]);
    outlined(pen, token("maintenance-fill"), token("maintenance-ink"));
  },
};

function triangle(up: boolean): Pen {
  return (pen) => {
    polygon(pen, up ? [[7, 2], [12.5, 11.5], [1.5, 11.5]] : [[7, 12], [12.5, 2.5], [1.5, 2.5]]);
    pen.lineWidth = 3; pen.lineJoin = "round"; pen.strokeStyle = token("surface"); pen.stroke();
    pen.fillStyle = token(up ? "surge-ink" : "discount-ink");
    pen.fill();
  };
}

const SHARES = ["operational-fill", "partial-fill", "offline-fill", "maintenance-fill"];

/** Ring of a cluster: id `ring:a:b:c:d` with shares in eighths. */
function ring(id: string): ImageData {
  const eighths = id.split(":").slice(1).map(Number);
  const total = Math.max(1, eighths.reduce((sum, each) => sum + each, 0));
  return drawn(40, (pen) => {
    pen.beginPath();
    pen.arc(20, 20, 17, 0, 7);
    pen.fillStyle = token("surface");
    pen.fill();
    let from = -Math.PI / 2;
    eighths.forEach((share, index) => {
      if (share === 0) return;
      const to = from + (share / total) * Math.PI * 2;
      pen.beginPath();
      pen.arc(20, 20, 15.5, from, to);
      pen.lineWidth = 4.5;
      pen.strokeStyle = token(SHARES[index] ?? "unknown-fill");
      pen.stroke();
      from = to;
    });
  });
}

export function addSprites(map: MapLibreMap): void {
  const add = (id: string, data: ImageData) => {
    if (!map.hasImage(id)) map.addImage(id, data, { pixelRatio: RATIO });
  };
  for (const [state, pen] of Object.entries(SHAPES)) add(`state-${state}`, drawn(22, pen));
  add("price-surge", drawn(14, triangle(true)));
  add("price-discount", drawn(14, triangle(false)));
  add("arrow", drawn(14, (pen) => {
    polygon(pen, [[7, 1], [12, 12], [7, 9.4], [2, 12]]);
    pen.fillStyle = token("discount-ink");
    pen.fill();
  }));
  map.setMissingStyleImageResolver((id) => {
    if (id.startsWith("ring:")) add(id, ring(id));
  });
}
