import { Link, Outlet } from "@tanstack/react-router";
import { useConfig } from "../api/queries";
import { useTheme } from "../lib/device";
import { LiveProvider } from "../live/provider";
import { ClockNote, LivePill, Mark, StaleNote, ThemeSwitch } from "../ui/chrome";

export function DriverShell() {
  useConfig();
  const theme = useTheme();
  return (
    <LiveProvider audience="public">
      <div className="flex min-h-dvh flex-col lg:h-dvh">
        <header className="flex h-12 shrink-0 items-center gap-3 border-b bg-surface px-4">
          <Link to="/" aria-label="Sntry, find a charger"><Mark /></Link>
          <span className="hidden text-sm text-muted sm:inline">Charging, with the price explained</span>
          <Link to="/status" className="ml-auto text-sm text-muted hover:text-text hover:underline">Status</Link>
          <span className="flex items-center gap-2"><span className="hidden sm:inline"><ClockNote /></span><LivePill /><ThemeSwitch theme={theme} /></span>
        </header>
        <StaleNote />
        <Outlet />
      </div>
    </LiveProvider>
  );
}
