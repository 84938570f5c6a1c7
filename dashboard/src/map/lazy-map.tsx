/** Loads the map once the list stands, and says so where it cannot be loaded. */
import { Component, lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import type { StationMapProps } from "./station-map";

const StationMap = lazy(() => import("./station-map"));

class MapGuard extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Note>The map could not be loaded. The list holds everything.</Note> : this.props.children;
  }
}

function Note({ children }: { children: ReactNode }) {
  return <div role="status" className="grid h-full min-h-40 place-items-center p-6 text-center text-sm text-muted">{children}</div>;
}

/** A browser that cannot draw it does not need to load it. */
function hasWebGl(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

export function LazyMap(props: StationMapProps) {
  const [go, setGo] = useState(false);
  const [able, setAble] = useState(true);
  useEffect(() => {
    const begin = () => {
      setAble(hasWebGl());
      setGo(true);
    };
    if ("requestIdleCallback" in window) {
      const id = requestIdleCallback(begin, { timeout: 1500 });
      return () => cancelIdleCallback(id);
    }
    const id = setTimeout(begin, 200);
    return () => clearTimeout(id);
  }, []);
  if (!able) return <Note>This browser shows no map (WebGL is off). The list holds everything.</Note>;
  const waiting = <Note>Loading the map</Note>;
  return go ? <MapGuard><Suspense fallback={waiting}><StationMap {...props} /></Suspense></MapGuard> : waiting;
}
