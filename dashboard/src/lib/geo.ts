const EARTH_KM = 6371.0088;
const RAD = Math.PI / 180;

/** Great-circle distance (haversine) in km between two points in degrees. */
export function distanceKm(aLat: number, aLon: number, bLat: number, bLon: number): number {
  const dLat = (bLat - aLat) * RAD;
  const dLon = (bLon - aLon) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(aLat * RAD) * Math.cos(bLat * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A bow from a to b as [lon, lat] pairs: a quadratic curve whose middle is lifted to the left. */
export function bow(a: [number, number], b: [number, number], steps = 24): [number, number][] {
  const middle: [number, number] = [(a[0] + b[0]) / 2 - (b[1] - a[1]) * 0.22, (a[1] + b[1]) / 2 + (b[0] - a[0]) * 0.22];
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const [u, v, w] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return [u * a[0] + v * middle[0] + w * b[0], u * a[1] + v * middle[1] + w * b[1]];
  });
}
