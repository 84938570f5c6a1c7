/**
 * The map: a view of the list beside it, never the only way. It comes as a chunk of its own after the list.
 * Without WebGL a note stands in its place. Bottom to top: land, city names, pairs, clusters, risk, stations.
 */
import { type ExpressionSpecification, type GeoJSONSource, type MapGeoJSONFeature, LngLatBounds, Map as MapLibreMap, NavigationControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { useEffect, useRef, useState } from "react";
import type { PublicStation } from "../api/types";
import { token, useTheme } from "../lib/device";
import { baseStyle, cityPoints, onMap, pairLines, stationPoints, TEXT_FONT } from "./base";
import type { MapPair } from "./pairs";
import { addSprites } from "./sprites";

setWorkerUrl(workerUrl);

export interface StationMapProps {
  label: string;
  stations: readonly PublicStation[];
  pairs: readonly MapPair[];
  selected: string | null;
  onSelect: (id: string) => void;
  onHover?: (id: string | null) => void;
  /** [latitude, longitude] of the person, if they gave it. */
  me?: [number, number] | null;
  risk: boolean;
  /** The view moves to this station when it is chosen. */
  flyTo?: string | null;
  /** A new value moves the view to the stations shown. */
  fitTo?: string;
}

const eighths = (name: string): ExpressionSpecification => ["to-string", ["ceil", ["/", ["*", 8, ["get", name]], ["get", "point_count"]]]];

function addLayers(map: MapLibreMap, risk: boolean): void {
  const sum = (name: string): ExpressionSpecification => ["+", ["get", name]];
  map.addSource("cities", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addSource("pairs", { type: "geojson", lineMetrics: true, data: { type: "FeatureCollection", features: [] } });
  map.addSource("me", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addSource("stations", {
    type: "geojson", data: { type: "FeatureCollection", features: [] }, cluster: true, clusterRadius: 34, clusterMaxZoom: 9, promoteId: "id",
    clusterProperties: { ok: sum("ok"), partial: sum("partial"), offline: sum("offline"), maintenance: sum("maintenance"), surged: sum("surged"), worst: ["max", ["get", "risk"]] },
  });
  map.addLayer({
    id: "cities", type: "symbol", source: "cities",
    layout: { "text-field": ["get", "name"], "text-font": TEXT_FONT, "text-size": 12, "text-offset": [0, -2.2], "text-anchor": "bottom", "text-optional": true },
    paint: { "text-color": token("muted"), "text-halo-color": token("land"), "text-halo-width": 1.4 },
  });
  map.addLayer({
    id: "pairs", type: "line", source: "pairs", filter: ["==", ["geometry-type"], "LineString"], layout: { "line-cap": "round" },
    paint: { "line-width": 3, "line-gradient": ["interpolate", ["linear"], ["line-progress"], 0, token("surge-ink"), 1, token("discount-ink")] },
  });
  map.addLayer({ id: "pair-heads", type: "symbol", source: "pairs", filter: ["==", ["geometry-type"], "Point"], layout: { "icon-image": "arrow", "icon-rotate": ["get", "bearing"], "icon-rotation-alignment": "map", "icon-allow-overlap": true } });
  map.addLayer({
    id: "pair-words", type: "symbol", source: "pairs", filter: ["==", ["geometry-type"], "LineString"], minzoom: 8,
    layout: { "symbol-placement": "line-center", "text-field": ["get", "label"], "text-font": TEXT_FONT, "text-size": 12, "text-offset": [0, -0.9] },
    paint: { "text-color": token("text"), "text-halo-color": token("surface"), "text-halo-width": 2 },
  });
  if (risk) {
    const radius = (name: string, base: number): ExpressionSpecification => ["step", ["get", name], 0, 2, base, 3, base + 1.5];
    map.addLayer({ id: "cluster-risk", type: "circle", source: "stations", filter: ["has", "point_count"], paint: { "circle-radius": radius("worst", 21), "circle-color": ["match", ["get", "worst"], 3, token("risk-critical"), token("risk-high")], "circle-stroke-width": 1, "circle-stroke-color": token("text"), "circle-stroke-opacity": ["step", ["get", "worst"], 0, 2, 1] } });
    map.addLayer({ id: "risk", type: "circle", source: "stations", filter: ["all", ["!", ["has", "point_count"]], [">=", ["get", "risk"], 1]], paint: { "circle-radius": ["match", ["get", "risk"], 3, 14, 2, 12.5, 11], "circle-color": ["match", ["get", "risk"], 1, token("risk-watch"), 2, token("risk-high"), 3, token("risk-critical"), token("risk-low")], "circle-stroke-width": ["match", ["get", "risk"], 3, 2, 1], "circle-stroke-color": token("text") } });
  }
  map.addLayer({ id: "selected", type: "circle", source: "stations", filter: ["==", ["get", "id"], ""], paint: { "circle-radius": 16, "circle-color": "transparent", "circle-stroke-width": 3, "circle-stroke-color": token("accent") } });
  map.addLayer({
    id: "clusters", type: "symbol", source: "stations", filter: ["has", "point_count"],
    layout: {
      "icon-image": ["concat", "ring:", eighths("ok"), ":", eighths("partial"), ":", eighths("offline"), ":", eighths("maintenance")], "icon-allow-overlap": true,
      "text-field": ["get", "point_count_abbreviated"], "text-font": TEXT_FONT, "text-size": 13, "text-allow-overlap": true,
    },
    paint: { "text-color": token("text") },
  });
  map.addLayer({ id: "cluster-prices", type: "symbol", source: "stations", filter: ["all", ["has", "point_count"], [">", ["get", "surged"], 0]], layout: { "icon-image": "price-surge", "icon-offset": [15, -15], "icon-allow-overlap": true } });
  map.addLayer({ id: "points", type: "symbol", source: "stations", filter: ["!", ["has", "point_count"]], layout: { "icon-image": ["concat", "state-", ["get", "state"]], "icon-allow-overlap": true } });
  map.addLayer({ id: "prices", type: "symbol", source: "stations", filter: ["all", ["!", ["has", "point_count"]], ["!=", ["get", "price"], "base"]], layout: { "icon-image": ["concat", "price-", ["get", "price"]], "icon-offset": [11, -10], "icon-allow-overlap": true } });
  map.addLayer({ id: "names", type: "symbol", source: "stations", filter: ["!", ["has", "point_count"]], minzoom: 9.5, layout: { "text-field": ["get", "name"], "text-font": TEXT_FONT, "text-size": 12, "text-anchor": "top", "text-offset": [0, 1.1], "text-optional": true }, paint: { "text-color": token("text"), "text-halo-color": token("surface"), "text-halo-width": 1.6 } });
  map.addLayer({ id: "me", type: "circle", source: "me", paint: { "circle-radius": 7, "circle-color": token("accent"), "circle-stroke-width": 3, "circle-stroke-color": token("surface") } });
}

function fit(map: MapLibreMap, stations: readonly PublicStation[], me: [number, number] | null): void {
  const bounds = new LngLatBounds();
  for (const each of stations) if (each.latitude_deg !== null && each.longitude_deg !== null) bounds.extend([each.longitude_deg, each.latitude_deg]);
  if (me !== null) bounds.extend([me[1], me[0]]);
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 44, maxZoom: 10.5, animate: false });
}

/** How many stations the view shows, those inside clusters too. */
function drawn(map: MapLibreMap): number {
  const counts = new Map<string, number>();
  for (const { properties } of map.queryRenderedFeatures({ layers: ["points", "clusters"].filter((each) => map.getLayer(each) !== undefined) })) {
    counts.set(String(properties["cluster_id"] ?? properties["id"]), Number(properties["point_count"] ?? 1));
  }
  return [...counts.values()].reduce((sum, each) => sum + each, 0);
}

async function chooseAt(map: MapLibreMap, feature: MapGeoJSONFeature, choose: (id: string) => void): Promise<void> {
  const id = feature.properties["id"];
  if (typeof id === "string") {
    choose(id);
    return;
  }
  const source = map.getSource<GeoJSONSource>("stations");
  if (source === undefined || feature.geometry.type !== "Point") return;
  const zoom = await source.getClusterExpansionZoom(Number(feature.properties["cluster_id"]));
  map.easeTo({ center: feature.geometry.coordinates as [number, number], zoom: Math.min(zoom + 0.3, 13) });
}

export default function StationMap(props: StationMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibreMap | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const theme = useTheme();
  const [ready, setReady] = useState(0);
  const [broken, setBroken] = useState(false);
  const camera = useRef<{ center: [number, number]; zoom: number } | null>(null);

  useEffect(() => {
    if (box.current === null) return;
    let made: MapLibreMap;
    try {
      made = new MapLibreMap({
        container: box.current, style: baseStyle(), center: camera.current?.center ?? [-96, 38.5], zoom: camera.current?.zoom ?? 3, minZoom: 2, maxZoom: 15,
        attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
        locale: { "Map.Title": latest.current.label },
      });
    } catch {
      setBroken(true);
      return;
    }
    map.current = made;
    made.addControl(new NavigationControl({ showCompass: false }), "top-right");
    made.touchZoomRotate.disableRotation();
    made.on("load", () => {
      addSprites(made);
      addLayers(made, latest.current.risk);
      if (camera.current === null) fit(made, latest.current.stations, latest.current.me ?? null);
      setReady((count) => count + 1);
    });
    made.on("moveend", () => {
      const { lng, lat } = made.getCenter();
      camera.current = { center: [lng, lat], zoom: made.getZoom() };
    });
    made.on("idle", () => {
      if (box.current !== null) box.current.dataset["stationsDrawn"] = String(drawn(made));
    });
    for (const layer of ["points", "clusters"]) {
      made.on("click", layer, (event) => {
        const feature = event.features?.[0];
        if (feature !== undefined) void chooseAt(made, feature, latest.current.onSelect);
      });
      made.on("mousemove", layer, (event) => {
        made.getCanvas().style.cursor = "pointer";
        const id: unknown = event.features?.[0]?.properties["id"];
        latest.current.onHover?.(typeof id === "string" ? id : null);
      });
      made.on("mouseleave", layer, () => {
        made.getCanvas().style.cursor = "";
        latest.current.onHover?.(null);
      });
    }
    return () => {
      map.current = null;
      made.remove();
    };
  }, [theme]);

  const empty = props.stations.length === 0;
  useEffect(() => {
    if (ready > 0 && !empty && camera.current === null && map.current !== null) fit(map.current, latest.current.stations, null);
  }, [ready, empty]);

  const fitted = useRef(props.fitTo);
  useEffect(() => {
    if (ready === 0 || map.current === null || fitted.current === props.fitTo) return;
    fitted.current = props.fitTo;
    fit(map.current, latest.current.stations, null);
  }, [props.fitTo, ready]);

  useEffect(() => {
    const now = map.current;
    if (ready === 0 || now === null || now.getSource("stations") === undefined) return;
    const points = props.stations.map(onMap).filter((each) => each !== null);
    now.getSource<GeoJSONSource>("stations")?.setData(stationPoints(points));
    now.getSource<GeoJSONSource>("pairs")?.setData(pairLines(props.pairs, points));
    now.getSource<GeoJSONSource>("cities")?.setData(cityPoints(props.stations));
  }, [props.stations, props.pairs, ready]);

  useEffect(() => {
    const now = map.current;
    if (ready === 0 || now === null || now.getLayer("selected") === undefined) return;
    now.setFilter("selected", ["==", ["get", "id"], props.selected ?? ""]);
  }, [props.selected, ready]);

  useEffect(() => {
    const now = map.current;
    if (ready === 0 || now === null || !props.me) return;
    now.getSource<GeoJSONSource>("me")?.setData({ type: "Point", coordinates: [props.me[1], props.me[0]] });
    now.easeTo({ center: [props.me[1], props.me[0]], zoom: Math.max(now.getZoom(), 8.5) });
  }, [props.me, ready]);

  useEffect(() => {
    const target = latest.current.stations.find((each) => each.id === props.flyTo);
    if (ready === 0 || map.current === null || target === undefined || target.latitude_deg === null || target.longitude_deg === null) return;
    map.current.easeTo({ center: [target.longitude_deg, target.latitude_deg], zoom: Math.max(map.current.getZoom(), 10.5) });
  }, [props.flyTo, ready, empty]);

  if (broken) return <div role="status" className="grid h-full min-h-40 place-items-center p-6 text-center text-sm text-muted">This browser shows no map (WebGL is off). The list holds everything.</div>;
  return <div ref={box} data-map-ready={ready > 0} className="h-full min-h-64 w-full overflow-hidden rounded-b-md" />;
}
